//! A ZIP archive that is sent while it is written. Nothing of it is kept but the names of its files and a portion that waits
//! for the client.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, Datelike, Timelike, Utc};
use simple_chats_media::StoredBytes;
use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc::Sender;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// How many bytes of a file are added at once.
const PIECE: u64 = 256 << 10;

/// How well files are compressed that usually are already: as fast as possible.
const FASTEST: i64 = 1;

/// How many bytes are passed on at once.
const PORTION: usize = 32 << 10;

type Zip = ZipWriter<StreamWriter<Buffer>>;

/// Whether a file may become larger than 4 GB. If so, its header has the form of ZIP64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Usual,
    Large,
}

pub(super) struct Archive {
    /// `None` after an error: then there is no whole archive any more.
    zip: Option<Box<Zip>>,
    buffer: Buffer,
    /// Takes portions as the client does.
    client: Sender<Vec<u8>>,
    options: SimpleFileOptions,
}

/// The bytes that the archive has written and not passed on yet.
#[derive(Debug, Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Archive {
    /// An empty archive, whose files are of a time.
    pub(super) fn new(client: Sender<Vec<u8>>, at: DateTime<Utc>) -> Self {
        let buffer = Buffer::default();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(time_of(at).unwrap_or_default())
            .unix_permissions(0o600);
        let zip = Some(Box::new(ZipWriter::new_stream(buffer.clone())));
        Self { zip, buffer, client, options }
    }

    /// Ends the file that is being written, and begins another.
    pub(super) async fn begin(&mut self, name: String, size: Size) -> AppResult<()> {
        let options = self.options.large_file(size == Size::Large);
        self.write(move |zip| zip.start_file(name, options)).await
    }

    /// Adds text to the file.
    pub(super) async fn add(&mut self, text: impl Into<String>) -> AppResult<()> {
        let text = text.into();
        self.write(move |zip| Ok(zip.write_all(text.as_bytes())?)).await
    }

    /// Adds a file as it is.
    pub(super) async fn add_file(&mut self, name: String, file: StoredBytes) -> AppResult<()> {
        let options = self.options.compression_level(Some(FASTEST));
        self.write(move |zip| zip.start_file(name, options)).await?;
        let length = file.length();
        let (mut file, mut place) = (file, 0);
        while place < length {
            let copy = move |zip: &mut Zip| {
                let until = length.min(place + PIECE);
                while place < until {
                    let bytes = file.read(place, length)?;
                    zip.write_all(&bytes)?;
                    place += bytes.len() as u64;
                }
                Ok((file, place))
            };
            (file, place) = self.write(copy).await?;
        }
        Ok(())
    }

    /// Ends the archive with its list of files.
    pub(super) async fn finish(mut self) -> AppResult<()> {
        let zip = self.zip.take().ok_or_else(broken)?;
        let finished = tokio::task::spawn_blocking(move || zip.finish().map(drop));
        finished.await.map_err(AppError::internal)?.map_err(AppError::internal)?;
        pass_on(&self.buffer, &self.client).await
    }

    /// Compresses on another thread, and then waits until the client has taken all but the last portion.
    async fn write<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Zip) -> zip::result::ZipResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let mut zip = self.zip.take().ok_or_else(broken)?;
        let worked = tokio::task::spawn_blocking(move || work(&mut zip).map(|done| (zip, done)));
        let (zip, done) = worked.await.map_err(AppError::internal)?.map_err(AppError::internal)?;
        self.zip = Some(zip);
        pass_on(&self.buffer, &self.client).await?;
        Ok(done)
    }
}

fn broken() -> AppError {
    AppError::internal(io::Error::other("the archive is broken"))
}

/// Fails if the client has left.
async fn pass_on(buffer: &Buffer, client: &Sender<Vec<u8>>) -> AppResult<()> {
    for portion in buffer.take().chunks(PORTION) {
        client.send(portion.to_vec()).await.map_err(AppError::internal)?;
    }
    Ok(())
}

/// The time as ZIP stores it. `None` before 1980.
fn time_of(at: DateTime<Utc>) -> Option<zip::DateTime> {
    let small = |number: u32| u8::try_from(number).ok();
    zip::DateTime::from_date_and_time(
        u16::try_from(at.year()).ok()?,
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
    .ok()
}
