//! The settings, read once at startup and passed down: values, origins, and combinations that can't work. The spelling of
//! flags belongs to the command line.

mod broker_ca;
mod broker_url;
mod combinations;
mod database_url;
mod dot_env;
mod error;
mod file;
mod host;
mod parse;
mod rate_limits;
mod reader;
mod report;
mod secret;
mod secret_key;
mod sources;
mod storage_url;
pub(crate) mod table;
mod values;
mod web_origin;

pub(crate) use self::broker_url::{BrokerCredentials, BrokerServer};
pub(crate) use self::database_url::address as parse_database_url;
pub(crate) use self::error::SettingsError;
pub(crate) use self::host::{Host, without_dot};
pub(crate) use self::rate_limits::{RateLimit, RateLimits};
pub(crate) use self::secret::Secret;
pub(crate) use self::secret_key::{load_or_make_secret_key, make_data_dir};
pub use self::sources::{ConfigFile, Flags, Sources};
pub use self::values::Settings;
pub(crate) use self::values::{BrokerSettings, LogFormat, TlsFiles};
pub(crate) use self::web_origin::WebOrigin;

use self::parse::number;
use self::reader::Reader;
use self::report::Origin;
use simple_chats_auth::MailerSettings;
use simple_chats_domain::RegistrationMode;
use simple_chats_persistence::DatabaseAddress;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// The longest duration that can be set, in seconds: ten years.
const TEN_YEARS: u32 = 315_360_000;

impl Settings {
    /// Reads all settings.
    ///
    /// Fails with one line at the first setting that is malformed, unknown, or can't work.
    pub fn read(sources: &Sources) -> Result<Self, SettingsError> {
        let mut reader = Reader::new(sources)?;
        let (mut warnings, mut argument_warnings) = (Vec::new(), Vec::new());
        let read = &mut reader;
        let public_url = read.optional(&table::PUBLIC_URL, parse::public_url)?;
        let data_dir = read.value(&table::DATA_DIR, parse::text).map(PathBuf::from)?;
        let log_format = if sources.terminal { "pretty" } else { "json" };
        let listen = read.value(&table::LISTEN, parse::listen)?;
        let mut settings = Self {
            listen,
            tls: read_tls(read)?,
            database_url: read_database_url(read, &data_dir, &mut warnings, &mut argument_warnings)?,
            import_database_url: read.optional(&table::IMPORT_DATABASE_URL, database_url::postgres)?,
            max_attachment_size: read.value(&table::MAX_ATTACHMENT_SIZE, parse::bytes(1))?,
            attachment_quota: read.value(&table::ATTACHMENT_QUOTA, parse::bytes(0))?,
            bucket: storage_url::read(read)?,
            database_pool_size: read.value(&table::DATABASE_POOL_SIZE, number(1, 1_000))?,
            broker: read_broker(read)?,
            secret_key: read_secret_key(read, &data_dir)?,
            secret_key_previous: read.optional(&table::SECRET_KEY_PREVIOUS, parse::secret)?,
            mail: read_mail(read, &data_dir, public_url.as_ref())?,
            reset_token_expires_in: read.value(&table::PASSWORD_DEFAULT_EXPIRES_IN, number(1, TEN_YEARS))?,
            api_token_expires_in: read
                .value(&table::AUTHENTICATION_TOKEN_DEFAULT_EXPIRES_IN, number(1, TEN_YEARS))?,
            session_expires_in: read.value(&table::SESSION_EXPIRES_IN, number(1, TEN_YEARS))?,
            session_max_age: read.value(&table::SESSION_MAX_AGE, number(1, TEN_YEARS))?,
            registration: read_registration(read, listen, public_url.is_some())?,
            inviters: read.value(&table::INVITATIONS, parse::inviters)?,
            email_confirmation: read.value(&table::EMAIL_CONFIRMATION, parse::on_or_off)?,
            min_password_length: read.value(&table::REQUIRED_MIN_PASSWORD_LENGTH, number(1, 256))?,
            refuse_common_passwords: read_refuse_common_passwords(read, public_url.is_some())?,
            bcrypt_cost: read.value(&table::BCRYPT_COST, number(4, 20))?,
            chats_per_page: read.value(&table::CHATS_PER_PAGE, number(1, 100))?,
            messages_per_load: read.value(&table::MESSAGES_PER_LOAD_EVENT, number(1, 100))?,
            default_language: read.value(&table::DEFAULT_LANGUAGE, parse::language)?,
            rate_limits: read_rate_limits(read)?,
            trusted_proxies: read.value(&table::TRUSTED_PROXIES, parse::networks)?,
            allowed_hosts: read.optional(&table::ALLOWED_HOSTS, parse::hosts)?.unwrap_or_default(),
            metrics_listen: read.optional(&table::METRICS_LISTEN, parse::listen)?,
            cors_origins: read.value(&table::CORS_ORIGINS, web_origin::origins)?,
            webhook_networks: read.value(&table::WEBHOOK_ALLOW_NETWORKS, parse::networks)?,
            webhook_ca: read.optional(&table::WEBHOOK_CA, broker_ca::file)?,
            logging: read.value(&table::LOGGING, parse::truth)?,
            log_format: read.value_or(&table::LOG_FORMAT, log_format, Origin::Default, parse::log_format)?,
            log_level: read.value(&table::LOG_LEVEL, parse::log_level)?,
            public_url,
            data_dir,
            warnings,
            argument_warnings,
            report: reader.report,
        };
        let more_warnings = combinations::check(&settings)?;
        settings.warnings.extend(more_warnings);
        Ok(settings)
    }
}

impl Settings {
    /// The database for the operator: a full path, or a URL without the password.
    pub(crate) fn shown_database(&self) -> String {
        match &self.database_url {
            DatabaseAddress::Sqlite(path) => {
                std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string()
            }
            DatabaseAddress::Postgres(url) => database_url::mask_url(url),
        }
    }
}

/// `DATABASE_URL`, else the original's names of a PostgreSQL database, else the embedded database.
fn read_database_url(
    reader: &mut Reader<'_>,
    data_dir: &Path,
    warnings: &mut Vec<String>,
    argument_warnings: &mut Vec<String>,
) -> Result<DatabaseAddress, SettingsError> {
    let host = reader.optional(&table::DB_HOST, parse::database_host)?;
    let user = reader.value(&table::DB_USERNAME, parse::text)?;
    let password = reader.value(&table::DB_PASSWORD, parse::secret)?;
    let port = reader.value(&table::DB_PORT, parse::port)?;
    let name = reader.value(&table::DB_NAME, parse::text)?;

    let origin = reader.origin(&table::DATABASE_URL);
    let (implied, implied_by) = if let Some(host) = &host {
        let url = database_url::postgres_url(&user, password.expose(), host, port, &name);
        (url, Origin::Setting(table::DB_HOST.name))
    } else {
        (format!("sqlite:{}", data_dir.join("simple-chats.sqlite3").display()), Origin::Default)
    };
    if origin.is_none() && host.is_none() {
        let others = [&table::DB_USERNAME, &table::DB_PASSWORD, &table::DB_PORT, &table::DB_NAME];
        let given: Vec<_> =
            others.iter().filter(|other| reader.origin(other).is_some()).map(|other| other.name).collect();
        combinations::warn_of_ignored_database_names(&given, warnings);
    }
    let url = reader.value_or(&table::DATABASE_URL, &implied, implied_by, database_url::address)?;
    if let (DatabaseAddress::Postgres(url), Some(Origin::Flag)) = (&url, origin) {
        combinations::warn_of_password_in_flag(url, argument_warnings);
    }
    Ok(url)
}

fn read_broker(reader: &mut Reader<'_>) -> Result<Option<BrokerSettings>, SettingsError> {
    let servers = reader.optional(&table::NATS_URL, broker_url::servers)?;
    let ca = reader.optional(&table::NATS_CA, broker_ca::file)?;
    let certificate = reader.optional(&table::NATS_CERT, broker_ca::certificate)?;
    let key = reader.optional(&table::NATS_KEY, broker_ca::key)?;
    let certificate = combinations::pair_of_tls([&table::NATS_CERT, &table::NATS_KEY], certificate, key)?;
    Ok(servers.map(|servers| BrokerSettings { servers, ca, certificate }))
}

fn read_tls(reader: &mut Reader<'_>) -> Result<Option<TlsFiles>, SettingsError> {
    let certificate = reader.optional(&table::TLS_CERT, parse::text)?;
    let key = reader.optional(&table::TLS_KEY, parse::text)?;
    combinations::pair_of_tls([&table::TLS_CERT, &table::TLS_KEY], certificate, key)
}

fn read_secret_key(reader: &mut Reader<'_>, data_dir: &Path) -> Result<Option<Secret>, SettingsError> {
    let key = reader.optional(&table::SECRET_KEY, parse::secret)?;
    if key.is_none() {
        let shown = format!("made on first start, kept in {}", data_dir.join("secret-key").display());
        reader.report.note(&table::SECRET_KEY, shown, Origin::Default);
    }
    Ok(key)
}

fn read_mail(
    reader: &mut Reader<'_>,
    data_dir: &Path,
    public_url: Option<&Url>,
) -> Result<MailerSettings, SettingsError> {
    let username = reader.optional(&table::MAIL_USERNAME, parse::text)?;
    let (sender, implied_by) = match &username {
        Some(username) => (username.as_str(), Origin::Setting(table::MAIL_USERNAME.name)),
        None => ("simple-chats@localhost", Origin::Default),
    };
    let password = reader.optional(&table::MAIL_PASSWORD, parse::secret)?;
    Ok(MailerSettings {
        server: reader.optional(&table::MAIL_SERVER, parse::host)?,
        port: reader.value(&table::MAIL_PORT, parse::port)?,
        password: password.map(|password| password.expose().to_owned()),
        use_tls: reader.value(&table::MAIL_USE_TLS, parse::truth)?,
        sender: reader.value_or(&table::MAIL_DEFAULT_SENDER, sender, implied_by, parse::mail_sender)?,
        hello_name: read_hello_name(reader, public_url)?,
        username,
        outbox_directory: data_dir.join("outbox"),
    })
}

fn read_hello_name(
    reader: &mut Reader<'_>,
    public_url: Option<&Url>,
) -> Result<Option<String>, SettingsError> {
    // An IPv6 address stands in brackets in a URL.
    let host = public_url.and_then(Url::host_str).map(|host| host.trim_matches(['[', ']']));
    match host {
        Some(host) => {
            let implied_by = Origin::Setting(table::PUBLIC_URL.name);
            reader.value_or(&table::MAIL_HELLO_NAME, host, implied_by, parse::host).map(Some)
        }
        None => reader.optional(&table::MAIL_HELLO_NAME, parse::host),
    }
}

/// Open to everyone only where nobody else can come by.
fn read_registration(
    reader: &mut Reader<'_>,
    listen: SocketAddr,
    is_public: bool,
) -> Result<RegistrationMode, SettingsError> {
    let (implied, implied_by) = if is_public {
        ("invitation", Origin::Setting(table::PUBLIC_URL.name))
    } else if listen.ip().is_loopback() {
        ("open", Origin::Default)
    } else {
        ("invitation", Origin::Setting(table::LISTEN.name))
    };
    reader.value_or(&table::REGISTRATION, implied, implied_by, parse::registration)
}

fn read_refuse_common_passwords(reader: &mut Reader<'_>, is_public: bool) -> Result<bool, SettingsError> {
    let (implied, implied_by) = if is_public {
        ("refuse", Origin::Setting(table::PUBLIC_URL.name))
    } else {
        ("allow", Origin::Default)
    };
    reader.value_or(&table::COMMON_PASSWORDS, implied, implied_by, parse::refuse_or_allow)
}

fn read_rate_limits(reader: &mut Reader<'_>) -> Result<Option<RateLimits>, SettingsError> {
    let on = reader.value(&table::RATE_LIMITS, parse::on_or_off)?;
    let limits = RateLimits {
        login_per_account: reader.value(&table::LOGIN_PER_ACCOUNT, str::parse)?,
        login_per_network: reader.value(&table::LOGIN_PER_NETWORK, str::parse)?,
        register_per_network: reader.value(&table::REGISTER_PER_NETWORK, str::parse)?,
        forgot_password_per_network: reader.value(&table::FORGOT_PASSWORD_PER_NETWORK, str::parse)?,
        forgot_password_per_address: reader.value(&table::FORGOT_PASSWORD_PER_ADDRESS, str::parse)?,
        send_per_user: reader.value(&table::SEND_PER_USER, str::parse)?,
        read_per_user: reader.value(&table::READ_PER_USER, str::parse)?,
        search_per_user: reader.value(&table::SEARCH_PER_USER, str::parse)?,
        upload_per_user: reader.value(&table::UPLOAD_PER_USER, str::parse)?,
        connections_per_network: reader.value(&table::CONNECTIONS_PER_NETWORK, number(1, 1_000_000))?,
        anonymous_connections_per_network: reader
            .value(&table::ANONYMOUS_CONNECTIONS_PER_NETWORK, number(1, 1_000_000))?,
    };
    Ok(on.then_some(limits))
}

#[cfg(test)]
mod tests;
