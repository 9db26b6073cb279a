//! What can go wrong, named for what the caller can do about it.

use thiserror::Error;

/// A password that the rules refuse; the texts are shown to the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Fewer characters than the rules ask for.
    #[error("Password is too short")]
    TooShort,
    /// More than [`MAX_PASSWORD_BYTES`](crate::MAX_PASSWORD_BYTES).
    #[error("Password is too long")]
    TooLong,
    /// One of the most common passwords, or the person's own name or address.
    #[error("Password is too common")]
    TooCommon,
}

/// Why a password could be neither hashed nor checked. Neither says anything about the password.
#[derive(Debug, Error)]
pub enum HashingError {
    /// [`MAX_QUEUED`](crate::MAX_QUEUED) others wait already: answer "unavailable" and let the caller come back.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// The work broke off: the operating system gave no random bytes, or the program is stopping.
    #[error("hashing a password broke off")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Why an API token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// One of our tokens, whose time is over: the client asks for a new one.
    #[error("the token has expired")]
    Expired,
    /// Garbled, or not signed by us for this purpose.
    #[error("the token is not valid")]
    Invalid,
}

/// Why a mail was not sent. The text names the cause for the log; it holds neither the mail's text nor a password.
#[derive(Debug, Error)]
pub enum MailError {
    /// The operator has to mend the settings (a mailbox, the outbox directory, the server's name, its login or its
    /// TLS). Where [`Mailer::send`](crate::Mailer::send) says so, the mail itself is good and can go later.
    #[error("mail settings: {0}")]
    Settings(String),
    /// The same mail can go later: the server is away, slow or asks to come back, or the disk is full.
    #[error("mail not sent for now: {0}")]
    Temporary(String),
    /// This mail will never go: its address can't be, or the server refuses it for good.
    #[error("mail refused for good: {0}")]
    Permanent(String),
}
