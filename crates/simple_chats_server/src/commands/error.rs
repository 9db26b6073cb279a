//! Why a command failed.

use crate::error::AppError;
use crate::settings::SettingsError;
use crate::startup::StartError;
use std::io;

/// Why a command failed. The text is one line.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Start(#[from] StartError),
    /// The command can't be done, for the reason given.
    #[error("{0}")]
    Refused(String),
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl CommandError {
    /// Names the database in the error of a command that uses one.
    pub(super) fn in_database(self, database: &str) -> Self {
        match self {
            Self::Settings(_) | Self::Io(_) => self,
            Self::Start(_) | Self::Refused(_) => Self::Refused(format!("{self} (database: {database})")),
        }
    }

    /// Names the database if the error is one of it.
    pub(super) fn naming_database(self, database: &str) -> Self {
        match self {
            Self::Start(StartError::Database(_)) => self.in_database(database),
            other => other,
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "`map_err` passes the error by value")]
    pub(super) fn refused(reason: impl ToString) -> Self {
        Self::Refused(reason.to_string())
    }
}

/// The operator may see the cause, which the texts for users hide.
impl From<AppError> for CommandError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Internal(source) => Self::refused(source),
            AppError::Store(source) => Self::refused(source),
            AppError::StorageService(source) => Self::refused(source),
            other => Self::refused(other),
        }
    }
}
