//! Bodies that are files: as they are, or as a part of a form.

use super::json_error::JsonError;
use crate::attachments::{Given, Receiving, Voice};
use crate::error::AppError;
use crate::state::AppState;
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentDisposition, HeaderMap};
use actix_web::web::{Bytes, Payload};
use futures_util::{Stream, StreamExt};
use simple_chats_domain::{ErrorCode, UserId};
use simple_chats_media::Incoming;
use std::borrow::Cow;
use std::time::Duration;

/// How long a client may take for the next bytes.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// How long a client may take for all of it.
pub(crate) const MAX_TIME: Duration = Duration::from_mins(30);

/// What a form may have besides the file, in bytes.
const MAX_OTHER_FIELDS: usize = 64 << 10;

/// Receives the file of a request, and what the request says of it.
pub(crate) async fn receive(
    request: &HttpRequest,
    payload: Payload,
    state: &AppState,
    me: UserId,
) -> Result<(Incoming, Given), JsonError> {
    refuse_encoded(request.headers())?;
    let voice = voice_of(request)?;
    let receiving = async {
        if is_form(request.headers()) {
            receive_form(request.headers(), payload, state, me).await
        } else {
            let name = name_in(request.headers());
            let announced = announced(request.headers());
            let payload = payload.map(|chunk| chunk.map_err(|error| interrupted(&error)));
            Ok((receive_all(payload, state, me, announced).await?, name))
        }
    };
    let (file, name) = tokio::time::timeout(MAX_TIME, receiving).await.map_err(|_| late())??;
    Ok((file, Given { name, voice }))
}

/// Files are taken as they are.
pub(super) fn refuse_encoded(headers: &HeaderMap) -> Result<(), JsonError> {
    if headers.contains_key(header::CONTENT_ENCODING) { Err(JsonError::EncodedBody) } else { Ok(()) }
}

pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let name = content_type.and_then(|value| value.split(';').next()).map(str::trim);
    name.is_some_and(|name| name.eq_ignore_ascii_case("multipart/form-data"))
}

fn announced(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// The name in a header `Content-Disposition`, or nothing.
fn name_in(headers: &HeaderMap) -> String {
    let disposition = headers.get(header::CONTENT_DISPOSITION);
    let disposition = disposition.and_then(|value| ContentDisposition::from_raw(value).ok());
    disposition.as_ref().and_then(name_of).unwrap_or_default()
}

/// The name of a file that is a part of a form, or nothing.
pub(crate) fn name_of_part(field: &Field) -> String {
    field.content_disposition().and_then(name_of).unwrap_or_default()
}

/// `filename*` is preferred (RFC 6266, section 4.3).
fn name_of(disposition: &ContentDisposition) -> Option<String> {
    let extended = disposition.get_filename_ext().and_then(|name| String::from_utf8(name.value.clone()).ok());
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}

/// The query says of voice messages that they are, how long, and how loud.
fn voice_of(request: &HttpRequest) -> Result<Option<Voice>, JsonError> {
    let query: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        url::form_urlencoded::parse(request.query_string().as_bytes()).collect();
    let value = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref());
    match value("kind") {
        None => Ok(None),
        Some("voice") => Ok(Some(Voice::parse(value("duration_ms"), value("waveform"))?)),
        Some(_) => Err(AppError::VoiceMessage("kind: Must be voice, or left out").into()),
    }
}

async fn receive_form(
    headers: &HeaderMap,
    payload: Payload,
    state: &AppState,
    me: UserId,
) -> Result<(Incoming, String), JsonError> {
    let mut form = Multipart::new(headers, payload);
    let mut received = None;
    while let Some(field) = next(&mut form).await? {
        let field: Field = field.map_err(|error| malformed(&error))?;
        if field.name() != Some("file") {
            pass_over(field).await?;
        } else if received.is_some() {
            return Err(JsonError::bad_request("The form has several fields `file`".to_owned()));
        } else {
            let name = name_of_part(&field);
            received = Some((receive_part(field, state, me).await?, name));
        }
    }
    received.ok_or_else(|| JsonError::bad_request("The form has no field `file`".to_owned()))
}

/// Receives a file that is a part of a form.
pub(crate) async fn receive_part(field: Field, state: &AppState, me: UserId) -> Result<Incoming, JsonError> {
    receive_all(field.map(|chunk| chunk.map_err(|error| malformed(&error))), state, me, 0).await
}

async fn receive_all(
    chunks: impl Stream<Item = Result<Bytes, JsonError>>,
    state: &AppState,
    me: UserId,
    announced: u64,
) -> Result<Incoming, JsonError> {
    let mut receiving = Receiving::begin(state, me, announced).await?;
    let mut chunks = std::pin::pin!(chunks);
    while let Some(chunk) = next(&mut chunks).await? {
        receiving.add(state, &chunk?).await?;
    }
    Ok(receiving.finish(state).await?)
}

async fn pass_over(mut field: Field) -> Result<(), JsonError> {
    let mut length = 0;
    while let Some(chunk) = next(&mut field).await? {
        length += chunk.map_err(|error| malformed(&error))?.len();
        if length > MAX_OTHER_FIELDS {
            let message = format!("A field of the form is longer than {MAX_OTHER_FIELDS} bytes");
            return Err(JsonError::Other(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLong, message));
        }
    }
    Ok(())
}

/// The next part of a stream, for which the client has some time.
pub(crate) async fn next<S: Stream + Unpin>(stream: &mut S) -> Result<Option<S::Item>, JsonError> {
    tokio::time::timeout(MAX_PAUSE, stream.next()).await.map_err(|_| late())
}

pub(super) fn late() -> JsonError {
    let message = "The file didn't arrive in time".to_owned();
    JsonError::Other(StatusCode::REQUEST_TIMEOUT, ErrorCode::BadRequest, message)
}

pub(super) fn interrupted(error: &PayloadError) -> JsonError {
    JsonError::bad_request(format!("The body broke off: {error}"))
}

fn malformed(error: &MultipartError) -> JsonError {
    JsonError::bad_request(format!("The form can't be read: {error}"))
}
