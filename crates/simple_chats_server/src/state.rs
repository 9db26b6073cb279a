//! The shared state of all worker threads, built once at startup.

use crate::delivery::Hub;
use crate::file_store::FileStore;
use crate::measures::Measures;
use crate::rate_limits::{
    Bucket, ConnectionTable, Exports, MAX_REFUSALS, NetworkLimits, ProxyWatch, RateLimiter, ReadSlots,
    UnsentAnswers,
};
use crate::settings::Settings;
use simple_chats_auth::{
    ApiTokens, AuthenticatorSecrets, CredentialCache, KeyPurpose, Keyring, NoticeEvent, PasskeySite,
    PasswordHasher, PasswordRules, Signer, VapidKeys, WebhookSecrets,
};
use simple_chats_domain::{PersonalTokenId, UserId};
use simple_chats_persistence::Database;
use std::mem::Discriminant;
use std::sync::Arc;
use tokio::sync::Notify;

/// The shared state of all worker threads.
pub struct AppState {
    pub(crate) settings: Settings,
    pub(crate) database: Database,
    /// The bytes of attachments.
    pub(crate) files: FileStore,
    pub(crate) hub: Hub,
    pub(crate) rate_limiter: Arc<RateLimiter>,
    /// The reads in work of each user.
    pub(crate) read_slots: ReadSlots,
    /// What waits to be sent to each user.
    pub(crate) unsent: UnsentAnswers,
    /// The exports in work.
    pub(crate) exports: Exports,
    pub(crate) connections: Arc<ConnectionTable>,
    /// Whether trusted proxies name their clients.
    pub(crate) proxy_watch: ProxyWatch,
    /// The rules for new passwords.
    pub password_rules: PasswordRules,
    /// Hashes and verifies passwords.
    pub hasher: PasswordHasher,
    /// Credentials that were right some minutes ago.
    pub(crate) credential_cache: CredentialCache,
    pub(crate) tokens: ApiTokens,
    /// Encrypts the secrets of authenticator apps.
    pub(crate) authenticator_secrets: Arc<AuthenticatorSecrets>,
    /// By which push services recognize the server.
    pub(crate) vapid: VapidKeys,
    /// Encrypts the secrets of webhooks.
    pub(crate) webhook_secrets: WebhookSecrets,
    /// Makes and checks challenges for passkeys; nothing if the site has no name.
    pub(crate) passkey_site: Option<PasskeySite>,
    /// Signs the cookie that says when a passkey was used.
    pub(crate) recent_passkey: Signer,
    /// When the use of a personal token is stored.
    pub(crate) token_uses: Bucket<PersonalTokenId>,
    /// How many notices of each kind users get.
    pub(crate) notices: Bucket<(UserId, Discriminant<NoticeEvent>)>,
    /// Signs the tokens that tie a form to its browser.
    pub(crate) csrf: Signer,
    pub(crate) flash: Signer,
    /// Signs the cookie that says who has logged in with a browser.
    pub(crate) known_browser: Signer,
    /// Signs the link by which the first administrator registers.
    pub(crate) setup: Signer,
    /// Signs the links by which mails about missed messages are turned off.
    pub(crate) unsubscribing: Signer,
    /// What is counted for metrics.
    pub(crate) measures: Arc<Measures>,
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
        rate_limiter: Arc<RateLimiter>,
        epoch: String,
        instance_id: String,
    ) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Self {
            files: FileStore::of(&settings),
            rate_limiter,
            read_slots: ReadSlots::default(),
            unsent: UnsentAnswers::default(),
            exports: Exports::default(),
            connections: connection_table(&settings),
            proxy_watch: ProxyWatch::default(),
            password_rules: PasswordRules {
                min_length: settings.min_password_length as usize,
                refuse_common: settings.refuse_common_passwords,
            },
            hasher: PasswordHasher::new(settings.bcrypt_cost, cores),
            credential_cache: CredentialCache::default(),
            tokens: ApiTokens::new(keyring, u64::from(settings.api_token_expires_in)),
            authenticator_secrets: Arc::new(AuthenticatorSecrets::new(keyring)),
            vapid: VapidKeys::new(keyring),
            webhook_secrets: WebhookSecrets::new(keyring),
            passkey_site: passkey_site(keyring, &settings),
            recent_passkey: keyring.signer(KeyPurpose::RecentPasskey),
            token_uses: Bucket::once_a_minute(),
            notices: Bucket::per_day(NOTICES_PER_DAY),
            csrf: keyring.signer(KeyPurpose::Csrf),
            flash: keyring.signer(KeyPurpose::Flash),
            known_browser: keyring.signer(KeyPurpose::KnownBrowser),
            setup: keyring.signer(KeyPurpose::Setup),
            unsubscribing: keyring.signer(KeyPurpose::Unsubscribing),
            measures: Arc::default(),
            mail_queued: Arc::default(),
            settings,
            database,
            hub,
            epoch,
            instance_id,
        }
    }
}

/// For the host of the public URL or, on a first try, of this machine.
fn passkey_site(keyring: &Keyring, settings: &Settings) -> Option<PasskeySite> {
    let host = settings.public_url.as_ref().and_then(url::Url::host_str);
    PasskeySite::new(keyring, host.unwrap_or("localhost"))
}
/// How many notices of one kind a user gets a day, counted by each instance: whoever knows a password can't fill the mailbox,
/// nor use up the notice of a changed password by logging in often.
const NOTICES_PER_DAY: u32 = 10;

/// How many connections there may be at once, if there are files for so many.
const MAX_CONNECTIONS: u64 = 25_000;

/// How many files the server needs beside its connections, those to the database, and those that are refused: its own, and those
/// of what it asks itself, such as the mail server.
const OTHER_FILES: u64 = 64;

/// How many events are delivered to webhooks at the same time: each takes a file.
const MAX_DELIVERIES: u64 = 128;

/// How many pushes are sent at the same time: each takes a file.
const MAX_PUSHES: u64 = 96;

/// How many files a connection to the database takes on SQLite: the database, its log, and the log's index.
const FILES_PER_READER: u64 = 3;

fn connection_table(settings: &Settings) -> Arc<ConnectionTable> {
    let limits = settings.rate_limits.as_ref().map(|limits| NetworkLimits {
        open: limits.connections_per_network,
        anonymous: limits.anonymous_connections_per_network,
    });
    let reserved = OTHER_FILES
        + MAX_DELIVERIES
        + MAX_PUSHES
        + MAX_REFUSALS as u64
        + FILES_PER_READER * u64::from(settings.database_pool_size);
    let files = rlimit::Resource::NOFILE.get_soft().unwrap_or(1_024);
    let max = files.saturating_sub(reserved).clamp(16, MAX_CONNECTIONS);
    ConnectionTable::new(usize::try_from(max).unwrap_or(16), limits, settings.trusted_proxies.clone())
}
