//! The tables that are copied, and how a copy is compared with its original.

use super::error::{CopyError, of_source, of_target};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

/// The tables that are copied, each after those to which its rows refer. Online users are left out: they become known
/// again when clients connect.
pub(super) const TABLES: [Table; 7] = [
    Table { name: "meta", id: None, has_revisions: false },
    Table { name: "users", id: Some("user_id"), has_revisions: false },
    Table { name: "chats", id: Some("chat_id"), has_revisions: true },
    Table { name: "messages", id: Some("message_id"), has_revisions: true },
    Table { name: "sessions", id: None, has_revisions: false },
    Table { name: "reset_tokens", id: None, has_revisions: false },
    Table { name: "mail_outbox", id: Some("mail_id"), has_revisions: false },
];

pub(super) struct Table {
    pub(super) name: &'static str,
    /// The column whose values the database generates, each only once.
    id: Option<&'static str>,
    has_revisions: bool,
}

/// A table that was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopiedTable {
    /// Its name.
    pub table: &'static str,
    /// Its number of rows.
    pub rows: i64,
}

/// The number of rows of a table, and the sum of their revisions.
#[derive(QueryableByName, PartialEq, Eq)]
struct Checksum {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    revisions: i64,
}

impl Table {
    fn checksum(&self) -> String {
        let revisions = if self.has_revisions { "COALESCE(SUM(revision), 0)" } else { "0" };
        format!("SELECT COUNT(*) AS count, CAST({revisions} AS BIGINT) AS revisions FROM {}", self.name)
    }
}

pub(super) fn compare(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
) -> Result<Vec<CopiedTable>, CopyError> {
    let compare = |table: &Table| {
        let original: Checksum = diesel::sql_query(table.checksum()).get_result(source).map_err(of_source)?;
        let copy: Checksum = diesel::sql_query(table.checksum()).get_result(target).map_err(of_target)?;
        if original == copy {
            Ok(CopiedTable { table: table.name, rows: original.count })
        } else {
            Err(CopyError::Differs(table.name))
        }
    };
    TABLES.iter().map(compare).collect()
}

/// The greatest id that a table ever had.
pub(super) struct LastId {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) value: i64,
}

/// The last ids of the tables that have had rows, including ids of deleted rows.
pub(super) fn last_ids(source: &mut SqliteConnection) -> Result<Vec<LastId>, CopyError> {
    #[derive(QueryableByName)]
    struct Sequence {
        #[diesel(sql_type = BigInt)]
        seq: i64,
    }
    let mut found = Vec::new();
    for table in &TABLES {
        let Some(column) = table.id else { continue };
        let sequence: Option<Sequence> = diesel::sql_query("SELECT seq FROM sqlite_sequence WHERE name = $1")
            .bind::<Text, _>(table.name)
            .get_result(source)
            .optional()
            .map_err(of_source)?;
        found.extend(sequence.map(|Sequence { seq }| LastId { table: table.name, column, value: seq }));
    }
    Ok(found)
}
