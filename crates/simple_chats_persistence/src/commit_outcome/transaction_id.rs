//! The id of a PostgreSQL transaction, by which a new connection finds out its outcome.

use super::outcome::CommitOutcome;
use crate::address::DatabaseAddress;
use crate::connection::{Backend, DbConnection};
use crate::error::Result;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Nullable, Text};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long to query an outcome.
const OUTCOME_TIMEOUT: Duration = Duration::from_millis(3500);

/// How long a transaction may stay in progress before its process is terminated: the server may not know yet that the
/// connection is gone, and keeps its locks until then.
const TERMINATE_AFTER: Duration = Duration::from_millis(500);

const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Identifies a transaction, its server process, and the start of that server.
#[derive(Debug, QueryableByName)]
pub(crate) struct TransactionId {
    #[diesel(sql_type = Text)]
    transaction: String,
    #[diesel(sql_type = Integer)]
    process: i32,
    #[diesel(sql_type = Text)]
    server: String,
    #[diesel(sql_type = Bool)]
    has_webhooks: bool,
    #[diesel(sql_type = Bool)]
    has_push_subscriptions: bool,
}

#[derive(QueryableByName)]
struct TransactionStatus {
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
    #[diesel(sql_type = Text)]
    server: String,
}

impl TransactionId {
    /// The id of the current transaction; `None` on SQLite, which has no connection to lose.
    pub(crate) fn of(conn: &mut DbConnection) -> Result<Option<Self>> {
        if conn.backend() == Backend::Sqlite {
            return Ok(None);
        }
        let query = "SELECT pg_current_xact_id()::text AS transaction, pg_backend_pid() AS process, \
             pg_postmaster_start_time()::text AS server, EXISTS (SELECT FROM webhooks) AS has_webhooks, \
             EXISTS (SELECT FROM push_subscriptions) AS has_push_subscriptions";
        Ok(Some(diesel::sql_query(query).get_result(conn)?))
    }

    /// Whether there was a webhook when the transaction began. It is asked for here, so that it takes no statement of its own.
    pub(crate) fn has_webhooks(&self) -> bool {
        self.has_webhooks
    }

    /// Whether there was a subscription to pushes when the transaction began.
    pub(crate) fn has_push_subscriptions(&self) -> bool {
        self.has_push_subscriptions
    }

    /// Queries the outcome on a new connection, and waits while the transaction is in progress.
    pub(crate) fn find_outcome(&self, address: &DatabaseAddress) -> CommitOutcome {
        let (start, mut conn, mut is_other_server) = (Instant::now(), None, false);
        while start.elapsed() < OUTCOME_TIMEOUT {
            match self.status(&mut conn, address) {
                Ok(TransactionStatus { status, server }) => {
                    is_other_server |= server != self.server;
                    match status.as_deref() {
                        Some("aborted") => return CommitOutcome::Aborted,
                        // After a crash, the server may give the same id to another transaction.
                        Some("committed") if !is_other_server => return CommitOutcome::Committed,
                        Some("in progress") => {
                            if let Some(conn) = conn.as_mut().filter(|_| start.elapsed() > TERMINATE_AFTER) {
                                self.terminate(conn);
                            }
                        }
                        _ => return CommitOutcome::Unknown,
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "can't query the outcome of a commit yet");
                    is_other_server |= error.to_string().contains("the database system is");
                    conn = None;
                }
            }
            sleep(POLL_INTERVAL);
        }
        CommitOutcome::Unknown
    }

    fn status(
        &self,
        conn: &mut Option<DbConnection>,
        address: &DatabaseAddress,
    ) -> Result<TransactionStatus> {
        let conn = match conn {
            Some(conn) => conn,
            None => conn.insert(DbConnection::open(address)?),
        };
        let query = "SELECT pg_xact_status($1::xid8) AS status, pg_postmaster_start_time()::text AS server";
        Ok(diesel::sql_query(query).bind::<Text, _>(&self.transaction).get_result(conn)?)
    }

    /// Terminates the server process of the transaction if it is still in progress: with its connection lost, it would
    /// otherwise keep its locks until the server notices.
    pub(crate) fn terminate(&self, conn: &mut DbConnection) {
        let query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE pid = $1 AND backend_xid = $2::xid8::xid";
        let terminated = diesel::sql_query(query)
            .bind::<Integer, _>(self.process)
            .bind::<Text, _>(&self.transaction)
            .execute(conn);
        match terminated {
            Ok(0) => {}
            Ok(_) => tracing::warn!("terminated a transaction whose connection was lost"),
            Err(error) => tracing::warn!(%error, "can't terminate a transaction whose connection was lost"),
        }
    }
}
