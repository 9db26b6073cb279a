//! How big a history is and how much of it went wrong on the way, in a line for people.

use crate::{Action, History, Operation, Outcome};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Figures of a history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How much was asked for.
    pub requests: usize,
    /// How much of it was acknowledged, or seen.
    pub acknowledged: usize,
    /// How much was refused.
    pub refused: usize,
    /// Of how much nobody knows how it ended.
    pub unknown: usize,
    /// How much of that is a message that is there in the end.
    pub unknown_and_there: usize,
    /// How much may have been asked more than once.
    pub repeated: usize,
    /// How many edits were made more than once, because they were.
    pub made_again: usize,
    /// How many revisions the chats have.
    pub revisions: i64,
    /// How many changes were told.
    pub told: usize,
    /// How many views were compared.
    pub views: usize,
}

impl History {
    /// Its figures.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let count = |fits: fn(&Outcome) -> bool| {
            self.operations.iter().filter(|operation| fits(&operation.outcome)).count()
        };
        let rows = self.stored.values().flat_map(|chat| &chat.messages);
        let there: HashSet<_> = rows.map(|row| (row.sender_id, row.client_id.as_deref())).collect();
        let is_there = |operation: &&Operation| match &operation.action {
            Action::Send { client_id, .. } if operation.outcome == Outcome::Unknown => {
                there.contains(&(operation.user_id, Some(client_id)))
            }
            _ => false,
        };
        Summary {
            requests: self.operations.len(),
            acknowledged: count(|outcome| {
                matches!(outcome, Outcome::Acknowledged { .. } | Outcome::Seen { .. })
            }),
            refused: count(|outcome| matches!(outcome, Outcome::Refused(_))),
            unknown: count(|outcome| *outcome == Outcome::Unknown),
            unknown_and_there: self.operations.iter().filter(is_there).count(),
            repeated: self.operations.iter().filter(|operation| operation.attempts > 1).count(),
            made_again: self.made_again(),
            revisions: self.stored.values().map(|chat| chat.revision).sum(),
            told: self.told.len(),
            views: self.views.len(),
        }
    }

    /// How many texts came about at several revisions.
    fn made_again(&self) -> usize {
        let mut revisions: HashMap<&str, HashSet<i64>> = HashMap::new();
        for told in &self.told {
            if let Some(text) = &told.text {
                revisions.entry(text).or_default().insert(told.revision);
            }
        }
        revisions.values().filter(|revisions| revisions.len() > 1).count()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, acknowledged, refused, unknown, unknown_and_there, .. } = self;
        let Self { repeated, made_again, revisions, told, views, .. } = self;
        write!(
            f,
            "{requests} requests ({acknowledged} acknowledged, {refused} refused, {unknown} of unknown "
        )?;
        write!(f, "outcome of which {unknown_and_there} have sent; {repeated} perhaps repeated, ")?;
        write!(f, "{made_again} edits made again), {revisions} revisions, {told} tellings, {views} views")
    }
}
