//! The pages: read what was asked, call the use case, and shape the answer in HTML.

mod account;
mod authentication;
mod chat;
mod chat_list;
mod chat_screen;
mod composer;
mod cookies;
mod csrf;
mod error;
mod first_message;
mod flash;
mod form;
mod form_messages;
mod form_state;
mod middleware;
mod page;
mod passwords;
mod query;
mod search;
mod start;
mod timeline;
mod visitor;

pub use account::{change_password, show_account, update_profile};
pub use authentication::{log_in, log_out, register, show_login, show_logout, show_register};
pub use chat::{confirm_chat_deletion, delete_chat, delete_message, edit_message, send_message, show_chat};
pub use chat_list::{redirect_to_list, show_list};
pub use error::{PageError, method_not_allowed, not_found};
pub use first_message::{send_first_message, show_first_message};
pub use form::Form;
pub use middleware::page_middleware;
pub use passwords::{request_reset_link, reset_password, show_forgot_password, show_reset_password};
pub use search::{search_people, search_people_as_json};
pub use start::show_start;
pub use visitor::{Anonymous, LoggedIn, Visitor};
