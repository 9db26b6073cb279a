//! The pages.

use actix_web::web::ServiceConfig;

/// Adds the addresses of all pages.
pub fn configure(_config: &mut ServiceConfig) {}
