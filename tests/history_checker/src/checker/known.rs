//! Everything that is known of a chat's revisions, from any source.

use super::Case;
use crate::{Action, Anomaly, Outcome};
use std::collections::{BTreeMap, HashMap};

/// Which message changed, and its text from then on.
type Change<'a> = (i64, Option<&'a str>);

/// What is known of each revision.
pub(super) struct Known<'a> {
    by_revision: BTreeMap<i64, Change<'a>>,
    /// At which revisions a message came to a text, in order.
    by_change: HashMap<Change<'a>, Vec<i64>>,
}

impl<'a> Known<'a> {
    /// Puts together what was delivered, acknowledged, and stored; a contradiction is an anomaly.
    pub(super) fn of(case: &Case<'a>, anomalies: &mut Vec<Anomaly>) -> Self {
        let delivered = case
            .deliveries
            .iter()
            .map(|delivery| (delivery.revision, delivery.message_id, delivery.text.as_deref()));
        let stored = case.chat.messages.iter().map(|row| (row.revision, row.message_id, row.text.as_deref()));
        let edited =
            case.operations.iter().filter_map(|operation| match (&operation.action, operation.outcome) {
                (Action::Edit { text, .. }, Outcome::Acknowledged { message_id, revision }) => {
                    Some((revision?, message_id, Some(text.as_str())))
                }
                _ => None,
            });
        let mut by_revision = BTreeMap::new();
        for (revision, message_id, text) in delivered.chain(stored).chain(edited) {
            let change = (message_id, text);
            if let Some(before) = by_revision.insert(revision, change).filter(|before| *before != change) {
                anomalies.push(Anomaly::Reordered(format!("revision {revision}: {before:?} and {change:?}")));
            }
        }
        let mut by_change: HashMap<_, Vec<_>> = HashMap::new();
        for (revision, change) in &by_revision {
            by_change.entry(*change).or_default().push(*revision);
        }
        Self { by_revision, by_change }
    }

    /// Which message changed at a revision, if that is known.
    pub(super) fn message_at(&self, revision: i64) -> Option<i64> {
        self.by_revision.get(&revision).map(|(message_id, _)| *message_id)
    }

    /// Whether anything is known of a revision.
    pub(super) fn has(&self, revision: i64) -> bool {
        self.by_revision.contains_key(&revision)
    }

    /// All that is known, in order.
    pub(super) fn changes(&self) -> impl Iterator<Item = (i64, i64, Option<&'a str>)> {
        self.by_revision.iter().map(|(revision, (message_id, text))| (*revision, *message_id, *text))
    }

    /// At which revisions a message came to a text, in order.
    pub(super) fn revisions_of(&self, message_id: i64, text: Option<&'a str>) -> &[i64] {
        self.by_change.get(&(message_id, text)).map_or(&[], Vec::as_slice)
    }
}
