//! The PostgreSQL database to which is copied: it must be empty and unused, and is filled in one transaction.

use super::error::{CopyError, of_target};
use super::tables::{LastId, TABLES};
use crate::address::DatabaseAddress;
use crate::commit_outcome::{CommitOutcome, TransactionId};
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

    /// Makes a change in one transaction. If the connection is lost during the commit, a new one queries the outcome.
    pub(super) fn write<T>(
        &mut self,
        change: impl FnOnce(&mut PgConnection) -> Result<T, CopyError>,
    ) -> Result<T, CopyError> {
        self.conn.begin_write().map_err(of_target)?;
        let transaction_id = TransactionId::of(&mut self.conn).map_err(of_target)?;
        let changed = inner(&mut self.conn).and_then(change);
        if changed.is_err() {
            // If this fails too, the connection is gone, and with it the transaction.
            drop(self.conn.roll_back());
            return changed;
        }
        let Err(error) = self.conn.commit() else { return changed };
        match transaction_id.map_or(CommitOutcome::Unknown, |id| id.find_outcome(&self.address)) {
            CommitOutcome::Committed => changed,
            CommitOutcome::Aborted => Err(CopyError::Target(error)),
            CommitOutcome::Unknown => Err(CopyError::Unclear(error)),
        }
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
    let names = TABLES.map(|table| table.name).join(", ");
    conn.batch_execute(TRANSACTION_TIMEOUTS).map_err(of_target)?;
    conn.batch_execute(&format!("LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")).map_err(in_use)?;
    expect_empty(conn, epoch)?;
    let now = sql::<BigInt>(NOW_ON_POSTGRES);
    let running = instances::table.filter(instances::lease_until.gt(now));
    if diesel::select(exists(running)).get_result(conn).map_err(of_target)? {
        return Err(CopyError::InUse);
    }
    diesel::delete(meta::table).execute(conn).map_err(of_target)?;
    Ok(())
}

/// Derives what is not copied, makes new ids start after the last ones, and updates the statistics of the planner.
pub(super) fn finish(conn: &mut PgConnection, last_ids: &[LastId]) -> Result<(), CopyError> {
    conn.batch_execute(FILL_GRAMS).map_err(of_target)?;
    for LastId { table, column, value } in last_ids {
        // Unlike setval, this is rolled back with the transaction.
        let restart = format!("ALTER TABLE {table} ALTER COLUMN {column} RESTART WITH {}", value + 1);
        conn.batch_execute(&restart).map_err(of_target)?;
    }
    let names = TABLES.map(|table| table.name).join(", ");
    conn.batch_execute(&format!("ANALYZE {names}, user_grams")).map_err(of_target)
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

/// A lock time-out means that another program uses the database.
fn in_use(error: diesel::result::Error) -> CopyError {
    match StoreError::from(error) {
        StoreError::Unavailable(reason) if reason.contains("lock timeout") => CopyError::InUse,
        other => CopyError::Target(other),
    }
}
