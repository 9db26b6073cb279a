//! The use cases of chats and messages, called by pages, API and sockets alike. A change is stored first; who is told
//! of it is decided here, in the same transaction, and told after the commit.

mod changing;
mod presence;
mod reading;
mod sending;
mod sync;

pub use changing::{Deleted, create_chat, delete_chat, delete_message, edit_message, mark_read};
pub use presence::{online_among, watch};
pub use reading::{
    ChatOrPerson, ChatView, History, chat_of_pair, chat_view, find_chat, find_message, history, list_chats,
    list_messages, list_overviews, newest_chats, open_with,
};
pub use sending::send;
pub use simple_chats_domain::{Destination, SendRequest, SentMessages};
pub use sync::{Changes, Mark, Resumed, list_changes, resume};
