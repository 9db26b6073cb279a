//! Assertions about responses.

use chrono::DateTime;
use insta::internals::Content;
use serde_json::{Value, json};
use simple_chats_tests::{Caller, TestApp, TestResponse, TestUser};

/// The error of a field that is absent from a body.
pub(super) const MISSING: &str = "Missing required parameter in the JSON body";
pub(super) const NO_STRING: &str = "Must be a string";
pub(super) const NO_INTEGER: &str = "Must be an integer";

/// Compares status and JSON of a response with a snapshot, including the set of keys. Times and tokens are checked and
/// masked; ids aren't masked, since they are the same in each new database.
pub(super) fn assert_answer(name: &str, answer: &TestResponse) {
    let seen = json!({ "status": answer.status, "body": answer.json() });
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, sort_maps => true }, {
        insta::assert_json_snapshot!(name, seen, {
            ".**.date_joined" => insta::dynamic_redaction(|time, _| masked_time(&time)),
            ".**.datetime_writing" => insta::dynamic_redaction(|time, _| masked_time(&time)),
            ".**.written_at" => insta::dynamic_redaction(|time, _| masked_live_time(&time)),
            ".**.edited_at" => insta::dynamic_redaction(|time, _| masked_live_time(&time)),
            ".**.token" => insta::dynamic_redaction(|token, _| masked_token(&token)),
        });
    });
}

fn masked_time(time: &Content) -> String {
    let text = time.as_str().expect("a time is a text");
    let read = DateTime::parse_from_rfc2822(text).expect("a time is written as in mails");
    let age = chrono::Utc::now().signed_duration_since(read);
    assert!(text.ends_with(" -0000") && age.num_seconds() < 600, "{text}");
    "[time]".to_owned()
}

/// A time in the format of the live protocol, or null.
fn masked_live_time(time: &Content) -> Content {
    let Some(text) = time.as_str() else { return Content::None };
    let read = DateTime::parse_from_rfc3339(text).expect("a time is written as RFC 3339 says");
    assert_eq!(read.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(), text);
    "[time]".into()
}

fn masked_token(token: &Content) -> String {
    let text = token.as_str().expect("a token is a text");
    assert_eq!(text.split('.').count(), 3, "{text}");
    "[token]".to_owned()
}

#[track_caller]
pub(super) fn assert_refused(answer: &TestResponse, status: u16, code: &str, message: impl Into<Value>) {
    assert_eq!(answer.refusal(), (status, message.into(), code.to_owned()));
}

#[track_caller]
pub(super) fn assert_bad_request(answer: &TestResponse, message: impl Into<Value>) {
    assert_refused(answer, 400, "bad_request", message);
}

/// Asserts that a user, chat, or message was not found: `User 99`.
#[track_caller]
pub(super) fn assert_not_found(answer: &TestResponse, object: &str) {
    assert_refused(answer, 404, "not_found", format!("{object} does not exist"));
}

/// Posts each body, and asserts that the response is an error with the code and the message beside it.
pub(super) async fn assert_posts_refused(
    app: &TestApp,
    path: &str,
    caller: &dyn Caller,
    cases: &[(Value, u16, &str, Value)],
) {
    for (body, status, code, message) in cases {
        let answer = app.post(path, caller, body.clone()).await;
        assert_eq!(answer.refusal(), (*status, message.clone(), (*code).to_owned()), "{body}");
    }
}

/// Sends a request whose target may be any bytes. Returns the raw response.
pub(super) async fn send_target(app: &TestApp, caller: &TestUser, method: &str, target: &[u8]) -> String {
    let authorization = caller.authorization().expect("credentials");
    let head = format!(
        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {authorization}\r\n\r\n"
    );
    app.send_bytes(&[method.as_bytes(), b" ", target, head.as_bytes()].concat()).await
}

/// The status of a raw response; 0 if the server has closed the connection without one.
pub(super) fn status_of(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

pub(super) fn with(object: &Value, changes: &[(&str, &str)]) -> Value {
    let mut object = object.clone();
    for (key, value) in changes {
        object[*key] = json!(value);
    }
    object
}
