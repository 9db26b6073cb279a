//! The secrets of Simple Chats: keys and signatures, tokens, passwords, and the mails about accounts.
//!
//! This crate knows no database and no HTTP. Its callers store hashes of passwords and tokens, never the secrets
//! themselves. No secret appears in `Debug` output, an error, or a log line.

mod authenticator;
mod credential_cache;
mod digest;
mod email_mail;
mod encoding;
mod error;
#[cfg(test)]
mod fuzz;
mod hashing;
mod keys;
mod mail;
mod mailer;
mod missed_mail;
mod notice_mail;
mod outbox;
mod passkeys;
mod password;
mod personal_token;
mod push_encryption;
mod recovery_code;
mod reset_mail;
mod sealing;
mod test_mail;
mod token;
mod totp;
mod vapid;
mod webhook_mail;
mod webhook_secret;
mod werkzeug;

pub use authenticator::{AuthenticatorSecrets, Opened};
pub use credential_cache::CredentialCache;
pub use digest::Digest;
pub use email_mail::{confirmation_mail, taken_mail};
pub use error::{HashingError, MailError, PasswordError, TokenError};
pub use hashing::{Lane, MAX_QUEUED, PasswordHasher, Verification};
pub use keys::{KeyPurpose, Keyring, Signer, generate_secret};
pub use mail::Mail;
pub use mailer::{Mailer, MailerSettings, SentMail};
pub use missed_mail::{MissedChat, missed_mail};
pub use notice_mail::{Notice, NoticeEvent, NoticeOrigin, notice_mail};
pub use outbox::{delete_mails_for, list_recipients};
pub use passkeys::{Answered, Challenge, LoginAnswer, PasskeyError, PasskeySite, StoredPasskey};
pub use password::{MAX_PASSWORD_BYTES, Password, PasswordRules};
pub use personal_token::PersonalTokenSecret;
pub use push_encryption::{PushKeys, PushKeysError};
pub use recovery_code::{RecoveryCode, TypedCode};
pub use reset_mail::reset_mail;
pub use sealing::Sealer;
pub use test_mail::test_mail;
pub use token::{ApiClaims, ApiTokens, IssuedToken, MAX_TOKEN_BYTES, OpaqueToken, hash_token};
pub use totp::TotpSecret;
pub use vapid::{Vapid, VapidKeys};
pub use webhook_mail::paused_webhook_mail;
pub use webhook_secret::{OpenedWebhookSecret, WebhookSecret, WebhookSecrets, webhook_event_id};
pub use werkzeug::is_werkzeug_hash;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
