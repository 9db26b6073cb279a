//! The REST API. A handler parses the request, calls the use case, and renders the response as JSON.

pub(crate) mod account;
pub(crate) mod caller;
pub(crate) mod chats;
pub(crate) mod export;
pub(crate) mod invitations;
pub(crate) mod messages;
pub(crate) mod personal_tokens;
pub(crate) mod privacy;
pub(crate) mod server;
pub(crate) mod sessions;
pub(crate) mod users;
pub(crate) mod webhooks;

mod body;
mod paging;
mod representation;
mod shapes;
