//! What can go wrong for a caller, once for all transports: the text, the code and the HTTP status of each case. Pages, API
//! and sockets render it each in its own way.

use actix_web::http::StatusCode;
use simple_chats_auth::{HashingError, PasswordError};
use simple_chats_domain::{
    ChatError, ChatId, ClientIdError, EmailError, ErrorCode, MessageId, NameError, TextError, UserId,
    UsernameError,
};
use simple_chats_persistence::{StoreError, WriteError};

/// Why a caller didn't get what was asked for. The text is the REST API's.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No e-mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// No username.
    #[error(transparent)]
    Username(#[from] UsernameError),
    /// No name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A password that the rules refuse.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// A text that can't be sent.
    #[error(transparent)]
    Text(#[from] TextError),
    /// No client id.
    #[error(transparent)]
    ClientId(#[from] ClientIdError),
    /// The address is registered already.
    #[error("User '{0}' has been registered!")]
    EmailTaken(String),
    /// The username is somebody else's.
    #[error("Username '{0}' is busy! Try putting another one")]
    UsernameTaken(String),
    /// An update that changes nothing.
    #[error("Nothing was updated")]
    NothingUpdated,
    /// No credentials, or in a form that isn't known.
    #[error("To access use Basic (base64) or Bearer (jwt) http authorization")]
    NoCredentials,
    /// A login that doesn't exist or a password that isn't the login's; which one is not told.
    #[error("Wrong login or password! Try again")]
    WrongCredentials,
    /// A token whose time is over.
    #[error("Your authentication token period has expired")]
    TokenExpired,
    /// A token that isn't ours, or no longer valid.
    #[error("Authentication token is not valid")]
    TokenInvalid,
    /// Not the present password, where it was asked for.
    #[error("Wrong password! Try again")]
    WrongPassword,
    /// A reset link whose time is over.
    #[error("Reset password token has expired. Use a new one")]
    ResetTokenExpired,
    /// A reset link that was used before.
    #[error("Reset password token is not valid")]
    ResetTokenUsed,
    /// No reset link of ours.
    #[error("Reset password token is not valid")]
    ResetTokenInvalid,
    /// No such user.
    #[error("User {0} does not exist")]
    UnknownUser(String),
    /// No such chat.
    #[error("Chat {0} does not exist")]
    UnknownChat(String),
    /// No such message.
    #[error("Message {0} does not exist")]
    UnknownMessage(String),
    /// A chat of others.
    #[error("You are not a participant of this chat {0}")]
    NotAParticipant(ChatId),
    /// A message that stands elsewhere.
    #[error("Message {0} is not from the chat {1}")]
    FromAnotherChat(MessageId, ChatId),
    /// The companion's message.
    #[error("Message {0} does not belong to you")]
    NotYourMessage(MessageId),
    /// The two have a chat already.
    #[error("Your chat with the user {0} already exists")]
    ChatExists(UserId),
    /// A chat with oneself.
    #[error("You cannot create a chat with yourself")]
    Yourself,
    /// A message to somebody who has left.
    #[error("You cannot write to a deleted user")]
    DeletedCompanion,
    /// The same client id or idempotency key as before, for another content.
    #[error("This key was used for another message before")]
    KeyReused,
    /// Too often.
    #[error("Too many requests. Try again in {retry_after} s")]
    RateLimited {
        /// After how many seconds it may be done.
        retry_after: u64,
    },
    /// A part of the server is away or has too much to do.
    #[error("The server is too busy or a part of it is away. Try again in {retry_after} s")]
    Unavailable {
        /// After how many seconds it is worth another try.
        retry_after: u64,
    },
    /// A fault of the server.
    #[error("Something went wrong on our side")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// The code and the HTTP status, for every case in one table.
    #[must_use]
    pub fn kind(&self) -> (ErrorCode, StatusCode) {
        use ErrorCode as Code;
        use StatusCode as Status;
        match self {
            Self::Text(TextError::Empty) => (Code::Empty, Status::BAD_REQUEST),
            Self::Text(TextError::TooLong) => (Code::TooLong, Status::BAD_REQUEST),
            Self::Email(_)
            | Self::Username(_)
            | Self::Name(_)
            | Self::Password(_)
            | Self::Text(TextError::Characters)
            | Self::ClientId(_)
            | Self::NothingUpdated
            | Self::ResetTokenExpired
            | Self::ResetTokenUsed
            | Self::ResetTokenInvalid => (Code::BadRequest, Status::BAD_REQUEST),
            Self::EmailTaken(_) | Self::UsernameTaken(_) | Self::ChatExists(_) => {
                (Code::Conflict, Status::BAD_REQUEST)
            }
            Self::KeyReused => (Code::Conflict, Status::CONFLICT),
            Self::NoCredentials | Self::WrongCredentials | Self::TokenExpired | Self::TokenInvalid => {
                (Code::Unauthenticated, Status::UNAUTHORIZED)
            }
            Self::WrongPassword => (Code::Forbidden, Status::FORBIDDEN),
            Self::UnknownUser(_) | Self::UnknownChat(_) | Self::UnknownMessage(_) => {
                (Code::NotFound, Status::NOT_FOUND)
            }
            Self::NotAParticipant(_) | Self::FromAnotherChat(..) | Self::NotYourMessage(_) => {
                (Code::NotYours, Status::FORBIDDEN)
            }
            Self::Yourself => (Code::NotPossible, Status::BAD_REQUEST),
            Self::DeletedCompanion => (Code::NotPossible, Status::FORBIDDEN),
            Self::RateLimited { .. } => (Code::RateLimited, Status::TOO_MANY_REQUESTS),
            Self::Unavailable { .. } => (Code::Unavailable, Status::SERVICE_UNAVAILABLE),
            Self::Internal(_) => (Code::Internal, Status::INTERNAL_SERVER_ERROR),
        }
    }

    /// After how many seconds another try is worth it, where that is known.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } | Self::Unavailable { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// Writes to the log what the caller is not told. To be called once, where the answer is made.
    pub fn log(&self) {
        if let Self::Internal(source) = self {
            tracing::error!(error = ?source, "a request failed");
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Unavailable { retry_after: 1 },
            StoreError::Unavailable(why) => {
                tracing::error!(%why, "the database is not available");
                Self::Unavailable { retry_after: 2 }
            }
            other => Self::Internal(other.into()),
        }
    }
}

impl From<HashingError> for AppError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => Self::Unavailable { retry_after: 5 },
            HashingError::Failed(source) => Self::Internal(source),
        }
    }
}

impl AppError {
    /// What a rule of chats means for the chat that it was applied to.
    #[must_use]
    pub fn of_chat(error: ChatError, chat_id: ChatId) -> Self {
        match error {
            ChatError::Yourself => Self::Yourself,
            ChatError::NotAParticipant => Self::NotAParticipant(chat_id),
            ChatError::DeletedCompanion => Self::DeletedCompanion,
        }
    }
}

/// A change fails with one of these, or because of the store; the store's own reason is kept for the writer.
#[derive(Debug)]
pub(crate) enum ChangeError {
    /// Because of a rule.
    App(AppError),
    /// Because of the store.
    Store(StoreError),
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<AppError> for ChangeError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<ChangeError> for AppError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::App(error) => error,
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl WriteError for ChangeError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::App(_) => None,
            Self::Store(error) => Some(error),
        }
    }
}

/// Turns "there is no such row" into what the caller asked for in vain.
pub(crate) trait OrNotFound<T> {
    /// The value, or the error for a missing row.
    fn or_not_found(self, missing: impl FnOnce() -> AppError) -> Result<T, ChangeError>;
}

impl<T> OrNotFound<T> for Result<T, StoreError> {
    fn or_not_found(self, missing: impl FnOnce() -> AppError) -> Result<T, ChangeError> {
        self.map_err(|error| match error {
            StoreError::NotFound => ChangeError::App(missing()),
            other => ChangeError::Store(other),
        })
    }
}
