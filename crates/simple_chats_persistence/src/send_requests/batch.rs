//! Carries out many requests to send at once, in a handful of statements however many they are. Requests
//! that depend on others, or that need a closer look, are left for `send_requests::execute`.
//!
//! Locks are taken in one order, first the users of the pairs that have no chat yet, then these pairs, and then the chats,
//! so that instances wait for each other but never in a circle. A request that is carried out alone afterwards needs no
//! other users.

use crate::attachments::{self, Named};
use crate::chats::LockedChat;
use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::messages::SentKey;
use crate::{blocks, chats, message_parts, messages, privacy, users};
use simple_chats_domain::{
    AttachmentId, Chat, ChatId, Destination, MessageId, NewMessage, Original, Pair, Person, Publication,
    SendError, SendRequest, SentMessages, StoredMessage, UserId,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The outcome of a request, with its publications.
pub(crate) type SendOutcome = Result<(SentMessages, Vec<Publication>), SendError>;

/// Carries out requests in their order. Beside their chats it locks other chats that the transaction is going to change.
///
/// Returns an outcome for each request, or `None` if it is to be carried out alone after the others. After an error the
/// caller has to roll the transaction back.
pub(crate) fn execute_all(
    conn: &mut DbConnection,
    requests: &[&SendRequest],
    other_chats: &[ChatId],
) -> Result<Vec<Option<SendOutcome>>> {
    let mut pair_chats = PairChats::find_or_create(conn, requests)?;
    let targets: Vec<_> = requests.iter().map(|request| pair_chats.target_of(request)).collect();
    let ids: BTreeSet<ChatId> = targets.iter().flatten().chain(other_chats).copied().collect();
    let mut chats = chats::lock_all(conn, ids)?;

    let plans = SendPlan::make_all(conn, requests, &targets, &chats)?;
    let new: Vec<&NewMessage> = plans.iter().flat_map(SendPlan::new_messages).collect();
    let mut stored = messages::insert_all(conn, &mut chats, &new)?.into_iter();

    let mut outcomes = Vec::with_capacity(plans.len());
    for (request, plan) in requests.iter().zip(plans) {
        let mut outcome = match plan {
            SendPlan::Insert(chat, new) => {
                Some(Ok(request.stored(&chat, stored.by_ref().take(new.len()).collect())))
            }
            SendPlan::Settled(outcome) => Some(outcome),
            SendPlan::Alone => None,
        };
        if let Some(created) = pair_of(request).and_then(|pair| pair_chats.created.remove(&pair)) {
            // A new chat is kept only with its first message.
            let Some(Ok((_, publications))) = &mut outcome else { return Err(StoreError::Busy) };
            publications.splice(..0, created);
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// The sender and the companion, if the request names a companion.
fn pair_of(request: &SendRequest) -> Option<Pair> {
    match request.destination {
        Destination::Chat(_) => None,
        Destination::Companion(user_id) | Destination::Acquaintance(user_id) => {
            Pair::of(request.sender_id, user_id).ok()
        }
    }
}

/// The chats of the pairs that requests name.
#[derive(Default)]
struct PairChats {
    chat_ids: HashMap<Pair, ChatId>,
    /// The publications for the new ones.
    created: HashMap<Pair, Vec<Publication>>,
}

impl PairChats {
    /// Finds the chats, and creates the missing ones if both users exist, everybody may find and write to them, and none
    /// has blocked the other.
    fn find_or_create(conn: &mut DbConnection, requests: &[&SendRequest]) -> Result<Self> {
        let mut missing: BTreeSet<Pair> = requests.iter().filter_map(|request| pair_of(request)).collect();
        let mut pair_chats = Self::default();
        pair_chats.find(conn, &mut missing)?;
        if missing.is_empty() {
            return Ok(pair_chats);
        }
        let people: BTreeSet<UserId> =
            missing.iter().flat_map(|pair| [pair.user1_id(), pair.user2_id()]).collect();
        // Also those of requests that are carried out alone afterwards, when chats are locked already.
        let open = privacy::lock_open(conn, people.clone())?;
        let hidden = users::filter_unconfirmed(conn, &people.iter().copied().collect::<Vec<_>>())?;
        let (people, suspended) = users::find_people_and_suspended(conn, people)?;
        let existing = |user_id| {
            people.get(&user_id).filter(|person| !person.is_deleted() && !hidden.contains(&user_id))
        };
        missing.retain(|pair| existing(pair.user1_id()).is_some() && existing(pair.user2_id()).is_some());
        // A request without a chat is carried out alone, and refused there.
        let senders = requests.iter().filter(|request| suspended.contains(&request.sender_id));
        for pair in senders.filter_map(|request| pair_of(request)) {
            missing.remove(&pair);
        }
        retain_open(conn, &mut missing, &open)?;
        for chat in chats::insert_missing(conn, &missing)? {
            let (chat_id, pair) = (chat.chat_id, chat.pair);
            if let (Some(one), Some(other)) = (existing(pair.user1_id()), existing(pair.user2_id())) {
                let created = Publication::of_new_chat(&chat, &[one.clone(), other.clone()]);
                pair_chats.created.insert(pair, created);
            }
            pair_chats.chat_ids.insert(pair, chat_id);
            missing.remove(&pair);
        }
        // Another instance created the others at the same time, and has committed by now.
        pair_chats.find(conn, &mut missing)?;
        Ok(pair_chats)
    }

    /// Finds the chats of pairs, and removes those pairs from `missing`.
    fn find(&mut self, conn: &mut DbConnection, missing: &mut BTreeSet<Pair>) -> Result<()> {
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
            Destination::Companion(_) | Destination::Acquaintance(_) => {
                self.chat_ids.get(&pair_of(request)?).copied()
            }
        }
    }
}

/// Keeps the pairs whose chats need no closer look before they are created. Their users are locked, so that there are no new
/// blocks afterwards.
fn retain_open(conn: &mut DbConnection, pairs: &mut BTreeSet<Pair>, open: &HashSet<UserId>) -> Result<()> {
    if !pairs.is_empty() {
        let blocked = blocks::blocked_among(conn, pairs)?;
        pairs.retain(|pair| {
            open.contains(&pair.user1_id()) && open.contains(&pair.user2_id()) && !blocked.contains(pair)
        });
    }
    Ok(())
}

/// The way to carry out a request.
enum SendPlan {
    Insert(Chat, Vec<NewMessage>),
    Settled(SendOutcome),
    Alone,
}

impl SendPlan {
    fn new_messages(&self) -> &[NewMessage] {
        match self {
            Self::Insert(_, new) => new,
            Self::Settled(_) | Self::Alone => &[],
        }
    }

    /// Makes the plans. The chats are locked, so that nothing that the plans depend on can change.
    fn make_all(
        conn: &mut DbConnection,
        requests: &[&SendRequest],
        targets: &[Option<ChatId>],
        chats: &HashMap<ChatId, LockedChat>,
    ) -> Result<Vec<Self>> {
        let chat_of = |target: &Option<ChatId>| chats.get(target.as_ref()?).map(|locked| &locked.chat);
        let with_chats = requests.iter().zip(targets).map(|(request, target)| (*request, chat_of(target)));
        let participants = with_chats
            .clone()
            .filter_map(|(request, chat)| Some([request.companion_in(chat?).ok()?, request.sender_id]));
        let (people, suspended) = users::find_people_and_suspended(conn, participants.flatten().collect())?;
        let keys: HashSet<SentKey> =
            with_chats.clone().filter_map(|(request, chat)| key_of(request, chat?)).collect();
        let before = messages::list_sent_as(conn, &keys)?;
        let answered = requests.iter().filter_map(|request| request.reply_to).collect();
        let originals = message_parts::list_originals(conn, answered)?;
        let named = attachments::find_named(conn, requests)?;
        let found = Found { people, before, originals, named };
        let mut seen = Seen::default();
        let plan = |(position, (request, chat)): (usize, (&SendRequest, Option<&Chat>))| match chat {
            Some(chat)
                if suspended.contains(&request.sender_id) && chat.companion_of(request.sender_id).is_ok() =>
            {
                Self::Settled(Err(SendError::Suspended))
            }
            chat => Self::make(position, request, chat, &found, &mut seen),
        };
        Ok(with_chats.enumerate().map(plan).collect())
    }

    fn make(
        position: usize,
        request: &SendRequest,
        chat: Option<&Chat>,
        found: &Found,
        seen: &mut Seen,
    ) -> Self {
        let Found { people, before, originals, named } = found;
        let chat = match (chat, request.destination) {
            (Some(chat), _) => chat,
            (None, Destination::Chat(chat_id)) => return Self::Settled(Err(SendError::UnknownChat(chat_id))),
            (None, Destination::Companion(_) | Destination::Acquaintance(_)) => return Self::Alone,
        };
        let receiver = match request.companion_in(chat) {
            Ok(companion) => people.get(&companion),
            Err(error) => return Self::Settled(Err(error)),
        };
        let (Some(sender), Some(receiver)) = (people.get(&request.sender_id), receiver) else {
            return Self::Alone;
        };
        if let Some(key) = key_of(request, chat) {
            if let Some(before) = before.get(&key) {
                return Self::Settled(request.repeated(chat, before.clone()));
            }
            // A repetition within this batch finds the first request only once that is stored.
            if !seen.keys.insert(key) {
                return Self::Alone;
            }
        }
        // An upload that two requests name is sent by the first, and forwarded by the second.
        let ids = &request.attachment_ids;
        if !ids.iter().fold(true, |are_new, id| seen.attachment_ids.insert(*id) && are_new) {
            return Self::Alone;
        }
        // The sender may have cleared the message that it answers.
        if request.reply_to.is_some() && chat.has_preferences {
            return Self::Alone;
        }
        // It brings the chat back into a list.
        if chat.is_woken_at(request.written_at) {
            return Self::Alone;
        }
        // The next one counts the messages of this one.
        if chat.privacy.request.is_some() && !chat.is_request_to(request.sender_id) {
            return Self::Alone;
        }
        let original = request.reply_to.and_then(|message_id| originals.get(&message_id));
        request
            .compose(chat, sender, receiver, original, |id| named.get(&(position, id)).cloned())
            .map_or_else(|error| Self::Settled(Err(error)), |new| Self::Insert(*chat, new))
    }
}

/// What the plans depend on, read while the chats are locked.
struct Found {
    people: HashMap<UserId, Person>,
    before: HashMap<SentKey, Vec<StoredMessage>>,
    originals: HashMap<MessageId, Original>,
    named: Named,
}

/// What earlier requests of the batch have named.
#[derive(Default)]
struct Seen {
    keys: HashSet<SentKey>,
    attachment_ids: HashSet<AttachmentId>,
}

fn key_of(request: &SendRequest, chat: &Chat) -> Option<SentKey> {
    let client_id = request.client_id.as_ref()?;
    Some((chat.chat_id, request.sender_id, client_id.as_str().to_owned()))
}
