//! The document for client authors is held to the types that the server really uses.

use super::{Answer, Request};
use serde_json::{Map, Value, json};
use simple_chats_domain::{Ack, ErrorCode, Event};

fn document() -> Value {
    serde_json::from_str(include_str!("../../../../../docs/asyncapi.json")).unwrap()
}

/// The examples of the messages of an operation.
fn examples(operation: &str) -> Vec<Map<String, Value>> {
    let document = document();
    let messages = document["operations"][operation]["messages"].as_array().unwrap();
    let mut examples = Vec::new();
    for message in messages {
        let name = message["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let of_message = document["components"]["messages"][name]["examples"].as_array().unwrap();
        assert!(!of_message.is_empty(), "{name} has no example");
        examples.extend(of_message.iter().map(|example| example["payload"].as_object().unwrap().clone()));
    }
    examples
}

/// Reads a frame as the server's type for it, and writes it again.
fn written_again(frame: &Map<String, Value>) -> Value {
    let mut content = frame.clone();
    content.remove("ref");
    let value = Value::Object(content.clone());
    match frame["type"].as_str().unwrap() {
        "ack" => {
            content.remove("type");
            let ack: Ack = serde_json::from_value(Value::Object(content)).unwrap();
            let mut again = serde_json::to_value(ack).unwrap();
            again["type"] = json!("ack");
            again
        }
        "ready" | "state" | "history" | "changes" | "pong" | "error" => {
            serde_json::to_value(serde_json::from_value::<Answer>(value).unwrap()).unwrap()
        }
        _ => serde_json::to_value(serde_json::from_value::<Event>(value).unwrap()).unwrap(),
    }
}

#[test]
fn every_documented_request_is_understood() {
    for example in examples("ask") {
        let text = Value::Object(example).to_string();
        let request = Request::parse(&text);
        assert!(request.ask.is_ok(), "{text}: {:?}", request.ask);
    }
}

#[test]
fn every_documented_frame_of_the_server_is_what_the_server_writes() {
    for example in examples("tell") {
        let mut expected = example.clone();
        expected.remove("ref");
        assert_eq!(written_again(&example), Value::Object(expected));
    }
}

#[test]
fn every_request_that_the_server_knows_is_documented() {
    let Err(refused) = Request::parse(r#"{"type":"none"}"#).ask else { panic!("understood") };
    let known: Vec<&str> = refused.split('`').skip(3).step_by(2).collect();
    let documented: Vec<Value> = examples("ask").into_iter().map(|example| example["type"].clone()).collect();
    assert!(known.len() >= 10, "{refused}");
    for name in known {
        assert!(documented.contains(&json!(name)), "{name} is not documented");
    }
}

#[test]
fn documented_error_codes_are_codes() {
    let document = document();
    for code in document["components"]["schemas"]["ErrorCode"]["enum"].as_array().unwrap() {
        assert!(serde_json::from_value::<ErrorCode>(code.clone()).is_ok(), "{code}");
    }
}
