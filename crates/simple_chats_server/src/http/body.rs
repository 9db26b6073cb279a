//! Reads request bodies of bounded size within a bounded time.

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::BytesMut;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::StreamExt;
use std::time::Duration;

/// The limit of a body without message texts, in bytes.
pub(crate) const SMALL: usize = 64 << 10;

/// The limit of a body with message texts, in bytes: 100 texts with every character escaped, and some more.
pub(crate) const LARGE: usize = 2 << 20;

/// The time a client has to send a body. The texts of errors name it, too.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(crate) enum BodyError {
    UnsupportedMediaType,
    /// The body is compressed or encoded in another way.
    Encoded,
    TooLong,
    TimedOut,
    /// The body ended early.
    Interrupted(PayloadError),
}

/// Reads a body of a media type, without an encoding. An empty body may be of any type and encoding.
pub(crate) async fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    media_type: &str,
    limit: usize,
) -> Result<BytesMut, BodyError> {
    let check = || {
        if !has_type(request, media_type) {
            Err(BodyError::UnsupportedMediaType)
        } else if is_encoded(request) {
            Err(BodyError::Encoded)
        } else {
            Ok(())
        }
    };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced: usize = announced.and_then(|length| length.parse().ok()).unwrap_or(0);
    if announced > 0 {
        check()?;
    }
    if announced > limit {
        return Err(BodyError::TooLong);
    }
    let reading = async {
        let mut bytes = BytesMut::with_capacity(announced);
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(BodyError::Interrupted)?;
            if bytes.is_empty() && !chunk.is_empty() {
                check()?;
            }
            if bytes.len() + chunk.len() > limit {
                return Err(BodyError::TooLong);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    tokio::time::timeout(BODY_TIMEOUT, reading).await.unwrap_or(Err(BodyError::TimedOut))
}

/// Adds to the response to an encoded body that none of the encodings is accepted (RFC 9110, section 12.5.3).
pub(crate) fn offer_identity(response: &mut HttpResponse) {
    response.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
}

/// Whether a body has another encoding than none.
fn is_encoded(request: &HttpRequest) -> bool {
    let headers = request.headers().get_all(header::CONTENT_ENCODING);
    let mut encodings = headers.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    encodings
        .any(|name| !name.trim_ascii().is_empty() && !name.trim_ascii().eq_ignore_ascii_case(b"identity"))
}

fn has_type(request: &HttpRequest, media_type: &str) -> bool {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let name = value.and_then(|value| value.split(';').next()).map(str::trim);
    name.is_some_and(|name| name.eq_ignore_ascii_case(media_type))
}
