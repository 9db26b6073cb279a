//! The callers of the API, and their credentials.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

pub trait Caller {
    /// The value of the header `Authorization`.
    fn authorization(&self) -> Option<String>;
}

/// A registered user, who logs in by email address and password. The username is the name as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestUser {
    pub user_id: i64,
    pub username: String,
    pub email: String,
    pub password: String,
}

impl TestUser {
    /// A user whose address is made of the username, and whose id isn't known yet.
    pub fn new(username: &str, password: &str) -> Self {
        let email = format!("{username}@example.com");
        Self { user_id: 0, username: username.to_owned(), email, password: password.to_owned() }
    }

    /// The body of the request that registers this user.
    pub fn registration(&self) -> Value {
        let Self { username, email, password, .. } = self;
        json!({ "email": email, "username": username, "name": username, "password": password })
    }
}

impl Caller for TestUser {
    fn authorization(&self) -> Option<String> {
        Some(basic(&self.email, &self.password))
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl Caller for Nobody {
    fn authorization(&self) -> Option<String> {
        None
    }
}

#[derive(Debug, Clone)]
pub struct Bearer(pub String);

impl Caller for Bearer {
    fn authorization(&self) -> Option<String> {
        Some(format!("Bearer {}", self.0))
    }
}

impl Caller for &str {
    fn authorization(&self) -> Option<String> {
        Some((*self).to_owned())
    }
}

impl Caller for String {
    fn authorization(&self) -> Option<String> {
        Some(self.clone())
    }
}

/// The credentials of HTTP Basic (RFC 7617).
pub fn basic(login: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{login}:{password}")))
}
