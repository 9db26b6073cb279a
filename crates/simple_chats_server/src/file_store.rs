//! The bytes of attachments: work on them in other threads, of which so many run at once.

use crate::error::{AppError, AppResult};
use crate::settings::Settings;
use simple_chats_media::{Bucket, Folder, MAX_DECODING_MEMORY, MediaError, Storage};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many files are read, written, or cleaned at once. Each takes some 100 KiB of memory.
const MAX_JOBS: usize = 16;

/// The unit in which the memory of decoders is counted.
const UNIT: u64 = 1 << 20;

/// How much is asked of a service at once, and for how long anything waits for its turn.
const MAX_ASKING: usize = 64;
const MAX_WAIT: Duration = Duration::from_secs(10);

/// The folder of attachments within a data folder. With a bucket, it has only what is being received.
pub(crate) fn attachments_folder(data_dir: &Path) -> PathBuf {
    data_dir.join("attachments")
}

/// What is stored, for commands that work in a thread of their own.
pub(crate) fn storage_of(settings: &Settings) -> io::Result<Storage> {
    storage(&attachments_folder(&settings.data_dir), settings.bucket.clone())
}

fn storage(root: &Path, bucket: Option<Bucket>) -> io::Result<Storage> {
    let folder = Folder::open(root)?;
    Ok(match bucket {
        Some(bucket) => Storage::Bucket(folder, bucket),
        None => Storage::Folder(folder),
    })
}

/// Where that is, for people.
pub(crate) fn shown_storage(settings: &Settings) -> String {
    match &settings.bucket {
        Some(bucket) => bucket.shown(),
        None => attachments_folder(&settings.data_dir).display().to_string(),
    }
}

/// Where the bytes of attachments are.
pub(crate) struct FileStore {
    root: PathBuf,
    bucket: Option<Bucket>,
    jobs: Arc<Semaphore>,
    /// Those that wait for the service with the bucket.
    asking: Arc<Semaphore>,
    /// The memory that decoders may still take, in units.
    memory: Arc<Semaphore>,
}

impl FileStore {
    /// That of the settings. Nothing is made or asked before it is used.
    pub(crate) fn of(settings: &Settings) -> Self {
        let units = usize::try_from(MAX_DECODING_MEMORY / UNIT).unwrap_or(1);
        Self {
            root: attachments_folder(&settings.data_dir),
            bucket: settings.bucket.clone(),
            jobs: Arc::new(Semaphore::new(MAX_JOBS)),
            asking: Arc::new(Semaphore::new(MAX_ASKING)),
            memory: Arc::new(Semaphore::new(units)),
        }
    }

    /// The bucket, if attachments are in one.
    pub(crate) fn bucket(&self) -> Option<&Bucket> {
        self.bucket.as_ref()
    }

    /// Works on files of this machine in another thread, once it is its turn.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Storage) -> Result<T, MediaError> + Send + 'static,
    ) -> AppResult<T> {
        let permit = Arc::clone(&self.jobs).acquire_owned().await.map_err(AppError::internal)?;
        self.run_with(permit, work).await
    }

    /// Works on what is stored, wherever that is, in another thread, once it is its turn. A service that doesn't answer holds
    /// up nothing else, and whoever waits for it too long gets an error.
    pub(crate) async fn run_on_stored<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Storage) -> Result<T, MediaError> + Send + 'static,
    ) -> AppResult<T> {
        if self.bucket.is_none() {
            return self.run(work).await;
        }
        let turn = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.asking).acquire_owned()).await;
        let permit = turn.map_err(|_| AppError::Unavailable { retry_after: 5 })?;
        self.run_with(permit.map_err(AppError::internal)?, work).await
    }

    async fn run_with<T: Send + 'static>(
        &self,
        permit: OwnedSemaphorePermit,
        work: impl FnOnce(&Storage) -> Result<T, MediaError> + Send + 'static,
    ) -> AppResult<T> {
        let (root, bucket) = (self.root.clone(), self.bucket.clone());
        let working = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&storage(&root, bucket)?)
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
