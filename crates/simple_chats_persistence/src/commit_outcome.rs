//! Transactions whose connection is lost during the commit, so that their outcome has to be found out.

mod outcome;
#[cfg_attr(not(feature = "postgres"), path = "commit_outcome/no_transaction_id.rs")]
mod transaction_id;

pub(crate) use outcome::CommitOutcome;
pub(crate) use transaction_id::TransactionId;

#[cfg(all(feature = "sqlite", feature = "postgres"))]
use crate::address::DatabaseAddress;
#[cfg(all(feature = "sqlite", feature = "postgres"))]
use crate::connection::DbConnection;
#[cfg(all(feature = "sqlite", feature = "postgres"))]
use crate::error::{Result, StoreError};

/// Why a transaction failed, or seems to.
#[cfg(all(feature = "sqlite", feature = "postgres"))]
pub(crate) enum TransactionError<E> {
    /// The change failed, and nothing is stored.
    Change(E),
    /// Something else failed, and nothing is stored.
    Failed(StoreError),
    /// The connection was lost during the commit, and the outcome is unknown.
    Unclear(StoreError),
}

/// Makes a change in one transaction. If the connection is lost during the commit, a new one queries the outcome.
#[cfg(all(feature = "sqlite", feature = "postgres"))]
pub(crate) fn in_one_transaction<T, E>(
    conn: &mut DbConnection,
    address: &DatabaseAddress,
    change: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, TransactionError<E>> {
    conn.begin_write().map_err(TransactionError::Failed)?;
    let transaction_id = TransactionId::of(conn).map_err(TransactionError::Failed)?;
    let changed = match change(conn) {
        Ok(changed) => changed,
        Err(error) => {
            // If this fails too, the connection is gone, and with it the transaction.
            drop(conn.roll_back());
            return Err(TransactionError::Change(error));
        }
    };
    let Err(error) = conn.commit() else { return Ok(changed) };
    let Some(transaction_id) = transaction_id else {
        // An embedded database has no connection to lose.
        drop(conn.roll_back());
        return Err(TransactionError::Failed(error));
    };
    match transaction_id.find_outcome(address) {
        CommitOutcome::Committed => Ok(changed),
        CommitOutcome::Aborted => Err(TransactionError::Failed(error)),
        CommitOutcome::Unknown => Err(TransactionError::Unclear(error)),
    }
}
