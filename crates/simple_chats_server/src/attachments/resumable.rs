//! Uploads that arrive in several requests, across lost connections. When the last byte is there, it is stored as any other
//! upload, under the same id.

use super::finding::find_if_there;
use super::pieces::Pieces;
use super::storing::{Given, Voice, delete, store_as};
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use simple_chats_domain::{AttachmentId, UserId};
use simple_chats_media::{Appending, MediaError, Partials, Storage, StorageKey};
use simple_chats_persistence::attachments;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How long an upload waits for its next bytes. Unsent attachments wait as long.
pub(crate) const LIFETIME: Duration = Duration::from_hours(24);

/// After this time, a client that needs the space has forgotten an upload without a byte.
const UNUSED_AFTER: Duration = Duration::from_mins(1);

/// Held while the quota is checked and an upload begun.
static BEGINNING: Mutex<()> = Mutex::new(());

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

/// What is noted about an upload until it is stored.
#[derive(Default, Serialize, Deserialize)]
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
    let begin = move |storage: &Storage| {
        // One at a time, so that two don't both take the last of the quota.
        let _turn = BEGINNING.lock().unwrap_or_else(PoisonError::into_inner);
        let partials = partials_of(storage, me)?;
        let exceeds =
            |announced: u64| quota > 0 && used.saturating_add(announced).saturating_add(length) > quota;
        if exceeds(announced_in(&partials)?) {
            // A client that missed the answer, or changed its mind, doesn't know the upload that it has begun.
            let before = SystemTime::now().checked_sub(UNUSED_AFTER).unwrap_or(SystemTime::UNIX_EPOCH);
            partials.delete_empty(before)?;
            if exceeds(announced_in(&partials)?) {
                return Ok(false);
            }
        }
        partials.create(&key, &note, length)?;
        Ok(true)
    };
    if state.files.run_on_stored(begin).await? { Ok(upload_id) } else { Err(AppError::QuotaExceeded) }
}

/// How many bytes the unfinished uploads of a user are going to have.
pub(super) fn announced_by(storage: &Storage, me: UserId) -> Result<u64, MediaError> {
    announced_in(&partials_of(storage, me)?)
}

fn announced_in(partials: &Partials) -> Result<u64, MediaError> {
    Ok(partials.announced(|note| parse_note(note).map_or(0, |note| note.length))?)
}

/// Finds an upload that isn't complete.
pub(crate) async fn find(state: &AppState, me: UserId, id: &str) -> AppResult<Progress> {
    let (upload_id, key) = parse_id(id)?;
    let find = move |storage: &Storage| match partials_of(storage, me)?.find(&key) {
        Err(error) if error.kind() == io::ErrorKind::ResourceBusy => Ok(None),
        found => Ok(Some(found?)),
    };
    let found = state.files.run_on_stored(find).await?.ok_or(AppError::UploadInUse(upload_id))?;
    let (partial, note) = found
        .and_then(|partial| parse_note(&partial.note).map(|note| (partial, note)))
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
    state.files.run_on_stored(move |storage| Ok(partials_of(storage, me)?.delete(&key)?)).await
}

/// Deletes all uploads of a user that aren't complete.
pub(crate) async fn cancel_all(state: &AppState, me: UserId) -> AppResult<()> {
    state.files.run_on_stored(move |storage| Ok(partials_of(storage, me)?.delete_all()?)).await
}

/// An upload to which a request adds bytes.
pub(crate) struct Continuing {
    me: UserId,
    upload_id: AttachmentId,
    note: Note,
    pieces: Pieces<Appending>,
    offset: u64,
}

impl Continuing {
    /// Continues an upload behind the bytes that are there, which the client has to know.
    pub(crate) async fn at(state: &AppState, me: UserId, id: &str, offset: u64) -> AppResult<Self> {
        let (upload_id, key) = parse_id(id)?;
        let open = move |storage: &Storage| {
            let partials = partials_of(storage, me)?;
            let opened = partials.append(&key).and_then(|file| Ok((file, partials.find(&key)?)));
            match opened {
                Ok((file, found)) => {
                    Ok(found.and_then(|found| parse_note(&found.note)).map(|note| (note, Some(file))))
                }
                Err(error) if error.kind() == io::ErrorKind::ResourceBusy => {
                    Ok(Some((Note::default(), None)))
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            }
        };
        let found = state.files.run_on_stored(open).await?;
        let (note, file) = found.ok_or_else(|| AppError::UnknownAttachment(id.to_owned()))?;
        let file = file.ok_or(AppError::UploadInUse(upload_id))?;
        let present = file.length();
        if offset != present {
            return Err(AppError::UploadOffset { present });
        }
        Ok(Self { me, upload_id, note, pieces: Pieces::of(file), offset })
    }

    /// Takes the next bytes.
    pub(crate) async fn add(&mut self, state: &AppState, bytes: &[u8]) -> AppResult<()> {
        if self.offset + bytes.len() as u64 > self.note.length {
            return Err(AppError::LongerThanAnnounced(self.note.length));
        }
        self.offset += bytes.len() as u64;
        self.pieces.add(state, bytes).await
    }

    /// Keeps the bytes, durably. With the last one, the upload is cleaned and stored. Returns how many are there.
    ///
    /// It is stored even if the caller stops waiting. Fails with `UnknownAttachment` if it has been deleted meanwhile.
    pub(crate) async fn finish(self, state: &Arc<AppState>) -> AppResult<u64> {
        let Self { me, upload_id, note, pieces, offset } = self;
        let file = pieces.finish(state).await?;
        if offset < note.length {
            let gone = || AppError::UnknownAttachment(upload_id.to_string());
            let sync = move |_: &_| if_there(file.sync());
            return state.files.run_on_stored(sync).await?.ok_or_else(gone);
        }
        let state = Arc::clone(state);
        let storing = tokio::spawn(async move { complete(&state, me, upload_id, note, file).await });
        storing.await.map_err(AppError::internal)??;
        Ok(offset)
    }

    /// Keeps the bytes of a request that has broken off.
    pub(crate) async fn keep(self, state: &AppState) -> AppResult<()> {
        let Some(file) = self.pieces.keep(state).await? else { return Ok(()) };
        // Whoever asks for an upload that was deleted meanwhile learns that.
        state.files.run_on_stored(move |_| if_there(file.sync())).await.map(drop)
    }
}

/// Stores an upload of which all bytes are there.
async fn complete(
    state: &Arc<AppState>,
    me: UserId,
    upload_id: AttachmentId,
    note: Note,
    file: Appending,
) -> AppResult<()> {
    let gone = || AppError::UnknownAttachment(upload_id.to_string());
    let given = Given { name: note.name, voice: parse_voice(note.voice.as_ref())? };
    let (file, completing) =
        state.files.run_on_stored(move |_| if_there(file.complete())).await?.ok_or_else(gone)?;
    let is_shared = completing.is_shared();
    let stored = store_as(state, me, upload_id, file, given).await;
    // A client that had lost its connection has sent the last bytes again, to another instance, and this one was later.
    if is_shared && stored.is_err() && is_stored(state, me, upload_id).await? {
        return Ok(());
    }
    let is_wanted = state.files.run_on_stored(move |_| Ok(completing.end()?)).await?;
    stored?;
    if is_wanted {
        return Ok(());
    }
    delete(state, me, &upload_id.to_string()).await?;
    Err(gone())
}

/// Whether an upload is stored, by whichever instance.
async fn is_stored(state: &AppState, me: UserId, upload_id: AttachmentId) -> AppResult<bool> {
    let find = move |conn: &mut _| find_if_there(conn, me, &upload_id.to_string());
    Ok(state.database.read(find).await?.is_some())
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

fn partials_of(storage: &Storage, me: UserId) -> Result<Partials, MediaError> {
    let owner = StorageKey::parse(&format!("user-{me}"));
    Ok(storage.partials(&owner.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?))
}

/// A note that this program can't read belongs to no upload of its own.
fn parse_note(note: &str) -> Option<Note> {
    serde_json::from_str(note).ok()
}

fn if_there<T>(result: io::Result<T>) -> Result<Option<T>, MediaError> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => Ok(Some(other?)),
    }
}
