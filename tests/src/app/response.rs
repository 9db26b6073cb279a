//! What the server has answered.

use reqwest::header::HeaderMap;
use serde_json::Value;
use std::collections::BTreeSet;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct TestResponse {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

impl TestResponse {
    /// The body as JSON.
    ///
    /// # Panics
    /// Where it isn't JSON, or isn't called so.
    #[must_use]
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.body);
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// A header's value, the first where there are several.
    ///
    /// # Panics
    /// Where it isn't text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("headers are text"))
    }

    /// All values of a header.
    ///
    /// # Panics
    /// Where one isn't text.
    #[must_use]
    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().expect("headers are text")).collect()
    }

    /// The integers under a key of the body.
    ///
    /// # Panics
    /// Where there are none.
    #[must_use]
    pub fn integers(&self, key: &str) -> Vec<i64> {
        let items = self.json()[key].as_array().expect("a list").clone();
        items.iter().map(|item| item.as_i64().expect("an integer")).collect()
    }

    /// What stands under a key in each item of `data`.
    ///
    /// # Panics
    /// Where `data` is no list.
    #[must_use]
    pub fn column(&self, key: &str) -> Vec<Value> {
        let items = self.json()["data"].as_array().expect("a list").clone();
        items.iter().map(|item| item[key].clone()).collect()
    }

    /// Status, message and code, to be compared with what is expected of a refusal. It also checks that the body has
    /// no other keys.
    ///
    /// # Panics
    /// Where the body is no refusal.
    #[must_use]
    pub fn refusal(&self) -> (u16, Value, String) {
        let body = self.json();
        let keys: BTreeSet<&String> = body.as_object().expect("an object").keys().collect();
        assert!(keys.into_iter().eq(["code", "message"]), "{}", self.body);
        let code = body["code"].as_str().expect("a code").to_owned();
        (self.status, body["message"].clone(), code)
    }
}
