//! What every request may need, made once at the start and shared by all worker threads.

use crate::delivery::Hub;
use crate::limits::Limits;
use crate::mail_room::Bell;
use crate::settings::Settings;
use simple_chats_auth::Keyring;
use simple_chats_auth::{ApiTokens, CredentialCache, PasswordHasher, PasswordRules, Purpose, Signer};
use simple_chats_persistence::Database;

/// What every request may need.
pub struct AppState {
    /// What the operator has set.
    pub settings: Settings,
    /// Users, chats and messages.
    pub database: Database,
    /// Who gets told of what.
    pub hub: Hub,
    /// How often something may be done.
    pub limits: Limits,
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
    /// Wakes whoever sends mails.
    pub mail_bell: Bell,
    /// The name of the database's history.
    pub epoch: String,
    /// The name of this instance, made at each start.
    pub instance_id: String,
}

/// What was opened for the settings.
pub struct Opened {
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
    /// Puts together what depends on the settings alone with what was opened for them.
    #[must_use]
    pub fn new(settings: Settings, keyring: &Keyring, opened: Opened) -> Self {
        let Opened { database, hub, epoch, instance_id } = opened;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Self {
            limits: Limits::new(settings.rate_limits.as_ref()),
            password_rules: PasswordRules {
                min_length: settings.min_password_length as usize,
                refuse_common: settings.refuse_common_passwords,
            },
            hasher: PasswordHasher::new(settings.bcrypt_cost, cores),
            credential_cache: CredentialCache::new(),
            tokens: ApiTokens::new(keyring, u64::from(settings.api_token_expires_in)),
            csrf: keyring.signer(Purpose::Csrf),
            flash: keyring.signer(Purpose::Flash),
            mail_bell: Bell::default(),
            settings,
            database,
            hub,
            epoch,
            instance_id,
        }
    }
}
