//! Forms: bodies of `application/x-www-form-urlencoded` of bounded size, whose fields are to be had only with the word
//! whether the form was made for the one who posts it.

use super::error::PageError;
use super::visitor::Visitor;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// How big a form may be, in bytes.
pub(super) const SMALL: usize = 64 << 10;

/// How big a form may be in which a text is sent, so that one that is too long comes back to be shortened.
pub(super) const LARGE: usize = 2 << 20;

/// How long a browser may take to send a form.
const FORM_TIMEOUT: Duration = Duration::from_secs(30);

/// A form of at most `LIMIT` bytes.
pub(crate) struct Form<const LIMIT: usize> {
    fields: FormFields,
    is_fresh: bool,
}

impl<const LIMIT: usize> Form<LIMIT> {
    /// The fields; as an error those of a form that was made for somebody else, or for another session: to be shown
    /// again and used for nothing else.
    pub(super) fn fields(self) -> Result<FormFields, FormFields> {
        if self.is_fresh { Ok(self.fields) } else { Err(self.fields) }
    }
}

impl<const LIMIT: usize> FromRequest for Form<LIMIT> {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let visitor = Visitor::of(&request)?;
            let read = read(&request, &mut payload, LIMIT);
            let bytes = tokio::time::timeout(FORM_TIMEOUT, read).await.map_err(|_| {
                let why = "What you sent did not arrive within 30 seconds. Please, try again.";
                PageError::Unreadable(StatusCode::REQUEST_TIMEOUT, why)
            })??;
            let fields = FormFields::parse(&bytes).ok_or(PageError::Unreadable(
                StatusCode::BAD_REQUEST,
                "What you sent is not text in UTF-8.",
            ))?;
            let is_fresh = visitor.form_key().accepts(&visitor.state().csrf, fields.get("csrf_token"));
            Ok(Self { fields, is_fresh })
        })
    }
}

/// The fields of a form. One that is missing is empty; of one that is repeated the first counts.
#[derive(Debug)]
pub(super) struct FormFields(Vec<(String, String)>);

impl FormFields {
    /// What was typed into a field.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Reads a body; nothing where it is no UTF-8.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let read = |pair: &[u8]| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            Some((decode(name)?, decode(value)?))
        };
        pairs.map(read).collect::<Option<_>>().map(Self)
    }
}

/// A percent-encoded text (URL Standard, section 5.1), where it is UTF-8.
fn decode(bytes: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        let escaped = match behind {
            [high, low, ..] if first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            decoded.push(high << 4 | low);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            decoded.push(if first == b'+' { b' ' } else { first });
            rest = behind;
        }
    }
    String::from_utf8(decoded).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

async fn read(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<BytesMut, PageError> {
    let too_long = || {
        PageError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, "What you sent is longer than this page takes.")
    };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced: usize = announced.and_then(|length| length.parse().ok()).unwrap_or(0);
    let is_form = is_form(request);
    if announced > 0 && !is_form {
        return Err(unsupported());
    }
    if announced > limit {
        return Err(too_long());
    }
    let mut bytes = BytesMut::with_capacity(announced);
    while let Some(chunk) = payload.next().await {
        let broken =
            |_| PageError::Unreadable(StatusCode::BAD_REQUEST, "What you sent broke off on its way.");
        let chunk = chunk.map_err(broken)?;
        if !chunk.is_empty() && !is_form {
            return Err(unsupported());
        }
        if bytes.len() + chunk.len() > limit {
            return Err(too_long());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn is_form(request: &HttpRequest) -> bool {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next()).map(str::trim);
    media_type.is_some_and(|name| name.eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

fn unsupported() -> PageError {
    PageError::Unreadable(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "This page reads forms alone (application/x-www-form-urlencoded).",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_of_a_repeated_field_counts_and_a_missing_one_is_empty() {
        let fields = FormFields::parse(b"a=1&b=x%20y+z&a=2&c&=d&&e=f=g").unwrap();
        for (name, value) in [("a", "1"), ("b", "x y z"), ("c", ""), ("", "d"), ("e", "f=g"), ("nothing", "")]
        {
            assert_eq!(fields.get(name), value, "{name}");
        }
    }

    #[test]
    fn what_is_no_utf_8_is_refused_and_a_lone_percent_sign_is_kept() {
        assert!(FormFields::parse(b"a=%FF").is_none());
        assert!(FormFields::parse(b"\xFF=a").is_none());
        let fields = FormFields::parse(b"a=100%&b=%4&c=%zz&d=%D0%96&e=%0D%0A").unwrap();
        for (name, value) in [("a", "100%"), ("b", "%4"), ("c", "%zz"), ("d", "Ж"), ("e", "\r\n")] {
            assert_eq!(fields.get(name), value, "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_a_browser_encodes_is_read_as_it_was_typed(name in ".{1,8}", value in ".*") {
            let body = url::form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            let fields = FormFields::parse(body.as_bytes()).unwrap();
            prop_assert_eq!(fields.get(&name), value);
        }

        #[test]
        fn no_body_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = FormFields::parse(&bytes);
        }
    }
}
