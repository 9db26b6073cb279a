//! Large files, which are sent in parts, so that a broken connection costs one of them.

use super::checksum::with_checksum;
use super::error::{ServiceError, code_in};
use super::service::{Call, Content, Service, repeat, text_of};
use instant_xml::FromXml;
use jiff::Timestamp;
use rusty_s3::actions::{CompleteMultipartUpload, CompleteMultipartUploadResponse, CreateMultipartUpload};
use rusty_s3::{Bucket, Method, UrlStyle};
use std::fs::File;
use std::io;
use std::time::SystemTime;
use ureq::http::StatusCode;

const OPERATION: &str = "multipart";

/// Files from this length on are sent in parts.
const LARGE: u64 = 64 << 20;

/// The usual length of a part.
const PART: u64 = 16 << 20;

/// A service takes 10,000 parts.
const MAX_PARTS: u64 = 9_000;

/// How long each part of a file is; `None` for one that is sent as a whole.
pub(super) fn part_size(length: u64) -> Option<u64> {
    (length >= LARGE).then(|| PART.max(length.div_ceil(MAX_PARTS)))
}

/// Sends a file in parts. After an error, the service is told to forget those that it has.
pub(super) fn put(service: &Service, key: &str, file: &File, length: u64, part: u64) -> io::Result<()> {
    let text = service.ask_for_text(&Call::new(OPERATION, Method::Post, key).with("uploads", ""))?;
    let upload = CreateMultipartUpload::parse_response(&text)
        .map_err(|_| ServiceError::unreadable(OPERATION, "it names no upload"))?;
    let id = upload.upload_id();
    let sent = send_parts(service, key, id, file, length, part);
    let stored = sent.and_then(|tags| complete(service, key, id, &tags, length));
    if stored.is_err() {
        // Nobody gets the parts; the sweep tries again.
        drop(service.ask_once(&of_upload(Method::Delete, key, id)));
    }
    stored
}

fn of_upload<'a>(method: Method, key: &'a str, id: &str) -> Call<'a> {
    Call::new(OPERATION, method, key).with("uploadId", id)
}

fn send_parts(
    service: &Service,
    key: &str,
    id: &str,
    file: &File,
    length: u64,
    size: u64,
) -> io::Result<Vec<String>> {
    let mut tags = Vec::new();
    let mut start = 0;
    while start < length {
        let content = Content::Part { file, start, length: size.min(length - start) };
        let number = (tags.len() + 1).to_string();
        let call = Call { content, ..of_upload(Method::Put, key, id) }.with("partNumber", number);
        let answer = service.ask(&with_checksum(call)?)?;
        let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok());
        tags.push(tag.ok_or_else(|| ServiceError::unreadable(OPERATION, "a part has no tag"))?.to_owned());
        start += size;
    }
    Ok(tags)
}

/// A service may say 200 before it knows whether it succeeds. If the answer was lost, the upload may be complete and gone.
fn complete(service: &Service, key: &str, id: &str, tags: &[String], length: u64) -> io::Result<()> {
    let body = body_of(tags)?;
    let call = Call { content: Content::Bytes(body.as_bytes()), ..of_upload(Method::Post, key, id) };
    let completed = repeat(|| {
        let answer = service.ask_once(&call)?;
        let text = text_of(OPERATION, answer)?;
        match CompleteMultipartUploadResponse::parse(&text) {
            Ok(_) => Ok(()),
            Err(_) if code_in(&text).is_empty() => {
                Err(ServiceError::unreadable(OPERATION, "it does not say that the object is stored"))
            }
            Err(_) => Err(ServiceError::answered(OPERATION, StatusCode::OK, &text)),
        }
    });
    match completed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let answer = service.ask(&Call::new("head", Method::Head, key))?;
            let found = answer.headers().get("content-length").and_then(|length| length.to_str().ok());
            if found == Some(length.to_string().as_str()) { Ok(()) } else { Err(error) }
        }
        completed => completed,
    }
}

/// The crate makes the body of an action, which needs a bucket that the body doesn't name.
fn body_of(tags: &[String]) -> io::Result<String> {
    let endpoint = url::Url::parse("http://localhost").map_err(io::Error::other)?;
    let bucket =
        Bucket::new(endpoint, UrlStyle::Path, "", "").map_err(|error| io::Error::other(error.to_string()))?;
    Ok(CompleteMultipartUpload::new(&bucket, None, "", "", tags.iter().map(String::as_str)).body())
}

/// The uploads in parts that aren't complete.
#[derive(Debug, FromXml)]
#[xml(rename = "ListMultipartUploadsResult", ns("http://s3.amazonaws.com/doc/2006-03-01/"))]
struct Uploads {
    uploads: Vec<Upload>,
}

#[derive(Debug, FromXml)]
#[xml(rename = "Upload", ns("http://s3.amazonaws.com/doc/2006-03-01/"))]
struct Upload {
    #[xml(rename = "Key")]
    key: String,
    #[xml(rename = "UploadId")]
    id: String,
    #[xml(rename = "Initiated")]
    initiated: String,
}

/// Aborts those that were begun before a time, up to a thousand.
pub(super) fn abort_older(service: &Service, since: SystemTime) -> io::Result<()> {
    let call = Call::of_bucket(OPERATION).with("uploads", "").with("prefix", service.prefix());
    let text = service.ask_for_text(&call)?;
    let found: Uploads = instant_xml::from_str(&text)
        .map_err(|_| ServiceError::unreadable(OPERATION, "it is no list of uploads"))?;
    for upload in found.uploads {
        let begun = upload.initiated.parse::<Timestamp>().map(SystemTime::from);
        // Some services pass over the prefix.
        if begun.is_ok_and(|begun| begun < since) && upload.key.starts_with(service.prefix()) {
            service.ask(&of_upload(Method::Delete, &upload.key, &upload.id))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_never_too_many() {
        assert_eq!((part_size(1), part_size(LARGE - 1), part_size(LARGE)), (None, None, Some(PART)));
        let largest = 1 << 40;
        assert!(largest / part_size(largest).unwrap() <= MAX_PARTS);
    }

    #[test]
    fn the_tags_of_parts_are_named_in_their_order() {
        let body = body_of(&["\"a\"".to_owned(), "\"b&\"".to_owned()]).unwrap();
        assert!(body.find("<PartNumber>1<").unwrap() < body.find("<PartNumber>2<").unwrap(), "{body}");
        assert!(body.contains("&amp;"), "{body}");
    }

    #[test]
    fn unfinished_uploads_are_read() {
        let text = "<?xml version=\"1.0\"?><ListMultipartUploadsResult \
             xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>b</Bucket><KeyMarker/>\
             <IsTruncated>false</IsTruncated><Upload><Key>a/b</Key><UploadId>x</UploadId><Initiator><ID>1</ID>\
             </Initiator><Initiated>2026-11-01T10:00:00.000Z</Initiated></Upload></ListMultipartUploadsResult>";
        let found: Uploads = instant_xml::from_str(text).unwrap();
        assert_eq!((found.uploads[0].key.as_str(), found.uploads[0].id.as_str()), ("a/b", "x"));
        let none = "<ListMultipartUploadsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";
        assert!(instant_xml::from_str::<Uploads>(none).unwrap().uploads.is_empty());
    }
}
