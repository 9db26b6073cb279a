//! Adds the terms of new and changed messages to the index, a portion at a time. Each change of a message takes the next
//! revision of its chat, so that a chat's row says up to where its messages are in the index.

use crate::cached::cached;
use crate::connection::{DbConnection, by_backend, on_each_backend};
use crate::error::Result;
use crate::message_terms::{self as terms, TermRow};
use crate::row_batch::{RowStatement, to_json};
use crate::schema::{message_terms, messages, meta};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use simple_chats_domain::{SEARCH_TERMS_VERSION, search_terms};
use std::sync::LazyLock;

/// The most revisions in one transaction, so that other changes don't wait for it for long.
const PORTION: i64 = 128;

/// The row of `meta` that names the version of the rules by which the stored terms were made.
const VERSION: &str = "search_terms_version";

/// A chat that is behind: the revision up to which it is in the index, and its present one.
#[derive(QueryableByName)]
struct BehindRow {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    indexed_revision: i64,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// The chats that are behind by that many revisions. The first condition is that of the index of chats that are behind.
const BEHIND: &str = "SELECT chat_id, indexed_revision, revision FROM chats \
     WHERE indexed_revision < revision AND revision - indexed_revision >= $1 ORDER BY chat_id LIMIT $2";

/// Which chats are added to the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backlog {
    /// All that the index lacks anything of.
    Any,
    /// Only those of which it lacks so much that a portion is of one chat. The terms of a chat are neighbors in the index, so
    /// that many messages of it are stored for little more than a few.
    FullPortion,
}

impl Backlog {
    fn least(self) -> i64 {
        match self {
            Self::Any => 1,
            Self::FullPortion => PORTION,
        }
    }
}

/// Whether the index lacks so much of any chat.
pub fn is_index_behind(conn: &mut DbConnection, backlog: Backlog) -> Result<bool> {
    let behind = cached(sql_query(BEHIND).bind::<BigInt, _>(backlog.least()).bind::<BigInt, _>(1));
    let found: Vec<BehindRow> = on_each_backend!(conn, |inner| behind.load(inner))?;
    Ok(!found.is_empty())
}

/// Adds the terms of some messages to the index. Returns whether no chat has such a backlog now, or others are adding it.
///
/// The caller provides a transaction of its own: chats stay locked until it ends.
pub fn index_portion(conn: &mut DbConnection, backlog: Backlog) -> Result<bool> {
    let (limit, least) = (PORTION, backlog.least());
    let behind: Vec<BehindRow> = by_backend!(&mut *conn,
        Postgres(conn) => {
            // Other instances take other chats, and a chat that is in use has time.
            let statement = sql_query(format!("{BEHIND} FOR UPDATE SKIP LOCKED"));
            cached(statement.bind::<BigInt, _>(least).bind::<BigInt, _>(limit)).load(conn)?
        },
        Sqlite(conn) => cached(sql_query(BEHIND).bind::<BigInt, _>(least).bind::<BigInt, _>(limit)).load(conn)?,
    );
    let behind: Vec<Part> =
        behind.into_iter().map(|chat| (chat.chat_id, chat.indexed_revision, chat.revision)).collect();
    let (parts, rest) = parts_of(&behind);
    if parts.is_empty() {
        return Ok(true);
    }
    let changed: Vec<ChangedRow> = CHANGED.load(conn, &parts)?;
    terms::insert(conn, changed.iter().flat_map(ChangedRow::terms).collect())?;
    note_indexed(conn, &parts)?;
    Ok(rest == 0 && i64::try_from(behind.len()).is_ok_and(|chats| chats < PORTION))
}

/// A chat, the revision up to which it is in the index, and the one up to which it comes into the index.
type Part = (i64, i64, i64);

/// What of some chats fits into a portion, and how many revisions are left.
fn parts_of(behind: &[Part]) -> (Vec<Part>, i64) {
    let (mut free, mut rest) = (PORTION, 0);
    let mut parts = Vec::new();
    for &(chat_id, from, until) in behind {
        let taken = free.min(until - from);
        free -= taken;
        rest += until - from - taken;
        if taken > 0 {
            parts.push((chat_id, from, from + taken));
        }
    }
    (parts, rest)
}

/// The messages that have changed in parts of chats and aren't deleted. The sums keep SQLite from reading whole chats.
static CHANGED: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "SELECT messages.chat_id, messages.message_id, messages.text FROM {rows} CROSS JOIN messages \
         WHERE messages.chat_id = CAST(rows.value ->> 0 AS BIGINT) AND messages.deleted_at + 0 = 0 \
             AND messages.revision > CAST(rows.value ->> 1 AS BIGINT) \
             AND messages.revision <= CAST(rows.value ->> 2 AS BIGINT)",
    )
});

#[derive(QueryableByName)]
#[diesel(table_name = messages)]
struct ChangedRow {
    chat_id: i64,
    message_id: i64,
    text: String,
}

impl ChangedRow {
    fn terms(&self) -> impl Iterator<Item = TermRow> {
        let (chat_id, message_id) = (self.chat_id, self.message_id);
        search_terms(&self.text).into_iter().map(move |term| (chat_id, term, message_id))
    }
}

#[cfg(feature = "postgres")]
const NOTE_ON_POSTGRES: &str = "UPDATE chats SET indexed_revision = CAST(value ->> 2 AS BIGINT) \
     FROM jsonb_array_elements($1::jsonb) AS rows (value) WHERE chat_id = CAST(value ->> 0 AS BIGINT)";
#[cfg(feature = "sqlite")]
const NOTE_ON_SQLITE: &str =
    "UPDATE chats SET indexed_revision = value ->> 2 FROM json_each($1) WHERE chat_id = value ->> 0";

fn note_indexed(conn: &mut DbConnection, parts: &[Part]) -> Result<()> {
    let parts = to_json(&parts)?;
    by_backend!(conn,
        Postgres(conn) => cached(sql_query(NOTE_ON_POSTGRES).bind::<Text, _>(parts)).run(conn)?,
        Sqlite(conn) => cached(sql_query(NOTE_ON_SQLITE).bind::<Text, _>(parts)).run(conn)?,
    );
    Ok(())
}

/// Whether the stored terms are those of this program.
pub(crate) fn are_terms_current(conn: &mut DbConnection) -> Result<bool> {
    let stored: Option<String> = meta::table.find(VERSION).select(meta::value).first(conn).optional()?;
    Ok(stored.is_some_and(|version| version == SEARCH_TERMS_VERSION.to_string()))
}

/// Removes the terms that a program with other rules has stored, so that they are made again while servers run.
pub(crate) fn drop_outdated_terms(conn: &mut DbConnection) -> Result<()> {
    if are_terms_current(conn)? {
        return Ok(());
    }
    conn.write_transaction(|conn| {
        diesel::delete(message_terms::table).execute(conn)?;
        sql_query("UPDATE chats SET indexed_revision = 0 WHERE indexed_revision <> 0").execute(conn)?;
        diesel::delete(meta::table.find(VERSION)).execute(conn)?;
        let version = (meta::name.eq(VERSION), meta::value.eq(SEARCH_TERMS_VERSION.to_string()));
        diesel::insert_into(meta::table).values(version).execute(conn)?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portion_has_a_limit_whatever_chats_it_is_of() {
        let (parts, rest) = parts_of(&[(1, 5, 45), (2, 0, 1_000), (3, 7, 8)]);
        assert_eq!((parts, rest), (vec![(1, 5, 45), (2, 0, 88)], 913));
        assert_eq!(parts_of(&[]), (vec![], 0));
    }
}
