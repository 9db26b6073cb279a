//! Bytes that arrive in small chunks, written to a file in larger pieces.

use crate::error::{AppError, AppResult};
use crate::state::AppState;
use std::io::Write;

/// How much is collected before it is written.
const PIECE: usize = 64 << 10;

/// A file that is being received. After a failed write, nothing more is written.
pub(super) struct Pieces<F> {
    file: Option<F>,
    piece: Vec<u8>,
}

impl<F: Write + Send + 'static> Pieces<F> {
    pub(super) fn of(file: F) -> Self {
        Self { file: Some(file), piece: Vec::new() }
    }

    /// Takes the next bytes.
    pub(super) async fn add(&mut self, state: &AppState, bytes: &[u8]) -> AppResult<()> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE { self.write(state).await } else { Ok(()) }
    }

    /// The file with all bytes.
    pub(super) async fn finish(mut self, state: &AppState) -> AppResult<F> {
        self.write(state).await?;
        self.file.take().ok_or_else(lost)
    }

    /// Writes what has arrived, and returns the file, unless the file was lost in the middle of a write.
    pub(super) async fn keep(mut self, state: &AppState) -> AppResult<Option<F>> {
        if self.file.is_some() {
            self.write(state).await?;
        }
        Ok(self.file.take())
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

fn lost() -> AppError {
    AppError::Internal("the file that is received is lost".into())
}
