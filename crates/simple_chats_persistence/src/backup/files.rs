//! Files in a backup: the bytes of attachments, so that one file holds everything. They are in a table that only backups
//! have, cut into pieces, each with a checksum: SQLite's own check doesn't see damage within a value.

use crate::attachments;
use crate::connection::{DbConnection, by_backend};
use crate::database_file;
use crate::error::{Result, StoreError};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text};
use std::fmt;
use std::io::Read;
use std::path::Path;

/// How many bytes a piece has at most.
const PIECE: u64 = 1 << 20;

/// The files in a backup that no server uses.
pub struct BackupFiles {
    conn: DbConnection,
}

/// A piece of a file. The pieces of a file follow each other.
#[derive(Debug, QueryableByName)]
pub struct FilePiece {
    #[diesel(sql_type = BigInt)]
    piece_id: i64,
    /// The name of the file.
    #[diesel(sql_type = Text)]
    pub storage_key: String,
    /// The next bytes of the file.
    #[diesel(sql_type = Binary)]
    pub bytes: Vec<u8>,
    #[diesel(sql_type = BigInt)]
    crc32: i64,
}

impl BackupFiles {
    /// Opens the files of a backup that is being written or restored. What is done to them is neither safe from a crash nor
    /// synced: then the work begins again with another copy.
    pub fn open(copy: &Path) -> Result<Self> {
        database_file::expect_existing(copy)?;
        let mut conn = SqliteConnection::establish(&copy.to_string_lossy())
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        conn.batch_execute(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF;",
        )?;
        Ok(Self { conn: DbConnection::Sqlite(conn) })
    }

    /// The names of the files that attachments in the backup need, in their order, after one of them and up to `limit`.
    pub fn list_needed(&mut self, after: &str, limit: i64) -> Result<Vec<String>> {
        // An earlier version knew none.
        if self.has_table("attachments")? {
            attachments::list_storage_keys(&mut self.conn, after, limit)
        } else {
            Ok(Vec::new())
        }
    }

    /// Adds a file.
    ///
    /// Fails with [`StoreError::Unavailable`] if it can't be read or written.
    pub fn add(&mut self, storage_key: &str, mut file: impl Read) -> Result<()> {
        let create = "CREATE TABLE IF NOT EXISTS backup_files (piece_id INTEGER PRIMARY KEY, \
                      storage_key TEXT NOT NULL, bytes BLOB NOT NULL, crc32 BIGINT NOT NULL)";
        self.conn.batch_execute(create)?;
        loop {
            let mut bytes = Vec::new();
            let read = file.by_ref().take(PIECE).read_to_end(&mut bytes);
            read.map_err(|error| StoreError::Unavailable(error.to_string()))?;
            if bytes.is_empty() {
                return Ok(());
            }
            let crc32 = i64::from(crc32fast::hash(&bytes));
            diesel::sql_query("INSERT INTO backup_files (storage_key, bytes, crc32) VALUES ($1, $2, $3)")
                .bind::<Text, _>(storage_key)
                .bind::<Binary, _>(bytes)
                .bind::<BigInt, _>(crc32)
                .execute(self.sqlite()?)?;
        }
    }

    /// The piece after another one, or the first; `None` after the last.
    ///
    /// Fails with [`StoreError::Schema`] if it is damaged.
    pub fn next_piece(&mut self, after: Option<&FilePiece>) -> Result<Option<FilePiece>> {
        if !self.has_table("backup_files")? {
            return Ok(None);
        }
        let next = diesel::sql_query(
            "SELECT piece_id, storage_key, bytes, crc32 FROM backup_files WHERE piece_id > $1 ORDER BY piece_id LIMIT 1",
        );
        let next = next.bind::<BigInt, _>(after.map_or(i64::MIN, |piece| piece.piece_id));
        let piece: Option<FilePiece> = next.get_result(self.sqlite()?).optional().map_err(damaged)?;
        match piece {
            Some(piece) if piece.crc32 != i64::from(crc32fast::hash(&piece.bytes)) => {
                Err(damaged("the bytes of an attachment have changed"))
            }
            piece => Ok(piece),
        }
    }

    /// Removes all files from the copy, which gets smaller by them.
    pub fn remove_all(&mut self) -> Result<()> {
        if self.has_table("backup_files")? {
            self.conn.batch_execute("DROP TABLE backup_files; VACUUM;")?;
        }
        Ok(())
    }

    fn has_table(&mut self, name: &str) -> Result<bool> {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = BigInt)]
            count: i64,
        }
        let query = diesel::sql_query(
            "SELECT COUNT(*) AS count FROM sqlite_schema WHERE type = 'table' AND name = $1",
        );
        let found: Count = query.bind::<Text, _>(name).get_result(self.sqlite()?)?;
        Ok(found.count > 0)
    }

    fn sqlite(&mut self) -> Result<&mut SqliteConnection> {
        by_backend!(&mut self.conn,
            Postgres(_) => Err(StoreError::NotFound),
            Sqlite(conn) => Ok(conn),
        )
    }
}

fn damaged(why: impl fmt::Display) -> StoreError {
    StoreError::Schema(format!("it is damaged: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::DatabaseAddress;
    use crate::migrations::migrate;
    use std::fs;

    fn files_of(files: &mut BackupFiles) -> Result<Vec<(String, Vec<u8>)>> {
        let (mut found, mut last) = (Vec::<(String, Vec<u8>)>::new(), None);
        while let Some(piece) = files.next_piece(last.as_ref())? {
            match found.last_mut() {
                Some((key, bytes)) if *key == piece.storage_key => bytes.extend_from_slice(&piece.bytes),
                _ => found.push((piece.storage_key.clone(), piece.bytes.clone())),
            }
            last = Some(piece);
        }
        Ok(found)
    }

    #[test]
    fn files_of_any_length_come_back_and_leave_the_database() {
        let folder = tempfile::tempdir().unwrap();
        let (database, copy) = (folder.path().join("database"), folder.path().join("copy"));
        migrate(&mut DbConnection::open(&DatabaseAddress::Sqlite(database.clone())).unwrap()).unwrap();
        super::super::write_copy(&database, &copy).unwrap();
        let small = fs::metadata(&copy).unwrap().len();
        let mut files = BackupFiles::open(&copy).unwrap();
        assert_eq!(files_of(&mut files).unwrap(), []);
        let long: Vec<u8> = (0..2_500_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        files.add("ab-long", long.as_slice()).unwrap();
        files.add("ab-one", [7].as_slice()).unwrap();
        let expected = [("ab-long".to_owned(), long), ("ab-one".to_owned(), vec![7])];
        assert_eq!(files_of(&mut files).unwrap(), expected);
        files.remove_all().unwrap();
        assert_eq!(files_of(&mut files).unwrap(), []);
        drop(files);
        assert!(fs::metadata(&copy).unwrap().len() <= small);
    }

    #[test]
    fn changed_bytes_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        fs::write(&copy, []).unwrap();
        let mut files = BackupFiles::open(&copy).unwrap();
        files.add("ab-text", b"what was sent".as_slice()).unwrap();
        drop(files);
        let mut bytes = fs::read(&copy).unwrap();
        let place = bytes.windows(4).position(|bytes| bytes == b"what").unwrap();
        bytes.splice(place..place + 4, *b"that");
        fs::write(&copy, bytes).unwrap();
        let read = files_of(&mut BackupFiles::open(&copy).unwrap());
        assert!(matches!(read, Err(StoreError::Schema(_))), "{read:?}");
    }
}
