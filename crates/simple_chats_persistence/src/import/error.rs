//! Errors of an import.

use crate::commit_outcome::TransactionError;
use crate::error::StoreError;

/// The reason why nothing was imported, or, with [`ImportError::Unclear`], perhaps everything. Each text is one sentence for
/// the operator.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The source can't be reached or read.
    #[error("the database of IMPORT_DATABASE_URL can't be read: {}", .0.cause())]
    Source(#[source] StoreError),
    /// The source is another database than that of the original.
    #[error("the database of IMPORT_DATABASE_URL {0}")]
    NotTheOriginal(String),
    /// The target can't be reached or written.
    #[error("the database of DATABASE_URL can't be written: {}", .0.cause())]
    Target(#[from] StoreError),
    /// A server uses the target, or a program has locked it.
    #[error(
        "another program uses the database of DATABASE_URL, or a server did so within the last half minute: stop it first"
    )]
    InUse,
    /// The target has users already, and the ids of imported users could be the same.
    #[error("the database of DATABASE_URL is not empty, it has users: expected a new, empty database")]
    NotEmpty,
    /// The connection was lost during the commit, and the outcome is unknown.
    #[error("it is not known whether all was imported ({}): run it again to find out", .0.cause())]
    Unclear(#[source] StoreError),
}

impl From<TransactionError<Self>> for ImportError {
    fn from(error: TransactionError<Self>) -> Self {
        match error {
            TransactionError::Change(error) => error,
            TransactionError::Failed(error) => Self::Target(error),
            TransactionError::Unclear(error) => Self::Unclear(error),
        }
    }
}

pub(super) fn of_source(error: impl Into<StoreError>) -> ImportError {
    ImportError::Source(error.into())
}
