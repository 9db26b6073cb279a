//! The pages: read what was asked, call the use case, and shape the answer in HTML.

mod account;
mod authentication;
mod begin;
mod chat;
mod chat_screen;
mod composer;
mod cookies;
mod csrf;
mod error;
mod error_words;
mod flash;
mod form;
mod form_state;
mod list;
mod page;
mod parameters;
mod passwords;
mod people;
mod start;
mod surround;
mod timeline;
mod visitor;
mod words;

pub use account::{change_password, show_account, update_profile};
pub use authentication::{log_in, log_out, register, show_login, show_logout, show_register};
pub use begin::{begin_chat, show_beginning};
pub use chat::{ask_to_delete_chat, delete_chat, delete_message, edit_message, send_message, show_chat};
pub use error::{PageError, method_not_allowed, not_found};
pub use form::Form;
pub use list::{show_list, to_list};
pub use passwords::{ask_for_link, reset_password, show_forgot_password, show_reset_password};
pub use people::{search_people, search_people_by_script};
pub use start::show_start;
pub use surround::surround;
pub use visitor::{Member, Stranger, Visitor};
