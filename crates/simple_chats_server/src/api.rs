//! The REST API: reads what was asked, calls the use case, and shapes the answer in JSON.

mod account;
mod body;
mod caller;
mod chats;
mod error;
mod messages;
mod paging;
mod shapes;
mod users;

pub use account::{change_password, delete_me, forgot_password, me, register, reset_password, token, update};
pub use body::JsonObject;
pub use caller::{Caller, authorize};
pub use chats::{create_chat, delete_chat, list_changes, list_chats, mark_read, show_chat};
pub use error::{ApiError, method_not_allowed, not_found};
pub use messages::{delete_message, edit_message, list_messages, send_messages, send_to_user, show_message};
pub use users::{list_users, show_user};
