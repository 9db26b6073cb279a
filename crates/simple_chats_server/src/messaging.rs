//! The use cases of chats and messages. A change stores rows and names its publications in one transaction; the writer
//! publishes them after the commit.

mod chats;
mod history;
mod messages;
mod presence;
mod sync;
mod typing;

pub use chats::{
    ChatOrPerson, chat_of_pair, create_chat, delete_chat, find_chat, list_chats, list_overviews, mark_read,
    newest_chats, open_with,
};
pub use history::{ChatView, History, chat_view, history};
pub use messages::{
    Deleted, delete_message, edit_message, find_message, find_own_message, list_messages, send,
};
pub use presence::{online_among, watch};
pub use simple_chats_domain::{Destination, SendRequest, SentMessages};
pub use sync::{Changes, Resumed, list_changes, resume};
pub use typing::typing;
