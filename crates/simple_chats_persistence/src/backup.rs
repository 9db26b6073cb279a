//! Backups of an embedded database: writing one while the database is in use, and preparing one to replace the database.

mod files;

pub use files::{BackupFiles, FilePiece};

use crate::address::DatabaseAddress;
use crate::chats;
use crate::connection::{DbConnection, by_backend};
use crate::database_file;
use crate::error::{Result, StoreError};
use crate::meta;
use crate::migrations::{has_migrations, migrate};
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The first bytes of every SQLite database.
const HEADER: &[u8] = b"SQLite format 3\0";

/// Fails with [`StoreError::Schema`] if a database has nothing to back up.
pub fn expect_contents(database: &Path) -> Result<()> {
    if has_migrations(&mut DbConnection::Sqlite(open(database)?))? {
        return Ok(());
    }
    Err(StoreError::Schema("it has no tables of Simple Chats".to_owned()))
}

/// Writes a snapshot of a database into an empty file, or a new one for its owner alone, while other programs may write to
/// the database. Deleted data leaves no trace in the copy. Syncing the copy to disk is left to the caller.
pub fn write_copy(database: &Path, copy: &Path) -> Result<()> {
    database_file::create_if_missing(copy)?;
    let mut conn = open(database)?;
    diesel::sql_query("VACUUM INTO $1").bind::<Text, _>(copy.to_string_lossy()).execute(&mut conn)?;
    Ok(())
}

/// Makes a copy the start of a new history: brings its schema up to date, counts its unread messages again, logs everybody
/// out, and starts a new epoch, which is returned. Afterwards the one file holds everything.
///
/// Fails with [`StoreError::Schema`] if the file is not an intact database of Simple Chats, or is of a newer version.
pub fn start_new_history(copy: &Path, now: DateTime<Utc>) -> Result<String> {
    expect_header(copy)?;
    let conn = open(copy).map_err(damaged)?;
    start_history_of(conn, now).map_err(|error| match error {
        // The statements are right, so the content isn't.
        StoreError::Fault(_) | StoreError::NotFound | StoreError::Conflict(_) => damaged(error),
        other => other,
    })
}

fn start_history_of(mut conn: SqliteConnection, now: DateTime<Utc>) -> Result<String> {
    check(&mut conn)?;
    let mut conn = DbConnection::Sqlite(conn);
    migrate(&mut conn)?;
    let epoch = conn.write_transaction(|conn| {
        let corrected = chats::recount(conn)?;
        if corrected > 0 {
            tracing::warn!(chats = corrected, "the numbers of unread messages were wrong and are corrected");
        }
        meta::log_everybody_out(conn, now)?;
        meta::start_epoch(conn)
    })?;
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
    Ok(epoch)
}

/// Writes the log of an unused database back into its file, so that the one file holds everything.
///
/// Fails with [`StoreError::Contended`] if another program uses the database.
pub fn checkpoint(database: &Path) -> Result<()> {
    // SQLite deletes the log if it doesn't recognize the file as a database.
    expect_header(database)?;
    let mut conn = open(database)?;
    Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?)
}

fn open(database: &Path) -> Result<SqliteConnection> {
    by_backend!(DbConnection::open(&DatabaseAddress::Sqlite(database.to_owned()))?,
        Postgres(_) => Err(StoreError::NotFound),
        Sqlite(conn) => Ok(conn),
    )
}

fn expect_header(file: &Path) -> Result<()> {
    let mut beginning = Vec::new();
    let read = File::open(file).and_then(|file| file.take(HEADER.len() as u64).read_to_end(&mut beginning));
    read.map_err(|error| StoreError::Unavailable(error.to_string()))?;
    if beginning == HEADER {
        Ok(())
    } else {
        Err(StoreError::Schema("it is no database of SQLite".to_owned()))
    }
}

fn check(conn: &mut SqliteConnection) -> Result<()> {
    #[derive(QueryableByName)]
    struct Finding {
        #[diesel(sql_type = Text)]
        integrity_check: String,
    }
    let findings = diesel::sql_query("PRAGMA integrity_check(1)").load::<Finding>(conn);
    match findings.map_err(|error| damaged(error.into()))?.first() {
        Some(finding) if finding.integrity_check == "ok" => {}
        Some(finding) => {
            // The first line may only name the database.
            let what = finding.integrity_check.lines().next_back().unwrap_or_default();
            return Err(StoreError::Schema(format!("it is damaged: {what}")));
        }
        None => return Err(StoreError::Schema("it can't be checked".to_owned())),
    }
    let tables = "sqlite_schema WHERE type = 'table' \
         AND name IN ('users', 'chats', 'messages', 'sessions', 'meta', '__diesel_schema_migrations')";
    if count(conn, tables)? < 6 {
        return Err(StoreError::Schema("it is no database of Simple Chats".to_owned()));
    }
    match count(conn, "pragma_foreign_key_check")? {
        0 => Ok(()),
        count => {
            Err(StoreError::Schema(format!("it is damaged: {count} rows refer to rows that are missing")))
        }
    }
}

fn count(conn: &mut SqliteConnection, rows: &str) -> Result<i64> {
    let count = sql::<BigInt>(&format!("(SELECT COUNT(*) FROM {rows})"));
    Ok(diesel::select(count).get_result(conn)?)
}

fn damaged(error: StoreError) -> StoreError {
    let reason = match error {
        StoreError::Fault(source) => source.to_string(),
        other => other.to_string(),
    };
    StoreError::Schema(format!("it is damaged: {reason}"))
}

#[cfg(test)]
mod fuzz;
