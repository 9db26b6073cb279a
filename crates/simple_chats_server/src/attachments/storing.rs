//! Storing an upload: its bytes are cleaned and made durable, and then it is noted in the database.

use super::stored_bytes::{delete_files, keys_of};
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Attachment, AttachmentId, AttachmentKind, AttachmentName, NewUpload, UserId, Waveform, cut_to_millis,
};
use simple_chats_media::{Cleaned, Incoming, MediaKind, Preview, Storage, clean, preview};
use simple_chats_persistence::LockScope;
use simple_chats_persistence::uploads::{self, UploadDeletion, UploadFailure};
use std::io::Write;
use std::sync::Arc;

/// The longest voice message, in milliseconds: a day.
const MAX_DURATION_MS: i64 = 24 * 60 * 60 * 1000;

/// What a client says of an upload.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// Its name, if it has one.
    pub(crate) name: String,
    /// What it says of a voice message, if it is one.
    pub(crate) voice: Option<Voice>,
}

/// What a client says of a voice message.
#[derive(Debug)]
pub(crate) struct Voice {
    duration_ms: i64,
    waveform: Waveform,
}

impl Voice {
    /// Checks the form of what is given.
    pub(crate) fn parse(duration_ms: Option<&str>, waveform: Option<&str>) -> AppResult<Self> {
        let duration_ms = duration_ms.and_then(|text| text.parse().ok());
        let duration_ms = duration_ms.filter(|duration| (0..=MAX_DURATION_MS).contains(duration));
        let waveform = waveform.and_then(|text| Waveform::parse(text).ok());
        Ok(Self {
            duration_ms: duration_ms
                .ok_or(AppError::VoiceMessage("duration_ms: Must be a number of milliseconds"))?,
            waveform: waveform
                .ok_or(AppError::VoiceMessage("waveform: Must be 64 values of 0 to 31 in base64"))?,
        })
    }
}

/// Cleans a received file, stores it, and then says so in the database. On return, it is durable.
///
/// It is done to the end even if the caller stops waiting, so that no bytes are left without their row.
pub(crate) async fn store(
    state: &Arc<AppState>,
    me: UserId,
    file: Incoming,
    given: Given,
) -> AppResult<Attachment> {
    store_as(state, me, AttachmentId::from_random(rand::random()), file, given).await
}

/// As [`store`], under an id.
pub(super) async fn store_as(
    state: &Arc<AppState>,
    me: UserId,
    attachment_id: AttachmentId,
    file: Incoming,
    given: Given,
) -> AppResult<Attachment> {
    let state = Arc::clone(state);
    let storing = tokio::spawn(async move { store_here(&state, me, attachment_id, file, given).await });
    storing.await.map_err(AppError::internal)?
}

async fn store_here(
    state: &AppState,
    me: UserId,
    attachment_id: AttachmentId,
    file: Incoming,
    given: Given,
) -> AppResult<Attachment> {
    let cleaned = state.files.run(move |_| clean(file)).await?;
    let kind = kind_of(&cleaned, given.voice.as_ref())?;
    let (cleaned, preview) = with_preview(state, cleaned).await?;
    let facts = cleaned.facts;
    let pixels = |pixels: u32| i32::try_from(pixels).ok();
    let size = cleaned.file.length().map_err(AppError::internal)?;
    let media_type = facts.media_type.as_str();
    let attachment = Attachment {
        attachment_id,
        kind,
        name: AttachmentName::of(&given.name, media_type).into(),
        media_type: media_type.to_owned(),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        width: facts.dimensions.and_then(|(width, _)| pixels(width)),
        height: facts.dimensions.and_then(|(_, height)| pixels(height)),
        duration_ms: match &given.voice {
            Some(voice) => Some(voice.duration_ms),
            None => facts.duration_ms.and_then(|duration| i64::try_from(duration).ok()),
        },
        placeholder: preview.as_ref().map(|preview| preview.placeholder.clone()),
        waveform: given.voice.map(|voice| voice.waveform),
        forwarded_from: None,
    };
    let storage_key = storage_key_of(state, attachment_id);
    let upload = NewUpload {
        attachment: attachment.clone(),
        uploader_id: me,
        storage_key: storage_key.clone(),
        has_thumbnail: preview.is_some(),
        uploaded_at: cut_to_millis(Utc::now()),
    };
    put(state, &storage_key, cleaned.file, preview).await?;
    if let Err(failure) = insert(state, upload).await {
        delete_files(state, &storage_key).await?;
        return Err(failure.into());
    }
    Ok(attachment)
}

/// In a bucket, nothing keeps two instances from storing the same upload: the one whose row is refused must not delete the
/// bytes of the other.
fn storage_key_of(state: &AppState, attachment_id: AttachmentId) -> String {
    let is_shared = state.files.bucket().is_some();
    if is_shared { AttachmentId::from_random(rand::random()) } else { attachment_id }.to_string()
}

/// A voice message is a recording.
fn kind_of(cleaned: &Cleaned, voice: Option<&Voice>) -> AppResult<AttachmentKind> {
    match (cleaned.facts.media_type.kind(), voice) {
        (MediaKind::Audio, Some(_)) => Ok(AttachmentKind::Voice),
        (_, Some(_)) => Err(AppError::VoiceMessage("kind: A voice message must be a recording")),
        (MediaKind::Image, None) => Ok(AttachmentKind::Image),
        (MediaKind::Video, None) => Ok(AttachmentKind::Video),
        (MediaKind::Audio, None) => Ok(AttachmentKind::Audio),
        (MediaKind::File, None) => Ok(AttachmentKind::File),
    }
}

async fn with_preview(state: &AppState, cleaned: Cleaned) -> AppResult<(Cleaned, Option<Preview>)> {
    if cleaned.facts.decoding_memory == 0 {
        return Ok((cleaned, None));
    }
    let memory = state.files.reserve(cleaned.facts.decoding_memory).await?;
    let decode = move |_: &_| {
        let _memory = memory;
        let preview = preview(&cleaned.file, &cleaned.facts)?;
        Ok((cleaned, preview))
    };
    state.files.run(decode).await
}

async fn put(state: &AppState, storage_key: &str, file: Incoming, preview: Option<Preview>) -> AppResult<()> {
    let [key, thumbnail_key] = keys_of(storage_key)?;
    let put = move |storage: &Storage| {
        if let Some(preview) = preview {
            let mut incoming = storage.incoming()?;
            incoming.write_all(&preview.thumbnail.bytes)?;
            storage.put(&thumbnail_key, incoming)?;
        }
        Ok(storage.put(&key, file)?)
    };
    state.files.run_on_stored(put).await
}

async fn insert(state: &AppState, upload: NewUpload) -> Result<(), UploadFailure> {
    let quota = i64::try_from(state.settings.attachment_quota).ok().filter(|quota| *quota > 0);
    let insert = move |conn: &mut _, _: &mut Vec<_>| uploads::insert(conn, &upload, quota);
    state.database.write_locking(LockScope::Many, insert).await
}

/// Deletes an upload of the user that hasn't been sent.
pub(crate) async fn delete(state: &AppState, me: UserId, id: &str) -> AppResult<AttachmentId> {
    let unknown = || AppError::UnknownAttachment(id.to_owned());
    let attachment_id: AttachmentId = id.parse().map_err(|_| unknown())?;
    let delete = move |conn: &mut _, _: &mut Vec<_>| uploads::delete(conn, me, attachment_id, Utc::now());
    match state.database.write(delete).await.or_not_found(unknown)? {
        UploadDeletion::Deleted => Ok(attachment_id),
        UploadDeletion::Sent => Err(AppError::SentAttachment(attachment_id)),
    }
}
