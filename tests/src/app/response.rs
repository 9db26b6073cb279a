//! What the server has answered.

use reqwest::header::HeaderMap;
use serde_json::Value;
use std::collections::BTreeSet;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct TestResponse {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl TestResponse {
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.body);
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// A header's value, the first if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("headers are text"))
    }

    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().expect("headers are text")).collect()
    }

    /// The integers under a key of the body.
    pub fn integers(&self, key: &str) -> Vec<i64> {
        let items = self.json()[key].as_array().expect("a list").clone();
        items.iter().map(|item| item.as_i64().expect("an integer")).collect()
    }

    /// What stands under a key in each item of `data`.
    pub fn column(&self, key: &str) -> Vec<Value> {
        let items = self.json()["data"].as_array().expect("a list").clone();
        items.iter().map(|item| item[key].clone()).collect()
    }

    /// Status, message and code, to be compared with what is expected of a refusal. It also checks that the body has
    /// no other keys.
    pub fn refusal(&self) -> (u16, Value, String) {
        let body = self.json();
        let keys: BTreeSet<&String> = body.as_object().expect("an object").keys().collect();
        assert!(keys.into_iter().eq(["code", "message"]), "{}", self.body);
        let code = body["code"].as_str().expect("a code").to_owned();
        (self.status, body["message"].clone(), code)
    }
}
