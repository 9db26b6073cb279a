//! What the program that uses a client is told.

use crate::error::EndReason;
use simple_chats_domain::{ChatId, ChatOverview, Message, MessageId, Person, Presence, UserId};
use std::time::Duration;

/// Something that the program should know. Changes of a chat come in order of revision, each once, whoever made them and
/// however the client learned of them; those that the program itself has asked for are among them.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// The server has let the client in.
    Connected {
        /// Who is signed in.
        user_id: UserId,
    },
    /// The client holds all that the server does, as far as it keeps it, and now sends what waits.
    Synced,
    /// The connection is gone; the client comes back by itself.
    Disconnected {
        /// Why, for people.
        reason: String,
        /// How long the client waits before it tries again.
        retry_in: Duration,
    },
    /// The client has ended and will not come back. The last update.
    Ended(EndReason),
    /// The client holds a chat of which it did not know. Messages that are in it already are not told one by one:
    /// `unread` says whether there is something to look for.
    ChatAdded(ChatOverview),
    /// A chat is no more.
    ChatRemoved(ChatId),
    /// A chat was loaded anew because the server's past is another one than the client knew; the view shows it.
    ChatReloaded(ChatId),
    /// The server has another past than the client knew (a restored backup): all that was held is forgotten, and so is
    /// what waited to be sent, for ids may mean other things now.
    EpochChanged,
    /// There is a new message; one's own is among them. One that was edited before the client learned of it is told when
    /// the edit is.
    Message {
        /// The chat's revision.
        revision: i64,
        /// The message.
        message: Message,
    },
    /// A message reads differently now.
    Edited {
        /// The chat's revision.
        revision: i64,
        /// The message as it is now.
        message: Message,
    },
    /// A message is gone. It may be one of which the client has never heard.
    Deleted {
        /// In which chat.
        chat_id: ChatId,
        /// The chat's revision.
        revision: i64,
        /// Which message it was.
        message_id: MessageId,
    },
    /// Somebody has read on.
    Read {
        /// In which chat.
        chat_id: ChatId,
        /// Who: oneself on another device, or the companion.
        user_id: UserId,
        /// The newest message that was seen.
        message_id: i64,
    },
    /// The companion is writing.
    Typing {
        /// In which chat.
        chat_id: ChatId,
        /// Who.
        user_id: UserId,
    },
    /// People whom one watches have come or gone.
    Presence(Vec<Presence>),
    /// Oneself or a companion has another name, or was deleted.
    UserChanged(Person),
}
