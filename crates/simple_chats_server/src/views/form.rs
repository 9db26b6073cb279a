//! Forms. Their fields can be had only together with the check that the form was made for the visitor who posts it.

mod state;

pub(super) use state::{FormPage, FormState};

use super::error::PageError;
use super::visitor::Visitor;
use crate::http::body::{self, BodyError};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use percent_encoding::percent_decode;
use std::future::Future;
use std::pin::Pin;

pub(super) use body::{LARGE, SMALL};

pub(crate) struct Form<const LIMIT: usize> {
    fields: FormFields,
    blank: FormState,
    is_stale: bool,
}

impl<const LIMIT: usize> Form<LIMIT> {
    /// The fields, or those of a stale form as an error: to be shown again and for nothing else.
    pub(super) fn fields(self) -> Result<FormFields, FormFields> {
        if self.is_stale { Err(self.fields) } else { Ok(self.fields) }
    }

    /// The fields, and the form with the values that it shows again after a failure. Fails with the form to show if it
    /// is stale.
    pub(super) fn open(self, names: &[&'static str]) -> Result<(FormFields, FormState), FormState> {
        let typed = names.iter().fold(self.blank, |form, name| form.with(name, self.fields.get(name)));
        if self.is_stale { Err(typed.stale()) } else { Ok((self.fields, typed)) }
    }

    pub(super) fn is_stale(&self) -> bool {
        self.is_stale
    }
}

impl<const LIMIT: usize> FromRequest for Form<LIMIT> {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let visitor = Visitor::of(&request)?;
            let bytes = body::read(&request, &mut payload, "application/x-www-form-urlencoded", LIMIT).await;
            let fields = FormFields::parse(&bytes.map_err(|error| unreadable(&error))?)
                .ok_or(PageError::Unreadable(StatusCode::BAD_REQUEST, Some("error-data-not-valid-utf")))?;
            let is_stale = !visitor.form_key().accepts(&visitor.state.csrf, fields.get("csrf_token"));
            Ok(Self { fields, blank: FormState::blank(&visitor), is_stale })
        })
    }
}

fn unreadable(error: &BodyError) -> PageError {
    let (status, reason) = match error {
        BodyError::Encoded => return PageError::EncodedBody,
        BodyError::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, None),
        BodyError::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, None),
        BodyError::TimedOut => {
            let reason = "error-data-didnt-arrive-within";
            (StatusCode::REQUEST_TIMEOUT, Some(reason))
        }
        BodyError::Interrupted(_) => (StatusCode::BAD_REQUEST, Some("error-transfer-data-was-interrupted")),
    };
    PageError::Unreadable(status, reason)
}

/// A form that can't be read as one.
pub(super) fn unreadable_form() -> PageError {
    PageError::Unreadable(StatusCode::BAD_REQUEST, Some("error-data-cant-read-please"))
}

/// The fields of a form. A missing field is empty; of a repeated one, the first value counts.
#[derive(Debug, Default)]
pub(super) struct FormFields(Vec<(String, String)>);

impl FormFields {
    pub(super) fn add(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// The length of all names and values in bytes.
    pub(super) fn length(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// All values of a repeated field.
    pub(super) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Parses a body. `None` if it isn't UTF-8, which `form_urlencoded` would replace.
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

/// Decodes a name or a value (URL Standard, section 5.1). `None` if it isn't UTF-8.
fn decode(bytes: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use simple_chats_fuzzing::{fuzz, texts};

    #[test]
    fn the_first_of_a_repeated_field_counts_and_a_missing_one_is_empty() {
        let fields = FormFields::parse(b"a=1&b=x%20y+z&a=2&c&=d&&e=f=g").unwrap();
        for (name, value) in [("a", "1"), ("b", "x y z"), ("c", ""), ("", "d"), ("e", "f=g"), ("nothing", "")]
        {
            assert_eq!(fields.get(name), value, "{name}");
        }
    }

    #[test]
    fn invalid_utf_8_is_rejected_and_a_lone_percent_sign_is_kept() {
        assert!(FormFields::parse(b"a=%FF").is_none());
        assert!(FormFields::parse(b"\xFF=a").is_none());
        let fields = FormFields::parse(b"a=100%&b=%4&c=%zz&d=%D0%96&e=%0D%0A").unwrap();
        for (name, value) in [("a", "100%"), ("b", "%4"), ("c", "%zz"), ("d", "Ж"), ("e", "\r\n")] {
            assert_eq!(fields.get(name), value, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_field_encoded_by_a_browser_is_read_as_typed(name in ".{1,8}", value in ".*") {
            let body = url::form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            let fields = FormFields::parse(body.as_bytes()).unwrap();
            prop_assert_eq!(fields.get(&name), value);
        }
    }

    /// Where the body is UTF-8, the URL Standard's own parser reads the same.
    #[test]
    fn fuzz_forms() {
        const PARTS: &[&str] = &[
            "&",
            "=",
            "+",
            "%",
            "%20",
            "%FF",
            "%C3%A9",
            "%00",
            "csrf_token=",
            "é",
            "%2",
            "%zz",
            "\u{FEFF}",
            "%EF%BB%BF",
        ];
        fuzz!(|input: &[u8]| {
            for text in texts(input, PARTS) {
                let Some(fields) = FormFields::parse(text.as_bytes()) else { continue };
                let read: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
                assert_eq!(fields.0, read, "{text}");
                let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&read).finish();
                assert_eq!(FormFields::parse(body.as_bytes()).unwrap().0, read, "{text}");
            }
            let is_utf_8 =
                url::form_urlencoded::parse(input).all(|(name, value)| !(name + value).contains('\u{FFFD}'));
            assert!(FormFields::parse(input).is_some() || !is_utf_8);
        });
    }
}
