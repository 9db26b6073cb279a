//! Receipts: the name of a PostgreSQL transaction, by which one can ask for its outcome where the connection is lost
//! in the middle of the commit.

use crate::connection::{Address, DbConnection};
use crate::error::StoreError;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// For how long the database is asked.
const OUTCOME_TIMEOUT: Duration = Duration::from_millis(3500);

/// How long a transaction may still be under way before its connection is ended: the server may not know yet that
/// nobody is at its other end, and keeps what is locked until then.
const TERMINATE_AFTER: Duration = Duration::from_millis(500);

const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Names a transaction that is under way, the server's process that it runs in, and when that server was started.
#[derive(Debug, QueryableByName)]
pub(crate) struct TransactionId {
    #[diesel(sql_type = Text)]
    transaction: String,
    #[diesel(sql_type = Integer)]
    process: i32,
    #[diesel(sql_type = Text)]
    server: String,
}

/// What has become of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommitOutcome {
    Committed,
    Aborted,
    Unknown,
}

#[derive(QueryableByName)]
struct Status {
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
    #[diesel(sql_type = Text)]
    server: String,
}

impl TransactionId {
    /// The name of the connection's transaction; on SQLite, where a commit can't be cut off, there is none.
    pub(crate) fn of(conn: &mut DbConnection) -> Result<Option<Self>, StoreError> {
        let DbConnection::Postgres(conn) = conn else { return Ok(None) };
        let note = "SELECT pg_current_xact_id()::text AS transaction, pg_backend_pid() AS process, \
             pg_postmaster_start_time()::text AS server";
        Ok(Some(diesel::sql_query(note).get_result(conn)?))
    }

    /// Asks on a new connection what has become of the transaction, and waits while it is under way.
    pub(crate) fn ask(&self, address: &Address) -> CommitOutcome {
        let (start, mut conn, mut is_other_server) = (Instant::now(), None, false);
        while start.elapsed() < OUTCOME_TIMEOUT {
            match self.look(&mut conn, address) {
                Ok(Status { status, server }) => {
                    is_other_server |= server != self.server;
                    match status.as_deref() {
                        Some("aborted") => return CommitOutcome::Aborted,
                        // A server that has crashed may have given the number to another transaction.
                        Some("committed") if !is_other_server => return CommitOutcome::Committed,
                        Some("in progress") => {
                            if let Some(conn) = conn.as_mut().filter(|_| start.elapsed() > TERMINATE_AFTER) {
                                self.end_process(conn);
                            }
                        }
                        _ => return CommitOutcome::Unknown,
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "what has become of a commit can't be asked yet");
                    is_other_server |= error.to_string().contains("the database system is");
                    conn = None;
                }
            }
            sleep(POLL_INTERVAL);
        }
        CommitOutcome::Unknown
    }

    fn look(&self, conn: &mut Option<PgConnection>, address: &Address) -> Result<Status, StoreError> {
        let conn = match conn {
            Some(conn) => conn,
            None => match DbConnection::open(address)? {
                DbConnection::Postgres(opened) => conn.insert(opened),
                DbConnection::Sqlite(_) => return Ok(Status { status: None, server: String::new() }),
            },
        };
        let question =
            "SELECT pg_xact_status($1::xid8) AS status, pg_postmaster_start_time()::text AS server";
        Ok(diesel::sql_query(question).bind::<Text, _>(&self.transaction).get_result(conn)?)
    }

    /// Ends the transaction, where it is still under way and nobody holds the other end of its connection any more: else
    /// it would keep what it has locked until the server notices that by itself.
    pub(crate) fn end_process(&self, conn: &mut PgConnection) {
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE pid = $1 AND backend_xid = $2::xid8::xid";
        let ended = diesel::sql_query(end)
            .bind::<Integer, _>(self.process)
            .bind::<Text, _>(&self.transaction)
            .execute(conn);
        match ended {
            Ok(0) => {}
            Ok(_) => tracing::warn!("a transaction whose connection was lost is ended"),
            Err(error) => tracing::warn!(%error, "a transaction whose connection was lost can't be ended"),
        }
    }
}
