//! The effective settings as plain values. `docs/configuration.md` describes them.

use super::broker_url::BrokerServer;
use super::host::Host;
use super::rate_limits::RateLimits;
use super::report::Report;
use super::secret::Secret;
use super::web_origin::WebOrigin;
use ipnet::IpNet;
use simple_chats_auth::MailerSettings;
use simple_chats_domain::{Inviters, Language, RegistrationMode};
use simple_chats_media::Bucket;
use simple_chats_persistence::DatabaseAddress;
use std::net::SocketAddr;
use std::path::PathBuf;
use tracing::Level;
use url::Url;

/// The effective settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address to listen on; port 0 lets the system choose.
    pub(crate) listen: SocketAddr,
    /// The URL of the site for users: scheme, host, and port.
    pub(crate) public_url: Option<Url>,
    /// The certificate by which the server itself speaks HTTPS; `None` for plain HTTP.
    pub(crate) tls: Option<TlsFiles>,
    /// The folder of the embedded database, the key, and unsent mail.
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: DatabaseAddress,
    /// The database of flask-simple-chats that is to be imported.
    pub(crate) import_database_url: Option<Secret>,
    /// The most bytes of an attachment.
    pub(crate) max_attachment_size: u64,
    /// The most bytes of all attachments of a user; 0 for no limit.
    pub(crate) attachment_quota: u64,
    /// The bucket that has the bytes of attachments; `None` for a folder within the data folder.
    pub(crate) bucket: Option<Bucket>,
    pub(crate) database_pool_size: u32,
    /// The NATS servers that instances share; `None` for a single instance.
    pub(crate) broker: Option<BrokerSettings>,
    /// The key that all others are derived from; `None` means that of
    /// [`load_or_make_secret_key`](super::load_or_make_secret_key).
    pub(crate) secret_key: Option<Secret>,
    /// The previous key, whose tokens and cookies are still accepted.
    pub(crate) secret_key_previous: Option<Secret>,
    pub(crate) mail: MailerSettings,
    /// Lifetime of a reset link in seconds.
    pub(crate) reset_token_expires_in: u32,
    /// Lifetime of an API token in seconds.
    pub(crate) api_token_expires_in: u32,
    /// Lifetime of a session after its last visit in seconds.
    pub(crate) session_expires_in: u32,
    /// Lifetime of a session in total, in seconds.
    pub(crate) session_max_age: u32,
    /// Who may register.
    pub(crate) registration: RegistrationMode,
    /// Who may invite.
    pub(crate) inviters: Inviters,
    /// Whether an account can be used only after its address was confirmed.
    pub(crate) email_confirmation: bool,
    pub(crate) min_password_length: u32,
    pub(crate) refuse_common_passwords: bool,
    /// The bcrypt cost factor: 2 to this power rounds.
    pub(crate) bcrypt_cost: u32,
    pub(crate) chats_per_page: u32,
    pub(crate) messages_per_load: u32,
    /// The language of whoever asks for none that is there.
    pub(crate) default_language: Language,
    /// The rate limits; `None` if they are off.
    pub(crate) rate_limits: Option<RateLimits>,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are trusted.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Hosts under which the site may be asked, besides that of the public URL, loopback names, and literal addresses.
    pub(crate) allowed_hosts: Vec<Host>,
    /// Where metrics are served; port 0 lets the system choose.
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// Origins whose pages may use the API and open sockets, besides those of the site.
    pub(crate) cors_origins: Vec<WebOrigin>,
    /// Networks that webhooks may reach besides the public internet, also by http.
    pub(crate) webhook_networks: Vec<IpNet>,
    /// A file of certificates that webhooks are checked with instead of the system's.
    pub(crate) webhook_ca: Option<PathBuf>,
    pub(crate) logging: bool,
    pub(crate) log_format: LogFormat,
    pub(crate) log_level: Level,
    /// What a server should be warned of.
    pub(crate) warnings: Vec<String>,
    /// What concerns the arguments of the program, and so every command.
    pub(crate) argument_warnings: Vec<String>,
    /// The output of `config`: a line per setting with its value and origin; secrets are masked.
    pub(crate) report: Report,
}

/// The PEM files of a certificate, with those of the authorities in between, and of its private key.
#[derive(Debug, Clone)]
pub(crate) struct TlsFiles {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

/// How instances reach each other.
#[derive(Debug, Clone)]
pub(crate) struct BrokerSettings {
    pub(crate) servers: Vec<BrokerServer>,
    /// A file of certificates to trust instead of the system's.
    pub(crate) ca: Option<PathBuf>,
    /// What this server shows to a broker that asks for it.
    pub(crate) certificate: Option<TlsFiles>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// Text for people.
    Pretty,
    /// JSON for programs, one object per line.
    Json,
}
