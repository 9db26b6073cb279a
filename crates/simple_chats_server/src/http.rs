//! HTTP concerns that handlers share: connections, TLS, middleware, the peer's address, authentication, conditional requests,
//! health checks, bodies, JSON, and assets.

pub(crate) mod assets;
pub(crate) mod authentication;
pub(crate) mod base_url;
pub(crate) mod body;
pub(crate) mod compression;
pub(crate) mod conditional;
pub(crate) mod connections;
pub(crate) mod cookies;
pub(crate) mod cors;
pub(crate) mod download;
#[cfg(test)]
mod fuzz;
pub(crate) mod health;
pub(crate) mod host;
pub(crate) mod ignored_fields;
pub(crate) mod installable;
pub(crate) mod json;
pub(crate) mod json_error;
pub(crate) mod language;
pub(crate) mod metrics;
pub(crate) mod middleware;
pub(crate) mod origin;
pub(crate) mod peer;
pub(crate) mod rate_limit_headers;
pub(crate) mod resumable;
pub(crate) mod stored_file;
pub(crate) mod tls;
pub(crate) mod unsent;
pub(crate) mod upload;

mod security_headers;
