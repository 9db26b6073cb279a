//! Takes all that an embedded database holds along to PostgreSQL, under the same ids, revisions and epoch: clients go on
//! as if nothing had happened.

mod rows;
mod target;

use crate::connection::{Access, Address, DbConnection};
use crate::database::has_current_schema;
use crate::error::StoreError;
use crate::meta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, SqliteConnection};
use std::path::Path;
use target::Target;

/// The tables that are copied, in an order in which each row finds those that it refers to. Who is online where is not
/// among them: that is known anew as soon as clients connect.
const TABLES: [Table; 7] = [
    Table { name: "meta", id: None, has_revisions: false },
    Table { name: "users", id: Some("user_id"), has_revisions: false },
    Table { name: "chats", id: Some("chat_id"), has_revisions: true },
    Table { name: "messages", id: Some("message_id"), has_revisions: true },
    Table { name: "sessions", id: None, has_revisions: false },
    Table { name: "reset_tokens", id: None, has_revisions: false },
    Table { name: "mail_outbox", id: Some("mail_id"), has_revisions: false },
];

/// A table that was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: i64,
}

/// Why nothing was copied; only with [`CopyError::Unclear`] it may have been. Each text is one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The embedded database can't be read, or belongs to a newer version.
    #[error("the embedded database can't be copied: {}", cause_of(.0))]
    Source(#[from] StoreError),
    /// The embedded database lacks migrations of this version.
    #[error(
        "the embedded database is of an older version: start the server once, or run `simple-chats migrate`"
    )]
    OutOfDate,
    /// PostgreSQL can't be reached, or doesn't take what it is given.
    #[error("the PostgreSQL database can't be written: {}", cause_of(.0))]
    Target(#[source] StoreError),
    /// A server serves the database that is to be filled, or a program has locked it.
    #[error(
        "another program uses the PostgreSQL database, or a server did so within the last half minute: stop it first"
    )]
    InUse,
    /// It was done before.
    #[error("the PostgreSQL database holds a copy of this one already")]
    AlreadyCopied,
    /// Something is there that the copy would mingle with.
    #[error("the PostgreSQL database is not empty, its table {0} has rows: expected a new, empty database")]
    NotEmpty(&'static str),
    /// What arrived is something else than what was sent.
    #[error("the copy of the table {0} differs from what was copied")]
    Differs(&'static str),
    /// The connection was lost when all was copied and only the confirmation was missing.
    #[error("it is not known whether all was copied ({}): run it again, which tells", cause_of(.0))]
    Unclear(#[source] StoreError),
}

/// Copies the embedded database in a file, as it is at one moment, into a PostgreSQL database that holds nothing: all of it
/// or, where this fails, nothing but the schema. New ids there come behind all that were ever used here. The embedded
/// database stays as it is; what is written to it later is not in the copy.
///
/// Returns the tables in the order in which they were copied.
pub fn to_postgres(database: &Path, url: &str) -> Result<Vec<Copied>, CopyError> {
    let mut source = DbConnection::open_for(&Address::Sqlite(database.to_owned()), Access::ReadOnly)?;
    source.snapshot(|source| {
        // Where nothing was ever migrated, asking further would write.
        if !has_migrations(source)? || !has_current_schema(source)? {
            return Err(CopyError::OutOfDate);
        }
        let epoch = meta::epoch(source)?;
        let DbConnection::Sqlite(source) = source else { return Err(StoreError::NotFound.into()) };
        let mut target = Target::open(url, &epoch)?;
        target.write(|target| {
            target::claim(target, &epoch)?;
            rows::copy_all(source, target)?;
            let copied = compare(source, target)?;
            let last_ids = last_ids(source)?;
            target::finish(target, &last_ids)?;
            Ok(copied)
        })
    })
}

fn has_migrations(source: &mut DbConnection) -> Result<bool, StoreError> {
    let table = "SELECT COUNT(*) AS count, 0 AS revisions FROM sqlite_schema WHERE name = '__diesel_schema_migrations'";
    Ok(diesel::sql_query(table).get_result::<Sum>(source)?.count > 0)
}

struct Table {
    name: &'static str,
    /// The column whose values the database draws, and never twice.
    id: Option<&'static str>,
    has_revisions: bool,
}

/// What a table amounts to.
#[derive(QueryableByName, PartialEq, Eq)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    revisions: i64,
}

impl Table {
    /// In SQL that both databases read.
    fn sum(&self) -> String {
        let revisions = if self.has_revisions { "COALESCE(SUM(revision), 0)" } else { "0" };
        format!("SELECT COUNT(*) AS count, CAST({revisions} AS BIGINT) AS revisions FROM {}", self.name)
    }
}

fn compare(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<Vec<Copied>, CopyError> {
    let compare = |table: &Table| {
        let here: Sum = diesel::sql_query(table.sum()).get_result(source).map_err(of_source)?;
        let there: Sum = diesel::sql_query(table.sum()).get_result(target).map_err(of_target)?;
        if here == there {
            Ok(Copied { table: table.name, rows: here.count })
        } else {
            Err(CopyError::Differs(table.name))
        }
    };
    TABLES.iter().map(compare).collect()
}

/// An id's table and column, and the greatest that was ever drawn for it.
struct LastId {
    table: &'static str,
    column: &'static str,
    value: i64,
}

/// Those of rows that are gone included; of tables that have had rows.
fn last_ids(source: &mut SqliteConnection) -> Result<Vec<LastId>, CopyError> {
    #[derive(QueryableByName)]
    struct Drawn {
        #[diesel(sql_type = BigInt)]
        seq: i64,
    }
    let mut found = Vec::new();
    for table in &TABLES {
        let Some(column) = table.id else { continue };
        let drawn: Option<Drawn> = diesel::sql_query("SELECT seq FROM sqlite_sequence WHERE name = $1")
            .bind::<Text, _>(table.name)
            .get_result(source)
            .optional()
            .map_err(of_source)?;
        found.extend(drawn.map(|drawn| LastId { table: table.name, column, value: drawn.seq }));
    }
    Ok(found)
}

fn of_source(error: impl Into<StoreError>) -> CopyError {
    CopyError::Source(error.into())
}

fn of_target(error: impl Into<StoreError>) -> CopyError {
    CopyError::Target(error.into())
}

fn cause_of(error: &StoreError) -> String {
    match error {
        StoreError::Fault(source) | StoreError::Contended(source) => source.to_string(),
        other => other.to_string(),
    }
}
