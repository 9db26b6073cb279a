//! The PostgreSQL database to which is copied: it must be empty and unused, and is filled in one transaction.

use super::error::{CopyError, of_target};
use super::tables::{LastId, TABLES};
use crate::address::DatabaseAddress;
use crate::commit_outcome::in_one_transaction;
use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::migrations::migrate;
use crate::millis::NOW_ON_POSTGRES;
use crate::schema::{instances, meta};
use crate::users::FILL_GRAMS;
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

/// Nobody waits for this transaction, which ends with its connection: statements may take their time, and so may reads of
/// the embedded database between them.
const TRANSACTION_TIMEOUTS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; \
     SET LOCAL lock_timeout = '2s'";

/// A database at this version that seems to be empty.
pub(super) struct Target {
    address: DatabaseAddress,
    conn: DbConnection,
}

impl Target {
    /// Opens the database, and brings its schema up to date if it is empty.
    pub(super) fn open(url: &str, epoch: &str) -> Result<Self, CopyError> {
        let address = DatabaseAddress::Postgres(url.to_owned());
        let mut conn = DbConnection::open(&address).map_err(of_target)?;
        expect_empty(inner(&mut conn)?, epoch)?;
        migrate(&mut conn).map_err(of_target)?;
        Ok(Self { address, conn })
    }

    /// Makes a change in one transaction.
    pub(super) fn write<T>(
        &mut self,
        change: impl FnOnce(&mut PgConnection) -> Result<T, CopyError>,
    ) -> Result<T, CopyError> {
        Ok(in_one_transaction(&mut self.conn, &self.address, |conn| inner(conn).and_then(change))?)
    }
}

fn inner(conn: &mut DbConnection) -> Result<&mut PgConnection, CopyError> {
    match conn {
        DbConnection::Postgres(conn) => Ok(conn),
        DbConnection::Sqlite(_) => Err(CopyError::Target(StoreError::NotFound)),
    }
}

/// Locks all tables, which must be empty, for this transaction. A server that starts meanwhile waits at the epoch.
pub(super) fn claim(conn: &mut PgConnection, epoch: &str) -> Result<(), CopyError> {
    if !lock_unused(conn).map_err(CopyError::Target)? {
        return Err(CopyError::InUse);
    }
    expect_empty(conn, epoch)?;
    diesel::delete(meta::table).execute(conn).map_err(of_target)?;
    Ok(())
}

/// Locks all tables for this transaction, for which nobody waits, unless a server or another program uses the database.
/// Returns whether they are locked.
pub(crate) fn lock_unused(conn: &mut PgConnection) -> Result<bool, StoreError> {
    conn.batch_execute(TRANSACTION_TIMEOUTS)?;
    let lock = format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", names());
    match conn.batch_execute(&lock).map_err(StoreError::from) {
        Err(StoreError::Unavailable(reason)) if reason.contains("lock timeout") => return Ok(false),
        // A server takes its locks in another order.
        Err(StoreError::Contended(_)) => return Ok(false),
        locked => locked?,
    }
    let now = sql::<BigInt>(NOW_ON_POSTGRES);
    let running = instances::table.filter(instances::lease_until.gt(now));
    let is_used: bool = diesel::select(exists(running)).get_result(conn)?;
    Ok(!is_used)
}

/// Derives what is not copied, makes new ids start after the last ones, and updates the statistics of the planner.
pub(super) fn finish(conn: &mut PgConnection, last_ids: &[LastId]) -> Result<(), CopyError> {
    conn.batch_execute(FILL_GRAMS).map_err(of_target)?;
    restart_ids_on_postgres(conn, last_ids).map_err(of_target)?;
    conn.batch_execute(&format!("ANALYZE {}, user_grams", names())).map_err(of_target)
}

/// Makes new ids start after the last ones.
pub(crate) fn restart_ids(conn: &mut DbConnection, last_ids: &[LastId]) -> Result<(), StoreError> {
    let conn = match conn {
        DbConnection::Postgres(conn) => return restart_ids_on_postgres(conn, last_ids),
        DbConnection::Sqlite(conn) => conn,
    };
    for LastId { table, value, .. } in last_ids {
        let restart = match *table {
            "messages" => {
                format!("UPDATE message_sequence SET last_removed_id = MAX(last_removed_id, {value})")
            }
            name => format!(
                "UPDATE sqlite_sequence SET seq = MAX(seq, {value}) WHERE name = '{name}'; \
                 INSERT INTO sqlite_sequence (name, seq) SELECT '{name}', {value} \
                     WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = '{name}')"
            ),
        };
        conn.batch_execute(&restart)?;
    }
    Ok(())
}

fn restart_ids_on_postgres(conn: &mut PgConnection, last_ids: &[LastId]) -> Result<(), StoreError> {
    for LastId { table, column, value } in last_ids {
        // Unlike setval, this is rolled back with the transaction.
        let restart = format!("ALTER TABLE {table} ALTER COLUMN {column} RESTART WITH {}", value + 1);
        conn.batch_execute(&restart)?;
    }
    Ok(())
}

/// Updates the statistics of the planner for all tables.
pub(crate) fn analyze(conn: &mut DbConnection) -> Result<(), StoreError> {
    match conn {
        DbConnection::Postgres(conn) => Ok(conn.batch_execute(&format!("ANALYZE {}, user_grams", names()))?),
        // The plans of an embedded database don't depend on statistics.
        DbConnection::Sqlite(_) => Ok(()),
    }
}

fn names() -> String {
    TABLES.map(|table| table.name).join(", ")
}

/// Every new database has rows in `meta`; all other tables must be empty.
fn expect_empty(conn: &mut PgConnection, epoch: &str) -> Result<(), CopyError> {
    if has_rows(conn, "meta").map_err(of_target)? {
        let copied = meta::table.filter(meta::name.eq("epoch")).filter(meta::value.eq(epoch));
        if diesel::select(exists(copied)).get_result(conn).map_err(of_target)? {
            return Err(CopyError::AlreadyCopied);
        }
    }
    for table in TABLES.iter().filter(|table| table.name != "meta") {
        if has_rows(conn, table.name).map_err(of_target)? {
            return Err(CopyError::NotEmpty(table.name));
        }
    }
    Ok(())
}

/// A missing table has no rows.
fn has_rows(conn: &mut PgConnection, table: &str) -> QueryResult<bool> {
    let is_present = sql::<Bool>("to_regclass(").bind::<Text, _>(table).sql(") IS NOT NULL");
    Ok(diesel::select(is_present).get_result(conn)?
        && diesel::select(sql::<Bool>(&format!("EXISTS (SELECT FROM {table})"))).get_result(conn)?)
}
