//! The one table of errors that callers see: text, code, and HTTP status of each case. Pages, the API, and sockets render
//! them, and call [`AppError::log`] when they make the answer.

use actix_web::http::StatusCode;
use simple_chats_auth::{HashingError, PasswordError, PushKeysError};
use simple_chats_domain::{
    AttachmentId, ChatError, ChatId, ClientIdError, EmailError, EmojiError, ErrorCode, InvitationError,
    MAX_ATTACHMENTS, MessageId, NameError, PasskeyNameError, RegistrationError, ReportReasonError, TextError,
    TokenTermsError, UserId, UsernameError, WebhookEventsError, WebhookUrlError,
};
use simple_chats_media::{MediaError, Refusal, ServiceError};
use simple_chats_persistence::uploads::UploadFailure;
use simple_chats_persistence::{CallerError, StoreError};

/// The result of a use case.
pub type AppResult<T> = Result<T, AppError>;

/// Why a use case failed. The texts are the REST API's and belong to the contract.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The e-mail address is malformed.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// The username is malformed.
    #[error(transparent)]
    Username(#[from] UsernameError),
    /// The name is malformed.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The password breaks a rule.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The message text can't be sent.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The client id is malformed.
    #[error(transparent)]
    ClientId(#[from] ClientIdError),
    /// The e-mail address is registered already.
    #[error("User '{0}' has been registered!")]
    EmailTaken(String),
    /// Another user has the username.
    #[error("Username '{0}' is busy! Try putting another one")]
    UsernameTaken(String),
    /// Another user has a username that looks like this one.
    #[error("Username '{0}' looks like that of another user! Try putting another one")]
    UsernameAlike(String),
    /// The update changes nothing.
    #[error("Nothing was updated")]
    NothingUpdated,
    /// Credentials are missing or of an unknown scheme.
    #[error("To access use Basic (base64) or Bearer (jwt) http authorization")]
    NoCredentials,
    /// Login and password are in another encoding than UTF-8 (RFC 7617, section 2.1).
    #[error(
        "To access use Basic (base64) or Bearer (jwt) http authorization, with login and password in UTF-8"
    )]
    CredentialsNotUtf8,
    /// Login and password don't match. The caller doesn't learn whether the login exists.
    #[error("Wrong login or password! Try again")]
    WrongCredentials,
    /// The password was right, and a second factor is missing.
    #[error("This account needs a second factor: send X-OTP or use an API token")]
    SecondFactorNeeded,
    /// The code of the second factor is wrong, or was used before.
    #[error("Wrong code! Try again")]
    WrongCode,
    /// The passkey isn't known, or its answer is wrong.
    #[error("This passkey cannot be used")]
    PasskeyRefused,
    /// The name of the passkey is malformed.
    #[error(transparent)]
    PasskeyName(#[from] PasskeyNameError),
    /// The user has too many passkeys already.
    #[error("You have {0} passkeys. Remove one of them first")]
    TooManyPasskeys(usize),
    /// The user has no such passkey, or the site has none.
    #[error("This passkey does not exist")]
    UnknownPasskey,
    /// The account got a second factor, or lost it, in the meantime.
    #[error("The second factor of this account has changed")]
    SecondFactorChanged,
    /// The API token has expired.
    #[error("Your authentication token period has expired")]
    TokenExpired,
    /// The API token is forged or revoked.
    #[error("Authentication token is not valid")]
    TokenInvalid,
    /// Nobody, or not this person, may register.
    #[error(transparent)]
    Registration(#[from] RegistrationError),
    /// The terms of an invitation are out of bounds.
    #[error(transparent)]
    InvitationTerms(#[from] InvitationError),
    /// The user may not invite others.
    #[error("Only administrators may invite")]
    InvitingNotAllowed,
    /// The user has too many invitations already.
    #[error("You have {0} invitations. Revoke some of them first")]
    TooManyInvitations(i64),
    /// The user made no such invitation.
    #[error("Invitation {0} does not exist")]
    UnknownInvitation(String),
    /// A token that is for reading was used for a change.
    #[error("This token may only read")]
    TokenMayOnlyRead,
    /// The request is for the user alone, and a program has sent it with a personal token.
    #[error("An API token can't be used for this: log in with the password")]
    NotByToken,
    /// The terms of a personal token are out of bounds.
    #[error(transparent)]
    TokenTerms(#[from] TokenTermsError),
    /// The user has too many personal tokens already.
    #[error("You have {0} tokens. Revoke some of them first")]
    TooManyTokens(i64),
    /// The keys of a subscription to pushes can't be used.
    #[error(transparent)]
    PushKeys(#[from] PushKeysError),
    /// The user has too many subscriptions to pushes already.
    #[error("{0} devices get notifications already. Remove some of them first")]
    TooManyPushSubscriptions(i64),
    /// The user has no such subscription.
    #[error("Subscription {0} does not exist")]
    UnknownPushSubscription(String),
    /// The URL of a webhook can't be used.
    #[error(transparent)]
    WebhookUrl(#[from] WebhookUrlError),
    /// The events of a webhook are none.
    #[error(transparent)]
    WebhookEvents(#[from] WebhookEventsError),
    /// The user has too many webhooks already.
    #[error("You have {0} webhooks. Delete some of them first")]
    TooManyWebhooks(i64),
    /// The user has no such webhook.
    #[error("Webhook {0} does not exist")]
    UnknownWebhook(String),
    /// The user has no such personal token.
    #[error("Token {0} does not exist")]
    UnknownToken(String),
    /// The current password, asked for as confirmation, is wrong.
    #[error("Wrong password! Try again")]
    WrongPassword,
    /// An administrator has suspended the account.
    #[error("This account is suspended")]
    Suspended,
    /// The user is not, or no longer, an administrator.
    #[error("Only administrators may do this")]
    NotAnAdministrator,
    /// The server would be left without an administrator.
    #[error("This is the last administrator. Make somebody else an administrator first")]
    LastAdministrator,
    /// The reset token has expired.
    #[error("Reset password token has expired. Use a new one")]
    ResetTokenExpired,
    /// The reset token was used before.
    #[error("Reset password token is not valid")]
    ResetTokenUsed,
    /// The reset token is unknown.
    #[error("Reset password token is not valid")]
    ResetTokenInvalid,
    /// The password is right, and the address isn't confirmed yet.
    #[error("Confirm Your e-mail first: open the link that was sent to it")]
    EmailUnconfirmed,
    /// The link that confirms an address has expired.
    #[error("This link has expired")]
    EmailLinkExpired,
    /// The link that confirms an address was used before, or voided by another one or a new password.
    #[error("This link is not valid any more")]
    EmailLinkUsed,
    /// The link that confirms an address is unknown.
    #[error("This link is not valid")]
    EmailLinkInvalid,
    /// The user does not exist.
    #[error("User {0} does not exist")]
    UnknownUser(String),
    /// The chat does not exist.
    #[error("Chat {0} does not exist")]
    UnknownChat(String),
    /// The message does not exist.
    #[error("Message {0} does not exist")]
    UnknownMessage(String),
    /// The user has no such session.
    #[error("Session {0} does not exist")]
    UnknownSession(String),
    /// The caller is not a participant of the chat.
    #[error("You are not a participant of this chat {0}")]
    NotAParticipant(ChatId),
    /// The message belongs to another chat.
    #[error("Message {0} is not from the chat {1}")]
    FromAnotherChat(MessageId, ChatId),
    /// The companion sent the message.
    #[error("Message {0} does not belong to you")]
    NotYourMessage(MessageId),
    /// The two users have a chat already.
    #[error("Your chat with the user {0} already exists")]
    ChatExists(UserId),
    /// Users can't chat with themselves.
    #[error("You cannot create a chat with yourself")]
    Yourself,
    /// The companion's account is deleted.
    #[error("You cannot write to a deleted user")]
    DeletedCompanion,
    /// The user has blocked the companion.
    #[error("Unblock this user to write")]
    BlockedCompanion,
    /// The companion doesn't want messages of the user, for whatever reason.
    #[error("You cannot write to this user")]
    NotWanted,
    /// The companion has blocked the user, whose chat the user can't delete for both.
    #[error("You cannot delete this chat for both of you")]
    NotDeletable,
    /// Users can't block themselves.
    #[error("You cannot block yourself")]
    BlockingYourself,
    /// The reason of a report is malformed.
    #[error(transparent)]
    ReportReason(#[from] ReportReasonError),
    /// There is no such report.
    #[error("Report {0} does not exist")]
    UnknownReport(String),
    /// A reply has several texts.
    #[error("A reply has one text")]
    SeveralReplies,
    /// There is no such attachment that the user sees, or may send.
    #[error("Attachment {0} does not exist")]
    UnknownAttachment(String),
    /// A request with attachments has several texts.
    #[error("A message with attachments has one text")]
    SeveralCarriers,
    /// A message would have too many attachments.
    #[error("A message has up to {MAX_ATTACHMENTS} attachments")]
    TooManyAttachments,
    /// A request names an attachment twice.
    #[error("An attachment is named twice")]
    RepeatedAttachment,
    /// The reaction is no emoji.
    #[error(transparent)]
    Emoji(#[from] EmojiError),
    /// The client id or idempotency key was used before, for another content.
    #[error("This key was used for another message before")]
    KeyReused,
    /// A message carries the attachment.
    #[error("Attachment {0} has been sent: delete the message")]
    SentAttachment(AttachmentId),
    /// Another request adds bytes to the upload.
    #[error("Another request is sending upload {0}")]
    UploadInUse(AttachmentId),
    /// Bytes of an upload don't follow those that are there.
    #[error("Upload-Offset: Must be {present}, the number of bytes received")]
    UploadOffset {
        /// How many are there.
        present: u64,
    },
    /// A request has more bytes than the announced number.
    #[error("The upload has more than the {0} bytes of Upload-Length")]
    LongerThanAnnounced(u64),
    /// An upload has no byte.
    #[error("The file is empty")]
    EmptyAttachment,
    /// An upload is longer than that many bytes.
    #[error("The file is longer than {0} bytes")]
    LongAttachment(u64),
    /// The attachments of the user take too much space.
    #[error("Your attachments take too much space. Delete some of them first")]
    QuotaExceeded,
    /// An upload can't be used.
    #[error(transparent)]
    UnusableAttachment(#[from] Refusal),
    /// An upload is no recording, or what the request says of it is malformed.
    #[error("{0}")]
    VoiceMessage(&'static str),
    /// A rate limit is exceeded.
    #[error("Too many requests. Try again in {retry_after} s")]
    RateLimited {
        /// Seconds until the next attempt may succeed.
        retry_after: u64,
    },
    /// The server is overloaded.
    #[error("{}", unavailable_text(*retry_after))]
    Unavailable {
        /// Seconds until another attempt makes sense.
        retry_after: u64,
    },
    /// The service that stores files failed.
    #[error("{}", unavailable_text(SERVICE_RETRY_AFTER))]
    StorageService(ServiceError),
    /// The database failed.
    #[error("{}", store_text(.0))]
    Store(#[from] StoreError),
    /// The server failed.
    #[error("{INTERNAL_TEXT}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// The code and the HTTP status of every case.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "it is one table of all cases")]
    pub fn kind(&self) -> (ErrorCode, StatusCode) {
        use ErrorCode as Code;
        use StatusCode as Status;
        match self {
            Self::Text(TextError::Empty) | Self::EmptyAttachment => (Code::Empty, Status::BAD_REQUEST),
            Self::LongAttachment(_) | Self::LongerThanAnnounced(_) => {
                (Code::TooLong, Status::PAYLOAD_TOO_LARGE)
            }
            Self::QuotaExceeded => (Code::QuotaExceeded, Status::FORBIDDEN),
            Self::UnusableAttachment(_) => (Code::BadRequest, Status::UNPROCESSABLE_ENTITY),
            Self::Text(TextError::TooLong) => (Code::TooLong, Status::BAD_REQUEST),
            Self::Email(_)
            | Self::Username(_)
            | Self::Name(_)
            | Self::Password(_)
            | Self::Text(TextError::Characters)
            | Self::ClientId(_)
            | Self::SeveralReplies
            | Self::SeveralCarriers
            | Self::TooManyAttachments
            | Self::RepeatedAttachment
            | Self::VoiceMessage(_)
            | Self::Emoji(_)
            | Self::PasskeyName(_)
            | Self::InvitationTerms(_)
            | Self::TokenTerms(_)
            | Self::PushKeys(_)
            | Self::WebhookUrl(_)
            | Self::WebhookEvents(_)
            | Self::NothingUpdated
            | Self::ReportReason(_)
            | Self::ResetTokenExpired
            | Self::ResetTokenUsed
            | Self::ResetTokenInvalid
            | Self::EmailLinkExpired
            | Self::EmailLinkUsed
            | Self::EmailLinkInvalid => (Code::BadRequest, Status::BAD_REQUEST),
            Self::EmailTaken(_) | Self::UsernameTaken(_) | Self::UsernameAlike(_) | Self::ChatExists(_) => {
                (Code::Conflict, Status::BAD_REQUEST)
            }
            Self::UploadInUse(_) => (Code::Conflict, Status::LOCKED),
            Self::KeyReused
            | Self::SecondFactorChanged
            | Self::SentAttachment(_)
            | Self::UploadOffset { .. } => (Code::Conflict, Status::CONFLICT),
            Self::NoCredentials
            | Self::CredentialsNotUtf8
            | Self::WrongCredentials
            | Self::SecondFactorNeeded
            | Self::WrongCode
            | Self::PasskeyRefused
            | Self::TokenExpired
            | Self::TokenInvalid => (Code::Unauthenticated, Status::UNAUTHORIZED),
            Self::WrongPassword
            | Self::Registration(_)
            | Self::InvitingNotAllowed
            | Self::EmailUnconfirmed
            | Self::Suspended
            | Self::NotAnAdministrator => (Code::Forbidden, Status::FORBIDDEN),
            Self::UnknownUser(_)
            | Self::UnknownChat(_)
            | Self::UnknownMessage(_)
            | Self::UnknownAttachment(_)
            | Self::UnknownInvitation(_)
            | Self::UnknownReport(_)
            | Self::UnknownToken(_)
            | Self::UnknownWebhook(_)
            | Self::UnknownPushSubscription(_)
            | Self::UnknownSession(_)
            | Self::UnknownPasskey => (Code::NotFound, Status::NOT_FOUND),
            Self::NotAParticipant(_) | Self::FromAnotherChat(..) | Self::NotYourMessage(_) => {
                (Code::NotYours, Status::FORBIDDEN)
            }
            Self::Yourself
            | Self::BlockingYourself
            | Self::TooManyWebhooks(_)
            | Self::TooManyPushSubscriptions(_) => (Code::NotPossible, Status::BAD_REQUEST),
            Self::DeletedCompanion
            | Self::BlockedCompanion
            | Self::NotWanted
            | Self::NotDeletable
            | Self::TooManyInvitations(_)
            | Self::TooManyPasskeys(_)
            | Self::TooManyTokens(_)
            | Self::LastAdministrator
            | Self::TokenMayOnlyRead
            | Self::NotByToken => (Code::NotPossible, Status::FORBIDDEN),
            Self::RateLimited { .. } => (Code::RateLimited, Status::TOO_MANY_REQUESTS),
            Self::Unavailable { .. }
            | Self::StorageService(_)
            | Self::Store(StoreError::Busy | StoreError::Contended(_) | StoreError::Unavailable(_)) => {
                (Code::Unavailable, Status::SERVICE_UNAVAILABLE)
            }
            Self::Store(_) | Self::Internal(_) => (Code::Internal, Status::INTERNAL_SERVER_ERROR),
        }
    }

    /// Seconds until another attempt makes sense, if known.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } | Self::Unavailable { retry_after } => Some(*retry_after),
            Self::StorageService(_) => Some(SERVICE_RETRY_AFTER),
            Self::Store(error) => store_retry_after(error),
            _ => None,
        }
    }

    /// The error for a fault of ours.
    pub(crate) fn internal(fault: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(fault))
    }

    /// Logs the cause, which the caller must not see. Call it once, where the answer is made.
    pub fn log(&self) {
        match self {
            Self::Store(StoreError::Unavailable(reason)) => {
                tracing::error!(%reason, "the database is unavailable");
            }
            Self::Store(error) if store_retry_after(error).is_none() => {
                tracing::error!(?error, "a request failed");
            }
            Self::StorageService(reason) => {
                tracing::error!(%reason, "the storage of attachments has failed");
            }
            Self::Internal(error) => tracing::error!(?error, "a request failed"),
            _ => {}
        }
    }

    /// The error for a broken rule of a chat.
    #[must_use]
    pub fn of_chat(error: ChatError, chat_id: ChatId) -> Self {
        match error {
            ChatError::Yourself => Self::Yourself,
            ChatError::NotAParticipant => Self::NotAParticipant(chat_id),
            ChatError::DeletedCompanion => Self::DeletedCompanion,
            // Credentials of a deleted account are no longer valid.
            ChatError::DeletedSender => Self::TokenInvalid,
            ChatError::BlockedCompanion => Self::BlockedCompanion,
            ChatError::NotWanted => Self::NotWanted,
        }
    }
}

/// Seconds.
const SERVICE_RETRY_AFTER: u64 = 5;

const INTERNAL_TEXT: &str = "Something went wrong on our side";

fn unavailable_text(retry_after: u64) -> String {
    format!("The server is too busy or a part of it is away. Try again in {retry_after} s")
}

fn store_text(error: &StoreError) -> String {
    store_retry_after(error).map_or_else(|| INTERNAL_TEXT.to_owned(), unavailable_text)
}

fn store_retry_after(error: &StoreError) -> Option<u64> {
    match error {
        StoreError::Busy | StoreError::Contended(_) => Some(1),
        StoreError::Unavailable(_) => Some(2),
        _ => None,
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

impl From<MediaError> for AppError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Refused(refusal) => Self::UnusableAttachment(refusal),
            MediaError::Service(failure) => Self::StorageService(failure),
            error @ MediaError::Io(_) => Self::internal(error),
        }
    }
}

impl From<UploadFailure> for AppError {
    fn from(failure: UploadFailure) -> Self {
        match failure {
            UploadFailure::QuotaExceeded => Self::QuotaExceeded,
            // The account is deleted.
            UploadFailure::Store(StoreError::NotFound) => Self::TokenInvalid,
            UploadFailure::Store(error) => Self::Store(error),
        }
    }
}

impl CallerError for AppError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// A query that may find no row.
pub(crate) trait MissingRow<T> {
    /// Turns a missing row into the error that names the missing thing.
    fn or_not_found(self, not_found: impl FnOnce() -> AppError) -> AppResult<T>;

    /// Turns a missing row into `None`.
    fn or_none(self) -> Result<Option<T>, StoreError>;
}

impl<T> MissingRow<T> for Result<T, StoreError> {
    fn or_not_found(self, not_found: impl FnOnce() -> AppError) -> AppResult<T> {
        self.or_none()?.ok_or_else(not_found)
    }

    fn or_none(self) -> Result<Option<T>, StoreError> {
        match self {
            Ok(row) => Ok(Some(row)),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
