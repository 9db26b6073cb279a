//! Errors of the store, named for what the caller can do about them.

#[cfg(feature = "postgres")]
use crate::message_language::is_foreign;
use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// The result of a call to the store, unless another error is named.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// The reason why a call to the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row.
    #[error("there is no such row")]
    NotFound,
    /// Another row has this value already.
    #[error("another row has the same {0:?}")]
    Conflict(UniqueKey),
    /// A conflict with other transactions; the same change may succeed if it is made again.
    #[error("other transactions were in conflict with the change")]
    Contended(#[source] DieselError),
    /// The writer's queue is full; the same change may succeed later.
    #[error("too many changes are waiting to be written")]
    Busy,
    /// The database can't be reached, or can't store anything now; the same call may succeed later. While only the disk
    /// is full, reads still succeed.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// This program doesn't know the schema.
    #[error("{0}")]
    Schema(String),
    /// A fault of the program, or of the content of the database.
    #[error("{}", fault(.0))]
    Fault(#[source] DieselError),
    /// A change panicked, and none of it was stored.
    #[error("a change panicked")]
    Panicked,
}

impl StoreError {
    /// The text of the cause, if there is one, for an error that says by itself what failed.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Fault(source) | Self::Contended(source) => source.to_string(),
            other => other.to_string(),
        }
    }

    pub(crate) fn no_answer() -> Self {
        Self::Unavailable("the database does not respond".to_owned())
    }
}

/// A value that only one row may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UniqueKey {
    /// A username, regardless of case.
    Username,
    /// What a username looks like.
    UsernameSkeleton,
    /// An email address, regardless of case.
    Email,
    /// The two users of a chat.
    Pair,
    /// A sender's client id in a chat.
    ClientId,
    /// Anything else.
    Other,
}

/// The error of a read or a change, which may come from the store.
pub trait CallerError: From<StoreError> + Send + 'static {
    /// The store's error, if this is one: it decides whether the connection or the whole transaction is lost.
    fn store_error(&self) -> Option<&StoreError>;
}

impl CallerError for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
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
            DieselError::DatabaseError(kind, ref details) => {
                let message = details.message();
                if is_contention(message) {
                    Self::Contended(error)
                } else if is_outage(message) || (is_foreign() && is_unknown(kind)) {
                    Self::Unavailable(message.to_owned())
                } else {
                    Self::Fault(error)
                }
            }
            other => Self::Fault(other),
        }
    }
}

/// SQLite speaks English.
#[cfg(not(feature = "postgres"))]
const fn is_foreign() -> bool {
    false
}

fn fault(error: &DieselError) -> String {
    let message = error.to_string();
    damage(&message).unwrap_or_else(|| format!("a statement failed: {message}"))
}

/// What the operator can do if SQLite says that the file is damaged, which any statement may find.
pub(crate) fn damage(message: &str) -> Option<String> {
    let is_damaged =
        ["file is not a database", "disk image is malformed"].iter().any(|part| message.contains(part));
    is_damaged
        .then(|| format!("the database is damaged ({message}): restore a backup with `simple-chats restore`"))
}

/// Whether an error has no kind of its own.
fn is_unknown(kind: DatabaseErrorKind) -> bool {
    !matches!(
        kind,
        DatabaseErrorKind::ForeignKeyViolation
            | DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::ReadOnlyTransaction
            | DatabaseErrorKind::NotNullViolation
            | DatabaseErrorKind::CheckViolation
            | DatabaseErrorKind::RestrictViolation
            | DatabaseErrorKind::ExclusionViolation
    )
}

/// PostgreSQL names the constraint, SQLite the columns.
fn unique_key(name: &str) -> UniqueKey {
    if name.contains("username_skeleton") {
        UniqueKey::UsernameSkeleton
    } else if name.contains("username_key") {
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

/// Diesel has no kind for deadlocks, nor for SQLite's locks.
fn is_contention(message: &str) -> bool {
    ["deadlock detected", "database is locked", "database table is locked"]
        .iter()
        .any(|part| message.contains(part))
}

/// Parts of the messages of SQLite and libpq when the disk is full or broken, or the server is down or too slow.
fn is_outage(message: &str) -> bool {
    const OUTAGES: [&str; 14] = [
        // After such a wait, waiting again would hold up all other changes.
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
