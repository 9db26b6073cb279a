//! Reserves space for SQLite's log. A commit that overwrites a part of the file syncs that alone; one that makes the file
//! longer also has to write what the file system knows of the file, and takes two to three times as long.
//!
//! The space is filled with zeros, which are no frame of a log (sqlite.org/walformat.html). They are appended, so they can't
//! overwrite what the writer writes at the same time.

use crate::database_file;
use simple_chats_private_files::without_following;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A shorter log gets no space: a few changes before the next pause aren't worth the zeros.
const MIN_USED: u64 = 128 << 10;

/// A file of this length gets no more space. The log is a little shorter when the writer makes it start again.
const MAX_LENGTH: u64 = 36 << 20;

/// How much space a log gets that has just begun, and a long one.
const MIN_AHEAD: u64 = 512 << 10;
const MAX_AHEAD: u64 = 2 << 20;

/// How much is synced at once, and by how many writes it is written. In the meantime, commits wait.
///
/// The kernel keeps what a larger write appends in larger pieces, and counts a whole piece as written for each commit that
/// changes a part of it: with 64 KB, a message seems to cost 36 KB instead of 21, while the disk writes the same.
const STEP: u64 = 512 << 10;
const WRITES: usize = 64;

/// What a write appends. It is a part of the program, so that nothing has to be filled with zeros first.
static ZEROS: [u8; (512 << 10) / WRITES] = [0; (512 << 10) / WRITES];

/// The part of the free space on the disk that may be taken, so that the database itself can grow.
const SHARE: u64 = 16;

pub(super) struct LogSpace {
    log: PathBuf,
}

impl LogSpace {
    pub(super) fn of(database: &Path) -> Self {
        Self { log: database_file::beside(database, "-wal") }
    }

    /// Whether there is no log, or an empty one.
    pub(super) fn is_empty(&self) -> bool {
        fs::metadata(&self.log).map_or(true, |found| found.len() == 0)
    }

    /// Makes the log's file longer if the log, which uses this many bytes of it, may soon fill it.
    pub(super) fn reserve(&self, used: u64) -> io::Result<()> {
        if used < MIN_USED {
            return Ok(());
        }
        let mut file = without_following(File::options().append(true)).open(&self.log)?;
        let length = file.metadata()?.len();
        let Some(missing) = missing(used, length) else { return Ok(()) };
        if fs4::available_space(&self.log)? / SHARE < missing {
            return Ok(());
        }
        for _ in 0..missing.div_ceil(STEP) {
            for _ in 0..WRITES {
                file.write_all(&ZEROS)?;
            }
            file.sync_data()?;
        }
        Ok(())
    }
}

/// How many bytes a file of this length lacks, if it is to be made longer.
fn missing(used: u64, length: u64) -> Option<u64> {
    let ahead = used.clamp(MIN_AHEAD, MAX_AHEAD);
    let wanted = (used + ahead).min(MAX_LENGTH);
    (length < used + ahead / 2).then(|| wanted.saturating_sub(length)).filter(|missing| *missing > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_log_always_has_space_and_the_file_an_end() {
        let mut length = 0;
        for used in (MIN_USED..64 << 20).step_by(128 << 10) {
            if let Some(missing) = missing(used, length) {
                length = length.max(used) + missing.next_multiple_of(STEP);
            }
            assert!(length >= (used + MIN_AHEAD / 2).min(MAX_LENGTH), "{used} of {length}");
            assert!(length <= (used + MAX_AHEAD).min(MAX_LENGTH) + STEP, "{used} of {length}");
        }
    }

    #[test]
    fn zeros_follow_what_the_file_has() {
        let folder = tempfile::tempdir().unwrap();
        let (database, log) = (folder.path().join("x.sqlite3"), folder.path().join("x.sqlite3-wal"));
        std::fs::write(&log, vec![7; 300 << 10]).unwrap();
        LogSpace::of(&database).reserve(300 << 10).unwrap();
        let bytes = std::fs::read(&log).unwrap();
        let (used, space) = bytes.split_at(300 << 10);
        assert!(used.iter().all(|byte| *byte == 7) && space.iter().all(|byte| *byte == 0));
        assert!(space.len() >= 512 << 10, "{}", space.len());
    }
}
