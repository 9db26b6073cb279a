//! Responses to requests that read: JSON with an entity tag, or 304 for a client that has it.

use super::paging::{Next, link_to};
use crate::http::compression;
use crate::http::conditional::{Conditions, EntityTag, not_modified};
use crate::http::json::{json_text, to_json};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use simple_chats_domain::UserId;

/// The usual length of a user, a chat, or a message, in bytes.
const ITEM_LENGTH: usize = 200;

/// All that a successful response says.
pub(super) struct Representation {
    text: Vec<u8>,
    /// The header that leads to the next page of a list (RFC 8288).
    link: Option<String>,
}

impl Representation {
    pub(super) fn of(value: &impl Serialize) -> Self {
        Self { text: to_json(value, 2 * ITEM_LENGTH), link: None }
    }

    /// A text that is JSON already.
    pub(super) fn of_json(text: &str) -> Self {
        Self { text: text.as_bytes().to_vec(), link: None }
    }

    /// A page of a list.
    pub(super) fn of_page(
        request: &HttpRequest,
        next: Option<Next>,
        items: usize,
        value: &impl Serialize,
    ) -> Self {
        let text = to_json(value, (items + 1) * ITEM_LENGTH);
        Self { text, link: next.map(|next| link_to(request, next)) }
    }

    /// Responds to the viewer, with a tag made of the representation itself.
    pub(super) fn respond(self, conditions: &Conditions, viewer: UserId) -> HttpResponse {
        let tag = conditions.tag(viewer, (&self.text, &self.link));
        if conditions.client_has(&tag) { not_modified(&tag) } else { self.respond_with(conditions, &tag) }
    }

    /// Responds to everybody, with a tag made of the representation itself.
    pub(super) fn respond_to_all(self, conditions: &Conditions) -> HttpResponse {
        let tag = conditions.public_tag(&self.text);
        if conditions.client_has(&tag) { not_modified(&tag) } else { self.respond_with(conditions, &tag) }
    }

    /// Responds with a tag that was made of the state from which the representation was.
    pub(super) fn respond_with(self, conditions: &Conditions, tag: &EntityTag) -> HttpResponse {
        let compressed = conditions.accepts_gzip.then(|| compressed(&self.text)).flatten();
        let coding = compressed.as_ref().map(|_| HeaderValue::from_static("gzip"));
        let mut response = json_text(StatusCode::OK, compressed.unwrap_or(self.text));
        let headers = response.headers_mut();
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, coding);
        }
        if let Some(link) = self.link.and_then(|link| HeaderValue::from_str(&link).ok()) {
            headers.insert(header::LINK, link);
        }
        tag.add_to(&mut response);
        response
    }
}

/// A text that is long enough to become shorter. What is read has no secrets, and nobody but the caller chooses when; its length
/// is hidden as that of a page all the same, for companions choose a part of it.
fn compressed(text: &[u8]) -> Option<Vec<u8>> {
    if text.len() < compression::MIN_BYTES {
        return None;
    }
    compression::compress_page(text).inspect_err(|error| tracing::error!(%error, "failed to compress")).ok()
}
