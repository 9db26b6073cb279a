//! Uploads that arrive in several requests, across lost connections. When the last byte is there, it is stored as any other
//! upload, under the same id.

use super::storing::{Given, Voice, store_as};
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use simple_chats_domain::{AttachmentId, UserId};
use simple_chats_media::{Appending, Folder, MediaError, Partial, Partials, StorageKey};
use simple_chats_persistence::attachments;
use std::io::{self, Write};
use std::sync::Arc;

/// How long an upload waits for its next bytes. Unsent attachments wait as long.
pub(crate) const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// How much is collected before it is written.
const PIECE: usize = 64 << 10;

/// What a client says of an upload when it begins it.
pub(crate) struct Announced {
    /// In bytes.
    pub(crate) length: u64,
    pub(crate) name: String,
    /// How long a voice message is, and how loud.
    pub(crate) voice: Option<(String, String)>,
    /// All of it, as the client has written it.
    pub(crate) metadata: String,
}

/// What is noted about an upload until it is complete.
#[derive(Serialize, Deserialize)]
struct Note {
    length: u64,
    name: String,
    voice: Option<(String, String)>,
    metadata: String,
}

/// How much of an upload is there.
pub(crate) struct Progress {
    pub(crate) offset: u64,
    pub(crate) length: u64,
    pub(crate) metadata: String,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Begins an upload.
pub(crate) async fn begin(state: &AppState, me: UserId, announced: Announced) -> AppResult<AttachmentId> {
    state.rate_limiter.upload_per_user.take(&me)?;
    let Announced { length, name, voice, metadata } = announced;
    let (limit, quota) = (state.settings.max_attachment_size, state.settings.attachment_quota);
    if length == 0 {
        return Err(AppError::EmptyAttachment);
    }
    if length > limit {
        return Err(AppError::LongAttachment(limit));
    }
    parse_voice(voice.as_ref())?;
    let used = state.database.read(move |conn| attachments::storage_used_by(conn, me)).await?;
    let used = u64::try_from(used).unwrap_or(0);
    let note = serde_json::to_string(&Note { length, name, voice, metadata }).map_err(AppError::internal)?;
    let upload_id = AttachmentId::from_random(rand::random());
    let key = key_of(upload_id)?;
    let begin = move |folder: &Folder| {
        let partials = partials_of(folder, me)?;
        let announced = partials.list()?.iter().filter_map(note_of).map(|note| note.length).sum::<u64>();
        if quota > 0 && used.saturating_add(announced).saturating_add(length) > quota {
            return Ok(false);
        }
        partials.create(&key, &note)?;
        Ok(true)
    };
    if state.files.run(begin).await? { Ok(upload_id) } else { Err(AppError::QuotaExceeded) }
}

/// Finds an upload that isn't complete.
pub(crate) async fn find(state: &AppState, me: UserId, id: &str) -> AppResult<Progress> {
    let (_, key) = parse_id(id)?;
    let found = state.files.run(move |folder| Ok(partials_of(folder, me)?.find(&key)?)).await?;
    let (partial, note) = found
        .and_then(|partial| note_of(&partial).map(|note| (partial, note)))
        .ok_or_else(|| AppError::UnknownAttachment(id.to_owned()))?;
    Ok(Progress {
        offset: partial.length,
        length: note.length,
        metadata: note.metadata,
        expires_at: DateTime::<Utc>::from(partial.modified) + LIFETIME,
    })
}

/// Deletes an upload that isn't complete. Returns whether there was one.
pub(crate) async fn cancel(state: &AppState, me: UserId, id: &str) -> AppResult<bool> {
    let (_, key) = parse_id(id)?;
    state.files.run(move |folder| Ok(partials_of(folder, me)?.delete(&key)?)).await
}

/// Deletes all uploads of a user that aren't complete.
pub(crate) async fn cancel_all(state: &AppState, me: UserId) -> AppResult<()> {
    state.files.run(move |folder| Ok(partials_of(folder, me)?.delete_all()?)).await
}

/// An upload to which a request adds bytes.
pub(crate) struct Continuing {
    me: UserId,
    upload_id: AttachmentId,
    note: Note,
    file: Option<Appending>,
    piece: Vec<u8>,
    offset: u64,
}

impl Continuing {
    /// Continues an upload behind the bytes that are there, which the client has to know.
    pub(crate) async fn at(state: &AppState, me: UserId, id: &str, offset: u64) -> AppResult<Self> {
        let (upload_id, key) = parse_id(id)?;
        let open = move |folder: &Folder| {
            let partials = partials_of(folder, me)?;
            let Some(note) = partials.find(&key)?.as_ref().and_then(note_of) else { return Ok(None) };
            match partials.append(&key) {
                Ok(file) => Ok(Some((note, Some(file)))),
                Err(error) if error.kind() == io::ErrorKind::ResourceBusy => Ok(Some((note, None))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            }
        };
        let found = state.files.run(open).await?;
        let (note, file) = found.ok_or_else(|| AppError::UnknownAttachment(id.to_owned()))?;
        let file = file.ok_or(AppError::UploadInUse(upload_id))?;
        let present = file.length();
        if offset != present {
            return Err(AppError::UploadOffset { present });
        }
        Ok(Self { me, upload_id, note, file: Some(file), piece: Vec::new(), offset })
    }

    /// Takes the next bytes.
    pub(crate) async fn add(&mut self, state: &AppState, bytes: &[u8]) -> AppResult<()> {
        if self.offset + bytes.len() as u64 > self.note.length {
            return Err(AppError::LongAttachment(self.note.length));
        }
        self.offset += bytes.len() as u64;
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE { self.write(state).await } else { Ok(()) }
    }

    /// Keeps the bytes, durably. With the last one, the upload is cleaned and stored. Returns how many are there.
    pub(crate) async fn finish(mut self, state: &Arc<AppState>) -> AppResult<u64> {
        self.write(state).await?;
        let file = self.file.take().ok_or_else(lost)?;
        if self.offset < self.note.length {
            return state.files.run(move |_| Ok(file.sync()?)).await;
        }
        let voice = parse_voice(self.note.voice.as_ref())?;
        let complete = state.files.run(move |_| Ok(file.complete()?)).await?;
        let given = Given { name: self.note.name, voice };
        store_as(state, self.me, self.upload_id, complete, given).await?;
        Ok(self.offset)
    }

    /// Keeps the bytes of a request that has broken off.
    pub(crate) async fn keep(mut self, state: &AppState) -> AppResult<()> {
        self.write(state).await
    }

    async fn write(&mut self, state: &AppState) -> AppResult<()> {
        let mut file = self.file.take().ok_or_else(lost)?;
        let mut piece = std::mem::take(&mut self.piece);
        let write = move |_: &_| {
            file.write_all(&piece)?;
            piece.clear();
            Ok((file, piece))
        };
        let (file, piece) = state.files.run(write).await?;
        (self.file, self.piece) = (Some(file), piece);
        Ok(())
    }
}

fn parse_voice(voice: Option<&(String, String)>) -> AppResult<Option<Voice>> {
    voice.map(|(duration_ms, waveform)| Voice::parse(Some(duration_ms), Some(waveform))).transpose()
}

fn parse_id(id: &str) -> AppResult<(AttachmentId, StorageKey)> {
    let upload_id = id.parse().map_err(|_| AppError::UnknownAttachment(id.to_owned()))?;
    Ok((upload_id, key_of(upload_id)?))
}

fn key_of(upload_id: AttachmentId) -> AppResult<StorageKey> {
    StorageKey::parse(&upload_id.to_string()).ok_or_else(|| AppError::Internal("a storage key".into()))
}

fn partials_of(folder: &Folder, me: UserId) -> Result<Partials, MediaError> {
    let owner = StorageKey::parse(&format!("user-{me}"));
    Ok(folder.partials(&owner.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?))
}

/// A note that this program can't read belongs to no upload of its own.
fn note_of(partial: &Partial) -> Option<Note> {
    serde_json::from_str(&partial.note).ok()
}

/// After a failed write, nothing more is written.
fn lost() -> AppError {
    AppError::Internal("the file that is received is lost".into())
}
