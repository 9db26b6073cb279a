//! The table of all settings: name, default, visibility, and help. Parsing, `config`, `--help`, and the check of the
//! documentation use it.

use super::broker_url::mask_servers;
use super::database_url::mask_url;

/// How a value is shown by `config` and in errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    Shown,
    /// As a URL with its password masked.
    WithoutPassword,
    /// As a list of URLs with their credentials masked.
    WithoutCredentials,
    Hidden,
}

#[derive(Debug)]
pub(crate) struct Setting {
    /// The name in the environment; in lower case it is the key in the file.
    pub(crate) name: &'static str,
    /// The default value, or a description if it depends on something else.
    pub(crate) default: &'static str,
    pub(crate) visibility: Visibility,
    /// One short line for `--help`.
    pub(crate) help: &'static str,
}

impl Setting {
    /// The key in the configuration file, for a limit with its table.
    pub(crate) fn file_key(&self) -> String {
        self.name.to_ascii_lowercase()
    }

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
    PUBLIC_URL: WithoutPassword, "unset", "URL of the site for users";
    TLS_CERT: Shown, "unset", "PEM file of the certificate, for HTTPS by the server itself";
    TLS_KEY: Shown, "unset", "PEM file of the certificate's private key";
    DATA_DIR: Shown, "data", "Folder for database, key, and unsent mail";
    DATABASE_URL: WithoutPassword, "sqlite:DATA_DIR/simple-chats.sqlite3", "Database: sqlite:PATH or postgres://...";
    DB_USERNAME: Shown, "postgres", "User of the PostgreSQL database";
    DB_PASSWORD: Hidden, "postgres", "Password for the PostgreSQL database";
    DB_HOST: Shown, "unset", "Host of the PostgreSQL database";
    DB_PORT: Shown, "5432", "Port of the PostgreSQL database";
    DB_NAME: Shown, "flask-simple-chats", "Name of the PostgreSQL database";
    IMPORT_DATABASE_URL: WithoutPassword, "unset", "Database of flask-simple-chats, for `import-flask`";
    MAX_ATTACHMENT_SIZE: Shown, "26214400", "Most bytes of a file that is sent";
    ATTACHMENT_QUOTA: Shown, "1073741824", "Most bytes of all files of a user, or 0 for no limit";
    STORAGE_URL: Shown, "unset", "Bucket for attachments, in place of a folder: s3://...";
    AWS_ACCESS_KEY_ID: Hidden, "unset", "Id of the key for the bucket";
    AWS_SECRET_ACCESS_KEY: Hidden, "unset", "Key for the bucket";
    AWS_SESSION_TOKEN: Hidden, "unset", "Token of a temporary key for the bucket";
    AWS_REGION: Shown, "AWS_DEFAULT_REGION, else us-east-1", "Region of the bucket";
    AWS_DEFAULT_REGION: Shown, "unset", "Region of the bucket, if no other is set";
    AWS_ENDPOINT_URL_S3: WithoutPassword, "AWS_ENDPOINT_URL, else that of AWS", "Address of the service with the bucket";
    AWS_ENDPOINT_URL: WithoutPassword, "unset", "Address of the service, if no other is set";
    AWS_CA_BUNDLE: Shown, "the system's certificates", "PEM file of the authority that signs the service's certificate";
    DATABASE_POOL_SIZE: Shown, "8", "Database connections";
    NATS_URL: WithoutCredentials, "unset", "NATS servers shared by instances: nats://...";
    NATS_CA: Shown, "the system's certificates", "PEM file of the authority that signs NATS's certificate";
    NATS_CERT: Shown, "unset", "PEM file of this server's certificate for NATS";
    NATS_KEY: Shown, "unset", "PEM file of that certificate's private key";
    SECRET_KEY: Hidden, "made on first start, kept in DATA_DIR/secret-key", "Key that all others are derived from";
    SECRET_KEY_PREVIOUS: Hidden, "unset", "Previous key, still accepted";
    SECRET_KEY_FILE: Shown, "unset", "File that holds the key";
    SECRET_KEY_PREVIOUS_FILE: Shown, "unset", "File that holds the previous key";
    DATABASE_URL_FILE: Shown, "unset", "File that holds the database's URL";
    IMPORT_DATABASE_URL_FILE: Shown, "unset", "File that holds the URL of the database to import";
    DB_PASSWORD_FILE: Shown, "unset", "File that holds the database's password";
    AWS_SECRET_ACCESS_KEY_FILE: Shown, "unset", "File that holds the key for the bucket";
    NATS_URL_FILE: Shown, "unset", "File that holds the URLs of NATS";
    MAIL_PASSWORD_FILE: Shown, "unset", "File that holds the SMTP password";
    MAIL_SERVER: WithoutPassword, "unset", "SMTP server";
    MAIL_PORT: Shown, "587", "Port of the SMTP server";
    MAIL_USERNAME: Shown, "unset", "Username for the SMTP server";
    MAIL_PASSWORD: Hidden, "unset", "Password for the SMTP server";
    MAIL_USE_TLS: Shown, "true", "Require STARTTLS";
    MAIL_DEFAULT_SENDER: Shown, "MAIL_USERNAME, else simple-chats@localhost", "Sender of mails";
    MAIL_HELLO_NAME: Shown, "the host of PUBLIC_URL, else the name of this machine", "Name given to the SMTP server (EHLO)";
    PASSWORD_DEFAULT_EXPIRES_IN: Shown, "1800", "Lifetime of a reset link in seconds";
    AUTHENTICATION_TOKEN_DEFAULT_EXPIRES_IN: Shown, "3600", "Lifetime of an API token in seconds";
    SESSION_EXPIRES_IN: Shown, "2592000", "Lifetime of an idle session in seconds";
    SESSION_MAX_AGE: Shown, "7776000", "Lifetime of any session in seconds";
    REGISTRATION: Shown, "open on a loopback address without PUBLIC_URL, else invitation", "Who may register: open, invitation, or closed";
    INVITATIONS: Shown, "everyone", "Who may invite: everyone or administrators";
    EMAIL_CONFIRMATION: Shown, "off", "Accounts need an address confirmed by mail: on or off";
    REQUIRED_MIN_PASSWORD_LENGTH: Shown, "8", "Minimum length of a password in characters";
    COMMON_PASSWORDS: Shown, "refuse if PUBLIC_URL is set, else allow", "Common passwords: refuse or allow";
    BCRYPT_COST: Shown, "12", "bcrypt cost factor";
    CHATS_PER_PAGE: Shown, "8", "Chats per page of the list";
    MESSAGES_PER_LOAD_EVENT: Shown, "30", "Messages per load";
    DEFAULT_LANGUAGE: Shown, "en", "Language of whoever asks for none that is there, as a tag: en, uk, de, …";
    RATE_LIMITS: Shown, "on", "Rate limits: on, or off for load tests";
    TRUSTED_PROXIES: Shown, "none", "Proxies whose X-Forwarded-* headers are trusted";
    ALLOWED_HOSTS: Shown, "the host of PUBLIC_URL, loopback names, and literal addresses", "Further names of the site";
    METRICS_LISTEN: Shown, "unset", "Address and port of metrics for Prometheus";
    CORS_ORIGINS: Shown, "none", "Origins of other pages that may use the API";
    WEBHOOK_ALLOW_NETWORKS: Shown, "none", "Private networks that webhooks may reach, also by http";
    WEBHOOK_CA: Shown, "the system's certificates", "PEM file of the authority that signs certificates of webhooks";
    LOGGING: Shown, "true", "Write a log: true or false";
    LOG_FORMAT: Shown, "pretty on a terminal, else json", "Log format: pretty or json";
    LOG_LEVEL: Shown, "info", "Minimum log level: error, warn, info, debug, or trace";
}

/// The settings that may be in a file of their own, each with the setting that names the file.
pub(super) const FILES: [(&Setting, &Setting); 8] = [
    (&SECRET_KEY, &SECRET_KEY_FILE),
    (&SECRET_KEY_PREVIOUS, &SECRET_KEY_PREVIOUS_FILE),
    (&DATABASE_URL, &DATABASE_URL_FILE),
    (&IMPORT_DATABASE_URL, &IMPORT_DATABASE_URL_FILE),
    (&DB_PASSWORD, &DB_PASSWORD_FILE),
    (&AWS_SECRET_ACCESS_KEY, &AWS_SECRET_ACCESS_KEY_FILE),
    (&NATS_URL, &NATS_URL_FILE),
    (&MAIL_PASSWORD, &MAIL_PASSWORD_FILE),
];

macro_rules! limits {
    ($($name:ident: $key:literal, $default:literal, $help:literal;)*) => {
        $(
            #[doc = $help]
            pub(crate) const $name: Setting = Setting {
                name: concat!("limits.", $key),
                default: $default,
                visibility: Visibility::Shown,
                help: $help,
            };
        )*
        /// The limits, which only the file can set individually.
        pub(crate) const LIMITS: &[Setting] = &[$($name),*];
    };
}

limits! {
    LOGIN_PER_ACCOUNT: "login_per_account", "10/minute", "Login attempts, by account and network";
    LOGIN_PER_NETWORK: "login_per_network", "60/minute", "Login attempts, by network";
    REGISTER_PER_NETWORK: "register_per_network", "10/hour", "Registrations, by network";
    FORGOT_PASSWORD_PER_NETWORK: "forgot_password_per_network", "5/hour", "Requests for a reset mail, by network";
    FORGOT_PASSWORD_PER_ADDRESS: "forgot_password_per_address", "5/hour", "Requests for a reset mail, by address";
    SEND_PER_USER: "send_per_user", "5/second, burst 20", "Messages sent, edited, and deleted, by user";
    READ_PER_USER: "read_per_user", "50/second, burst 200", "Requests that read, by user";
    SEARCH_PER_USER: "search_per_user", "5/second", "Searches for people, by user";
    UPLOAD_PER_USER: "upload_per_user", "60/hour", "Files uploaded, by user";
    CONNECTIONS_PER_NETWORK: "connections_per_network", "200", "Open connections, by network";
    ANONYMOUS_CONNECTIONS_PER_NETWORK: "anonymous_connections_per_network", "20", "Those of them that last without a login";
}

/// The names of all settings that the environment may hold.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|setting| setting.name)
}
