//! The checker, on trial: a history that was really recorded, and is right, is falsified in one place after the other.

use super::{report, seed};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::nemesis::{disturb, meanwhile};
use simple_chats_tests::history::network::Network;
use simple_chats_tests::history::recorder::Recorder;
use simple_chats_tests::history::workload::{Api, Plan, Workload};
use simple_chats_tests::history::{
    Action, Anomaly, History, Operation, Outcome, StoredChat, StoredRow, check,
};
use simple_chats_tests::{Backend, TestApp};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How much is acknowledged before the history ends.
const ENOUGH: usize = 700;

/// How often each thing is falsified, each time in another place.
const TRIES: usize = 10;

/// Falsifies something in a chat; tells what, or nothing if there is nothing of that kind.
type Falsify = fn(&mut Forger<'_>) -> Option<String>;

/// Somebody who falsifies a chat of a history.
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
    fn any_row(&mut self, fits: impl Fn(&History, &StoredRow) -> bool) -> Option<usize> {
        let rows = &self.history.stored[&self.chat_id].messages;
        let places: Vec<usize> = (0..rows.len()).filter(|place| fits(self.history, &rows[*place])).collect();
        places.choose(self.random).copied()
    }

    fn acknowledged_row(&mut self) -> Option<usize> {
        self.any_row(|history, row| acknowledged(history, row).next().is_some() && row.text.is_some())
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

const FALSIFICATIONS: [(&str, Falsify); 12] = [
    ("a lost message", |forger| {
        let place = forger.acknowledged_row()?;
        Some(format!("{:?}", forger.chat().messages.remove(place)))
    }),
    ("a message that is there twice", |forger| {
        let place = forger.acknowledged_row()?;
        let row = forger.chat().messages[place].clone();
        forger.push(row.clone());
        Some(format!("{row:?}"))
    }),
    ("a message that nobody sent", |forger| {
        let place = forger.acknowledged_row()?;
        let row = forger.chat().messages[place].clone();
        forger.push(StoredRow { client_id: Some("new".into()), text: Some("new".into()), ..row.clone() });
        Some(format!("{row:?}"))
    }),
    ("two messages that have changed places", |forger| {
        let place = forger.acknowledged_row()?;
        let rows = &mut forger.chat().messages;
        let other = (0..rows.len()).find(|other| *other != place && rows[*other].text.is_some())?;
        (rows[place].message_id, rows[other].message_id) = (rows[other].message_id, rows[place].message_id);
        rows.swap(place, other);
        Some(format!("{:?} and {:?}", rows[place], rows[other]))
    }),
    ("a silent edit", |forger| {
        let place = forger.any_row(|_, row| row.text.is_some())?;
        forger.chat().messages[place].text = Some("never said".into());
        Some(format!("{:?}", forger.chat().messages[place]))
    }),
    ("a silent edit that takes a revision", |forger| {
        let place = forger.any_row(|_, row| row.text.is_some())?;
        forger.chat().revision += 1;
        let revision = forger.chat().revision;
        let row = &mut forger.chat().messages[place];
        (row.text, row.revision) = (Some("never said".into()), revision);
        Some(format!("{row:?}"))
    }),
    ("an edit that is undone", |forger| {
        let place = forger.any_row(|history, row| {
            row.text.is_some()
                && row.text != sent_text(history, row)
                && changed(history, row).next().is_some()
        })?;
        let sent = sent_text(forger.history, &forger.history.stored[&forger.chat_id].messages[place])?;
        forger.chat().messages[place].text = Some(sent);
        Some(format!("{:?}", forger.chat().messages[place]))
    }),
    ("a deletion that is undone", |forger| {
        let place =
            forger.any_row(|history, row| row.text.is_none() && changed(history, row).next().is_some())?;
        let sent = sent_text(forger.history, &forger.history.stored[&forger.chat_id].messages[place])?;
        forger.chat().messages[place].text = Some(sent);
        Some(format!("{:?}", forger.chat().messages[place]))
    }),
    ("a deletion that nobody asked for", |forger| {
        let place = forger.any_row(|history, row| {
            let asked = |operation: &Operation| matches!(operation.action, Action::Delete { message_id } if message_id == row.message_id);
            row.text.is_some() && !history.operations.iter().any(asked)
        })?;
        forger.chat().messages[place].text = None;
        Some(format!("{:?}", forger.chat().messages[place]))
    }),
    ("a message of somebody else", |forger| {
        let place = forger.any_row(|_, _| true)?;
        let marks = forger.chat().marks.clone();
        let row = &mut forger.chat().messages[place];
        row.sender_id = *marks.keys().find(|user_id| **user_id != row.sender_id)?;
        Some(format!("{row:?}"))
    }),
    ("a revision that nobody made", |forger| {
        // An edit may have been made twice, if it was asked twice.
        let newest = forger.chat().revision;
        let place = forger.any_row(|history, row| {
            let mut repeated = changed(history, row).filter(|operation| operation.attempts > 1);
            row.revision == newest
                && !repeated.any(|operation| matches!(&operation.action, Action::Edit { text, .. } if row.text.as_ref() == Some(text)))
        })?;
        forger.chat().revision += 1;
        forger.chat().messages[place].revision += 1;
        Some(format!("{:?}", forger.chat().messages[place]))
    }),
    ("a read mark that went back", |forger| {
        let read = forger.history.operations.iter().filter_map(|operation| match operation.outcome {
            Outcome::Acknowledged { message_id, .. } if matches!(operation.action, Action::Read { .. }) => {
                Some((operation.chat_id, operation.user_id, message_id))
            }
            _ => None,
        });
        let acknowledged: Vec<_> = read.collect();
        let chat_id = forger.chat_id;
        let marks = &mut forger.chat().marks;
        let (user_id, mark) =
            marks.iter_mut().find(|(user_id, mark)| acknowledged.contains(&(chat_id, **user_id, **mark)))?;
        *mark -= 1;
        Some(format!("{mark} of {user_id}"))
    }),
];

/// Records a history, on a network that is good or one that is not.
async fn record(app: &TestApp, seed: u64, is_disturbed: bool) -> History {
    let (plan, recorder) = (Plan::usual(seed), Recorder::default());
    let network = Arc::new(Network::before(&[app.address()], plan.lines()).await);
    let workload = Workload::begin(plan, Arc::clone(&network), recorder.clone()).await;
    let enough = async {
        while recorder.acknowledged() < ENOUGH {
            sleep(Duration::from_millis(5)).await;
        }
    };
    if is_disturbed {
        meanwhile(enough, disturb(&network, seed)).await;
    } else {
        enough.await;
    }
    network.heal();
    let rest = workload.end().await;
    let history = collect(rest, &mut app.connect(), &Api::at(app.address())).await;
    report(&history, seed, &format!("{} cuts", network.cuts()));
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
    for (what, falsify) in FALSIFICATIONS {
        let mut done = 0;
        for _ in 0..TRIES {
            let mut falsified = history.clone();
            let chats: Vec<i64> = history.stored.keys().copied().collect();
            let chat_id = chats[random.random_range(0..chats.len())];
            let mut forger = Forger { random: &mut random, history: &mut falsified, chat_id };
            if let Some(place) = falsify(&mut forger) {
                assert!(!check(&falsified).is_empty(), "{what} in chat {chat_id} is not reported: {place}");
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
    // Nothing was done twice, though on a slow machine something may have been asked twice.
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
        let told = falsified.told.iter_mut().filter(|told| told.chat_id == chat_id);
        told.for_each(|told| shift(&mut told.revision));
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
    for told in &mut history.told {
        exchange(&mut told.message_id, Some(&mut told.revision));
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
