//! Statements for many rows, which both databases take in one value: a JSON array with an array for each row.

use crate::cached::cached;
use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use diesel::deserialize::QueryableByName;
use diesel::prelude::*;
use diesel::result::Error as DieselError;
use diesel::sql_types::Text;
use serde::Serialize;

/// A statement for many rows, in the words of each database. The functions that turn JSON into a table differ.
pub(crate) struct RowStatement {
    postgres: String,
    sqlite: String,
}

/// A placeholder for the table of the rows, `rows`, whose column `value` holds a row. `value ->> 0` is its first value, on
/// PostgreSQL as a text.
const ROWS: &str = "{rows}";
/// A placeholder for the condition that an id is among the given ones.
const AMONG_IDS: &str = "{among ids}";
/// The clause that locks the rows that are read.
const FOR_UPDATE: &str = " FOR UPDATE";
/// The clause that lets others read the rows, but not change them.
const FOR_SHARE: &str = " FOR SHARE";
/// The clause that makes SQLite use the index of client ids.
const INDEXED_BY: &str = " INDEXED BY messages_client";

impl RowStatement {
    pub(crate) fn new(statement: &str) -> Self {
        Self {
            postgres: statement
                .replace(ROWS, "jsonb_array_elements($1::jsonb) AS rows (value)")
                .replace(
                    AMONG_IDS,
                    "= ANY (ARRAY(SELECT CAST(value ->> 0 AS BIGINT) FROM jsonb_array_elements($1::jsonb)))",
                )
                .replace(INDEXED_BY, ""),
            sqlite: statement
                .replace(ROWS, "json_each($1) AS rows")
                .replace(AMONG_IDS, "IN (SELECT value ->> 0 FROM json_each($1))")
                // The transaction holds SQLite's only write lock already.
                .replace(FOR_UPDATE, "")
                .replace(FOR_SHARE, ""),
        }
    }

    /// Runs a statement that returns no rows, which stays prepared.
    pub(crate) fn run(&self, conn: &mut DbConnection, rows: &impl Serialize) -> Result<()> {
        let query = cached(diesel::sql_query(self.sql(conn)).bind::<Text, _>(to_json(rows)?));
        on_each_backend!(conn, |inner| query.run(inner))?;
        Ok(())
    }

    /// Runs the statement, which stays prepared.
    pub(crate) fn load<T>(&self, conn: &mut DbConnection, rows: &impl Serialize) -> Result<Vec<T>>
    where
        T: Row + 'static,
    {
        let query = cached(diesel::sql_query(self.sql(conn)).bind::<Text, _>(to_json(rows)?));
        Ok(on_each_backend!(conn, |inner| query.load(inner))?)
    }

    fn sql(&self, conn: &DbConnection) -> &str {
        match conn.backend() {
            Backend::Postgres => &self.postgres,
            Backend::Sqlite => &self.sqlite,
        }
    }
}

macro_rules! row_of {
    ($($of_backend:tt)+) => {
        /// A row that a statement returns, on each database that this build supports.
        pub(crate) trait Row: $($of_backend)+ {}
        impl<T: $($of_backend)+> Row for T {}
    };
}
#[cfg(all(feature = "postgres", feature = "sqlite"))]
row_of!(QueryableByName<diesel::pg::Pg> + QueryableByName<diesel::sqlite::Sqlite>);
#[cfg(not(feature = "sqlite"))]
row_of!(QueryableByName<diesel::pg::Pg>);
#[cfg(not(feature = "postgres"))]
row_of!(QueryableByName<diesel::sqlite::Sqlite>);

/// Rows as JSON.
pub(crate) fn to_json(rows: &impl Serialize) -> Result<String> {
    serde_json::to_string(rows)
        .map_err(|error| StoreError::Fault(DieselError::SerializationError(Box::new(error))))
}

/// Ids as rows.
pub(crate) fn id_rows(ids: impl IntoIterator<Item = i64>) -> Vec<[i64; 1]> {
    ids.into_iter().map(|id| [id]).collect()
}
