//! The checker is checked: a recorded history, which is right, is falsified in one place after the other.

use super::{report, seed};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::nemesis::{disturb, meanwhile};
use simple_chats_tests::history::workload::{Plan, Workload};
use simple_chats_tests::history::{
    Action, Anomaly, History, Operation, Outcome, StoredChat, StoredRow, check,
};
use simple_chats_tests::{Backend, TestApp};

/// How much is acknowledged before the history ends.
const ENOUGH: usize = 700;

/// How often each thing is falsified, each time in another place.
const TRIES: usize = 10;

/// Which rows can be falsified in some way.
type Fits = fn(&History, &StoredRow) -> bool;

/// Falsifies a chat at the place of a row; nothing if that can't be done there.
type Falsify = fn(&mut Forger<'_>, usize) -> Option<()>;

/// Falsifies a chat of a history.
struct Forger<'a> {
    random: &'a mut StdRng,
    history: &'a mut History,
    chat_id: i64,
}

impl Forger<'_> {
    fn chat(&mut self) -> &mut StoredChat {
        self.history.stored.get_mut(&self.chat_id).unwrap()
    }

    /// The place of a row that fits.
    fn any_row(&mut self, fits: Fits) -> Option<usize> {
        let rows = &self.history.stored[&self.chat_id].messages;
        let places: Vec<usize> = (0..rows.len()).filter(|place| fits(self.history, &rows[*place])).collect();
        places.choose(self.random).copied()
    }

    fn row(&mut self, place: usize) -> &mut StoredRow {
        &mut self.chat().messages[place]
    }

    /// Adds a row as if it had just been sent.
    fn push(&mut self, row: StoredRow) {
        let chat = self.chat();
        chat.revision += 1;
        let newest = chat.messages.last().map_or(0, |row| row.message_id);
        let (message_id, revision) = (newest + 1, chat.revision);
        chat.messages.push(StoredRow { message_id, revision, ..row });
    }
}

/// The acknowledged requests that sent a row.
fn acknowledged<'a>(history: &'a History, row: &'a StoredRow) -> impl Iterator<Item = &'a Operation> {
    history.operations.iter().filter(|operation| {
        matches!(operation.outcome, Outcome::Acknowledged { message_id, .. } if message_id == row.message_id)
            && matches!(operation.action, Action::Send { .. })
    })
}

/// The acknowledged changes of a row.
fn changed<'a>(history: &'a History, row: &'a StoredRow) -> impl Iterator<Item = &'a Operation> {
    let changes = |action: &Action| match action {
        Action::Edit { message_id, .. } | Action::Delete { message_id } => *message_id == row.message_id,
        _ => false,
    };
    let is_done = |operation: &&Operation| matches!(operation.outcome, Outcome::Acknowledged { .. });
    history.operations.iter().filter(move |operation| changes(&operation.action)).filter(is_done)
}

fn sent_text(history: &History, row: &StoredRow) -> Option<String> {
    acknowledged(history, row).find_map(|operation| match &operation.action {
        Action::Send { text, .. } => Some(text.clone()),
        _ => None,
    })
}

fn is_acknowledged(history: &History, row: &StoredRow) -> bool {
    acknowledged(history, row).next().is_some() && has_text(history, row)
}

fn has_text(_: &History, row: &StoredRow) -> bool {
    row.text.is_some()
}

/// Gives a message the text again that it was sent with.
fn restore_text(forger: &mut Forger<'_>, place: usize) -> Option<()> {
    let sent = sent_text(forger.history, &forger.history.stored[&forger.chat_id].messages[place])?;
    forger.row(place).text = Some(sent);
    Some(())
}

const FALSIFICATIONS: [(&str, Fits, Falsify); 12] = [
    ("a lost message", is_acknowledged, |forger, place| {
        forger.chat().messages.remove(place);
        Some(())
    }),
    ("a message that is there twice", is_acknowledged, |forger, place| {
        let row = forger.row(place).clone();
        forger.push(row);
        Some(())
    }),
    ("a message that nobody sent", is_acknowledged, |forger, place| {
        let row = forger.row(place).clone();
        forger.push(StoredRow { client_id: Some("new".into()), text: Some("new".into()), ..row });
        Some(())
    }),
    ("two messages that have changed places", is_acknowledged, |forger, place| {
        let rows = &mut forger.chat().messages;
        let other = (0..rows.len()).find(|other| *other != place && rows[*other].text.is_some())?;
        (rows[place].message_id, rows[other].message_id) = (rows[other].message_id, rows[place].message_id);
        rows.swap(place, other);
        Some(())
    }),
    ("a silent edit", has_text, |forger, place| {
        forger.row(place).text = Some("never said".into());
        Some(())
    }),
    ("a silent edit that takes a revision", has_text, |forger, place| {
        forger.chat().revision += 1;
        let revision = forger.chat().revision;
        let row = forger.row(place);
        (row.text, row.revision) = (Some("never said".into()), revision);
        Some(())
    }),
    (
        "an edit that is undone",
        |history, row| {
            row.text.is_some()
                && row.text != sent_text(history, row)
                && changed(history, row).next().is_some()
        },
        restore_text,
    ),
    (
        "a deletion that is undone",
        |history, row| row.text.is_none() && changed(history, row).next().is_some(),
        restore_text,
    ),
    (
        "a deletion that nobody requested",
        |history, row| {
            let deletes = |operation: &Operation| matches!(operation.action, Action::Delete { message_id } if message_id == row.message_id);
            row.text.is_some() && !history.operations.iter().any(deletes)
        },
        |forger, place| {
            forger.row(place).text = None;
            Some(())
        },
    ),
    (
        "a message of another sender",
        |_, _| true,
        |forger, place| {
            let marks = forger.chat().marks.clone();
            let row = forger.row(place);
            row.sender_id = *marks.keys().find(|user_id| **user_id != row.sender_id)?;
            Some(())
        },
    ),
    (
        "a revision that nobody made",
        // An edit may have been made twice, if it was requested twice.
        |history, row| {
            let mut repeated = changed(history, row).filter(|operation| operation.attempts > 1);
            history.stored.values().any(|chat| chat.revision == row.revision && chat.messages.contains(row))
                && !repeated.any(|operation| matches!(&operation.action, Action::Edit { text, .. } if row.text.as_ref() == Some(text)))
        },
        |forger, place| {
            forger.chat().revision += 1;
            forger.row(place).revision += 1;
            Some(())
        },
    ),
    (
        "a read mark that went back",
        |_, _| true,
        |forger, _| {
            let read = forger.history.operations.iter().filter_map(|operation| match operation.outcome {
                Outcome::Acknowledged { message_id, .. }
                    if matches!(operation.action, Action::Read { .. }) =>
                {
                    Some((operation.chat_id, operation.user_id, message_id))
                }
                _ => None,
            });
            let (acknowledged, chat_id): (Vec<_>, _) = (read.collect(), forger.chat_id);
            let mut marks = forger.chat().marks.iter_mut();
            let (_, mark) =
                marks.find(|(user_id, mark)| acknowledged.contains(&(chat_id, **user_id, **mark)))?;
            *mark -= 1;
            Some(())
        },
    ),
];

/// Records a history, on a network that is good or one that is not.
async fn record(app: &TestApp, seed: u64, is_disturbed: bool) -> History {
    let workload = Workload::begin(Plan::usual(seed), &[app.address()]).await;
    let enough = workload.recorder().until_acknowledged(ENOUGH, || app.log());
    if is_disturbed {
        meanwhile(enough, disturb(workload.network(), seed)).await;
    } else {
        enough.await;
    }
    workload.network().heal();
    let cuts = workload.network().cuts();
    let history = collect(workload.end().await, &mut app.connect(), app.address()).await;
    report(&history, seed, &format!("{cuts} cuts"));
    history
}

#[tokio::test]
async fn whatever_is_falsified_in_a_real_history_is_reported() {
    let seed = seed();
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let mut history = record(&app, seed, true).await;
    // They would give everything away.
    history.views.clear();
    let mut random = StdRng::seed_from_u64(seed);
    for (what, fits, falsify) in FALSIFICATIONS {
        let mut done = 0;
        for _ in 0..TRIES {
            let mut falsified = history.clone();
            let chats: Vec<i64> = history.stored.keys().copied().collect();
            let chat_id = chats[random.random_range(0..chats.len())];
            let mut forger = Forger { random: &mut random, history: &mut falsified, chat_id };
            let Some(place) = forger.any_row(fits) else { continue };
            if falsify(&mut forger, place).is_some() {
                let row = &history.stored[&chat_id].messages[place];
                assert!(!check(&falsified).is_empty(), "{what} in chat {chat_id} is not reported: {row:?}");
                done += 1;
            }
        }
        assert!(done > 0, "{what} can be tried somewhere");
    }
    forge_time(history);
}

/// Revisions are left out, in all that is known: more than there are edits of which nobody knows how they ended.
#[tokio::test]
async fn a_hole_in_the_revisions_of_a_real_history_is_reported_wherever_it_is() {
    let seed = seed();
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let mut history = record(&app, seed, false).await;
    history.views.clear();
    // Nothing was done twice, though on a slow machine something may have been requested twice.
    history.operations.iter_mut().for_each(|operation| operation.attempts = 1);
    assert_eq!(check(&history), []);
    let mut random = StdRng::seed_from_u64(seed);
    for _ in 0..TRIES {
        let mut falsified = history.clone();
        let (chat_id, chat) = falsified.stored.iter_mut().max_by_key(|(_, chat)| chat.revision).unwrap();
        let chat_id = *chat_id;
        let is_open = |operation: &&Operation| {
            operation.chat_id == chat_id
                && operation.outcome == Outcome::Unknown
                && matches!(operation.action, Action::Edit { .. })
        };
        let open: usize = history.operations.iter().filter(is_open).map(|edit| edit.attempts).sum();
        let (hole, width) = (random.random_range(1..chat.revision), i64::try_from(open + 1).unwrap());
        let shift = |revision: &mut i64| *revision += if *revision >= hole { width } else { 0 };
        shift(&mut chat.revision);
        chat.messages.iter_mut().for_each(|row| shift(&mut row.revision));
        let deliveries = falsified.deliveries.iter_mut().filter(|delivery| delivery.chat_id == chat_id);
        deliveries.for_each(|delivery| shift(&mut delivery.revision));
        for operation in falsified.operations.iter_mut().filter(|operation| operation.chat_id == chat_id) {
            match &mut operation.outcome {
                Outcome::Acknowledged { revision: Some(revision), .. } | Outcome::Seen { revision } => {
                    shift(revision);
                }
                _ => {}
            }
        }
        assert!(
            !check(&falsified).is_empty(),
            "{width} revisions before {hole} of chat {chat_id} are not missed"
        );
    }
}

/// Two messages change places in all that is known of them; that one of them was acknowledged before the other was sent is
/// all that gives it away.
fn forge_time(mut history: History) {
    let chat = history.stored.values().max_by_key(|chat| chat.revision).unwrap();
    let is_certain = |row: &&StoredRow| acknowledged(&history, row).next().is_some();
    let mut rows = chat.messages.iter().filter(is_certain);
    let (one, other) = (rows.next().unwrap().clone(), rows.next_back().unwrap().clone());
    let chat = history.stored.values_mut().max_by_key(|chat| chat.revision).unwrap();
    let exchange = |message_id: &mut i64, revision: Option<&mut i64>| {
        let ids = [(one.message_id, one.revision), (other.message_id, other.revision)];
        for (mine, others) in [(ids[0], ids[1]), (ids[1], ids[0])] {
            if *message_id == mine.0 {
                *message_id = others.0;
                if let Some(revision) = revision {
                    *revision = if *revision == mine.1 { others.1 } else { *revision };
                }
                return;
            }
        }
    };
    for row in &mut chat.messages {
        exchange(&mut row.message_id, Some(&mut row.revision));
    }
    chat.messages.sort_by_key(|row| row.message_id);
    for delivery in &mut history.deliveries {
        exchange(&mut delivery.message_id, Some(&mut delivery.revision));
    }
    for operation in &mut history.operations {
        if let Outcome::Acknowledged { message_id, revision } = &mut operation.outcome {
            exchange(message_id, revision.as_mut());
        }
        if let Action::Edit { message_id, .. } | Action::Delete { message_id } | Action::Read { message_id } =
            &mut operation.action
        {
            exchange(message_id, None);
        }
    }
    let anomalies = check(&history);
    let against_time =
        |anomaly: &Anomaly| matches!(anomaly, Anomaly::Reordered(what) if what.contains("(by id)"));
    assert!(anomalies.iter().any(against_time), "{anomalies:?}");
}
