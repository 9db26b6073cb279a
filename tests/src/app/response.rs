//! A response of the server.

use reqwest::header::HeaderMap;
use serde_json::Value;
use std::collections::BTreeSet;

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

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("headers are text"))
    }

    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().expect("headers are text")).collect()
    }

    pub fn integers(&self, key: &str) -> Vec<i64> {
        let items = self.json()[key].as_array().expect("a list").clone();
        items.iter().map(|item| item.as_i64().expect("an integer")).collect()
    }

    /// The values of a key in all items of `data`.
    pub fn column(&self, key: &str) -> Vec<Value> {
        let items = self.json()["data"].as_array().expect("a list").clone();
        items.iter().map(|item| item[key].clone()).collect()
    }

    /// The status, message, and code of an error. It also checks that the body has no other keys.
    pub fn refusal(&self) -> (u16, Value, String) {
        let body = self.json();
        let keys: BTreeSet<&String> = body.as_object().expect("an object").keys().collect();
        assert!(keys.into_iter().eq(["code", "message"]), "{}", self.body);
        let code = body["code"].as_str().expect("a code").to_owned();
        (self.status, body["message"].clone(), code)
    }

    /// The time until a rate limit with three requests an hour lets the next one through, in seconds.
    #[track_caller]
    pub fn retry_after(&self) -> u64 {
        let header = self.header("retry-after").expect("the response says when to try again");
        let seconds = header.parse().expect("seconds");
        assert!((600..=1201).contains(&seconds), "a third of an hour at most, but {seconds} s");
        seconds
    }
}
