//! Conditional requests: strong entity tags, `If-None-Match`, and the response 304 (RFC 9110, sections 8.8.3, 13.1.2, and
//! 15.4.5).

use crate::state::AppState;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use simple_chats_auth::Digest;
use simple_chats_domain::UserId;
use std::hash::Hash;

/// The version of this program. A new one may format the same state in another way.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A private response, which caches may store and must revalidate before each use.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, no-cache");

/// A strong entity tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityTag {
    opaque: String,
}

/// The conditions of a request to read, independent of the request, so that a read can check them on another thread.
pub(crate) struct Conditions {
    /// All tags of the request begin with this.
    base: Digest,
    if_none_match: Vec<HeaderValue>,
}

impl Conditions {
    pub(crate) fn of(request: &HttpRequest, state: &AppState) -> Self {
        let mut base = Digest::default();
        (VERSION, &state.epoch, request.path(), request.query_string()).hash(&mut base);
        let if_none_match = request.headers().get_all(header::IF_NONE_MATCH).cloned().collect();
        Self { base, if_none_match }
    }

    /// The tag of the response to this request for a viewer. `source` is everything else that determines the response: a
    /// state, such as a revision, or the response itself. Tags of other users, addresses, databases, and versions of this
    /// program differ.
    pub(crate) fn tag(&self, viewer: UserId, source: impl Hash) -> EntityTag {
        let mut digest = self.base.clone();
        (viewer, source).hash(&mut digest);
        EntityTag { opaque: digest.into_text() }
    }

    /// Whether the client has the response with this tag. Then it gets [`not_modified`], provided that the request would
    /// have succeeded.
    pub(crate) fn client_has(&self, tag: &EntityTag) -> bool {
        match self.if_none_match.as_slice() {
            [only] if only.as_bytes().trim_ascii() == b"*" => true,
            lines => lines.iter().any(|line| lists(line.as_bytes(), tag.opaque.as_bytes())),
        }
    }
}

impl EntityTag {
    /// Adds the tag to a successful response.
    pub(crate) fn add_to(&self, response: &mut HttpResponse) {
        let headers = response.headers_mut();
        if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", self.opaque)) {
            headers.insert(header::ETAG, value);
        }
        headers.insert(header::CACHE_CONTROL, CACHE_CONTROL);
    }
}

/// The response to a client that has the response already.
pub(crate) fn not_modified(tag: &EntityTag) -> HttpResponse {
    let mut response = HttpResponse::NotModified().finish();
    tag.add_to(&mut response);
    response
}

/// Whether a list of entity tags contains one, by the weak comparison. A malformed list counts up to its fault.
fn lists(mut list: &[u8], opaque: &[u8]) -> bool {
    let is_allowed = |byte: &u8| matches!(byte, 0x21 | 0x23..=0x7E | 0x80..);
    loop {
        while let [b' ' | b'\t' | b',', rest @ ..] = list {
            list = rest;
        }
        let Some(quoted) = list.strip_prefix(b"W/").unwrap_or(list).strip_prefix(b"\"") else { return false };
        let Some(end) = quoted.iter().position(|byte| *byte == b'"') else { return false };
        let (tag, rest) = quoted.split_at(end);
        if !tag.iter().all(is_allowed) {
            return false;
        }
        if tag == opaque {
            return true;
        }
        list = rest.strip_prefix(b"\"").unwrap_or(rest).trim_ascii_start();
        if !list.starts_with(b",") {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn conditions(lines: &[&[u8]]) -> Conditions {
        let if_none_match = lines.iter().map(|line| HeaderValue::from_bytes(line).unwrap()).collect();
        Conditions { base: Digest::default(), if_none_match }
    }

    fn client_has(lines: &[&[u8]], opaque: &str) -> bool {
        conditions(lines).client_has(&EntityTag { opaque: opaque.to_owned() })
    }

    #[test]
    fn a_tag_is_found_in_a_list_in_its_weak_form_and_on_any_line() {
        let found: &[&[&[u8]]] = &[
            &[b"\"a-1\""],
            &[b"W/\"a-1\""],
            &[b"  \"a-1\"\t"],
            &[b"\"x\", \"a-1\""],
            &[b"\"x\",W/\"y\" ,\t\"a-1\",\"z\""],
            &[b",, \"a-1\""],
            &[b"\"x\"", b"\"a-1\""],
            &[b"\"a-1\" broken"],
            &[b"\"a,b\",\"\",\"\xC3\xA9\", \"a-1\""],
            &[b"broken", b"\"a-1\""],
            &[b"*"],
            &[b" * "],
        ];
        for lines in found {
            assert!(client_has(lines, "a-1"), "{lines:?}");
        }
    }

    #[test]
    fn other_tags_and_malformed_lists_do_not_match() {
        let others: &[&[&[u8]]] = &[
            &[],
            &[b""],
            &[b"\"A-1\""],
            &[b"\"a-1"],
            &[b"a-1"],
            &[b"w/\"a-1\""],
            &[b"W/ \"a-1\""],
            &[b"W/W/\"a-1\""],
            &[b"'a-1'"],
            &[b"\"x,\"a-1\""],
            &[b"\"x\" \"a-1\""],
            &[b"\"x y\", \"a-1\""],
            &[b"*, \"x\""],
            &[b"**"],
            &[b"\"*\""],
            &[b"*", b"\"x\""],
        ];
        for lines in others {
            assert!(!client_has(lines, "a-1"), "{lines:?}");
        }
    }

    #[test]
    fn tags_differ_by_viewer_source_and_base() {
        let [ann, ben] = [1, 2].map(UserId::stored);
        let conditions = conditions(&[]);
        let tag = conditions.tag(ann, ("messages", 7));
        assert_eq!(tag, conditions.tag(ann, ("messages", 7)));
        let mut other = Digest::default();
        "another epoch".hash(&mut other);
        let other = Conditions { base: other, if_none_match: Vec::new() };
        for differs in [
            conditions.tag(ben, ("messages", 7)),
            conditions.tag(ann, ("messages", 8)),
            other.tag(ann, ("messages", 7)),
        ] {
            assert_ne!(tag, differs);
        }
    }

    proptest! {
        #[test]
        fn any_value_is_read_without_a_panic(value in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = lists(&value, b"a");
        }

        #[test]
        fn a_tag_is_found_among_any_others(before in "[!#-~]{0,20}", after in "[!#-~]{0,20}", weak: bool) {
            let prefix = if weak { "W/" } else { "" };
            let list = format!("\"{before}\", {prefix}\"tag\" , \"{after}\"");
            prop_assert!(lists(list.as_bytes(), b"tag"));
        }
    }
}
