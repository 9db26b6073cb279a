//! The shared state of all worker threads, built once at startup.

use crate::delivery::Hub;
use crate::rate_limits::{ConnectionTable, Exports, NetworkLimits, RateLimiter, ReadSlots, UnsentAnswers};
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
    pub(crate) rate_limiter: Arc<RateLimiter>,
    /// The reads in work of each user.
    pub(crate) read_slots: ReadSlots,
    /// What waits to be sent to each user.
    pub(crate) unsent: UnsentAnswers,
    /// The exports in work.
    pub(crate) exports: Exports,
    pub(crate) connections: Arc<ConnectionTable>,
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
    /// Signs the cookie that says who has logged in with a browser.
    pub(crate) known_browser: Signer,
    /// Signs the link by which the first administrator registers.
    pub(crate) setup: Signer,
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
            rate_limiter: Arc::new(RateLimiter::new(settings.rate_limits.as_ref())),
            read_slots: ReadSlots::default(),
            unsent: UnsentAnswers::default(),
            exports: Exports::default(),
            connections: connection_table(&settings),
            password_rules: PasswordRules {
                min_length: settings.min_password_length as usize,
                refuse_common: settings.refuse_common_passwords,
            },
            hasher: PasswordHasher::new(settings.bcrypt_cost, cores),
            credential_cache: CredentialCache::default(),
            tokens: ApiTokens::new(keyring, u64::from(settings.api_token_expires_in)),
            csrf: keyring.signer(KeyPurpose::Csrf),
            flash: keyring.signer(KeyPurpose::Flash),
            known_browser: keyring.signer(KeyPurpose::KnownBrowser),
            setup: keyring.signer(KeyPurpose::Setup),
            mail_queued: Arc::default(),
            settings,
            database,
            hub,
            epoch,
            instance_id,
        }
    }
}

/// How many connections there may be at once, if there are files for so many.
const MAX_CONNECTIONS: u64 = 25_000;

/// How many files the server needs beside its connections and those to the database.
const OTHER_FILES: u64 = 64;

/// How many files a connection to the database takes on SQLite: the database, its log, and the log's index.
const FILES_PER_READER: u64 = 3;

fn connection_table(settings: &Settings) -> Arc<ConnectionTable> {
    let limits = settings.rate_limits.as_ref().map(|limits| NetworkLimits {
        open: limits.connections_per_network,
        anonymous: limits.anonymous_connections_per_network,
    });
    let reserved = OTHER_FILES + FILES_PER_READER * u64::from(settings.database_pool_size);
    let files = rlimit::Resource::NOFILE.get_soft().unwrap_or(1_024);
    let max = files.saturating_sub(reserved).clamp(16, MAX_CONNECTIONS);
    ConnectionTable::new(usize::try_from(max).unwrap_or(16), limits, settings.trusted_proxies.clone())
}
