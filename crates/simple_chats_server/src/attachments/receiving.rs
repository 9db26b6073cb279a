//! An upload while it is being received: into a file, in pieces, and never more than is allowed.

use super::pieces::Pieces;
use super::resumable::announced_by;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_domain::UserId;
use simple_chats_media::{Incoming, Storage};
use simple_chats_persistence::attachments;

/// A file that is being received.
pub(crate) struct Receiving {
    pieces: Pieces<Incoming>,
    length: u64,
}

impl Receiving {
    /// Begins to receive a file of a user, who has announced that many bytes or nothing.
    pub(crate) async fn begin(state: &AppState, me: UserId, announced: u64) -> AppResult<Self> {
        state.rate_limiter.upload_per_user.take(&me)?;
        let (limit, quota) = (state.settings.max_attachment_size, state.settings.attachment_quota);
        if announced > limit {
            return Err(AppError::LongAttachment(limit));
        }
        // It is checked again when the file is there; this spares sending one that can't be kept.
        let used = state.database.read(move |conn| attachments::storage_used_by(conn, me)).await?;
        let used = u64::try_from(used).unwrap_or(0).saturating_add(announced.max(1));
        let begin = move |storage: &Storage| {
            let exceeds = quota > 0 && used.saturating_add(announced_by(storage, me)?) > quota;
            Ok(if exceeds { None } else { Some(storage.incoming()?) })
        };
        let file = state.files.run_on_stored(begin).await?.ok_or(AppError::QuotaExceeded)?;
        Ok(Self { pieces: Pieces::of(file), length: 0 })
    }

    /// Takes the next bytes.
    pub(crate) async fn add(&mut self, state: &AppState, bytes: &[u8]) -> AppResult<()> {
        self.length += bytes.len() as u64;
        let limit = state.settings.max_attachment_size;
        if self.length > limit {
            return Err(AppError::LongAttachment(limit));
        }
        self.pieces.add(state, bytes).await
    }

    /// The whole file, which has at least a byte.
    pub(crate) async fn finish(self, state: &AppState) -> AppResult<Incoming> {
        if self.length == 0 {
            return Err(AppError::EmptyAttachment);
        }
        self.pieces.finish(state).await
    }
}
