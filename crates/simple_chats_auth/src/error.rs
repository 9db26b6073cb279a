//! Errors, named for what the caller can do about them.

use std::path::PathBuf;
use thiserror::Error;

/// The reason for rejecting a password; the texts are shown to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// It has fewer characters than the rules require.
    #[error("Password is too short")]
    TooShort,
    /// It has more than [`MAX_PASSWORD_BYTES`](crate::MAX_PASSWORD_BYTES).
    #[error("Password is too long")]
    TooLong,
    /// It is one of the most common passwords, or the user's own name or address.
    #[error("Password is too common")]
    TooCommon,
}

/// The reason why a password was not hashed or verified. It says nothing about the password.
#[derive(Debug, Error)]
pub enum HashingError {
    /// [`MAX_QUEUED`](crate::MAX_QUEUED) others wait and are more urgent, or the turn didn't come in time; the caller may
    /// retry later.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// The work was aborted: the operating system provided no random bytes, or the program is stopping.
    #[error("hashing a password was aborted")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The reason for rejecting an API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// The token was valid but has expired; the client requests a new one.
    #[error("the token has expired")]
    Expired,
    /// The token is malformed, or has no valid signature for this purpose.
    #[error("the token is not valid")]
    Invalid,
}

/// The reason why a mail was not sent. The text names the cause for the log, and has neither the mail's text nor a
/// password.
#[derive(Debug, Error)]
pub enum MailError {
    /// The folder for mails can't be created.
    #[error(
        "the folder for mails, {}, can't be made ({error}): expected a DATA_DIR that the server may write to, or MAIL_SERVER",
        path.display()
    )]
    OutboxDirectory {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The operator has to correct the settings: the sender, or the SMTP server's name, login, or TLS. If
    /// [`Mailer::send`](crate::Mailer::send) fails with this, the mail itself is fine and can be sent later.
    #[error("mail settings: {0}")]
    Settings(String),
    /// The same mail can be sent later: the server is down, slow, or requests a retry, or the disk is full.
    #[error("mail not sent for now: {0}")]
    Temporary(String),
    /// The mail can never be sent: its address is invalid, or the server rejects it permanently.
    #[error("mail rejected permanently: {0}")]
    Permanent(String),
}

impl MailError {
    /// Whether sending the same mail again is of no use.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Permanent(_))
    }
}
