//! Errors of a copy.

use crate::commit_outcome::TransactionError;
use crate::error::StoreError;

/// The reason why nothing was copied, or, with [`CopyError::Unclear`], perhaps everything. Each text is one sentence for
/// the operator.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The embedded database can't be read, or belongs to a newer version.
    #[error("the embedded database can't be copied: {}", .0.cause())]
    Source(#[from] StoreError),
    /// The embedded database lacks migrations of this version.
    #[error(
        "the embedded database is of an older version: start the server once, or run `simple-chats migrate`"
    )]
    OutOfDate,
    /// PostgreSQL can't be reached, or rejects the data.
    #[error("the PostgreSQL database can't be written: {}", .0.cause())]
    Target(#[source] StoreError),
    /// A server uses the target database, or a program has locked it.
    #[error(
        "another program uses the PostgreSQL database, or a server did so within the last half minute: stop it first"
    )]
    InUse,
    /// The database was copied before.
    #[error("the PostgreSQL database holds a copy of this one already")]
    AlreadyCopied,
    /// The target holds data with which the copy would mix.
    #[error("the PostgreSQL database is not empty, its table {0} has rows: expected a new, empty database")]
    NotEmpty(&'static str),
    /// The copy differs from the original.
    #[error("the copy of the table {0} differs from the original")]
    Differs(&'static str),
    /// The connection was lost during the commit, and the outcome is unknown.
    #[error("it is not known whether all was copied ({}): run it again to find out", .0.cause())]
    Unclear(#[source] StoreError),
}

impl From<TransactionError<Self>> for CopyError {
    fn from(error: TransactionError<Self>) -> Self {
        match error {
            TransactionError::Change(error) => error,
            TransactionError::Failed(error) => Self::Target(error),
            TransactionError::Unclear(error) => Self::Unclear(error),
        }
    }
}

pub(super) fn of_source(error: impl Into<StoreError>) -> CopyError {
    CopyError::Source(error.into())
}

pub(super) fn of_target(error: impl Into<StoreError>) -> CopyError {
    CopyError::Target(error.into())
}
