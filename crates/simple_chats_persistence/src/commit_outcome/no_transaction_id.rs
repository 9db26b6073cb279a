//! In place of `transaction_id`, in a build without PostgreSQL.

use super::outcome::CommitOutcome;
use crate::address::DatabaseAddress;
use crate::connection::DbConnection;
use crate::error::Result;

/// There is none: SQLite has no connection to lose.
pub(crate) enum TransactionId {}

impl TransactionId {
    #[expect(clippy::unnecessary_wraps, reason = "with PostgreSQL, it may fail")]
    pub(crate) fn of(_: &mut DbConnection) -> Result<Option<Self>> {
        Ok(None)
    }

    pub(crate) fn has_webhooks(&self) -> bool {
        match *self {}
    }

    pub(crate) fn has_push_subscriptions(&self) -> bool {
        match *self {}
    }

    pub(crate) fn find_outcome(&self, _: &DatabaseAddress) -> CommitOutcome {
        match *self {}
    }

    pub(crate) fn terminate(&self, _: &mut DbConnection) {
        match *self {}
    }
}
