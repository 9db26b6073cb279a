//! The pages: read what was asked, call the use case, and shape the answer in HTML.

pub(crate) mod account;
pub(crate) mod authentication;
pub(crate) mod chat;
pub(crate) mod chat_list;
mod chat_screen;
mod composer;
mod cookies;
mod csrf;
pub(crate) mod error;
pub(crate) mod first_message;
mod flash;
mod form;
mod form_messages;
mod form_state;
pub(crate) mod middleware;
mod page;
pub(crate) mod passwords;
mod query;
pub(crate) mod search;
pub(crate) mod start;
mod timeline;
mod visitor;
