//! The header `X-Ignored-Fields`: the fields of a body that the server doesn't know, so that a misspelled field is noticed.

use actix_web::http::header::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// The name of the header.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-ignored-fields");

/// How many names are listed at most.
const MAX_NAMES: usize = 20;

/// A longer name is cut.
const MAX_NAME_BYTES: usize = 64;

/// The length of the value at most: a proxy may refuse a response with long headers.
const MAX_BYTES: usize = 1_000;

/// What a name that is cut ends with, encoded.
const ELLIPSIS: &str = "%E2%80%A6";

/// Everything but the characters that a URL never encodes (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The value of the header, which waits for the response in the extensions of the request.
#[derive(Debug)]
pub(crate) struct IgnoredFields(pub(super) HeaderValue);

impl IgnoredFields {
    /// Lists names, percent-encoded and separated by commas; nothing if there are none. An empty name can't be listed.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a String>) -> Option<Self> {
        let mut list = String::new();
        for name in names.filter(|name| !name.is_empty()).take(MAX_NAMES) {
            let name = encode(name);
            if list.len() + 1 + name.len() > MAX_BYTES {
                break;
            }
            if !list.is_empty() {
                list.push(',');
            }
            list.push_str(&name);
        }
        let value = HeaderValue::try_from(list).ok()?;
        (!value.is_empty()).then_some(Self(value))
    }
}

fn encode(name: &str) -> String {
    let kept = name.get(..name.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(name);
    let mut encoded = percent_encode(kept.as_bytes(), ENCODED).to_string();
    if kept.len() < name.len() {
        encoded.push_str(ELLIPSIS);
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn listed(names: &[String]) -> Option<String> {
        IgnoredFields::of(names.iter()).map(|fields| fields.0.to_str().unwrap().to_owned())
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn names_are_encoded_so_that_commas_and_control_characters_are_part_of_them() {
        let hostile = names(&["e_mail", "a,b", "x\r\nSet-Cookie: a=b", "\0", "é", "100%", "a-b_c.d~e"]);
        let expected = "e_mail,a%2Cb,x%0D%0ASet-Cookie%3A%20a%3Db,%00,%C3%A9,100%25,a-b_c.d~e";
        assert_eq!(listed(&hostile).as_deref(), Some(expected));
        assert_eq!(listed(&[]), None);
        assert_eq!(listed(&names(&[""])), None);
    }

    #[test]
    fn twenty_names_are_listed_at_most() {
        let many: Vec<String> = (0..30).map(|number| format!("field{number}")).collect();
        assert_eq!(listed(&many), Some(many[..20].join(",")));
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let long = format!("{}é{}", "a".repeat(63), "b".repeat(60_000));
        assert_eq!(listed(&[long]), Some(format!("{}{ELLIPSIS}", "a".repeat(63))));
        assert_eq!(listed(&["a".repeat(64)]), Some("a".repeat(64)));
    }

    proptest! {
        #[test]
        fn whatever_the_names_are_the_header_is_short_and_printable(names in prop::collection::vec(".{0,90}", 0..40)) {
            if let Some(list) = listed(&names) {
                prop_assert!(list.len() <= MAX_BYTES && list.bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }
    }
}
