//! The pages. A handler parses the request, calls the use case, and renders the response.

pub(crate) mod account;
pub(crate) mod administration;
pub(crate) mod attachments;
pub(crate) mod authentication;
pub(crate) mod chats;
pub(crate) mod companion;
pub(crate) mod deletion;
pub(crate) mod devices;
pub(crate) mod email_addresses;
pub(crate) mod export;
pub(crate) mod first_message;
pub(crate) mod invitations;
pub(crate) mod message;
pub(crate) mod messages;
pub(crate) mod middleware;
pub(crate) mod passkeys;
pub(crate) mod passwords;
pub(crate) mod personal_tokens;
pub(crate) mod preferences;
pub(crate) mod privacy;
pub(crate) mod reports;
pub(crate) mod requests;
pub(crate) mod search;
pub(crate) mod security;
pub(crate) mod start;
pub(crate) mod verification;

mod chat;
pub(crate) mod error;
mod form;
mod logging_in;
mod page;
mod qr_code;
mod time;
mod visitor;
