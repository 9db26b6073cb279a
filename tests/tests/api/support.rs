//! How answers are compared with what they should be.

use chrono::DateTime;
use insta::internals::Content;
use serde_json::{Value, json};
use simple_chats_tests::{Caller, TestApp, TestResponse};

/// Compares status and JSON of an answer with the snapshot of that name: exactly the keys that stand there. Times and
/// tokens are looked at and masked; ids are not, since a fresh database draws the same ones.
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

/// As the live protocol writes times; null stays.
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

/// Checks that an answer refuses, with this status, code and message.
pub(super) fn assert_refused(answer: &TestResponse, status: u16, code: &str, message: impl Into<Value>) {
    assert_eq!(answer.refusal(), (status, message.into(), code.to_owned()));
}

/// Posts each body and checks that it is refused as said beside it: status, code and message.
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

/// The same value with other values for some keys.
pub(super) fn with(object: &Value, changes: &[(&str, &str)]) -> Value {
    let mut object = object.clone();
    for (key, value) in changes {
        object[*key] = json!(value);
    }
    object
}
