//! The PostgreSQL database that is copied to: it proves to be empty and unused, and takes everything in one transaction.

use super::{CopyError, LastId, TABLES, of_target};
use crate::commit_outcome::{CommitOutcome, TransactionId};
use crate::connection::{Address, DbConnection};
use crate::database::migrate;
use crate::error::StoreError;
use crate::schema::{instances, meta};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamp};

/// A portion waits for the embedded database, and sums take their time. Nobody waits for this transaction, and it ends
/// with its connection.
const TRANSACTION_TIMEOUTS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; \
     SET LOCAL lock_timeout = '2s'";

/// The database, at this version and, as it seems, empty.
pub(super) struct Target {
    address: Address,
    conn: DbConnection,
}

impl Target {
    /// Opens it, and brings it to this version unless it holds something.
    pub(super) fn open(url: &str, epoch: &str) -> Result<Self, CopyError> {
        let address = Address::Postgres(url.to_owned());
        let mut conn = DbConnection::open(&address).map_err(of_target)?;
        expect_empty(inner(&mut conn)?, epoch)?;
        migrate(&mut conn).map_err(of_target)?;
        Ok(Self { address, conn })
    }

    /// Makes a change in one transaction. Where the connection is lost at its commit, a new one asks for the outcome.
    pub(super) fn write<T>(
        &mut self,
        change: impl FnOnce(&mut PgConnection) -> Result<T, CopyError>,
    ) -> Result<T, CopyError> {
        self.conn.begin_write().map_err(of_target)?;
        let transaction_id = TransactionId::of(&mut self.conn).map_err(of_target)?;
        let changed = inner(&mut self.conn).and_then(change);
        if changed.is_err() {
            // Where even this fails, the connection is gone, and with it the transaction.
            drop(self.conn.roll_back());
            return changed;
        }
        let Err(error) = self.conn.commit() else { return changed };
        match transaction_id
            .map_or(CommitOutcome::Unknown, |transaction_id| transaction_id.ask(&self.address))
        {
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

/// Has all tables for the transaction alone, empty. A server that starts meanwhile doesn't get as far as the epoch.
pub(super) fn claim(conn: &mut PgConnection, epoch: &str) -> Result<(), CopyError> {
    let names = TABLES.map(|table| table.name).join(", ");
    conn.batch_execute(TRANSACTION_TIMEOUTS).map_err(of_target)?;
    conn.batch_execute(&format!("LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")).map_err(in_use)?;
    expect_empty(conn, epoch)?;
    let now = sql::<Timestamp>("timezone('UTC', clock_timestamp())");
    let running = instances::table.filter(instances::lease_until.gt(now));
    if diesel::select(exists(running)).get_result(conn).map_err(of_target)? {
        return Err(CopyError::InUse);
    }
    diesel::delete(meta::table).execute(conn).map_err(of_target)?;
    Ok(())
}

/// Has new ids begin behind the last ones, and the planner know what there is.
pub(super) fn finish(conn: &mut PgConnection, last_ids: &[LastId]) -> Result<(), CopyError> {
    for LastId { table, column, value } in last_ids {
        // Unlike setval, this is undone with the transaction.
        let restart = format!("ALTER TABLE {table} ALTER COLUMN {column} RESTART WITH {}", value + 1);
        conn.batch_execute(&restart).map_err(of_target)?;
    }
    let names = TABLES.map(|table| table.name).join(", ");
    conn.batch_execute(&format!("ANALYZE {names}")).map_err(of_target)
}

/// Beside the facts that every new database has, no table may hold anything.
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

/// A table that isn't there has none.
fn has_rows(conn: &mut PgConnection, table: &str) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Answer {
        #[diesel(sql_type = Bool)]
        answer: bool,
    }
    let is_there = diesel::sql_query("SELECT to_regclass($1) IS NOT NULL AS answer").bind::<Text, _>(table);
    if !is_there.get_result::<Answer>(conn)?.answer {
        return Ok(false);
    }
    let question = format!("SELECT EXISTS (SELECT FROM {table}) AS answer");
    Ok(diesel::sql_query(question).get_result::<Answer>(conn)?.answer)
}

/// Who waits for a lock in vain finds that somebody holds it.
fn in_use(error: diesel::result::Error) -> CopyError {
    match StoreError::from(error) {
        StoreError::Unavailable(why) if why.contains("lock timeout") => CopyError::InUse,
        other => CopyError::Target(other),
    }
}
