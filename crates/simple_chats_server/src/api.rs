//! The REST API. A handler parses the request, calls the use case, and renders the response as JSON.

pub(crate) mod account;
pub(crate) mod attachments;
pub(crate) mod caller;
pub(crate) mod chats;
pub(crate) mod docs;
pub(crate) mod export;
pub(crate) mod invitations;
pub(crate) mod languages;
pub(crate) mod lifetimes;
pub(crate) mod messages;
pub(crate) mod notifications;
pub(crate) mod openapi;
pub(crate) mod personal_tokens;
pub(crate) mod preferences;
pub(crate) mod privacy;
pub(crate) mod push;
pub(crate) mod reactions;
pub(crate) mod search;
pub(crate) mod server;
pub(crate) mod sessions;
pub(crate) mod uploads;
pub(crate) mod users;
pub(crate) mod webhooks;

mod answers;
mod body;
mod fields;
mod message_shapes;
mod paging;
mod parameters;
mod person_shapes;
mod representation;
mod shapes;
mod values;
