//! Revisions that no client got, since the message changed again before: each is a change that was requested at that time
//! and that no client got otherwise.

use super::order::{Placed, places_of_changes};
use super::{Case, Known};
use crate::{Anomaly, Operation};

/// The changes that no client got.
#[derive(Default)]
pub(super) struct Unseen {
    /// How many were certainly made.
    certain: usize,
    possible: Vec<Possible>,
}

/// A change that may have been made so many times more than is known, within a time.
struct Possible {
    times: usize,
    invoked: u64,
    deadline: u64,
}

/// A revision of which nothing is known, and the time within which it was taken.
struct Gap {
    revision: i64,
    from: u64,
    until: u64,
}

impl Unseen {
    /// Adds a change.
    pub(super) fn add(&mut self, is_certain: bool, times: usize, requests: &[&Operation]) {
        self.certain += usize::from(is_certain);
        if times > 0 {
            let Placed { invoked, deadline, .. } = Placed::new(0, String::new(), requests.iter().copied());
            self.possible.push(Possible { times, invoked, deadline });
        }
    }

    /// Finds a change for each revision of which nothing is known.
    pub(super) fn check(mut self, case: &Case<'_>, known: &Known<'_>, anomalies: &mut Vec<Anomaly>) {
        let gaps = gaps(case, known);
        if gaps.len() < self.certain {
            let what = format!("{} revisions for {} more changes", gaps.len(), self.certain);
            anomalies.push(Anomaly::Revisions(format!("chat {} has {what}", case.chat_id)));
        }
        // Gaps come in order of time, so taking the change that ends first leaves the most for those that follow.
        for Gap { revision, from, until } in gaps {
            let fits = |possible: &&mut Possible| {
                possible.times > 0 && possible.invoked <= until && possible.deadline >= from
            };
            match self.possible.iter_mut().filter(fits).min_by_key(|possible| possible.deadline) {
                Some(possible) => possible.times -= 1,
                None => anomalies.push(Anomaly::Revisions(format!(
                    "revision {revision} of chat {} is no change that was requested at its time",
                    case.chat_id
                ))),
            }
        }
    }
}

/// A revision is taken after all before it were requested, and before any after it is done.
fn gaps(case: &Case<'_>, known: &Known<'_>) -> Vec<Gap> {
    let places = places_of_changes(case, known);
    let mut gaps = Vec::new();
    let (mut before, mut from) = (places.iter().peekable(), 0);
    for revision in (1..=case.chat.revision).filter(|revision| !known.has(*revision)) {
        while let Some(placed) = before.next_if(|placed| placed.place < revision) {
            from = placed.invoked.max(from);
        }
        gaps.push(Gap { revision, from, until: u64::MAX });
    }
    let (mut behind, mut until) = (places.iter().rev().peekable(), u64::MAX);
    for gap in gaps.iter_mut().rev() {
        while let Some(placed) = behind.next_if(|placed| placed.place > gap.revision) {
            until = placed.deadline.min(until);
        }
        gap.until = until;
    }
    gaps
}
