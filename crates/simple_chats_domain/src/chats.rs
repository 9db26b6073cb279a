//! Chats: the two participants, and the rules for messages between them.

use crate::ids::{ChatId, UserId};
use crate::messages::{Message, MessageText, NewMessage, SendStamp};
use crate::preferences::ChatPreferences;
use crate::privacy::ChatPrivacy;
use crate::users::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The reason for refusing an operation on a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    /// Both participants are the same user.
    #[error("You cannot create a chat with yourself")]
    Yourself,
    /// The user is not a participant.
    #[error("You are not a participant of this chat")]
    NotAParticipant,
    /// The companion has deleted the account.
    #[error("You cannot write to a deleted user")]
    DeletedCompanion,
    /// The sender has deleted the account.
    #[error("Your account is deleted")]
    DeletedSender,
    /// The sender has blocked the companion.
    #[error("Unblock this user to write")]
    BlockedCompanion,
    /// The companion has blocked the sender, or has not accepted the sender's request yet. The sender doesn't learn which.
    #[error("You cannot write to this user")]
    NotWanted,
}

/// Two different users in the order of their ids. Each pair has one representation, and so at most one chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    user1_id: UserId,
    user2_id: UserId,
}

impl Pair {
    /// The pair of two users.
    pub fn of(one: UserId, other: UserId) -> Result<Self, ChatError> {
        if one == other {
            return Err(ChatError::Yourself);
        }
        Ok(Self { user1_id: one.min(other), user2_id: one.max(other) })
    }

    /// The user with the smaller id.
    #[must_use]
    pub fn user1_id(self) -> UserId {
        self.user1_id
    }

    /// The user with the greater id.
    #[must_use]
    pub fn user2_id(self) -> UserId {
        self.user2_id
    }
}

/// A chat of two users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chat {
    /// Identifies the chat.
    pub chat_id: ChatId,
    /// The participants.
    pub pair: Pair,
    /// The number of changes so far: each message that is sent, edited, or deleted, and each
    /// reaction, takes the next number.
    pub revision: i64,
    /// The newest message that the first user has read; 0 if none.
    pub user1_read_up_to: i64,
    /// The newest message that the second user has read; 0 if none.
    pub user2_read_up_to: i64,
    /// What the users hide from each other.
    pub privacy: ChatPrivacy,
    /// Whether one of the users has preferences for the chat.
    pub has_preferences: bool,
    /// From when on a new message brings the chat back into a user's list: one of them has archived or cleared it.
    pub wakes_from: Option<DateTime<Utc>>,
}

impl Chat {
    /// A chat without messages.
    pub fn new(chat_id: ChatId, one: UserId, other: UserId) -> Result<Self, ChatError> {
        Ok(Self {
            chat_id,
            pair: Pair::of(one, other)?,
            revision: 0,
            user1_read_up_to: 0,
            user2_read_up_to: 0,
            privacy: ChatPrivacy::default(),
            has_preferences: false,
            wakes_from: None,
        })
    }

    /// Whether a new message at this time brings the chat back into a user's list.
    #[must_use]
    pub fn is_woken_at(&self, time: DateTime<Utc>) -> bool {
        self.wakes_from.is_some_and(|wakes_from| wakes_from <= time)
    }

    /// Both participants.
    #[must_use]
    pub fn users(&self) -> [UserId; 2] {
        [self.pair.user1_id, self.pair.user2_id]
    }

    /// The other participant.
    pub fn companion_of(&self, user: UserId) -> Result<UserId, ChatError> {
        if user == self.pair.user1_id {
            Ok(self.pair.user2_id)
        } else if user == self.pair.user2_id {
            Ok(self.pair.user1_id)
        } else {
            Err(ChatError::NotAParticipant)
        }
    }

    /// The newest message that the user has read; 0 if none.
    #[must_use]
    pub fn read_up_to(&self, user: UserId) -> i64 {
        if user == self.pair.user1_id { self.user1_read_up_to } else { self.user2_read_up_to }
    }

    /// The newest message that the user's companion has read, as the user may know it; 0 if none or if it is hidden.
    #[must_use]
    pub fn companion_read_up_to(&self, user: UserId) -> i64 {
        if !self.shows_read_marks() {
            0
        } else if user == self.pair.user1_id {
            self.user2_read_up_to
        } else {
            self.user1_read_up_to
        }
    }

    /// Whether the users see each other's read marks.
    #[must_use]
    pub fn shows_read_marks(&self) -> bool {
        self.privacy.shows_read_marks && self.privacy.is_mutual()
    }

    /// Whether the users see each other's presence.
    #[must_use]
    pub fn shows_presence(&self) -> bool {
        self.privacy.shows_presence && self.privacy.is_mutual()
    }

    /// Whether the users see each other typing.
    #[must_use]
    pub fn shows_typing(&self) -> bool {
        self.privacy.shows_typing && self.privacy.is_mutual()
    }

    /// Whether the user has blocked the companion.
    #[must_use]
    pub fn is_blocked_by(&self, user: UserId) -> bool {
        if user == self.pair.user1_id { self.privacy.user1_blocks } else { self.privacy.user2_blocks }
    }

    /// Whether the chat waits for the user to accept it.
    #[must_use]
    pub fn is_request_to(&self, user: UserId) -> bool {
        self.privacy.request.is_some_and(|request| request.to == user)
    }

    /// Whether the user may delete the chat for both: not if the companion has blocked the user, whatever the user has done
    /// since, nor while the companion has yet to accept the chat, whose messages are counted.
    #[must_use]
    pub fn may_be_deleted_by(&self, user: UserId) -> bool {
        let is_refused = |companion| self.is_blocked_by(companion) || self.is_request_to(companion);
        self.companion_of(user).is_ok_and(|companion| !is_refused(companion))
    }

    /// Fails if one of the users has blocked the other, as `user` may know it.
    pub fn refuse_blocked(&self, user: UserId) -> Result<(), ChatError> {
        let companion = self.companion_of(user)?;
        if self.is_blocked_by(user) {
            Err(ChatError::BlockedCompanion)
        } else if self.is_blocked_by(companion) {
            Err(ChatError::NotWanted)
        } else {
            Ok(())
        }
    }

    /// Fails unless the user may send this many messages now.
    pub fn check_sending(&self, sender: UserId, count: usize) -> Result<(), ChatError> {
        self.refuse_blocked(sender)?;
        let has_room = self.privacy.request.is_none_or(|request| request.has_room_for(sender, count));
        if has_room { Ok(()) } else { Err(ChatError::NotWanted) }
    }

    /// Composes a message from `sender` to the companion, who is passed as `receiver`. This is the only way to make a
    /// [`NewMessage`].
    pub fn compose(
        &self,
        sender: &Person,
        receiver: &Person,
        text: MessageText,
        stamp: SendStamp,
    ) -> Result<NewMessage, ChatError> {
        self.compose_any(sender, receiver, Some(text), stamp)
    }

    /// As [`Chat::compose`]. A message without a text has to get attachments.
    pub(crate) fn compose_any(
        &self,
        sender: &Person,
        receiver: &Person,
        text: Option<MessageText>,
        stamp: SendStamp,
    ) -> Result<NewMessage, ChatError> {
        if self.companion_of(sender.user_id)? != receiver.user_id {
            return Err(ChatError::NotAParticipant);
        }
        if sender.is_deleted() {
            return Err(ChatError::DeletedSender);
        }
        if receiver.is_deleted() {
            return Err(ChatError::DeletedCompanion);
        }
        self.check_sending(sender.user_id, 1)?;
        let (chat_id, receiver_id) = (self.chat_id, receiver.user_id);
        let (sender_id, attachments) = (sender.user_id, Vec::new());
        Ok(NewMessage { chat_id, sender_id, receiver_id, text, stamp, reply_to: None, attachments })
    }
}

/// A chat in the list of one of its participants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatOverview {
    /// Identifies the chat.
    pub chat_id: ChatId,
    /// The number of changes so far.
    pub revision: i64,
    /// The other participant.
    pub companion: Person,
    /// The newest message that isn't deleted.
    pub last_message: Option<Message>,
    /// How many of the companion's messages are newer than the read mark; 100 means 100 or more.
    pub unread: i64,
    /// The newest message that the user has read; 0 if none.
    pub read_up_to: i64,
    /// The newest message that the companion has read; 0 if none or if it is hidden.
    pub companion_read_up_to: i64,
    /// Whether a stranger has begun the chat, and it waits for the user to accept it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub request: bool,
    /// What the user has set for the chat.
    #[serde(default)]
    pub preferences: ChatPreferences,
    /// Whether the user may see the companion's presence. Not a part of the object that clients receive.
    #[serde(skip)]
    pub shows_presence: bool,
    /// Whether the user has cleared the chat, and it has had no message since. Not a part of the object that clients receive.
    #[serde(skip)]
    pub hidden: bool,
    /// The position of the chat in a list that begins with pinned chats. Not a part of the object that clients receive.
    #[serde(skip)]
    pub place: ChatCursor,
}

/// A position in a list of chats that begins with the pinned ones, newest pin first, and is then ordered by newest message.
/// Its text, such as `117.13`, or `1795860000000.117.13` among pinned chats, is opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct ChatCursor {
    /// When the chat was pinned, in milliseconds since 1970; 0 if it isn't.
    pub pinned_at: i64,
    /// The chat's newest message; 0 if none.
    pub last_message_id: i64,
    /// The chat.
    pub chat_id: i64,
}

impl ChatCursor {
    /// The position before all chats.
    pub const START: Self = Self { pinned_at: i64::MAX, last_message_id: i64::MAX, chat_id: i64::MAX };

    /// Parses the text of a cursor.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<i64> = text.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
        match *numbers {
            [last_message_id, chat_id] => Some(Self { pinned_at: 0, last_message_id, chat_id }),
            [pinned_at, last_message_id, chat_id] => Some(Self { pinned_at, last_message_id, chat_id }),
            _ => None,
        }
    }
}

impl fmt::Display for ChatCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pinned_at != 0 {
            write!(f, "{}.", self.pinned_at)?;
        }
        write!(f, "{}.{}", self.last_message_id, self.chat_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::ChatRequest;
    use proptest::prelude::*;

    fn chat() -> Chat {
        Chat::new(ChatId::stored(7), UserId::stored(17), UserId::stored(15)).unwrap()
    }

    fn person(user_id: i64, username: Option<&str>) -> Person {
        Person::from_row(UserId::stored(user_id), username.map(str::to_owned), username.map(str::to_owned))
    }

    fn compose(sender: &Person, receiver: &Person) -> Result<NewMessage, ChatError> {
        let stamp = SendStamp::at(chrono::DateTime::UNIX_EPOCH);
        chat().compose(sender, receiver, MessageText::parse("hello").unwrap(), stamp)
    }

    #[test]
    fn a_printed_cursor_parses_to_itself() {
        let cursor = ChatCursor { pinned_at: 0, last_message_id: 117, chat_id: 13 };
        assert_eq!(cursor.to_string(), "117.13");
        for cursor in [cursor, ChatCursor { pinned_at: 5, ..cursor }, ChatCursor::START] {
            assert_eq!(ChatCursor::parse(&cursor.to_string()), Some(cursor));
        }
        for text in ["", "117", "117.", ".13", "a.b", "117.13.1.1"] {
            assert_eq!(ChatCursor::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_chat_has_two_different_users() {
        let ann = UserId::stored(1);
        assert_eq!(Pair::of(ann, ann), Err(ChatError::Yourself));
    }

    #[test]
    fn only_participants_can_write_to_each_other() {
        let [ann, ben, eve] =
            [(15, "ann"), (17, "ben"), (99, "eve")].map(|(id, name)| person(id, Some(name)));
        let message = compose(&ann, &ben).unwrap();
        assert_eq!((message.sender_id(), message.receiver_id()), (ann.user_id, ben.user_id));
        assert_eq!(compose(&eve, &ben), Err(ChatError::NotAParticipant));
        assert_eq!(compose(&ann, &eve), Err(ChatError::NotAParticipant));
    }

    #[test]
    fn a_deleted_user_neither_receives_nor_sends_messages() {
        let (ann, gone) = (person(15, Some("ann")), person(17, None));
        assert_eq!(gone.name, "Deleted user");
        assert_eq!(compose(&ann, &gone), Err(ChatError::DeletedCompanion));
        assert_eq!(compose(&gone, &ann), Err(ChatError::DeletedSender));
    }

    fn compose_in(chat: &Chat, sender: &Person, receiver: &Person) -> Result<NewMessage, ChatError> {
        let stamp = SendStamp::at(chrono::DateTime::UNIX_EPOCH);
        chat.compose(sender, receiver, MessageText::parse("hello").unwrap(), stamp)
    }

    #[test]
    fn a_block_stops_both_and_tells_only_the_blocker() {
        let (ann, ben) = (person(15, Some("ann")), person(17, Some("ben")));
        let privacy = ChatPrivacy { user1_blocks: true, ..ChatPrivacy::default() };
        let chat = Chat { privacy, user1_read_up_to: 3, user2_read_up_to: 4, ..chat() };
        assert_eq!(compose_in(&chat, &ann, &ben), Err(ChatError::BlockedCompanion));
        assert_eq!(compose_in(&chat, &ben, &ann), Err(ChatError::NotWanted));
        assert_eq!((chat.companion_read_up_to(ann.user_id), chat.companion_read_up_to(ben.user_id)), (0, 0));
        assert!(!chat.shows_presence() && !chat.shows_typing() && !chat.shows_read_marks());
        let both = Chat { privacy: ChatPrivacy { user2_blocks: true, ..privacy }, ..chat };
        assert!(chat.may_be_deleted_by(ann.user_id) && !chat.may_be_deleted_by(ben.user_id));
        assert!(!both.may_be_deleted_by(ann.user_id) && !both.may_be_deleted_by(ben.user_id));
        let unblocked = Chat { privacy: ChatPrivacy::default(), ..chat };
        assert!(compose_in(&unblocked, &ben, &ann).is_ok());
        assert_eq!(unblocked.companion_read_up_to(ann.user_id), 4);
    }

    #[test]
    fn a_request_shows_nothing_and_has_room_for_few_messages() {
        let (ann, ben) = (person(15, Some("ann")), person(17, Some("ben")));
        let request = |messages| Some(ChatRequest { to: ben.user_id, messages });
        let chat = |messages| Chat {
            privacy: ChatPrivacy { request: request(messages), ..ChatPrivacy::default() },
            ..chat()
        };
        assert!(compose_in(&chat(2), &ann, &ben).is_ok());
        assert_eq!(compose_in(&chat(3), &ann, &ben), Err(ChatError::NotWanted));
        assert!(compose_in(&chat(3), &ben, &ann).is_ok());
        assert!(!chat(1).shows_presence() && chat(1).is_request_to(ben.user_id));
        assert!(!chat(1).is_request_to(ann.user_id));
        assert!(chat(1).may_be_deleted_by(ben.user_id) && !chat(1).may_be_deleted_by(ann.user_id));
    }

    proptest! {
        #[test]
        fn a_pair_is_the_same_from_both_sides(one in 1i64..1000, other in 1i64..1000) {
            let (one, other) = (UserId::stored(one), UserId::stored(other));
            prop_assert_eq!(Pair::of(one, other), Pair::of(other, one));
            if let Ok(pair) = Pair::of(one, other) {
                prop_assert!(pair.user1_id() < pair.user2_id());
            }
        }
    }
}
