//! Conditional requests: strong entity tags, `If-None-Match`, and the response 304 (RFC 9110, sections 8.8.3, 13.1.2, and
//! 15.4.5).

use super::compression::accepts_gzip;
use crate::state::AppState;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use simple_chats_auth::Digest;
use simple_chats_domain::UserId;
use std::fmt::Display;
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
    /// Whether the response may be compressed. Then it is another representation, with another tag.
    pub(crate) accepts_gzip: bool,
    if_none_match: Vec<HeaderValue>,
}

impl Conditions {
    pub(crate) fn of(request: &HttpRequest, state: &AppState) -> Self {
        let mut base = Digest::default();
        let accepts_gzip = accepts_gzip(request);
        (VERSION, &state.epoch, request.path(), request.query_string(), accepts_gzip).hash(&mut base);
        let if_none_match = request.headers().get_all(header::IF_NONE_MATCH).cloned().collect();
        Self { base, accepts_gzip, if_none_match }
    }

    /// The tag of a response that everybody gets alike.
    pub(crate) fn public_tag(&self, source: impl Hash) -> EntityTag {
        let mut digest = self.base.clone();
        source.hash(&mut digest);
        EntityTag { opaque: digest.into_text() }
    }

    /// For a response that nobody asks for again.
    pub(crate) fn none() -> Self {
        Self { base: Digest::default(), accepts_gzip: false, if_none_match: Vec::new() }
    }

    /// The same for a client that has nothing.
    pub(crate) fn unconditional(self) -> Self {
        Self { if_none_match: Vec::new(), ..self }
    }

    /// The tag of the response to this request for a viewer. `source` is everything else that determines the response: a
    /// state, such as a revision, or the response itself. Tags of other users, addresses, databases, and versions of this
    /// program differ.
    pub(crate) fn tag(&self, viewer: UserId, source: impl Hash) -> EntityTag {
        let mut digest = self.base.clone();
        (viewer, source).hash(&mut digest);
        EntityTag { opaque: digest.into_text() }
    }

    /// A version of the tag that the client has. If it has anything (`*`), that is [`EntityTag::any_version`].
    pub(crate) fn held_version(&self, tag: &EntityTag) -> Option<EntityTag> {
        if self.is_any() {
            return Some(tag.any_version());
        }
        let named = self.if_none_match.iter().flat_map(|line| tags(line.as_bytes()));
        let named = named.filter_map(|opaque| str::from_utf8(opaque).ok());
        named.map(|opaque| EntityTag { opaque: opaque.to_owned() }).find(|held| held.is_version_of(tag))
    }

    /// Whether the client has the response with this tag. Then it gets [`not_modified`], provided that the request would
    /// have succeeded.
    pub(crate) fn client_has(&self, tag: &EntityTag) -> bool {
        self.is_any() || self.if_none_match.iter().any(|line| lists(line.as_bytes(), tag.opaque.as_bytes()))
    }

    fn is_any(&self) -> bool {
        matches!(self.if_none_match.as_slice(), [only] if only.as_bytes().trim_ascii() == b"*")
    }
}

impl EntityTag {
    /// The tag of something that never changes, by its id, which has no quotation marks.
    pub(crate) fn constant(id: String) -> Self {
        Self { opaque: id }
    }

    /// The tag as headers write it.
    pub(crate) fn quoted(&self) -> String {
        format!("\"{}\"", self.opaque)
    }

    /// Adds the tag to a successful response.
    pub(crate) fn add_to(&self, response: &mut HttpResponse) {
        self.name(response);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, CACHE_CONTROL);
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }

    /// Adds the tag to a response that no cache may store, so that only a client that keeps it itself can revalidate it.
    pub(crate) fn name(&self, response: &mut HttpResponse) {
        if let Ok(value) = HeaderValue::from_str(&self.quoted()) {
            response.headers_mut().insert(header::ETAG, value);
        }
    }

    /// The tag of one response among several with the same state, such as pages that differ in their form tokens.
    pub(crate) fn version(&self, name: impl Display) -> Self {
        Self { opaque: format!("{}.{name}", self.opaque) }
    }

    /// The version of a client that may have any.
    pub(crate) fn any_version(&self) -> Self {
        self.version("*")
    }

    pub(crate) fn is_version_of(&self, tag: &Self) -> bool {
        self.opaque.strip_prefix(&tag.opaque).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// The response to a client that has the response already.
pub(crate) fn not_modified(tag: &EntityTag) -> HttpResponse {
    let mut response = HttpResponse::NotModified().finish();
    tag.add_to(&mut response);
    response
}

/// Whether a list of entity tags contains one, by the weak comparison.
fn lists(list: &[u8], opaque: &[u8]) -> bool {
    tags(list).any(|tag| tag == opaque)
}

/// The tags of a list, without the mark of weak ones. A malformed list counts up to its fault.
fn tags(mut list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_allowed = |byte: &u8| matches!(byte, 0x21 | 0x23..=0x7E | 0x80..);
    std::iter::from_fn(move || {
        while let [b' ' | b'\t' | b',', rest @ ..] = list {
            list = rest;
        }
        let quoted = list.strip_prefix(b"W/").unwrap_or(list).strip_prefix(b"\"")?;
        let (tag, rest) = quoted.split_at(quoted.iter().position(|byte| *byte == b'"')?);
        if !tag.iter().all(is_allowed) {
            return None;
        }
        let rest = rest.strip_prefix(b"\"").unwrap_or(rest).trim_ascii_start();
        list = if rest.starts_with(b",") { rest } else { b"" };
        Some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use simple_chats_fuzzing::{fuzz, texts};

    fn conditions(lines: &[&[u8]]) -> Conditions {
        let if_none_match = lines.iter().map(|line| HeaderValue::from_bytes(line).unwrap()).collect();
        Conditions { base: Digest::default(), accepts_gzip: false, if_none_match }
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
    fn a_client_has_a_version_of_a_tag() {
        let tag = EntityTag { opaque: "state".to_owned() };
        let held = |line: &'static [u8]| conditions(&[line]).held_version(&tag).map(|held| held.opaque);
        assert_eq!(held(b"\"x.1\", W/\"state.7\", \"state.8\"").as_deref(), Some("state.7"));
        for other in [&b"\"state\""[..], b"\"states.1\"", b"\"stat.e\"", b"", b"state.1"] {
            assert_eq!(held(other), None, "{other:?}");
        }
        assert_eq!(conditions(&[b"*"]).held_version(&tag), Some(tag.any_version()));
        assert!(tag.version(1).version(2).is_version_of(&tag.version(1)));
        assert!(!tag.version(11).is_version_of(&tag.version(1)));
    }

    #[test]
    fn tags_differ_by_viewer_source_and_base() {
        let [ann, ben] = [1, 2].map(UserId::stored);
        let conditions = conditions(&[]);
        let tag = conditions.tag(ann, ("messages", 7));
        assert_eq!(tag, conditions.tag(ann, ("messages", 7)));
        let mut other = Digest::default();
        "another epoch".hash(&mut other);
        let other = Conditions { base: other, accepts_gzip: false, if_none_match: Vec::new() };
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
        fn a_tag_is_found_among_any_others(before in "[!#-~]{0,20}", after in "[!#-~]{0,20}", weak: bool) {
            let prefix = if weak { "W/" } else { "" };
            let list = format!("\"{before}\", {prefix}\"tag\" , \"{after}\"");
            prop_assert!(lists(list.as_bytes(), b"tag"));
        }
    }

    /// The tags that are read of a list are those of the list that has nothing else.
    #[test]
    fn fuzz_entity_tags() {
        const PARTS: &[&str] = &["\"a\"", "W/", "\"", ",", " ,\t", "*", "\"a-1\"", "é"];
        fuzz!(|input: &[u8]| {
            for text in texts(input, PARTS) {
                let found: Vec<&[u8]> = tags(text.as_bytes()).collect();
                let written: Vec<_> = found.iter().map(|tag| [&b"\""[..], tag, b"\""].concat()).collect();
                let written = written.join(&b", "[..]);
                assert_eq!(tags(&written).collect::<Vec<_>>(), found, "{text}");
                assert!(found.iter().all(|tag| lists(text.as_bytes(), tag) && lists(&written, tag)));
                assert!(!lists(text.as_bytes(), b"never-sent"));
                let cut = text.as_bytes().split_at(text.len() / 2).0;
                assert!(tags(cut).zip(&found).all(|(tag, whole)| tag == *whole), "{text}");
            }
        });
    }
}
