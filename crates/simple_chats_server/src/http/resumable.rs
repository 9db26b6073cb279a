//! Resumable uploads by tus 1.0.0 (<https://tus.io/protocols/resumable-upload>), with its extensions creation,
//! creation-with-upload, expiration, and termination. The API and the pages have them at addresses of their own.

use super::json_error::{JsonError, JsonResult};
use super::upload;
use crate::attachments::{self, Announced, Continuing, LIFETIME};
use crate::error::AppError;
use crate::state::AppState;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use simple_chats_domain::{ErrorCode, StoredAttachment, UserId};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,expiration,termination";

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const SUPPORTED: HeaderName = HeaderName::from_static("tus-version");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// The only type of a body with bytes of an upload.
const BYTES: &str = "application/offset+octet-stream";

/// The longest header `Upload-Metadata`, in bytes.
const MAX_METADATA: usize = 4 << 10;

/// Tells clients, also those without credentials, what the server can do with uploads as a whole.
pub(crate) async fn describe_all(state: Data<AppState>) -> HttpResponse {
    describe(&state, "POST, OPTIONS")
}

/// As [`describe_all`], with one upload.
pub(crate) async fn describe_one(state: Data<AppState>) -> HttpResponse {
    describe(&state, "HEAD, PATCH, DELETE, OPTIONS")
}

fn describe(state: &AppState, methods: &'static str) -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((RESUMABLE, VERSION))
        .insert_header((SUPPORTED, VERSION))
        .insert_header(("tus-extension", EXTENSIONS))
        .insert_header(("tus-max-size", state.settings.max_attachment_size.to_string()))
        .insert_header((header::ALLOW, methods))
        .finish()
}

/// Responds to a request, if it is of this version of the protocol.
pub(crate) async fn answer(request: &HttpRequest, work: impl Future<Output = JsonResult>) -> HttpResponse {
    let is_known = request.headers().get(RESUMABLE).is_some_and(|version| version == VERSION);
    let result = if is_known {
        work.await
    } else {
        let message = format!("Tus-Resumable: Must be {VERSION}");
        Err(JsonError::Other(StatusCode::PRECONDITION_FAILED, ErrorCode::BadRequest, message))
    };
    let mut response = result.unwrap_or_else(|error| error.error_response());
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    if !is_known {
        headers.insert(SUPPORTED, HeaderValue::from_static(VERSION));
    }
    response
}

/// Begins an upload, below a path, and takes its first bytes if the request has some.
pub(crate) async fn begin(
    request: &HttpRequest,
    payload: Payload,
    state: &Data<AppState>,
    me: UserId,
    path: &str,
) -> JsonResult {
    let headers = request.headers();
    upload::refuse_encoded(headers)?;
    let length = number(headers, &LENGTH)?;
    let announced = announced(headers, length)?;
    let has_bytes = has_bytes(headers);
    let upload_id = attachments::begin(state, me, announced).await?.to_string();
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("{path}/{upload_id}")));
    if has_bytes {
        let continuing = Continuing::at(state, me, &upload_id, 0).await?;
        let offset = receive(continuing, payload, state).await?;
        response.insert_header((OFFSET, offset.to_string()));
    }
    Ok(response.insert_header(expires(Utc::now() + LIFETIME)).finish())
}

/// Tells how much of an upload is there. Of a complete one it is all, as long as the message with it isn't sent.
pub(crate) async fn show(
    state: &Data<AppState>,
    me: UserId,
    id: &str,
    complete: Option<StoredAttachment>,
) -> JsonResult {
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(stored) = complete.filter(|stored| !stored.is_sent) {
        let size = stored.attachment.size.to_string();
        return Ok(response.insert_header((OFFSET, size.clone())).insert_header((LENGTH, size)).finish());
    }
    let found = attachments::find_unfinished(state, me, id).await?;
    if found.offset >= found.length {
        // The server was killed before it stored the upload. If it is being stored right now, this fails.
        let offset = Continuing::at(state, me, id, found.offset).await?.finish(state).await?.to_string();
        return Ok(response.insert_header((OFFSET, offset.clone())).insert_header((LENGTH, offset)).finish());
    }
    if !found.metadata.is_empty() {
        response.insert_header((METADATA, found.metadata));
    }
    Ok(response
        .insert_header((OFFSET, found.offset.to_string()))
        .insert_header((LENGTH, found.length.to_string()))
        .insert_header(expires(found.expires_at))
        .finish())
}

/// Takes the next bytes of an upload.
pub(crate) async fn resume(
    request: &HttpRequest,
    payload: Payload,
    state: &Data<AppState>,
    me: UserId,
    id: &str,
) -> JsonResult {
    state.rate_limiter.read(me)?;
    let headers = request.headers();
    upload::refuse_encoded(headers)?;
    if !has_bytes(headers) {
        let message = format!("Content-Type: Must be {BYTES}");
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(JsonError::Other(status, ErrorCode::UnsupportedMediaType, message));
    }
    let continuing = Continuing::at(state, me, id, number(headers, &OFFSET)?).await?;
    let offset = receive(continuing, payload, state).await?;
    let mut response = HttpResponse::NoContent();
    response.insert_header((OFFSET, offset.to_string()));
    Ok(response.insert_header(expires(Utc::now() + LIFETIME)).finish())
}

/// Deletes an upload, complete or not, that no message has.
pub(crate) async fn cancel(state: &AppState, me: UserId, id: &str) -> JsonResult {
    state.rate_limiter.read(me)?;
    if !attachments::cancel(state, me, id).await? {
        attachments::delete(state, me, id).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Adds the body to an upload. What has arrived before the connection is lost is kept.
async fn receive(
    mut continuing: Continuing,
    mut payload: Payload,
    state: &Data<AppState>,
) -> Result<u64, JsonError> {
    let receiving = async {
        while let Some(chunk) = upload::next(&mut payload).await? {
            let chunk = chunk.map_err(|error| upload::interrupted(&error))?;
            continuing.add(state, &chunk).await?;
        }
        Ok(())
    };
    let received = match tokio::time::timeout(upload::MAX_TIME, receiving).await {
        Ok(received) => received,
        Err(_) => Err(upload::late()),
    };
    match received {
        // The client asks how much is there.
        Err(error) if !matches!(error, JsonError::App(_)) => {
            continuing.keep(state).await?;
            Err(error)
        }
        Err(error) => Err(error),
        Ok(()) => Ok(continuing.finish(state).await?),
    }
}

fn has_bytes(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value == BYTES)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, JsonError> {
    let number = headers.get(name).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    number.ok_or_else(|| JsonError::bad_request(format!("{name}: Must be a number of bytes")))
}

fn expires(at: DateTime<Utc>) -> (HeaderName, String) {
    (EXPIRES, at.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

/// What the metadata say: pairs of a key and a value in Base64, with commas between them.
fn announced(headers: &HeaderMap, length: u64) -> Result<Announced, JsonError> {
    let malformed =
        || JsonError::bad_request("Upload-Metadata: Must be keys with values in Base64".to_owned());
    let metadata = headers.get(METADATA).map(HeaderValue::to_str).transpose().map_err(|_| malformed())?;
    let metadata = metadata.unwrap_or_default();
    if metadata.len() > MAX_METADATA {
        return Err(JsonError::bad_request(format!(
            "Upload-Metadata: Must have at most {MAX_METADATA} bytes"
        )));
    }
    let mut pairs = Vec::new();
    for pair in metadata.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).ok().and_then(|value| String::from_utf8(value).ok());
        pairs.push((key, value.ok_or_else(malformed)?));
    }
    let value = |name: &str| {
        pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let voice = match value("kind").as_str() {
        "" => None,
        "voice" => Some((value("duration_ms"), value("waveform"))),
        _ => return Err(AppError::VoiceMessage("kind: Must be voice, or left out").into()),
    };
    // Some clients call it `name`.
    let name = Some(value("filename")).filter(|name| !name.is_empty()).unwrap_or_else(|| value("name"));
    Ok(Announced { length, name, voice, metadata: metadata.to_owned() })
}
