//! The one table of all settings: name, default, visibility and help. Reading, printing, the command line's help and the
//! check of the documentation take theirs from here.

use super::broker_url::mask_servers;
use super::database_url::mask_url;

/// How a value may be shown in the output of `config` and in errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// As it is.
    Shown,
    /// A URL, without the password in it.
    WithoutPassword,
    /// A list of URLs, without what stands before each host.
    WithoutCredentials,
    /// Not at all.
    Hidden,
}

/// One setting, as people meet it.
#[derive(Debug)]
pub(crate) struct Setting {
    /// The name in the environment; in lower case it is the key in the file.
    pub(crate) name: &'static str,
    /// What holds where nothing is given: a value, or words where it follows from something else.
    pub(crate) default: &'static str,
    /// How its value may be shown.
    pub(crate) visibility: Visibility,
    /// One short line for people.
    pub(crate) help: &'static str,
}

impl Setting {
    /// The key in the configuration file; a limit's has its table in front.
    pub(crate) fn file_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }

    /// The value as it may be shown.
    pub(crate) fn show(&self, value: &str) -> String {
        match self.visibility {
            Visibility::Shown => value.to_owned(),
            Visibility::WithoutPassword => mask_url(value),
            Visibility::WithoutCredentials => mask_servers(value),
            Visibility::Hidden => "***".to_owned(),
        }
    }
}

macro_rules! settings {
    ($($name:ident: $visibility:ident, $default:literal, $help:literal;)*) => {
        $(
            #[doc = $help]
            pub(crate) const $name: Setting = Setting {
                name: stringify!($name),
                default: $default,
                visibility: Visibility::$visibility,
                help: $help,
            };
        )*
        /// All settings, in the order in which `config` prints them.
        pub(crate) const SETTINGS: &[Setting] = &[$($name),*];
    };
}

settings! {
    LISTEN: Shown, "127.0.0.1:8000", "Address and port to listen on";
    PUBLIC_URL: WithoutPassword, "unset", "How people reach the site";
    DATA_DIR: Shown, "data", "Folder for database, key and unsent mail";
    DATABASE_URL: WithoutPassword, "sqlite:DATA_DIR/simple-chats.sqlite3", "Database: sqlite:PATH or postgres://...";
    DB_USERNAME: Shown, "postgres", "User of the PostgreSQL database";
    DB_PASSWORD: Hidden, "postgres", "Password of that user";
    DB_HOST: Shown, "unset", "Host of the PostgreSQL database";
    DB_PORT: Shown, "5432", "Port of the PostgreSQL database";
    DB_NAME: Shown, "flask-simple-chats", "Name of the PostgreSQL database";
    DATABASE_POOL_SIZE: Shown, "8", "Database connections";
    NATS_URL: WithoutCredentials, "unset", "Broker that instances share: nats://...";
    SECRET_KEY: Hidden, "made on first start, kept in DATA_DIR/secret-key", "Key that all others are derived from";
    SECRET_KEY_PREVIOUS: Hidden, "unset", "The key before, still accepted";
    MAIL_SERVER: WithoutPassword, "unset", "Host that takes mail";
    MAIL_PORT: Shown, "587", "Port of that host";
    MAIL_USERNAME: Shown, "unset", "Name to log in with there";
    MAIL_PASSWORD: Hidden, "unset", "Password to log in with there";
    MAIL_USE_TLS: Shown, "true", "Demand STARTTLS";
    MAIL_DEFAULT_SENDER: Shown, "MAIL_USERNAME, else simple-chats@localhost", "Sender of mails";
    PASSWORD_DEFAULT_EXPIRES_IN: Shown, "1800", "Seconds that a reset link lives";
    AUTHENTICATION_TOKEN_DEFAULT_EXPIRES_IN: Shown, "3600", "Seconds that an API token lives";
    SESSION_EXPIRES_IN: Shown, "2592000", "Seconds of a session after its last visit";
    SESSION_MAX_AGE: Shown, "7776000", "Seconds of a session in all";
    REQUIRED_MIN_PASSWORD_LENGTH: Shown, "8", "Shortest password, in characters";
    COMMON_PASSWORDS: Shown, "refuse where PUBLIC_URL is set, else allow", "What to do with common ones: refuse or allow";
    BCRYPT_COST: Shown, "12", "Work of one password hash";
    CHATS_PER_PAGE: Shown, "8", "Chats on a page of the list";
    MESSAGES_PER_LOAD_EVENT: Shown, "30", "Messages that are loaded at once";
    RATE_LIMITS: Shown, "on", "Limits on, or off for load tests";
    TRUSTED_PROXIES: Shown, "none", "Proxies whose X-Forwarded-* are believed";
    LOGGING: Shown, "true", "Whether to log at all";
    LOG_FORMAT: Shown, "pretty on a terminal, else json", "Log lines: pretty or json";
    LOG_LEVEL: Shown, "info", "Least level: error, warn, info, debug or trace";
}

const fn limit(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { name, default, visibility: Visibility::Shown, help }
}

/// Tries to log in, by account and network.
pub(crate) const LOGIN_PER_ACCOUNT: Setting =
    limit("limits.login_per_account", "10/minute", "Tries to log in, by account and network");
/// Tries to log in, by network.
pub(crate) const LOGIN_PER_NETWORK: Setting =
    limit("limits.login_per_network", "60/minute", "Tries to log in, by network");
/// Registrations, by network.
pub(crate) const REGISTER_PER_NETWORK: Setting =
    limit("limits.register_per_network", "10/hour", "Registrations, by network");
/// Requests for a reset mail, by network.
pub(crate) const FORGOT_PASSWORD_PER_NETWORK: Setting =
    limit("limits.forgot_password_per_network", "5/hour", "Requests for a reset mail, by network");
/// Messages sent, by user.
pub(crate) const SEND_PER_USER: Setting =
    limit("limits.send_per_user", "5/second, burst 20", "Messages sent, by user");
/// Searches for people, by user.
pub(crate) const SEARCH_PER_USER: Setting =
    limit("limits.search_per_user", "5/second", "Searches for people, by user");

/// The limits, which only the file can set one by one.
pub(crate) const LIMITS: &[Setting] = &[
    LOGIN_PER_ACCOUNT,
    LOGIN_PER_NETWORK,
    REGISTER_PER_NETWORK,
    FORGOT_PASSWORD_PER_NETWORK,
    SEND_PER_USER,
    SEARCH_PER_USER,
];

/// Known names that this version can't serve, each with the way on. They stop the start where they are set, since who
/// sets one counts on it.
pub(crate) const UNSUPPORTED: &[(&str, &str)] = &[
    (
        "TLS_CERT",
        "speaks plain HTTP; expected it unset, and a reverse proxy that speaks HTTPS in front of the server",
    ),
    (
        "TLS_KEY",
        "speaks plain HTTP; expected it unset, and a reverse proxy that speaks HTTPS in front of the server",
    ),
    ("METRICS_LISTEN", "has no metrics; expected it unset"),
];
