//! Responses with files that users have uploaded: in parts if a client asks for one (RFC 9110, section 14), and so that browsers
//! show nothing that could act.

use super::conditional::{Conditions, EntityTag};
use super::unsent::ReadWhileSent;
use crate::attachments::{self, Part, StoredFile};
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;
use simple_chats_domain::{Attachment, StoredAttachment};
use simple_chats_media::{MediaType, StoredBytes};
use std::io;
use std::sync::Arc;

/// The bytes of an attachment never change, but who may see them does.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// A file that is opened by itself runs nothing and loads nothing.
const POLICY: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// Which bytes are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    All,
    /// From a place, so many.
    Part(u64, u64),
    Unsatisfiable,
}

/// The bytes never change.
fn tag_of(attachment: &Attachment, part: Part) -> EntityTag {
    let suffix = match part {
        Part::Whole => "",
        Part::Thumbnail => "-thumbnail",
    };
    EntityTag::constant(format!("{}{suffix}", attachment.attachment_id))
}

fn not_modified(tag: &EntityTag) -> HttpResponse {
    HttpResponse::NotModified()
        .insert_header((header::CACHE_CONTROL, CACHE_CONTROL))
        .insert_header((header::ETAG, tag.quoted()))
        .finish()
}

/// The response with an attachment or its thumbnail, unless the client has it already.
pub(crate) async fn answer(
    request: &HttpRequest,
    state: &Arc<AppState>,
    stored: &StoredAttachment,
    part: Part,
) -> AppResult<HttpResponse> {
    let attachment = &stored.attachment;
    let tag = tag_of(attachment, part);
    if Conditions::of(request, state).client_has(&tag) {
        return Ok(not_modified(&tag));
    }
    let file = attachments::open(state, stored, part).await?;
    Ok(send(request, state, file, &attachment.name, &tag))
}

/// The response with a file or a part of it.
fn send(
    request: &HttpRequest,
    state: &Arc<AppState>,
    stored: StoredFile,
    name: &str,
    tag: &EntityTag,
) -> HttpResponse {
    let tag = tag.quoted();
    let StoredFile { bytes, media_type } = stored;
    let length = bytes.length();
    let range = range_of(request, &tag, length);
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type.as_str())
        .insert_header((header::CACHE_CONTROL, CACHE_CONTROL))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CONTENT_DISPOSITION, disposition(media_type, name)))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::ETAG, tag));
    let (start, count) = match range {
        Range::All => (0, length),
        Range::Part(start, count) => {
            let end = start + count - 1;
            response.status(StatusCode::PARTIAL_CONTENT);
            response.insert_header((header::CONTENT_RANGE, format!("bytes {start}-{end}/{length}")));
            (start, count)
        }
        Range::Unsatisfiable => {
            return HttpResponse::RangeNotSatisfiable()
                .insert_header((header::CONTENT_RANGE, format!("bytes */{length}")))
                .finish();
        }
    };
    let mut response = if request.method() == Method::HEAD {
        response.body(SizedStream::new(count, stream::empty::<Result<Bytes, io::Error>>()))
    } else {
        response.body(SizedStream::new(count, bytes_of(Arc::clone(state), bytes, start, start + count)))
    };
    response.extensions_mut().insert(ReadWhileSent);
    response
}

/// Types that browsers show are shown; others are only downloaded. The name is given in UTF-8 (RFC 8187).
fn disposition(media_type: MediaType, name: &str) -> String {
    let kind = if media_type == MediaType::Other { "attachment" } else { "inline" };
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("{kind}; filename*=UTF-8''{name}")
}

/// One range of bytes. Whoever asks for several, or in another way, gets all.
fn range_of(request: &HttpRequest, tag: &str, length: u64) -> Range {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_outdated = text(header::IF_RANGE).is_some_and(|given| given.trim() != tag);
    match text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes=")) {
        Some(range) if !is_outdated && request.method() == Method::GET => parse_range(range, length),
        _ => Range::All,
    }
}

fn parse_range(range: &str, length: u64) -> Range {
    let Some((first, last)) = range.split_once('-') else { return Range::All };
    let (first, last) = (first.trim(), last.trim());
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok());
    let (Some(from), Some(to)) = (number(first), number(last)) else { return Range::All };
    let (start, end) = match (first, last) {
        ("", "") => return Range::All,
        ("", _) => (length.saturating_sub(to.unwrap_or(u64::MAX)), length),
        (_, "") => (from.unwrap_or(u64::MAX), length),
        _ if from.is_some() && to.is_some() && from > to => return Range::All,
        _ => (from.unwrap_or(u64::MAX), to.unwrap_or(u64::MAX).saturating_add(1).min(length)),
    };
    if start < end { Range::Part(start, end - start) } else { Range::Unsatisfiable }
}

/// The bytes from one place to another, read in other threads as the client takes them.
fn bytes_of(
    state: Arc<AppState>,
    stored: StoredBytes,
    start: u64,
    end: u64,
) -> impl stream::Stream<Item = Result<Bytes, io::Error>> {
    stream::unfold(Some((state, stored, start)), move |reading| async move {
        let (state, mut stored, place) = reading.filter(|(_, _, place)| *place < end)?;
        let read = move |_: &_| {
            let bytes = stored.read(place, end)?;
            Ok((stored, Bytes::from(bytes)))
        };
        let read: AppResult<_> = state.files.run_on_stored(read).await;
        match read {
            Ok((stored, bytes)) => {
                let next = place + bytes.len() as u64;
                Some((Ok(bytes), Some((state, stored, next))))
            }
            // The connection ends before the whole length is sent.
            Err(error) => {
                AppError::log(&error);
                Some((Err(io::ErrorKind::Other.into()), None))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_within_the_file() {
        for (range, expected) in [
            ("0-0", Range::Part(0, 1)),
            ("2-4", Range::Part(2, 3)),
            ("5-", Range::Part(5, 5)),
            ("-3", Range::Part(7, 3)),
            ("-30", Range::Part(0, 10)),
            ("8-99999999999999999999", Range::Part(8, 2)),
            ("10-", Range::Unsatisfiable),
            ("99999999999999999999-", Range::Unsatisfiable),
            ("-0", Range::Unsatisfiable),
            ("4-2", Range::All),
            ("-", Range::All),
            ("0-1,4-5", Range::All),
            ("+1-2", Range::All),
            ("", Range::All),
        ] {
            assert_eq!(parse_range(range, 10), expected, "{range}");
        }
    }

    #[test]
    fn an_empty_file_has_no_ranges() {
        assert_eq!(parse_range("0-", 0), Range::Unsatisfiable);
    }

    #[test]
    fn only_types_that_browsers_show_are_inline() {
        assert_eq!(disposition(MediaType::Png, "é \".png"), "inline; filename*=UTF-8''%C3%A9%20%22%2Epng");
        assert!(disposition(MediaType::Other, "page.html").starts_with("attachment; "));
    }
}
