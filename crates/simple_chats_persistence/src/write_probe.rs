//! Whether changes can be stored now: they can't if the disk is full, say, although reads go on.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use diesel::connection::SimpleConnection;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long an answer holds. Each takes a sync to disk, and anybody may ask.
const VALIDITY: Duration = Duration::from_secs(1);

/// The last answer, and when it was found.
#[derive(Default)]
pub(crate) struct WriteProbe(Mutex<Option<(Instant, bool)>>);

impl WriteProbe {
    /// The last answer, or a new one. Who asks meanwhile gets the same.
    pub(crate) async fn ask(&self, write: impl AsyncFnOnce() -> Result<()>) -> bool {
        let mut last = self.0.lock().await;
        if let Some((found_at, is_writable)) = *last
            && found_at.elapsed() < VALIDITY
        {
            return is_writable;
        }
        let written = write().await;
        if let Err(error) = &written {
            tracing::warn!(%error, "changes can't be stored now");
        }
        *last = Some((Instant::now(), written.is_ok()));
        written.is_ok()
    }
}

/// Changes a page, and leaves the rows as they were.
pub(crate) fn write(conn: &mut DbConnection) -> Result<()> {
    const STATEMENTS: &str = "INSERT INTO meta (name, value) VALUES ('write probe', ''); \
         DELETE FROM meta WHERE name = 'write probe'";
    Ok(on_each_backend!(conn, |inner| inner.batch_execute(STATEMENTS))?)
}
