//! What an import changes on the way, and what it leaves out.

use std::collections::BTreeMap;
use std::fmt;

/// How many messages a finding names.
const MAX_NAMED: usize = 20;

/// Something that isn't taken over as it is. Its text is one line for the operator, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A user gets another username.
    Username {
        /// The user.
        user_id: i64,
        /// The username in the source.
        old: String,
        /// The new one.
        new: String,
        /// Another user has the old one, or one that looks the same.
        is_taken: bool,
    },
    /// A user gets another name.
    Name {
        /// The user.
        user_id: i64,
        /// The name in the source.
        old: String,
        /// The new one.
        new: String,
    },
    /// A user gets an address to which nothing can be sent.
    Email {
        /// The user.
        user_id: i64,
        /// The address in the source.
        old: String,
        /// The new one.
        new: String,
        /// Another user has the old one.
        is_taken: bool,
    },
    /// The password of a user can't be verified.
    Password {
        /// The user.
        user_id: i64,
    },
    /// A user can't be imported, as the id is no positive number.
    User {
        /// The id.
        user_id: i64,
    },
    /// A chat is merged into another one of the same users.
    MergedChat {
        /// The chat in the source.
        chat_id: i64,
        /// The chat that gets its messages.
        into: i64,
    },
    /// A chat of a user with the same user is left out.
    ChatWithOneself {
        /// The chat.
        chat_id: i64,
        /// The user.
        user_id: i64,
    },
    /// A chat is left out, as one of its users is missing.
    ChatOfNobody {
        /// The chat.
        chat_id: i64,
    },
    /// Messages are left out or changed.
    Messages {
        /// Why, and what happens to them.
        what: MessageFinding,
        /// How many there are.
        count: usize,
        /// The ids of the first ones.
        first_ids: Vec<i64>,
    },
}

/// What happens to a message, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageFinding {
    /// It has no visible character, and is left out.
    Blank,
    /// Its chat is left out, and so is it.
    OfChatLeftOut,
    /// It refers to no chat, and there is none of its two users: it is left out.
    OfNoChat,
    /// Its sender and receiver aren't the users of its chat: it is left out.
    OfOthers,
    /// Its control characters are left out.
    Cleaned,
    /// It is longer than messages are here, and kept.
    Long,
    /// It is so long that only its beginning is kept.
    Cut,
    /// It has no time, and gets that of the message before it.
    Timeless,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Username { user_id, old, new, is_taken } => {
                let why = if *is_taken {
                    "another user has it, or one that looks the same"
                } else {
                    "usernames can't have such characters or length"
                };
                write!(f, "user {user_id}: the username {old:?} becomes {new:?}, since {why}")
            }
            Self::Name { user_id, old, new } => {
                write!(f, "user {user_id}: the name {old:?} becomes {new:?}, since names can't be like it")
            }
            Self::Email { user_id, old, new, is_taken } => {
                let why = if *is_taken {
                    "another user has it"
                } else {
                    "it is no address that mail can be sent to"
                };
                write!(
                    f,
                    "user {user_id}: the address {old:?} becomes {new:?}, since {why}; the username still works for the login"
                )
            }
            Self::Password { user_id } => write!(
                f,
                "user {user_id}: the password can't be verified; a new one can be set by mail or with `simple-chats user \
                 set-password`"
            ),
            Self::User { user_id } => write!(f, "user {user_id}: left out, since ids begin with 1"),
            Self::MergedChat { chat_id, into } => {
                write!(f, "chat {chat_id}: its messages move to chat {into}, which is of the same users")
            }
            Self::ChatWithOneself { chat_id, user_id } => {
                write!(f, "chat {chat_id}: left out, since it is one of user {user_id} alone")
            }
            Self::ChatOfNobody { chat_id } => {
                write!(f, "chat {chat_id}: left out, since one of its users is missing")
            }
            Self::Messages { what, count, first_ids } => {
                let ids: Vec<String> = first_ids.iter().map(i64::to_string).collect();
                let more = if first_ids.len() < *count { ", …" } else { "" };
                write!(f, "messages {what}: {count} ({}{more})", ids.join(", "))
            }
        }
    }
}

impl fmt::Display for MessageFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "left out, without a visible character",
            Self::OfChatLeftOut => "left out with their chat",
            Self::OfNoChat => "left out, of no chat",
            Self::OfOthers => "left out, of others than the users of their chat",
            Self::Cleaned => "kept without their control characters",
            Self::Long => "kept, though longer than 4000 characters",
            Self::Cut => "cut after 40000 characters",
            Self::Timeless => "without a time, with that of the message before",
        })
    }
}

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    of_messages: BTreeMap<MessageFinding, (usize, Vec<i64>)>,
}

impl Findings {
    pub(super) fn add(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    pub(super) fn add_message(&mut self, message_id: i64, what: MessageFinding) {
        let (count, first_ids) = self.of_messages.entry(what).or_default();
        *count += 1;
        if first_ids.len() < MAX_NAMED {
            first_ids.push(message_id);
        }
    }

    pub(super) fn into_list(self) -> Vec<Finding> {
        let of_messages = self.of_messages.into_iter();
        let of_messages =
            of_messages.map(|(what, (count, first_ids))| Finding::Messages { what, count, first_ids });
        self.list.into_iter().chain(of_messages).collect()
    }
}
