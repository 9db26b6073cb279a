//! Puts the changes of a chat in order of revision, as clients do: those of two instances may overtake each other on the
//! way to a socket.

use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// How long a frame waits for those that should come before it. A socket that was opened late can't know that none do.
pub(super) const REORDER_TIMEOUT: Duration = Duration::from_secs(1);

/// The revisions that were seen of each chat, and the frames that came too early.
#[derive(Default)]
pub(super) struct Order {
    seen: HashMap<i64, Seen>,
    early: Vec<Value>,
}

#[derive(Default)]
struct Seen {
    /// All up to this revision is known, by a page or by each change.
    up_to: i64,
    beyond: BTreeSet<i64>,
}

impl Order {
    /// Takes in a frame; it comes out by [`Order::next`].
    pub(super) fn take(&mut self, frame: Value) {
        match frame["type"].as_str() {
            Some("history" | "changes") => self.note_page(&frame),
            Some("state") => {
                frame["chats"].as_array().into_iter().flatten().for_each(|chat| self.note_page(chat));
            }
            _ => {}
        }
        self.early.push(frame);
    }

    /// The next thing that nothing has to come before; with `in_any_case` something of the smallest revision otherwise.
    pub(super) fn next(&mut self, in_any_case: bool) -> Option<Value> {
        let ready = self.early.iter().position(|frame| self.is_next(frame));
        let first = || (0..self.early.len()).min_by_key(|index| self.early[*index]["revision"].as_i64());
        let index = ready.or_else(|| first().filter(|_| in_any_case))?;
        Some(self.remove(index))
    }

    /// What fits, whether or not something has to come before it.
    pub(super) fn find(&mut self, fits: impl FnMut(&Value) -> bool) -> Option<Value> {
        let index = self.early.iter().position(fits)?;
        Some(self.remove(index))
    }

    /// What waits for something before it.
    pub(super) fn early(&self) -> &[Value] {
        &self.early
    }

    fn is_next(&self, frame: &Value) -> bool {
        let Some((chat_id, revision)) = change_in(frame) else { return true };
        let Some(seen) = self.seen.get(&chat_id) else { return revision == 1 };
        revision <= seen.up_to + 1 || seen.beyond.contains(&(revision - 1))
    }

    fn remove(&mut self, index: usize) -> Value {
        let frame = self.early.remove(index);
        if let Some((chat_id, revision)) = change_in(&frame) {
            self.seen.entry(chat_id).or_default().note(revision);
        }
        frame
    }

    fn note_page(&mut self, page: &Value) {
        if let (Some(chat_id), Some(revision)) = (page["chat_id"].as_i64(), page["revision"].as_i64()) {
            let seen = self.seen.entry(chat_id).or_default();
            seen.up_to = seen.up_to.max(revision);
        }
    }
}

impl Seen {
    fn note(&mut self, revision: i64) {
        self.beyond.insert(revision);
        while self.beyond.remove(&(self.up_to + 1)) {
            self.up_to += 1;
        }
    }
}

/// The chat and the revision of a change, if this is one: an event, or the ack of one's own.
fn change_in(frame: &Value) -> Option<(i64, i64)> {
    let is_change = matches!(frame["type"].as_str(), Some("ack" | "message" | "edited" | "deleted"));
    is_change.then(|| Some((frame["chat_id"].as_i64()?, frame["revision"].as_i64()?)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(chat_id: i64, revision: i64) -> Value {
        json!({"type": "message", "chat_id": chat_id, "revision": revision})
    }

    fn order_of(frames: &[Value]) -> Vec<Value> {
        let mut order = Order::default();
        let mut out = Vec::new();
        for frame in frames {
            order.take(frame.clone());
            out.extend(std::iter::from_fn(|| order.next(false)));
        }
        out
    }

    #[test]
    fn a_frame_that_comes_too_early_waits_for_those_before_it() {
        let presence = json!({"type": "presence", "users": []});
        let ack = json!({"type": "ack", "chat_id": 7, "revision": 2});
        let frames = [message(7, 3), presence.clone(), message(8, 1), message(7, 1), ack.clone()];
        assert_eq!(order_of(&frames), [presence, message(8, 1), message(7, 1), ack, message(7, 3)]);
    }

    #[test]
    fn a_page_says_from_where_on() {
        let page = json!({"type": "changes", "chat_id": 7, "revision": 5});
        assert_eq!(order_of(&[message(7, 6)]), [] as [Value; 0]);
        assert_eq!(
            order_of(&[page.clone(), message(7, 7), message(7, 6)]),
            [page, message(7, 6), message(7, 7)]
        );
        let state = json!({"type": "state", "chats": [{"chat_id": 7, "revision": 5}]});
        assert_eq!(order_of(&[state.clone(), message(7, 6)]), [state, message(7, 6)]);
    }

    #[test]
    fn a_missing_change_is_passed_over_after_a_while() {
        let mut order = Order::default();
        order.take(message(7, 5));
        order.take(message(7, 4));
        assert_eq!(order.next(false), None);
        assert_eq!((order.next(true), order.next(false)), (Some(message(7, 4)), Some(message(7, 5))));
        assert_eq!((order.next(true), order.early().len()), (None, 0));
    }
}
