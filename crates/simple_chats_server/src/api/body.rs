//! JSON bodies: an object of bounded size. Fields are read one by one, and all their faults are reported together.

use crate::http::body::{self, BodyError};
use crate::http::ignored_fields::IgnoredFields;
use crate::http::json_error::JsonError;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use simple_chats_domain::{ErrorCode, MAX_TEXTS};
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
    pub(super) fn read<T>(self, read: impl FnOnce(&mut Fields) -> T) -> Result<T, JsonError> {
        let mut fields = Fields { object: self.object, faults: Vec::new() };
        let value = read(&mut fields);
        if let Some(ignored) = IgnoredFields::of(fields.object.keys()) {
            self.request.extensions_mut().insert(ignored);
        }
        if fields.faults.is_empty() { Ok(value) } else { Err(JsonError::Fields(fields.faults)) }
    }
}

/// Takes fields out of an object, each once, and collects their faults. A faulty field yields a default value.
pub(super) struct Fields {
    object: Map<String, Value>,
    faults: Vec<(&'static str, &'static str)>,
}

impl Fields {
    pub(super) fn text(&mut self, name: &'static str) -> String {
        match self.object.remove(name) {
            Some(Value::String(text)) => text,
            Some(_) => self.fault(name, "Must be a string"),
            None => self.missing(name),
        }
    }

    pub(super) fn optional_text(&mut self, name: &'static str) -> Option<String> {
        match self.object.remove(name) {
            Some(Value::String(text)) => Some(text),
            None | Some(Value::Null) => None,
            Some(_) => self.fault(name, "Must be a string"),
        }
    }

    /// A required integer as it was written; whether it is a valid id is checked later.
    pub(super) fn integer(&mut self, name: &'static str) -> String {
        match self.object.remove(name) {
            Some(Value::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
            Some(_) => self.fault(name, "Must be an integer"),
            None => self.missing(name),
        }
    }

    /// A required list of strings.
    pub(super) fn strings(&mut self, name: &'static str) -> Vec<String> {
        if self.object.contains_key(name) {
            self.optional_strings(name).unwrap_or_default()
        } else {
            self.missing(name)
        }
    }

    /// An integer as it was written, if it is neither absent nor null.
    pub(super) fn optional_integer(&mut self, name: &'static str) -> Option<String> {
        match self.object.remove(name) {
            Some(Value::Number(number)) if number.is_i64() || number.is_u64() => Some(number.to_string()),
            None | Some(Value::Null) => None,
            Some(_) => self.fault(name, "Must be an integer"),
        }
    }

    /// A Boolean, by default false.
    pub(super) fn flag(&mut self, name: &'static str) -> bool {
        self.flag_or(name, false)
    }

    /// A Boolean with another default.
    pub(super) fn flag_or(&mut self, name: &'static str, default: bool) -> bool {
        match self.object.remove(name) {
            Some(Value::Bool(flag)) => flag,
            None => default,
            Some(_) => self.fault(name, "Must be true or false"),
        }
    }

    /// A Boolean, if it is there.
    pub(super) fn optional_flag(&mut self, name: &'static str) -> Option<bool> {
        match self.object.remove(name) {
            Some(Value::Bool(flag)) => Some(flag),
            None => None,
            Some(_) => self.fault(name, "Must be true or false"),
        }
    }

    /// One of a few values, if it is there.
    pub(super) fn optional_choice<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        expected: &'static str,
    ) -> Option<T> {
        let value = self.object.remove(name)?;
        serde_json::from_value(value).ok().or_else(|| self.fault(name, expected))
    }

    /// A required list of 1 to 100 strings; a single string counts as a list of one.
    pub(super) fn texts(&mut self, name: &'static str) -> Vec<String> {
        const EXPECTED: &str = "Must be a list of 1 to 100 strings";
        let item = |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        match self.object.remove(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) if (1..=MAX_TEXTS).contains(&items.len()) => items
                .into_iter()
                .map(item)
                .collect::<Option<_>>()
                .unwrap_or_else(|| self.fault(name, EXPECTED)),
            Some(_) => self.fault(name, EXPECTED),
            None => self.missing(name),
        }
    }

    /// A list of strings, if it is there.
    pub(super) fn optional_strings(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.optional_choice(name, "Must be a list of strings")
    }

    fn missing<T: Default>(&mut self, name: &'static str) -> T {
        self.fault(name, "Missing required parameter in the JSON body")
    }

    fn fault<T: Default>(&mut self, name: &'static str, fault: &'static str) -> T {
        self.faults.push((name, fault));
        T::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::body::SMALL;
    use actix_web::test::TestRequest;
    use simple_chats_fuzzing::{damaged, fuzz, texts};

    #[test]
    fn faults_are_named_all_at_once() {
        let object = parse(br#"{"name": 5, "companion_id": 1.5}"#).unwrap();
        let body = JsonObject::<SMALL> { object, request: TestRequest::default().to_http_request() };
        let read = body.read(|body| (body.text("email"), body.text("name"), body.integer("companion_id")));
        let Err(JsonError::Fields(faults)) = read else { panic!("no faults") };
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
        let read = JsonObject::<SMALL> { object: object.clone(), request }.read(|body| {
            (body.text("name"), body.texts("texts"), body.integer("chat_id"), body.flag("silent"))
        });
        match read {
            Ok((name, texts, id, _)) => {
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
