//! The use cases of chats and messages. A change stores rows and names its publications in one transaction; the writer
//! publishes them after the commit.

mod chats;
mod history;
mod messages;
mod preferences;
mod presence;
mod reactions;
mod reports;
mod requests;
mod send_failure;
mod sync;

pub(crate) use chats::{
    ChatOrPerson, ChatPage, chat_of_pair, count_requests, create_chat, find_chat, list_chats, list_overviews,
    list_requests, newest_chats, open_with, own_chat,
};
pub use chats::{delete_chat, mark_read};
pub(crate) use history::{chat_with_companion, first_message_since, history, messages_of, opening_messages};
pub use messages::{Deleted, delete_message, edit_message, send};
pub(crate) use messages::{attachment_ids_of, check_parts, find_message, find_own_message, list_messages};
pub(crate) use preferences::OwnView;
pub use preferences::{clear_chat, prefer};
pub(crate) use presence::{online_among, typing, watch};
pub use reactions::react;
pub(crate) use reports::{Report, finish_report, list_reports, report_message};
pub(crate) use requests::accept_chat;
pub use simple_chats_domain::{Destination, SendRequest, SentMessages};
pub(crate) use sync::list_new_changes;
pub use sync::{list_changes, resume};
