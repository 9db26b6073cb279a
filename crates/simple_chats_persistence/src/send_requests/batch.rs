//! Many sendings at once, on PostgreSQL, in a handful of statements however many they are. What needs a closer look is
//! left for [`execute`](super::execute), with the same outcome.
//!
//! Everything is locked in one order, first the pairs that have no chat yet and then the chats, so that two instances
//! wait for each other but never in a circle.

use crate::error::StoreError;
use crate::messages::SentKey;
use crate::{chats, messages, users};
use diesel::PgConnection;
use simple_chats_domain::{
    Chat, ChatId, Destination, Event, NewMessage, Pair, Person, Publication, SendError, SendRequest,
    SentMessages, StoredMessage, UserId,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What has become of a request, and what is to be told of it.
pub(crate) type Outcome = Result<(SentMessages, Vec<Publication>), SendError>;

/// Sends many, in their order. Locks beside their chats others that the transaction is going to change.
///
/// For each there is its outcome, or nothing where it is to be sent by itself after these. After an error nothing of
/// the transaction may be kept.
pub(crate) fn execute_all(
    conn: &mut PgConnection,
    requests: &[&SendRequest],
    others: &[ChatId],
) -> Result<Vec<Option<Outcome>>, StoreError> {
    let mut opened = PairChats::open(conn, requests)?;
    let targets: Vec<_> = requests.iter().map(|request| opened.target_of(request)).collect();
    let ids: BTreeSet<ChatId> = targets.iter().flatten().chain(others).copied().collect();
    let mut chats = chats::lock_all(conn, ids)?;

    let plans = Plan::make_all(conn, requests, &targets, &chats)?;
    let news: Vec<&NewMessage> = plans.iter().flat_map(Plan::news).collect();
    let mut stored = messages::insert_all(conn, &mut chats, &news)?.into_iter();

    let mut outcomes = Vec::with_capacity(plans.len());
    for (request, plan) in requests.iter().zip(plans) {
        let mut outcome = match plan {
            Plan::Send(chat, news) => {
                Some(Ok(request.stored(&chat, stored.by_ref().take(news.len()).collect())))
            }
            Plan::Settled(outcome) => Some(outcome),
            Plan::Alone => None,
        };
        if let Some(created) = pair_of(request).and_then(|pair| opened.created.remove(&pair)) {
            // A chat that was made here is kept with its first message or not at all.
            let Some(Ok((_, publications))) = &mut outcome else { return Err(StoreError::Busy) };
            publications.insert(0, created);
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// The two between whom it goes, where it names a companion.
fn pair_of(request: &SendRequest) -> Option<Pair> {
    match request.destination {
        Destination::Chat(_) => None,
        Destination::Companion(user_id) => Pair::of(request.sender_id, user_id).ok(),
    }
}

/// The chats of the pairs that messages go to.
#[derive(Default)]
struct PairChats {
    chat_ids: HashMap<Pair, ChatId>,
    /// What is to be told of those that were made now.
    created: HashMap<Pair, Publication>,
}

impl PairChats {
    /// Finds the chats, and makes those that are missing, as far as nothing is against it.
    fn open(conn: &mut PgConnection, requests: &[&SendRequest]) -> Result<Self, StoreError> {
        let mut missing: BTreeSet<Pair> = requests.iter().filter_map(|request| pair_of(request)).collect();
        let mut opened = Self::default();
        opened.find(conn, &mut missing)?;
        if missing.is_empty() {
            return Ok(opened);
        }
        let people = missing.iter().flat_map(|pair| [pair.user1_id(), pair.user2_id()]).collect();
        let people = users::find_people(conn, people)?;
        let here = |user_id| people.get(&user_id).filter(|person| !person.is_deleted());
        missing.retain(|pair| here(pair.user1_id()).is_some() && here(pair.user2_id()).is_some());
        for chat in chats::insert_missing(conn, &missing)? {
            let (chat_id, pair) = (chat.chat_id, chat.pair);
            if let (Some(one), Some(other)) = (here(pair.user1_id()), here(pair.user2_id())) {
                let event = Event::ChatCreated { chat_id, users: [one.clone(), other.clone()] };
                opened.created.insert(pair, Publication::to_all(chat.users(), event));
            }
            opened.chat_ids.insert(pair, chat_id);
            missing.remove(&pair);
        }
        // Another instance was quicker with the others, and has committed by now.
        opened.find(conn, &mut missing)?;
        Ok(opened)
    }

    /// Finds the chats of pairs, which are missing no longer then.
    fn find(&mut self, conn: &mut PgConnection, missing: &mut BTreeSet<Pair>) -> Result<(), StoreError> {
        if !missing.is_empty() {
            for chat in chats::list_of_pairs(conn, missing)? {
                missing.remove(&chat.pair);
                self.chat_ids.insert(chat.pair, chat.chat_id);
            }
        }
        Ok(())
    }

    fn target_of(&self, request: &SendRequest) -> Option<ChatId> {
        match request.destination {
            Destination::Chat(chat_id) => Some(chat_id),
            Destination::Companion(_) => self.chat_ids.get(&pair_of(request)?).copied(),
        }
    }
}

/// What is to be done with a request.
enum Plan {
    Send(Chat, Vec<NewMessage>),
    Settled(Outcome),
    Alone,
}

impl Plan {
    fn news(&self) -> &[NewMessage] {
        match self {
            Self::Send(_, news) => news,
            Self::Settled(_) | Self::Alone => &[],
        }
    }

    /// Reads what plans depend on, now that the chats are locked, and makes them.
    fn make_all(
        conn: &mut PgConnection,
        requests: &[&SendRequest],
        targets: &[Option<ChatId>],
        chats: &HashMap<ChatId, Chat>,
    ) -> Result<Vec<Self>, StoreError> {
        let chat_of = |target: &Option<ChatId>| chats.get(target.as_ref()?);
        let bound = requests.iter().zip(targets).map(|(request, target)| (*request, chat_of(target)));
        let companions = bound.clone().filter_map(|(request, chat)| request.companion_in(chat?).ok());
        let people = users::find_people(conn, companions.collect())?;
        let keys: HashSet<SentKey> =
            bound.clone().filter_map(|(request, chat)| key_of(request, chat?)).collect();
        let before = messages::list_sent_as(conn, &keys)?;
        let mut seen = HashSet::new();
        Ok(bound.map(|(request, chat)| Self::make(request, chat, &people, &before, &mut seen)).collect())
    }

    fn make(
        request: &SendRequest,
        chat: Option<&Chat>,
        people: &HashMap<UserId, Person>,
        before: &HashMap<SentKey, Vec<StoredMessage>>,
        seen: &mut HashSet<SentKey>,
    ) -> Self {
        let chat = match (chat, request.destination) {
            (Some(chat), _) => chat,
            (None, Destination::Chat(chat_id)) => return Self::Settled(Err(SendError::UnknownChat(chat_id))),
            (None, Destination::Companion(_)) => return Self::Alone,
        };
        let receiver = match request.companion_in(chat) {
            Ok(companion) => people.get(&companion),
            Err(error) => return Self::Settled(Err(error)),
        };
        let Some(receiver) = receiver else { return Self::Alone };
        if let Some(key) = key_of(request, chat) {
            if let Some(before) = before.get(&key) {
                return Self::Settled(request.repeated(chat, before.clone()));
            }
            // What goes under the same client id within these finds the first one once that is stored.
            if !seen.insert(key) {
                return Self::Alone;
            }
        }
        request
            .compose(chat, receiver)
            .map_or_else(|error| Self::Settled(Err(error)), |news| Self::Send(*chat, news))
    }
}

fn key_of(request: &SendRequest, chat: &Chat) -> Option<SentKey> {
    let client_id = request.client_id.as_ref()?;
    Some((chat.chat_id, request.sender_id, client_id.as_str().to_owned()))
}
