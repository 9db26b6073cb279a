//! What each client sees in the end is what the database holds.

use crate::{Anomaly, StoredChat, View};

pub(super) fn check(view: &View, chat: &StoredChat, anomalies: &mut Vec<Anomaly>) {
    let who = format!("{} in chat {}", view.viewer, view.chat_id);
    if view.revision != chat.revision {
        anomalies
            .push(Anomaly::View(format!("{who} is at revision {}, not {}", view.revision, chat.revision)));
    }
    let stored = chat.messages.iter().filter_map(|row| Some((row.message_id, row.text.as_deref()?)));
    let seen = view.messages.iter().map(|(id, text)| (*id, text.as_str()));
    if !seen.clone().eq(stored.clone()) {
        let place = seen.clone().zip(stored.clone()).take_while(|(seen, stored)| seen == stored).count();
        let (seen, stored) = (seen.clone().nth(place), stored.clone().nth(place));
        anomalies.push(Anomaly::View(format!("{who} sees {seen:?} at place {place}, not {stored:?}")));
    }
    if view.marks != chat.marks {
        anomalies.push(Anomaly::Mark(format!("{who} has the marks {:?}, not {:?}", view.marks, chat.marks)));
    }
}
