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
            other => Self::refused(other),
        }
    }
}
