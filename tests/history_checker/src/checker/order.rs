//! One order for all: ids and revisions rise together, no client gets a later change before an earlier one, and a change
//! that was acknowledged before another was requested comes before it.

use super::{Case, Known};
use crate::{Anomaly, Operation, Outcome};
use std::collections::HashMap;

pub(super) fn check(case: &Case<'_>, known: &Known<'_>, anomalies: &mut Vec<Anomaly>) {
    check_ids(case, known, anomalies);
    check_deliveries(case, anomalies);
    check_time(case, known, anomalies);
}

fn check_ids(case: &Case<'_>, known: &Known<'_>, anomalies: &mut Vec<Anomaly>) {
    if !case.chat.messages.is_sorted_by(|one, next| one.message_id < next.message_id) {
        anomalies.push(Anomaly::Reordered(format!("the ids of chat {}", case.chat_id)));
    }
    let mut newest = 0;
    for (revision, message_id, text) in known.changes() {
        let sent = case.rows.get(&message_id).and_then(|row| case.sent_as(row));
        if sent.is_some_and(|(_, sent)| text == Some(sent)) {
            if message_id <= newest {
                let what = format!("message {message_id} at revision {revision} comes after {newest}");
                anomalies.push(Anomaly::Reordered(format!("chat {}: {what}", case.chat_id)));
            }
            newest = message_id;
        }
    }
}

/// Each client gets each change once, in order.
fn check_deliveries(case: &Case<'_>, anomalies: &mut Vec<Anomaly>) {
    let mut newest: HashMap<usize, i64> = HashMap::new();
    for delivery in &case.deliveries {
        let before = newest.insert(delivery.client, delivery.revision).unwrap_or(0);
        if delivery.revision <= before {
            let what = format!("revision {} of chat {} after {before}", delivery.revision, case.chat_id);
            anomalies.push(Anomaly::Reordered(format!("client {} got {what}", delivery.client)));
        }
    }
}

/// Something that has a place among others, and the time within which it came there.
pub(super) struct Placed {
    pub(super) place: i64,
    pub(super) invoked: u64,
    pub(super) deadline: u64,
    what: String,
}

impl Placed {
    /// The result of several equal requests, the first of which caused it.
    pub(super) fn new<'a>(
        place: i64,
        what: String,
        requests: impl IntoIterator<Item = &'a Operation>,
    ) -> Self {
        let placed = Self { place, invoked: u64::MAX, deadline: u64::MAX, what };
        requests.into_iter().fold(placed, |placed, request| Self {
            invoked: placed.invoked.min(request.invoked),
            deadline: placed.deadline.min(request.deadline().unwrap_or(u64::MAX)),
            ..placed
        })
    }
}

fn check_time(case: &Case<'_>, known: &Known<'_>, anomalies: &mut Vec<Anomaly>) {
    let sendings = case.chat.messages.iter().filter_map(|row| {
        let (requests, _) = case.sent_as(row)?;
        let what = format!("message {} (by id)", row.message_id);
        Some(Placed::new(row.message_id, what, requests.iter().copied()))
    });
    check_places(case, sendings.collect(), anomalies);
    let looks = case.operations.iter().filter_map(|operation| match operation.outcome {
        Outcome::Seen { revision } => {
            let what = format!("a look by user {} (revision {revision})", operation.user_id);
            Some(Placed::new(revision, what, [*operation]))
        }
        _ => None,
    });
    let changes = places_of_changes(case, known);
    check_places(case, changes.into_iter().chain(looks).collect(), anomalies);
}

/// All changes that are known and were requested, by revision.
pub(super) fn places_of_changes(case: &Case<'_>, known: &Known<'_>) -> Vec<Placed> {
    let places = known.changes().filter_map(|(revision, message_id, text)| {
        let what = format!("message {message_id} (revision {revision})");
        let Some(text) = text else {
            return Some(Placed::new(revision, what, case.deletions_of(message_id)));
        };
        if let Some((edit, _)) = case.edits_of(message_id).find(|(_, edited)| *edited == text) {
            return Some(Placed::new(revision, what, [edit]));
        }
        let (requests, _) = case.sent_as(case.rows.get(&message_id)?)?;
        Some(Placed::new(revision, what, requests.iter().copied()))
    });
    places.collect()
}

/// A change can't have been done before one with an earlier place was requested. A read has its place after the last
/// change that it saw.
fn check_places(case: &Case<'_>, mut placed: Vec<Placed>, anomalies: &mut Vec<Anomaly>) {
    placed.sort_by_key(|placed| placed.place);
    let mut earliest: Option<&Placed> = None;
    for before in placed.iter().rev() {
        if let Some(behind) = earliest.filter(|behind| behind.deadline < before.invoked) {
            let both = format!("{} was done before {} was requested", behind.what, before.what);
            anomalies.push(Anomaly::Reordered(format!("chat {}: {both}, and comes after it", case.chat_id)));
        }
        if earliest.is_none_or(|behind| before.deadline < behind.deadline) {
            earliest = Some(before);
        }
    }
}
