//! The bytes of attachments: work on them in other threads, of which so many run at once.

use crate::error::{AppError, AppResult};
use simple_chats_media::{Folder, MAX_DECODING_MEMORY, MediaError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many files are read, written, or cleaned at once. Each takes some 100 KiB of memory.
const MAX_JOBS: usize = 16;

/// The unit in which the memory of decoders is counted.
const UNIT: u64 = 1 << 20;

/// The folder of attachments within a data folder.
pub(crate) fn attachments_folder(data_dir: &Path) -> PathBuf {
    data_dir.join("attachments")
}

/// Where the bytes of attachments are.
pub(crate) struct FileStore {
    root: PathBuf,
    jobs: Arc<Semaphore>,
    /// The memory that decoders may still take, in units.
    memory: Arc<Semaphore>,
}

impl FileStore {
    /// That of a data folder. Nothing is made before it is used.
    pub(crate) fn of(data_dir: &Path) -> Self {
        let units = usize::try_from(MAX_DECODING_MEMORY / UNIT).unwrap_or(1);
        Self {
            root: attachments_folder(data_dir),
            jobs: Arc::new(Semaphore::new(MAX_JOBS)),
            memory: Arc::new(Semaphore::new(units)),
        }
    }

    /// Works on files in another thread, once it is its turn.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Folder) -> Result<T, MediaError> + Send + 'static,
    ) -> AppResult<T> {
        let permit = Arc::clone(&self.jobs).acquire_owned().await.map_err(AppError::internal)?;
        let root = self.root.clone();
        let working = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&Folder::open(&root)?)
        });
        Ok(working.await.map_err(AppError::internal)??)
    }

    /// Waits until so many bytes may be taken by a decoder.
    pub(crate) async fn reserve(&self, bytes: u64) -> AppResult<OwnedSemaphorePermit> {
        let units = bytes.min(MAX_DECODING_MEMORY).div_ceil(UNIT);
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        Arc::clone(&self.memory).acquire_many_owned(units).await.map_err(AppError::internal)
    }
}
