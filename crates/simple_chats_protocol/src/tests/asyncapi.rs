//! These types parse and serialize every example in the document for client authors.

use crate::{Envelope, ServerFrame, parse_request};
use serde_json::{Value, json};
use simple_chats_domain::ErrorCode;

fn document() -> Value {
    serde_json::from_str(include_str!("../../../../docs/asyncapi.json")).unwrap()
}

/// The examples of an operation's messages.
fn examples(operation: &str) -> Vec<Value> {
    let document = document();
    let messages = document["operations"][operation]["messages"].as_array().unwrap();
    let mut examples = Vec::new();
    for message in messages {
        let name = message["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let of_message = document["components"]["messages"][name]["examples"].as_array().unwrap();
        assert!(!of_message.is_empty(), "{name} has no example");
        examples.extend(of_message.iter().map(|example| example["payload"].clone()));
    }
    examples
}

#[test]
fn every_documented_request_is_parsed_and_serialized() {
    for example in examples("receiveRequest") {
        let request = parse_request(&example.to_string()).unwrap();
        let mut written: Value = serde_json::from_str(&request.to_json()).unwrap();
        if example["type"] == "history" && example.get("limit").is_none() {
            assert_eq!(written.as_object_mut().unwrap().remove("limit"), Some(json!(30)));
        }
        assert_eq!(written, example);
    }
}

#[test]
fn every_documented_server_frame_is_parsed_and_serialized() {
    for example in examples("sendResponseOrEvent") {
        let frame: Envelope<ServerFrame> = serde_json::from_value(example.clone()).unwrap();
        assert_ne!(frame.frame, ServerFrame::Unknown, "{example}");
        assert_eq!(serde_json::from_str::<Value>(&frame.to_json()).unwrap(), example);
    }
}

#[test]
fn every_request_is_documented() {
    let unknown = parse_request(r#"{"type":"none"}"#).unwrap_err().message;
    let known: Vec<&str> = unknown.split_once("one of ").unwrap().1.split(", ").collect();
    let documented: Vec<Value> =
        examples("receiveRequest").into_iter().map(|example| example["type"].clone()).collect();
    assert!(known.len() >= 10, "{unknown}");
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
