//! How big a history is and how much of it went wrong on the way, in a line for people.

use crate::{Action, History, Operation, Outcome};
use std::collections::{HashMap, HashSet};

impl History {
    /// Its figures.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |fits: &dyn Fn(&Operation) -> bool| {
            self.operations.iter().filter(|operation| fits(operation)).count()
        };
        let rows = self.stored.values().flat_map(|chat| &chat.messages);
        let stored: HashSet<_> = rows.map(|row| (row.sender_id, row.client_id.as_deref())).collect();
        let is_stored = |operation: &Operation| match &operation.action {
            Action::Send { client_id, .. } => stored.contains(&(operation.user_id, Some(client_id))),
            _ => false,
        };
        let is_unknown = |operation: &Operation| operation.outcome == Outcome::Unknown;
        let refused = count(&|operation| matches!(operation.outcome, Outcome::Refused(_)));
        let unknown = count(&is_unknown);
        format!(
            "{} requests ({} acknowledged, {refused} refused, {unknown} of unknown outcome of which {} have sent; {} \
             perhaps repeated, {} edits made again), {} revisions, {} deliveries, {} views",
            self.operations.len(),
            self.operations.len() - refused - unknown,
            count(&|operation| is_unknown(operation) && is_stored(operation)),
            count(&|operation| operation.attempts > 1),
            self.made_again(),
            self.stored.values().map(|chat| chat.revision).sum::<i64>(),
            self.deliveries.len(),
            self.views.len(),
        )
    }

    /// How many texts came about at several revisions.
    fn made_again(&self) -> usize {
        let mut revisions: HashMap<&str, HashSet<i64>> = HashMap::new();
        for delivery in &self.deliveries {
            if let Some(text) = &delivery.text {
                revisions.entry(text).or_default().insert(delivery.revision);
            }
        }
        revisions.values().filter(|revisions| revisions.len() > 1).count()
    }
}
