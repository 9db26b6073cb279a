//! The pages without scripts, on both databases, and on two instances if those can make a difference.

mod browser;
mod html;
mod page;
pub(crate) mod support;

mod account;
mod chat_list;
mod chat_page;
mod compression;
mod conditional;
mod cookies;
mod devices;
mod first_message;
mod foreign_forms;
mod forgotten_passwords;
mod headers;
mod hidden;
mod invitations;
mod limits;
mod logging_in;
mod methods;
mod odd_forms;
mod outlines;
mod planted_cookies;
mod presence;
mod privacy;
mod random_requests;
mod registering;
mod searching;
mod sessions;
mod stale_forms;
mod static_files;
mod visitors;
mod writing;
