//! Copies of an embedded database: how one is written while the database is in use, and what makes one fit to take the
//! database's place.

use crate::connection::{Address, DbConnection};
use crate::database::migrate;
use crate::error::StoreError;
use crate::meta;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How every database of SQLite begins.
const HEADER: &[u8] = b"SQLite format 3\0";

/// Writes all that is stored in a database into an empty file, as it is at one moment. Others may write to the database
/// meanwhile. What was deleted leaves no trace in the copy. Syncing it is left to the caller.
pub fn write_copy(database: &Path, copy: &Path) -> Result<(), StoreError> {
    let mut conn = open(database)?;
    diesel::sql_query("VACUUM INTO $1").bind::<Text, _>(copy.to_string_lossy()).execute(&mut conn)?;
    Ok(())
}

/// Makes of a copy the beginning of a new history: it is brought to this version, everybody is signed out, and it gets
/// a new epoch, which is returned. All of it is in the one file then.
///
/// Fails with [`StoreError::Schema`] where the file is not a whole database of Simple Chats, or of a newer version.
pub fn start_new_history(copy: &Path, now: DateTime<Utc>) -> Result<String, StoreError> {
    expect_header(copy)?;
    let mut conn = open(copy).map_err(damaged)?;
    check(&mut conn)?;
    let mut conn = DbConnection::Sqlite(conn);
    migrate(&mut conn)?;
    let epoch = conn.write_transaction(|conn| {
        meta::log_everybody_out(conn, now)?;
        meta::start_epoch(conn)
    })?;
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
    Ok(epoch)
}

/// Writes the log of a database that nobody uses back into its file, so that the one file is all of it.
///
/// Fails with [`StoreError::Contended`] where somebody uses it.
pub fn checkpoint(database: &Path) -> Result<(), StoreError> {
    // SQLite throws away the log of what it doesn't take for a database.
    expect_header(database)?;
    let mut conn = open(database)?;
    Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?)
}

fn open(database: &Path) -> Result<SqliteConnection, StoreError> {
    match DbConnection::open(&Address::Sqlite(database.to_owned()))? {
        DbConnection::Sqlite(conn) => Ok(conn),
        DbConnection::Postgres(_) => Err(StoreError::NotFound),
    }
}

fn expect_header(file: &Path) -> Result<(), StoreError> {
    let mut beginning = Vec::new();
    let read = File::open(file).and_then(|file| file.take(HEADER.len() as u64).read_to_end(&mut beginning));
    read.map_err(|error| StoreError::Unavailable(error.to_string()))?;
    if beginning == HEADER {
        Ok(())
    } else {
        Err(StoreError::Schema("it is no database of SQLite".to_owned()))
    }
}

fn check(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    #[derive(QueryableByName)]
    struct Finding {
        #[diesel(sql_type = Text)]
        integrity_check: String,
    }
    let findings = diesel::sql_query("PRAGMA integrity_check(1)").load::<Finding>(conn);
    match findings.map_err(|error| damaged(error.into()))?.first() {
        Some(finding) if finding.integrity_check == "ok" => {}
        Some(finding) => {
            return Err(StoreError::Schema(format!("it is damaged: {}", finding.integrity_check)));
        }
        None => return Err(StoreError::Schema("it can't be checked".to_owned())),
    }
    let tables = "SELECT COUNT(*) AS count FROM sqlite_schema WHERE type = 'table' \
         AND name IN ('users', 'chats', 'messages', 'sessions', 'meta', '__diesel_schema_migrations')";
    if diesel::sql_query(tables).get_result::<Count>(conn)?.count < 6 {
        return Err(StoreError::Schema("it is no database of Simple Chats".to_owned()));
    }
    let orphans = "SELECT COUNT(*) AS count FROM pragma_foreign_key_check";
    match diesel::sql_query(orphans).get_result::<Count>(conn)?.count {
        0 => Ok(()),
        count => {
            Err(StoreError::Schema(format!("it is damaged: {count} rows refer to rows that are missing")))
        }
    }
}

fn damaged(error: StoreError) -> StoreError {
    let why = match error {
        StoreError::Fault(source) => source.to_string(),
        other => other.to_string(),
    };
    StoreError::Schema(format!("it is damaged: {why}"))
}
