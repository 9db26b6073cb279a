//! The domain of Simple Chats: users, chats, and messages, and the rules that they follow.
//!
//! This crate holds types and rules and nothing else: no input or output, no clock, no database. Text from outside is
//! parsed once into a type ([`Username`], [`EmailAddress`], [`MessageText`], …), and from then on the type is proof that
//! it is valid. Some types are permits: only [`Chat::compose`] makes a [`NewMessage`], and the persistence crate inserts
//! nothing else, so programs that import these crates keep the rules too.
//!
//! ```
//! use simple_chats_domain::{Chat, ChatId, MessageText, Person, SendStamp, UserId, Username, cut_to_millis};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let person = |id, name: &str| Person { user_id: UserId::stored(id), username: Some(name.into()), name: name.into() };
//! let (ann, ben) = (person(1, "ann"), person(2, "ben"));
//! let chat = Chat::new(ChatId::stored(7), ann.user_id, ben.user_id)?;
//! let text = MessageText::parse("Hello,\r\nBen!")?;
//! assert_eq!(text.as_str(), "Hello,\nBen!");
//!
//! let now = cut_to_millis(chrono::DateTime::UNIX_EPOCH);
//! let message = chat.compose(&ann, &ben, text, SendStamp::at(now))?;
//! assert_eq!(message.receiver_id(), ben.user_id);
//! assert!(Username::parse("no spaces, please").is_err());
//! # Ok(())
//! # }
//! ```

mod adopted;
mod attachments;
mod audit;
mod chat_changes;
mod chats;
mod error;
mod events;
#[cfg(test)]
mod fuzz;
mod history;
mod ids;
mod languages;
mod lifetimes;
mod listing;
mod message_search;
mod messages;
mod name_characters;
mod notification_settings;
mod people_query;
mod personal_tokens;
mod preferences;
mod privacy;
mod public_addresses;
mod push;
mod reactions;
mod registration;
mod replies;
mod reports;
mod search_key;
mod send_request;
mod text;
mod times;
mod username_skeleton;
mod users;
mod webhooks;
mod wrong_codes;

pub use adopted::{AdoptedText, MAX_ADOPTED_TEXT_CHARS};
pub use attachments::{
    Attachment, AttachmentId, AttachmentIdError, AttachmentKind, AttachmentName, MAX_ATTACHMENT_NAME_BYTES,
    MAX_ATTACHMENTS, NewUpload, StoredAttachment, UNSENT_UPLOAD_HOURS, WAVEFORM_VALUES, Waveform,
    WaveformError,
};
pub use audit::AuditAction;
pub use chat_changes::ChatChange;
pub use chats::{Chat, ChatCursor, ChatError, ChatOverview, Pair};
pub use error::ErrorCode;
pub use events::{Ack, Event, Origin, Presence, Publication, SocketId};
pub use history::{HistoryPage, HistoryRange};
pub use ids::{
    ChatId, IdError, InvitationId, MAX_ID, MessageId, PersonalTokenId, PushSubscriptionId, ReportId, UserId,
    WebhookId,
};
pub use languages::{Language, LanguageError, TextDirection};
pub use lifetimes::{
    ChatLifetime, Lifetime, LifetimeAction, LifetimeChange, LifetimeError, LifetimeProposal,
};
pub use listing::{
    ChatQuery, DateRange, Direction, ListQuery, MAX_PAGE, MessageColumn, MessageFilter, MessageQuery, Page,
    Paging, UserColumn, UserFilter, UserQuery,
};
pub use message_search::{
    FoundMessage, MAX_TEXT_QUERY_CHARS, MessageSearch, SEARCH_TERMS_VERSION, SearchAuthor, SearchContent,
    SearchFilter, SearchTerm, TextQuery, TextQueryError, search_terms,
};
pub use messages::{
    ClientId, ClientIdError, MAX_CLIENT_ID_CHARS, MAX_TEXT_CHARS, MAX_TEXTS, Message, MessageText,
    NewMessage, SendStamp, StoredMessage, TextError,
};
pub use notification_settings::{
    MissedAfter, NotificationChange, NotificationSettings, QuietHours, QuietHoursError, TimeOfDay, time_zones,
};
pub use people_query::{ExactPerson, PeopleQuery};
pub use personal_tokens::{PersonalToken, TokenScope, TokenTerms, TokenTermsError};
pub use preferences::{ChatPreferences, Mute, PreferencesChange};
pub use privacy::{
    ChatPrivacy, ChatRequest, Findable, MAX_REQUEST_MESSAGES, Privacy, PrivacyChange, WhoMayWrite,
};
pub use public_addresses::is_public;
pub use push::{MAX_PUSH_SUBSCRIPTIONS, PUSH_LIFETIME, PushRetry, PushSubscription, push_label};
pub use reactions::{Emoji, EmojiError, Reaction};
pub use registration::{
    Invitation, InvitationError, InvitationTerms, Inviters, RegistrationError, RegistrationMode,
};
pub use replies::{MAX_QUOTE_CHARS, Original, Quote};
pub use reports::{ReportReason, ReportReasonError};
pub use search_key::{SEARCH_KEY_VERSION, search_key};
pub use send_request::{Destination, SendError, SendRequest, SentMessages};
pub use text::fold;
pub use times::{RestTime, cut_to_millis, parse_time, rfc3339_millis};
pub use username_skeleton::username_skeleton;
pub use users::{
    EmailAddress, EmailError, NAME_LENGTH, Name, NameError, NewUser, PasskeyName, PasskeyNameError, Person,
    ProfileChange, USERNAME_LENGTH, User, Username, UsernameError, login_key,
};
pub use webhooks::{
    DeliveryRetry, MAX_WAITING_EVENTS, MAX_WEBHOOK_URL_CHARS, MAX_WEBHOOKS, Webhook, WebhookAnswer,
    WebhookEvent, WebhookEvents, WebhookEventsError, WebhookUrlError,
};
pub use wrong_codes::WrongCodes;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
