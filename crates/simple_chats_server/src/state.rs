//! What every request may need, made once at the start and shared by all worker threads.

use crate::delivery::Hub;
use crate::rate_limits::RateLimiter;
use crate::settings::Settings;
use simple_chats_auth::Keyring;
use simple_chats_auth::{ApiTokens, CredentialCache, PasswordHasher, PasswordRules, Purpose, Signer};
use simple_chats_persistence::Database;
use std::sync::Arc;
use tokio::sync::Notify;

/// What every request may need.
pub struct AppState {
    /// What the operator has set.
    pub settings: Settings,
    /// Users, chats and messages.
    pub database: Database,
    /// Who gets told of what.
    pub hub: Hub,
    /// How often something may be done.
    pub rate_limiter: RateLimiter,
    /// Which passwords may be chosen.
    pub password_rules: PasswordRules,
    /// Hashes and checks passwords.
    pub hasher: PasswordHasher,
    /// Credentials that were right some minutes ago.
    pub credential_cache: CredentialCache,
    /// Tokens of the REST API.
    pub tokens: ApiTokens,
    /// Signs what ties a form to its browser.
    pub csrf: Signer,
    /// Signs messages to the next page.
    pub flash: Signer,
    /// Wakes the mail worker.
    pub mail_queued: Arc<Notify>,
    /// The name of the database's history.
    pub epoch: String,
    /// The name of this instance, made at each start.
    pub instance_id: String,
}

/// The resources that startup opens before the state is put together.
pub struct Resources {
    /// Users, chats and messages.
    pub database: Database,
    /// Who gets told of what.
    pub hub: Hub,
    /// The name of the database's history.
    pub epoch: String,
    /// The name of this instance.
    pub instance_id: String,
}

impl AppState {
    /// Puts together what depends on the settings alone with the opened resources.
    #[must_use]
    pub fn new(settings: Settings, keyring: &Keyring, resources: Resources) -> Self {
        let Resources { database, hub, epoch, instance_id } = resources;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Self {
            rate_limiter: RateLimiter::new(settings.rate_limits.as_ref()),
            password_rules: PasswordRules {
                min_length: settings.min_password_length as usize,
                refuse_common: settings.refuse_common_passwords,
            },
            hasher: PasswordHasher::new(settings.bcrypt_cost, cores),
            credential_cache: CredentialCache::new(),
            tokens: ApiTokens::new(keyring, u64::from(settings.api_token_expires_in)),
            csrf: keyring.signer(Purpose::Csrf),
            flash: keyring.signer(Purpose::Flash),
            mail_queued: Arc::default(),
            settings,
            database,
            hub,
            epoch,
            instance_id,
        }
    }
}
