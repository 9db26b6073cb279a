//! The secrets of Simple Chats: keys and signatures, tokens, passwords, and the mail that resets a password.
//!
//! This crate knows no database and no HTTP. Its callers store hashes of passwords and tokens, never the secrets
//! themselves. No secret appears in `Debug` output, an error, or a log line.

mod authenticator;
mod credential_cache;
mod digest;
mod encoding;
mod error;
mod hashing;
mod keys;
mod mailer;
mod outbox;
mod passkeys;
mod password;
mod recovery_code;
mod reset_mail;
mod sealing;
mod token;
mod totp;
mod werkzeug;

pub use authenticator::{AuthenticatorSecrets, Opened};
pub use credential_cache::CredentialCache;
pub use digest::Digest;
pub use error::{HashingError, MailError, PasswordError, TokenError};
pub use hashing::{Lane, MAX_QUEUED, PasswordHasher, Verification};
pub use keys::{KeyPurpose, Keyring, Signer, generate_secret};
pub use mailer::{Mailer, MailerSettings, SentMail};
pub use outbox::{delete_mails_for, list_recipients};
pub use passkeys::{Answered, Challenge, LoginAnswer, PasskeyError, PasskeySite, StoredPasskey};
pub use password::{MAX_PASSWORD_BYTES, Password, PasswordRules};
pub use recovery_code::{RecoveryCode, TypedCode};
pub use reset_mail::{Mail, reset_mail};
pub use sealing::Sealer;
pub use token::{ApiClaims, ApiTokens, IssuedToken, MAX_TOKEN_BYTES, OpaqueToken, hash_token};
pub use totp::TotpSecret;
