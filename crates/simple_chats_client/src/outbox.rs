//! Changes that the server has not acknowledged yet. Each one stays here until it is acknowledged or refused permanently,
//! and is sent again on every new connection.

use simple_chats_domain::{ChatId, Destination, ErrorCode, MessageId, UserId};
use simple_chats_protocol::{ClientFrame, ErrorFrame};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

/// The number of changes that may be in flight. The server handles up to 64 requests of one socket at once, and this
/// client sends others too.
const MAX_IN_FLIGHT: usize = 32;

/// The number of attempts if the server fails with `internal`.
const MAX_FAILURES: u32 = 4;

/// Identifies a change in the outbox. Later ones are greater.
pub(crate) type ChangeId = u64;

/// Changes that wait to be sent or acknowledged. Those of one queue are sent one after the other, so that they keep
/// their order even if one has to be repeated; queues don't wait for each other.
#[derive(Debug)]
pub(crate) struct Outbox {
    queues: BTreeMap<OrderingKey, VecDeque<Item>>,
    /// The chat of each companion: messages to the chat and to the companion share a queue.
    chats: BTreeMap<UserId, ChatId>,
    next_change_id: ChangeId,
    len: usize,
    in_flight_count: usize,
    limit: usize,
}

/// A queue; changes with the same key keep their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OrderingKey {
    /// Messages to a chat or companion.
    Messages(Destination),
    /// Changes of a message.
    Changes(MessageId),
    /// Read marks and preferences of a chat.
    Marks(ChatId),
}

#[derive(Debug)]
struct Item {
    change_id: ChangeId,
    request: ClientFrame,
    is_in_flight: bool,
    not_before: Option<Instant>,
    failures: u32,
}

impl Outbox {
    pub(crate) fn new(limit: usize) -> Self {
        let (queues, chats) = (BTreeMap::new(), BTreeMap::new());
        Self { queues, chats, next_change_id: 0, len: 0, in_flight_count: 0, limit }
    }

    /// Adds a change to the end of its queue; returns `None` if the outbox is full.
    pub(crate) fn push(&mut self, request: ClientFrame) -> Option<ChangeId> {
        let queue = self.ordering_key(&request)?;
        if self.len >= self.limit {
            return None;
        }
        let change_id = self.next_change_id;
        self.next_change_id += 1;
        self.len += 1;
        let item = Item { change_id, request, is_in_flight: false, not_before: None, failures: 0 };
        self.queues.entry(queue).or_default().push_back(item);
        Some(change_id)
    }

    /// The oldest change that may be sent now. It counts as in flight from now on.
    pub(crate) fn next(&mut self, now: Instant) -> Option<(ChangeId, ClientFrame)> {
        if self.in_flight_count >= MAX_IN_FLIGHT {
            return None;
        }
        let heads = self.queues.values_mut().filter_map(VecDeque::front_mut);
        let may_be_sent =
            |item: &&mut Item| !item.is_in_flight && item.not_before.is_none_or(|time| time <= now);
        let item = heads.filter(may_be_sent).min_by_key(|item| item.change_id)?;
        item.is_in_flight = true;
        self.in_flight_count += 1;
        Some((item.change_id, item.request.clone()))
    }

    /// When the next delayed change may be sent.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let heads = self.queues.values().filter_map(VecDeque::front);
        heads.filter(|item| !item.is_in_flight).filter_map(|item| item.not_before).min()
    }

    pub(crate) fn acknowledge(&mut self, change_id: ChangeId) {
        for items in self.queues.values_mut() {
            let place = items.iter().take(MAX_IN_FLIGHT).position(|item| item.change_id == change_id);
            if let Some(item) = place.and_then(|place| items.remove(place)) {
                self.len -= 1;
                self.in_flight_count -= usize::from(item.is_in_flight);
                break;
            }
        }
        self.queues.retain(|_, items| !items.is_empty());
    }

    /// The server has refused a change, temporarily or permanently. Returns whether it is sent again.
    pub(crate) fn refuse(&mut self, change_id: ChangeId, error: &ErrorFrame, now: Instant) -> bool {
        let mut candidates = self.queues.values_mut().flat_map(|items| items.iter_mut().take(MAX_IN_FLIGHT));
        let Some(item) = candidates.find(|item| item.change_id == change_id) else {
            return false;
        };
        let wait = match error.code {
            Some(ErrorCode::RateLimited | ErrorCode::Unavailable) => {
                Some(Duration::from_secs(error.retry_after.unwrap_or(1)))
            }
            Some(ErrorCode::Internal) => {
                item.failures += 1;
                (item.failures < MAX_FAILURES).then(|| Duration::from_secs(1 << item.failures))
            }
            _ => None,
        };
        let Some(wait) = wait else {
            self.acknowledge(change_id);
            return false;
        };
        item.not_before = now.checked_add(wait);
        self.in_flight_count -= usize::from(std::mem::take(&mut item.is_in_flight));
        true
    }

    /// The connection was lost: changes in flight are sent again.
    pub(crate) fn disconnected(&mut self) {
        for item in self.queues.values_mut().flatten() {
            item.is_in_flight = false;
        }
        self.in_flight_count = 0;
    }

    /// Merges the queues of a companion and of their chat, which has just become known.
    pub(crate) fn adopt_chat(&mut self, companion: UserId, chat_id: ChatId) {
        self.chats.insert(companion, chat_id);
        let Some(own) = self.queues.remove(&OrderingKey::Messages(Destination::Companion(companion))) else {
            return;
        };
        let queue = self.queues.entry(OrderingKey::Messages(Destination::Chat(chat_id))).or_default();
        queue.extend(own);
        // Changes in flight come first, because `acknowledge` looks for them there.
        queue.make_contiguous().sort_by_key(|item| (!item.is_in_flight, item.change_id));
    }

    pub(crate) fn forget_chat(&mut self, chat_id: ChatId) {
        self.chats.retain(|_, known| *known != chat_id);
    }

    /// Removes all changes, and returns their ids.
    pub(crate) fn clear(&mut self) -> Vec<ChangeId> {
        (self.len, self.in_flight_count) = (0, 0);
        self.chats.clear();
        std::mem::take(&mut self.queues).into_values().flatten().map(|item| item.change_id).collect()
    }

    fn ordering_key(&self, request: &ClientFrame) -> Option<OrderingKey> {
        match request {
            ClientFrame::Send { chat_id: Some(chat_id), .. } => {
                Some(OrderingKey::Messages(Destination::Chat(*chat_id)))
            }
            ClientFrame::Send { companion_id, .. } => {
                let companion = (*companion_id)?;
                let chat = self.chats.get(&companion).map(|chat_id| Destination::Chat(*chat_id));
                Some(OrderingKey::Messages(chat.unwrap_or(Destination::Companion(companion))))
            }
            ClientFrame::Edit { message_id, .. }
            | ClientFrame::Delete { message_id }
            | ClientFrame::React { message_id, .. } => Some(OrderingKey::Changes(*message_id)),
            ClientFrame::Read { chat_id, .. }
            | ClientFrame::Prefer { chat_id, .. }
            | ClientFrame::SetLifetime { chat_id, .. }
            | ClientFrame::Clear { chat_id } => Some(OrderingKey::Marks(*chat_id)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
