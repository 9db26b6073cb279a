//! What the program wants changed and the server has not acknowledged yet. Each request stays here until it is
//! acknowledged or refused for good, and is sent again after every break.

use crate::frames::{Destination, Refusal, Request};
use simple_chats_domain::{ChatId, ErrorCode, MessageId, UserId};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

/// How many requests may be under way. The server works on up to 64 of one socket at once, and this client asks other
/// things too.
const MAX_UNDER_WAY: usize = 32;

/// How often a request is tried at which the server fails.
const MAX_FAILURES: u32 = 4;

/// Identifies a request in the outbox. Later ones are greater.
pub(crate) type Ticket = u64;

/// Requests that wait to be sent or acknowledged. Those of one lane go one after the other, so that they are done in
/// their order even where one has to be repeated; lanes don't wait for each other.
#[derive(Debug)]
pub(crate) struct Outbox {
    lanes: BTreeMap<Lane, VecDeque<Item>>,
    /// With whom there is which chat: what is sent to either of the two is one lane.
    chats: BTreeMap<UserId, ChatId>,
    next_ticket: Ticket,
    len: usize,
    under_way: usize,
    limit: usize,
}

/// What has an order of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    /// The messages to a chat or a person.
    Messages(Destination),
    /// The changes of a message.
    Changes(MessageId),
    /// The read marks of a chat.
    Marks(ChatId),
}

#[derive(Debug)]
struct Item {
    ticket: Ticket,
    request: Request,
    is_under_way: bool,
    not_before: Option<Instant>,
    failures: u32,
}

/// What becomes of a request that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is sent again later.
    Again,
    /// It is out of the outbox.
    Final,
}

impl Outbox {
    /// An empty outbox for up to so many requests.
    pub(crate) fn new(limit: usize) -> Self {
        let (lanes, chats) = (BTreeMap::new(), BTreeMap::new());
        Self { lanes, chats, next_ticket: 0, len: 0, under_way: 0, limit }
    }

    /// Takes a request in, behind those of its lane; nothing where the outbox is full.
    pub(crate) fn push(&mut self, request: Request) -> Option<Ticket> {
        let lane = self.lane_of(&request)?;
        if self.len >= self.limit {
            return None;
        }
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.len += 1;
        let item = Item { ticket, request, is_under_way: false, not_before: None, failures: 0 };
        self.lanes.entry(lane).or_default().push_back(item);
        Some(ticket)
    }

    /// The next request to be sent, the oldest of those that may go; it counts as under way from now on.
    pub(crate) fn next(&mut self, now: Instant) -> Option<(Ticket, Request)> {
        if self.under_way >= MAX_UNDER_WAY {
            return None;
        }
        let heads = self.lanes.values_mut().filter_map(VecDeque::front_mut);
        let may_go = |item: &&mut Item| !item.is_under_way && item.not_before.is_none_or(|time| time <= now);
        let item = heads.filter(may_go).min_by_key(|item| item.ticket)?;
        item.is_under_way = true;
        self.under_way += 1;
        Some((item.ticket, item.request.clone()))
    }

    /// When a request may go that has to wait until then.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let heads = self.lanes.values().filter_map(VecDeque::front);
        heads.filter(|item| !item.is_under_way).filter_map(|item| item.not_before).min()
    }

    /// A request has been done.
    pub(crate) fn acknowledge(&mut self, ticket: Ticket) {
        for items in self.lanes.values_mut() {
            let place = items.iter().take(MAX_UNDER_WAY).position(|item| item.ticket == ticket);
            if let Some(item) = place.and_then(|place| items.remove(place)) {
                self.len -= 1;
                self.under_way -= usize::from(item.is_under_way);
                break;
            }
        }
        self.lanes.retain(|_, items| !items.is_empty());
    }

    /// A request has not been done.
    pub(crate) fn refuse(&mut self, ticket: Ticket, refusal: &Refusal, now: Instant) -> Verdict {
        let mut candidates = self.lanes.values_mut().flat_map(|items| items.iter_mut().take(MAX_UNDER_WAY));
        let Some(item) = candidates.find(|item| item.ticket == ticket) else { return Verdict::Final };
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
            self.acknowledge(ticket);
            return Verdict::Final;
        };
        item.not_before = now.checked_add(wait);
        self.under_way -= usize::from(std::mem::take(&mut item.is_under_way));
        Verdict::Again
    }

    /// The connection is gone: what was under way has to be sent again.
    pub(crate) fn disconnected(&mut self) {
        for item in self.lanes.values_mut().flatten() {
            item.is_under_way = false;
        }
        self.under_way = 0;
    }

    /// A person's chat has become known.
    pub(crate) fn join(&mut self, companion: UserId, chat_id: ChatId) {
        self.chats.insert(companion, chat_id);
        let Some(own) = self.lanes.remove(&Lane::Messages(Destination::Companion(companion))) else { return };
        let lane = self.lanes.entry(Lane::Messages(Destination::Chat(chat_id))).or_default();
        lane.extend(own);
        // What is under way stands in front: an answer to it is looked for there.
        lane.make_contiguous().sort_by_key(|item| (!item.is_under_way, item.ticket));
    }

    /// A chat is no more.
    pub(crate) fn part(&mut self, chat_id: ChatId) {
        self.chats.retain(|_, known| *known != chat_id);
    }

    /// Takes everything out.
    pub(crate) fn clear(&mut self) -> Vec<Ticket> {
        (self.len, self.under_way) = (0, 0);
        self.chats.clear();
        std::mem::take(&mut self.lanes).into_values().flatten().map(|item| item.ticket).collect()
    }

    fn lane_of(&self, request: &Request) -> Option<Lane> {
        match request {
            Request::Send { to, .. } => {
                let chat_id = match to {
                    Destination::Companion(companion) => self.chats.get(companion),
                    Destination::Chat(_) => None,
                };
                Some(Lane::Messages(chat_id.map_or(*to, |chat_id| Destination::Chat(*chat_id))))
            }
            Request::Edit { message_id, .. } | Request::Delete { message_id } => {
                Some(Lane::Changes(*message_id))
            }
            Request::Read { chat_id, .. } => Some(Lane::Marks(*chat_id)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
