//! Bodies: a JSON object of bounded size, whose fields are read one by one and whose faults are named all at once.

use super::error::ApiError;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde_json::{Map, Value, json};
use simple_chats_domain::{ErrorCode, MAX_TEXTS};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// How big a body may be, in bytes.
pub(super) const SMALL: usize = 64 << 10;

/// How big a body may be where texts are sent: a hundred of them, every character escaped, and some more.
pub(super) const LARGE: usize = 2 << 20;

/// How long a client may take to send a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// A JSON object of at most `LIMIT` bytes. No body at all counts as an empty one.
#[derive(Debug)]
pub struct JsonObject<const LIMIT: usize>(Map<String, Value>);

impl<const LIMIT: usize> FromRequest for JsonObject<LIMIT> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let read = read(&request, &mut payload, LIMIT);
            let bytes = tokio::time::timeout(BODY_TIMEOUT, read).await.unwrap_or_else(|_| {
                Err(refused(
                    StatusCode::REQUEST_TIMEOUT,
                    ErrorCode::BadRequest,
                    "The body didn't arrive within 30 seconds",
                ))
            })?;
            parse(&bytes).map(Self)
        })
    }
}

async fn read(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<BytesMut, ApiError> {
    let too_long = || {
        let message = format!("The body is longer than {limit} bytes");
        refused(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLong, &message)
    };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced: usize = announced.and_then(|length| length.parse().ok()).unwrap_or(0);
    let is_json = is_json(request);
    if announced > 0 && !is_json {
        return Err(unsupported());
    }
    if announced > limit {
        return Err(too_long());
    }
    let mut bytes = BytesMut::with_capacity(announced);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            refused(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, &format!("The body broke off: {error}"))
        })?;
        if !chunk.is_empty() && !is_json {
            return Err(unsupported());
        }
        if bytes.len() + chunk.len() > limit {
            return Err(too_long());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn is_json(request: &HttpRequest) -> bool {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next()).map(str::trim);
    media_type.is_some_and(|name| name.eq_ignore_ascii_case("application/json"))
}

fn parse(bytes: &[u8]) -> Result<Map<String, Value>, ApiError> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    let malformed = |message: String| refused(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, &message);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| malformed(format!("The body is not UTF-8, from byte {} on", error.valid_up_to())))?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(malformed("The body must be a JSON object".to_owned())),
        Err(error) => Err(malformed(format!("The body is not valid JSON: {error}"))),
    }
}

fn refused(status: StatusCode, code: ErrorCode, message: &str) -> ApiError {
    ApiError::Body(status, code, message.to_owned())
}

fn unsupported() -> ApiError {
    refused(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::UnsupportedMediaType,
        "The body must be JSON: send it with Content-Type: application/json",
    )
}

impl<const LIMIT: usize> JsonObject<LIMIT> {
    /// Begins to read the fields.
    #[must_use]
    pub(super) fn fields(&self) -> Fields<'_> {
        Fields { object: &self.0, faults: Map::new() }
    }
}

/// Reads fields and collects what is wrong with them. What a faulty field yields is of no use: [`Fields::finish`]
/// fails then.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    faults: Map<String, Value>,
}

impl Fields<'_> {
    /// A string that must be there.
    pub(super) fn text(&mut self, name: &str) -> String {
        match self.object.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(_) => self.fault(name, "Must be a string"),
            None => self.missing(name),
        }
    }

    /// A string that may be absent or null.
    pub(super) fn optional_text(&mut self, name: &str) -> Option<String> {
        match self.object.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            None | Some(Value::Null) => None,
            Some(_) => self.fault(name, "Must be a string"),
        }
    }

    /// An integer that must be there, as it was written: whether it names something is another question.
    pub(super) fn integer(&mut self, name: &str) -> String {
        match self.object.get(name) {
            Some(Value::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
            Some(_) => self.fault(name, "Must be an integer"),
            None => self.missing(name),
        }
    }

    /// True or false; false where it is absent.
    pub(super) fn flag(&mut self, name: &str) -> bool {
        match self.object.get(name) {
            Some(Value::Bool(flag)) => *flag,
            None => false,
            Some(_) => self.fault(name, "Must be true or false"),
        }
    }

    /// A list of 1 to 100 strings; a single string is taken for a list of one.
    pub(super) fn texts(&mut self, name: &str) -> Vec<String> {
        const EXPECTED: &str = "Must be a list of 1 to 100 strings";
        let item = |value: &Value| value.as_str().map(str::to_owned);
        match self.object.get(name) {
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(items)) if (1..=MAX_TEXTS).contains(&items.len()) => {
                items.iter().map(item).collect::<Option<_>>().unwrap_or_else(|| self.fault(name, EXPECTED))
            }
            Some(_) => self.fault(name, EXPECTED),
            None => self.missing(name),
        }
    }

    /// Fails with all faults that were found.
    pub(super) fn finish(self) -> Result<(), ApiError> {
        if self.faults.is_empty() { Ok(()) } else { Err(ApiError::Fields(self.faults)) }
    }

    fn missing<T: Default>(&mut self, name: &str) -> T {
        self.fault(name, "Missing required parameter in the JSON body")
    }

    fn fault<T: Default>(&mut self, name: &str, what: &str) -> T {
        self.faults.insert(name.to_owned(), json!(what));
        T::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn faults_are_named_all_at_once() {
        let object = JsonObject::<SMALL>(parse(br#"{"name": 5, "companion_id": 1.5}"#).unwrap());
        let mut fields = object.fields();
        fields.text("email");
        fields.text("name");
        fields.integer("companion_id");
        let Err(ApiError::Fields(faults)) = fields.finish() else { panic!("no faults") };
        let expected = json!({
            "email": "Missing required parameter in the JSON body",
            "name": "Must be a string",
            "companion_id": "Must be an integer",
        });
        assert_eq!(Value::Object(faults), expected);
    }

    #[test]
    fn what_is_no_object_or_too_deep_is_refused() {
        let deep = "[".repeat(100_000);
        for body in ["[]", "5", "null", "\"x\"", "{", "{\"a\":1,}", "{} {}", deep.as_str(), "\u{FEFF}{}"] {
            assert!(matches!(parse(body.as_bytes()), Err(ApiError::Body(StatusCode::BAD_REQUEST, _, _))));
        }
        assert!(parse(b"{\"a\": \"\xFF\"}").is_err());
        assert!(parse(b"").unwrap().is_empty());
    }

    #[test]
    fn malformed_json_is_told_with_where_it_broke() {
        let Err(error) = parse(b"{\"a\":\n oops}") else { panic!("read") };
        assert!(error.to_string().contains("line 2 column"), "{error}");
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
