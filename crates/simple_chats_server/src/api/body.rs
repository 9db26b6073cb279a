//! JSON bodies: an object of bounded size. Fields are read one by one, and all their faults are reported together.

use super::fields::{Body, Fields};
use crate::http::body::{self, BodyError};
use crate::http::ignored_fields::IgnoredFields;
use crate::http::json_error::JsonError;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde_json::{Map, Value};
use simple_chats_domain::ErrorCode;
use std::future::Future;
use std::pin::Pin;

/// A JSON object of at most `LIMIT` bytes. A missing body counts as an empty object.
pub(crate) struct JsonObject<const LIMIT: usize> {
    object: Map<String, Value>,
    request: HttpRequest,
}

impl<const LIMIT: usize> FromRequest for JsonObject<LIMIT> {
    type Error = JsonError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, JsonError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = body::read(&request, &mut payload, "application/json", LIMIT).await;
            let object = parse(&bytes.map_err(|error| unreadable(error, LIMIT))?)?;
            Ok(Self { object, request })
        })
    }
}

fn unreadable(error: BodyError, limit: usize) -> JsonError {
    let (status, code, message) = match error {
        BodyError::Encoded => return JsonError::EncodedBody,
        BodyError::UnsupportedMediaType => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::UnsupportedMediaType,
            "The body must be JSON: send it with Content-Type: application/json".to_owned(),
        ),
        BodyError::TooLong => (
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::TooLong,
            format!("The body is longer than {limit} bytes"),
        ),
        BodyError::TimedOut => (
            StatusCode::REQUEST_TIMEOUT,
            ErrorCode::BadRequest,
            "The body didn't arrive within 30 seconds".to_owned(),
        ),
        BodyError::Interrupted(error) => {
            (StatusCode::BAD_REQUEST, ErrorCode::BadRequest, format!("The body broke off: {error}"))
        }
    };
    JsonError::Other(status, code, message)
}

fn parse(bytes: &[u8]) -> Result<Map<String, Value>, JsonError> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        JsonError::bad_request(format!("The body is not UTF-8, from byte {} on", error.valid_up_to()))
    })?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(JsonError::bad_request("The body must be a JSON object".to_owned())),
        Err(error) => Err(JsonError::bad_request(format!("The body is not valid JSON: {error}"))),
    }
}

impl<const LIMIT: usize> JsonObject<LIMIT> {
    /// Reads the fields. Fails with the faults of all of them. Those that aren't read are ignored, and the response says so
    /// (see [`IgnoredFields`]).
    pub(super) fn read<T: Body>(self) -> Result<T, JsonError> {
        let mut fields = Fields::of(self.object);
        let body = T::read(&mut fields);
        if let Some(ignored) = IgnoredFields::of(fields.ignored()) {
            self.request.extensions_mut().insert(ignored);
        }
        let faults = fields.into_faults();
        if faults.is_empty() { Ok(body) } else { Err(JsonError::Fields(faults)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::fields::{Integer, body};
    use crate::http::body::SMALL;
    use actix_web::test::TestRequest;
    use simple_chats_domain::MAX_TEXTS;
    use simple_chats_fuzzing::{damaged, fuzz, texts};

    body! {
        /// A body with a faulty field of each kind.
        #[expect(dead_code, reason = "it is never read without a fault")]
        Profile {
            /// Missing.
            email: String,
            /// Of another type.
            name: String,
            /// No integer.
            #[schema(value_type = i64)]
            companion_id: Integer,
        }
    }

    body! {
        /// A body with a field of each kind.
        Sent {
            /// A text.
            name: String,
            /// Several texts.
            texts: Vec<String>,
            /// An integer.
            #[schema(value_type = i64)]
            chat_id: Integer,
            /// A Boolean.
            silent: bool,
        }
    }

    #[test]
    fn faults_are_named_all_at_once() {
        let object = parse(br#"{"name": 5, "companion_id": 1.5}"#).unwrap();
        let body = JsonObject::<SMALL> { object, request: TestRequest::default().to_http_request() };
        let Err(JsonError::Fields(faults)) = body.read::<Profile>() else { panic!("no faults") };
        let expected = [
            ("email", "Missing required parameter in the JSON body"),
            ("name", "Must be a string"),
            ("companion_id", "Must be an integer"),
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_body_that_is_no_object_or_too_deep_is_refused() {
        let deep = "[".repeat(100_000);
        for body in ["[]", "5", "null", "\"x\"", "{", "{\"a\":1,}", "{} {}", deep.as_str(), "\u{FEFF}{}"] {
            assert!(matches!(parse(body.as_bytes()), Err(JsonError::Other(StatusCode::BAD_REQUEST, _, _))));
        }
        assert!(parse(b"{\"a\": \"\xFF\"}").is_err());
        assert!(parse(b"").unwrap().is_empty());
    }

    #[test]
    fn the_error_of_malformed_json_names_the_place() {
        let Err(error) = parse(b"{\"a\":\n oops}") else { panic!("read") };
        assert!(error.to_string().contains("line 2 column"), "{error}");
    }

    #[test]
    fn fuzz_bodies() {
        const PARTS: &[&str] = &[
            "{\"",
            "\":",
            "\",\"",
            "}",
            "[",
            "]",
            ",",
            "\"name\":",
            "\"texts\":",
            "\"chat_id\":",
            "null",
            "true",
            "1e999",
            "-0",
            "99999999999999999999",
            "9223372036854775808",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\u{FEFF}",
            "[[[[[[[[",
            "\n",
            "é",
        ];
        fuzz!(|input: &[u8]| {
            check_body(&damaged(br#"{"name":"a","texts":["b"],"chat_id":13,"silent":true}"#, input));
            for text in texts(input, PARTS) {
                check_body(text.as_bytes());
            }
            check_body(input);
        });
    }

    /// A body is an object whose fields are read or named, each once, or the answer says what is wrong with it.
    fn check_body(bytes: &[u8]) {
        let object = match parse(bytes) {
            Ok(object) => object,
            Err(error) => {
                let message = error.to_string();
                assert!(message.starts_with("The body ") && !message.contains('\n'), "{message}");
                return;
            }
        };
        let written = serde_json::to_vec(&object).unwrap();
        assert!(bytes.is_empty() || parse(&written).unwrap() == object);
        let request = TestRequest::default().to_http_request();
        match (JsonObject::<SMALL> { object: object.clone(), request }).read() {
            Ok(Sent { name, texts, chat_id: Integer(id), silent }) => {
                assert!(!silent || object["silent"] == true);
                assert_eq!(object["name"], name.as_str());
                assert!((1..=MAX_TEXTS).contains(&texts.len()) && id.parse::<i128>().is_ok(), "{id}");
            }
            Err(JsonError::Fields(faults)) => {
                assert!(faults.is_sorted_by_key(|(name, _)| {
                    ["name", "texts", "chat_id", "silent"].iter().position(|n| n == name)
                }));
            }
            Err(other) => panic!("{other}"),
        }
    }
}
