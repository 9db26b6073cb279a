//! Who asks the API, and what proves it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Somebody who asks.
pub trait Caller {
    /// The value of the header `Authorization`.
    fn authorization(&self) -> Option<String>;
}

/// A registered user, who proves it by e-mail address and password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestUser {
    /// The id.
    pub user_id: i64,
    /// The username, which is the name as well.
    pub username: String,
    /// The e-mail address.
    pub email: String,
    pub password: String,
}

impl Caller for TestUser {
    fn authorization(&self) -> Option<String> {
        Some(basic(&self.email, &self.password))
    }
}

/// Somebody without credentials.
#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl Caller for Nobody {
    fn authorization(&self) -> Option<String> {
        None
    }
}

/// Whoever has this token.
#[derive(Debug, Clone)]
pub struct Bearer(pub String);

impl Caller for Bearer {
    fn authorization(&self) -> Option<String> {
        Some(format!("Bearer {}", self.0))
    }
}

/// A header's value as it stands.
impl Caller for &str {
    fn authorization(&self) -> Option<String> {
        Some((*self).to_owned())
    }
}

/// A header's value as it stands.
impl Caller for String {
    fn authorization(&self) -> Option<String> {
        Some(self.clone())
    }
}

/// What HTTP Basic sends (RFC 7617).
pub fn basic(login: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{login}:{password}")))
}
