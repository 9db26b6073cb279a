//! HTTP concerns that handlers share: middleware, the peer's address, authentication, health checks, and assets.

pub mod assets;
pub mod authentication;
pub mod health;
pub mod middleware;
pub mod peer;
