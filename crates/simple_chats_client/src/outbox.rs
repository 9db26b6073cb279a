//! What the program wants changed and the server has not acknowledged yet. Each request stays here until it is
//! acknowledged or refused for good, and is sent again after every break.

use crate::frames::{ClientFrame, Destination, Refusal};
use simple_chats_domain::{ChatId, ErrorCode, MessageId, UserId};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

/// How many requests may be under way. The server works on up to 64 of one socket at once, and this client asks other
/// things too.
const MAX_IN_FLIGHT: usize = 32;

/// How often a request is tried at which the server fails.
const MAX_FAILURES: u32 = 4;

/// Identifies a request in the outbox. Later ones are greater.
pub(crate) type RequestId = u64;

/// Requests that wait to be sent or acknowledged. Those of one queue go one after the other, so that they are done in
/// their order even where one has to be repeated; queues don't wait for each other.
#[derive(Debug)]
pub(crate) struct Outbox {
    queues: BTreeMap<OrderingKey, VecDeque<Item>>,
    /// With whom there is which chat: what is sent to either of the two is one queue.
    chats: BTreeMap<UserId, ChatId>,
    next_request_id: RequestId,
    len: usize,
    in_flight_count: usize,
    limit: usize,
}

/// What has an order of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OrderingKey {
    /// The messages to a chat or a person.
    Messages(Destination),
    /// The changes of a message.
    Changes(MessageId),
    /// The read marks of a chat.
    Marks(ChatId),
}

#[derive(Debug)]
struct Item {
    request_id: RequestId,
    request: ClientFrame,
    is_in_flight: bool,
    not_before: Option<Instant>,
    failures: u32,
}

/// What becomes of a request that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefusalOutcome {
    /// It is sent again later.
    Retry,
    /// It is out of the outbox.
    Final,
}

impl Outbox {
    /// An empty outbox for up to so many requests.
    pub(crate) fn new(limit: usize) -> Self {
        let (queues, chats) = (BTreeMap::new(), BTreeMap::new());
        Self { queues, chats, next_request_id: 0, len: 0, in_flight_count: 0, limit }
    }

    /// Takes a request in, behind those of its queue; nothing where the outbox is full.
    pub(crate) fn push(&mut self, request: ClientFrame) -> Option<RequestId> {
        let queue = self.ordering_key(&request)?;
        if self.len >= self.limit {
            return None;
        }
        let request_id = self.next_request_id;
        self.next_request_id += 1;
        self.len += 1;
        let item = Item { request_id, request, is_in_flight: false, not_before: None, failures: 0 };
        self.queues.entry(queue).or_default().push_back(item);
        Some(request_id)
    }

    /// The next request to be sent, the oldest of those that may go; it counts as under way from now on.
    pub(crate) fn next(&mut self, now: Instant) -> Option<(RequestId, ClientFrame)> {
        if self.in_flight_count >= MAX_IN_FLIGHT {
            return None;
        }
        let heads = self.queues.values_mut().filter_map(VecDeque::front_mut);
        let may_go = |item: &&mut Item| !item.is_in_flight && item.not_before.is_none_or(|time| time <= now);
        let item = heads.filter(may_go).min_by_key(|item| item.request_id)?;
        item.is_in_flight = true;
        self.in_flight_count += 1;
        Some((item.request_id, item.request.clone()))
    }

    /// When a request may go that has to wait until then.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let heads = self.queues.values().filter_map(VecDeque::front);
        heads.filter(|item| !item.is_in_flight).filter_map(|item| item.not_before).min()
    }

    /// A request has been done.
    pub(crate) fn acknowledge(&mut self, request_id: RequestId) {
        for items in self.queues.values_mut() {
            let place = items.iter().take(MAX_IN_FLIGHT).position(|item| item.request_id == request_id);
            if let Some(item) = place.and_then(|place| items.remove(place)) {
                self.len -= 1;
                self.in_flight_count -= usize::from(item.is_in_flight);
                break;
            }
        }
        self.queues.retain(|_, items| !items.is_empty());
    }

    /// A request has not been done.
    pub(crate) fn refuse(
        &mut self,
        request_id: RequestId,
        refusal: &Refusal,
        now: Instant,
    ) -> RefusalOutcome {
        let mut candidates = self.queues.values_mut().flat_map(|items| items.iter_mut().take(MAX_IN_FLIGHT));
        let Some(item) = candidates.find(|item| item.request_id == request_id) else {
            return RefusalOutcome::Final;
        };
        let wait = match refusal.code {
            Some(ErrorCode::RateLimited | ErrorCode::Unavailable) => {
                Some(Duration::from_secs(refusal.retry_after.unwrap_or(1)))
            }
            Some(ErrorCode::Internal) => {
                item.failures += 1;
                (item.failures < MAX_FAILURES).then(|| Duration::from_secs(1 << item.failures))
            }
            _ => None,
        };
        let Some(wait) = wait else {
            self.acknowledge(request_id);
            return RefusalOutcome::Final;
        };
        item.not_before = now.checked_add(wait);
        self.in_flight_count -= usize::from(std::mem::take(&mut item.is_in_flight));
        RefusalOutcome::Retry
    }

    /// The connection is gone: what was under way has to be sent again.
    pub(crate) fn disconnected(&mut self) {
        for item in self.queues.values_mut().flatten() {
            item.is_in_flight = false;
        }
        self.in_flight_count = 0;
    }

    /// A person's chat has become known.
    pub(crate) fn adopt_chat(&mut self, companion: UserId, chat_id: ChatId) {
        self.chats.insert(companion, chat_id);
        let Some(own) = self.queues.remove(&OrderingKey::Messages(Destination::Companion(companion))) else {
            return;
        };
        let queue = self.queues.entry(OrderingKey::Messages(Destination::Chat(chat_id))).or_default();
        queue.extend(own);
        // What is under way stands in front: an answer to it is looked for there.
        queue.make_contiguous().sort_by_key(|item| (!item.is_in_flight, item.request_id));
    }

    /// A chat is no more.
    pub(crate) fn forget_chat(&mut self, chat_id: ChatId) {
        self.chats.retain(|_, known| *known != chat_id);
    }

    /// Takes everything out.
    pub(crate) fn clear(&mut self) -> Vec<RequestId> {
        (self.len, self.in_flight_count) = (0, 0);
        self.chats.clear();
        std::mem::take(&mut self.queues).into_values().flatten().map(|item| item.request_id).collect()
    }

    fn ordering_key(&self, request: &ClientFrame) -> Option<OrderingKey> {
        match request {
            ClientFrame::Send { to, .. } => {
                let chat_id = match to {
                    Destination::Companion(companion) => self.chats.get(companion),
                    Destination::Chat(_) => None,
                };
                Some(OrderingKey::Messages(chat_id.map_or(*to, |chat_id| Destination::Chat(*chat_id))))
            }
            ClientFrame::Edit { message_id, .. } | ClientFrame::Delete { message_id } => {
                Some(OrderingKey::Changes(*message_id))
            }
            ClientFrame::Read { chat_id, .. } => Some(OrderingKey::Marks(*chat_id)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
