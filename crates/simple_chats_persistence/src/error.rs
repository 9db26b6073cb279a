//! What can go wrong with a store, named for what the caller can do about it.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why a store did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row.
    #[error("there is no such row")]
    NotFound,
    /// Another row has this already.
    #[error("another row has the same {0:?}")]
    Conflict(UniqueKey),
    /// Other transactions were in the way; the same change may succeed when it is made again.
    #[error("other transactions were in the way")]
    Contended(#[source] DieselError),
    /// More changes wait than the writer takes on; later it may go through.
    #[error("too many changes wait to be written")]
    Busy,
    /// The database can't be reached or can't store anything now; later it may.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The schema is not one that this program knows.
    #[error("{0}")]
    Schema(String),
    /// A fault of the program or of the database's content.
    #[error("a statement failed")]
    Fault(#[source] DieselError),
    /// A change panicked; nothing of it was stored.
    #[error("a change panicked")]
    Panicked,
}

/// What has to be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UniqueKey {
    /// A username, without regard to case.
    Username,
    /// An e-mail address, without regard to case.
    Email,
    /// A pair of users with a chat.
    Pair,
    /// A client id of a sender in a chat.
    ClientId,
    /// Anything else.
    Other,
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, details) => {
                Self::Conflict(unique_key(details.constraint_name().unwrap_or_else(|| details.message())))
            }
            DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::Contended(error),
            DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _)
            | DieselError::BrokenTransactionManager => {
                Self::Unavailable("the connection is closed".to_owned())
            }
            DieselError::DatabaseError(_, ref details) => {
                let message = details.message();
                if is_contention(message) {
                    Self::Contended(error)
                } else if is_outage(message) {
                    Self::Unavailable(message.to_owned())
                } else {
                    Self::Fault(error)
                }
            }
            other => Self::Fault(other),
        }
    }
}

/// PostgreSQL names the constraint, SQLite the columns.
fn unique_key(name: &str) -> UniqueKey {
    if name.contains("username_key") {
        UniqueKey::Username
    } else if name.contains("email_key") {
        UniqueKey::Email
    } else if name.contains("chats_pair") || name.contains("chats.user1_id") {
        UniqueKey::Pair
    } else if name.contains("messages_client") || name.contains("messages.client_id") {
        UniqueKey::ClientId
    } else {
        UniqueKey::Other
    }
}

/// Diesel has no kind for a deadlock, and none for SQLite's locks.
fn is_contention(message: &str) -> bool {
    ["deadlock detected", "database is locked", "database table is locked"]
        .iter()
        .any(|part| message.contains(part))
}

/// What SQLite and libpq say when the disk is full or broken, or the server is gone or too slow.
fn is_outage(message: &str) -> bool {
    const OUTAGES: [&str; 14] = [
        // Others hold what is needed for so long that waiting again would hold everybody up.
        "lock timeout",
        "statement timeout",
        "disk is full",
        "disk I/O error",
        "unable to open database file",
        "readonly database",
        "No space left on device",
        "terminating connection",
        "server closed the connection",
        "no connection to the server",
        "connection to server",
        "could not receive data",
        "could not send data",
        "the database system is",
    ];
    OUTAGES.iter().any(|part| message.contains(part))
}
