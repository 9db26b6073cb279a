//! The shared state of all worker threads, built once at startup.

use crate::delivery::Hub;
use crate::rate_limits::RateLimiter;
use crate::settings::Settings;
use simple_chats_auth::{
    ApiTokens, CredentialCache, KeyPurpose, Keyring, PasswordHasher, PasswordRules, Signer,
};
use simple_chats_persistence::Database;
use std::sync::Arc;
use tokio::sync::Notify;

/// The shared state of all worker threads.
pub struct AppState {
    pub(crate) settings: Settings,
    pub(crate) database: Database,
    pub(crate) hub: Hub,
    pub(crate) rate_limiter: RateLimiter,
    /// The rules for new passwords.
    pub password_rules: PasswordRules,
    /// Hashes and verifies passwords.
    pub hasher: PasswordHasher,
    /// Credentials that were right some minutes ago.
    pub(crate) credential_cache: CredentialCache,
    pub(crate) tokens: ApiTokens,
    /// Signs the tokens that tie a form to its browser.
    pub(crate) csrf: Signer,
    pub(crate) flash: Signer,
    /// Wakes the mail worker.
    pub mail_queued: Arc<Notify>,
    /// Identifies the database's history.
    pub epoch: String,
    /// Identifies this instance, new at each start.
    pub(crate) instance_id: String,
}

impl AppState {
    pub(crate) fn new(
        settings: Settings,
        keyring: &Keyring,
        database: Database,
        hub: Hub,
        epoch: String,
        instance_id: String,
    ) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Self {
            rate_limiter: RateLimiter::new(settings.rate_limits.as_ref()),
            password_rules: PasswordRules {
                min_length: settings.min_password_length as usize,
                refuse_common: settings.refuse_common_passwords,
            },
            hasher: PasswordHasher::new(settings.bcrypt_cost, cores),
            credential_cache: CredentialCache::default(),
            tokens: ApiTokens::new(keyring, u64::from(settings.api_token_expires_in)),
            csrf: keyring.signer(KeyPurpose::Csrf),
            flash: keyring.signer(KeyPurpose::Flash),
            mail_queued: Arc::default(),
            settings,
            database,
            hub,
            epoch,
            instance_id,
        }
    }
}
