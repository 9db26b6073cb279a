//! What a server stands on: a database and a data folder, which outlive it, so that another can be started on them.

use super::TestApp;
use crate::backends::{Backend, OnBackend};
use crate::store::TestDatabase;
use simple_chats_persistence::{Address, DbConnection};
use simple_chats_server::delivery::Pulse;
use simple_chats_server::settings::{ConfigFile, Settings, Sources};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// The servers' secret.
pub const SECRET_KEY: &str = "a secret of the tests that has more than 32 bytes";

/// A database and a data folder. Copies share them; they go with the last one.
#[derive(Clone)]
pub struct Ground(Arc<Places>);

struct Places {
    database: TestDatabase,
    data: TempDir,
    backend: Backend,
}

impl OnBackend for Ground {
    async fn start(backend: Backend) -> Self {
        Self::new(backend)
    }
}

impl Ground {
    /// A new, migrated database and an empty data folder.
    ///
    /// # Panics
    /// Where they can't be made.
    #[must_use]
    pub fn new(backend: Backend) -> Self {
        let database = TestDatabase::migrated(backend);
        let data = tempfile::tempdir().expect("a folder can be made");
        Self(Arc::new(Places { database, data, backend }))
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.0.backend
    }

    /// The data folder.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.0.data.path().to_owned()
    }

    /// Where the database is.
    #[must_use]
    pub fn address(&self) -> &Address {
        self.0.database.address()
    }

    /// A connection to the database.
    #[must_use]
    pub fn connect(&self) -> DbConnection {
        self.0.database.connect()
    }

    /// Starts a server with the given settings, named as in the environment. Where they say nothing else it listens on
    /// a free port of the loopback address, hashes passwords at the lowest cost, and limits nobody.
    pub async fn spawn(&self, vars: &[(&str, &str)]) -> TestApp {
        TestApp::on(self.clone(), self.settings(vars, None)).await
    }

    /// As [`Ground::spawn`], with a configuration file as well.
    pub async fn spawn_with_file(&self, vars: &[(&str, &str)], file: &str) -> TestApp {
        TestApp::on(self.clone(), self.settings(vars, Some(file))).await
    }

    /// As [`Ground::spawn`], with sockets that are looked after at other times than usual.
    pub async fn spawn_with_pulse(&self, pulse: Pulse) -> TestApp {
        let mut settings = self.settings(&[], None);
        settings.pulse = pulse;
        TestApp::on(self.clone(), settings).await
    }

    fn settings(&self, vars: &[(&str, &str)], file: Option<&str>) -> Settings {
        let database = match self.0.database.address() {
            Address::Sqlite(path) => format!("sqlite:{}", path.display()),
            Address::Postgres(url) => url.clone(),
        };
        let data_dir = self.data_dir().display().to_string();
        let usual = [
            ("LISTEN", "127.0.0.1:0"),
            ("DATA_DIR", &data_dir),
            ("DATABASE_URL", &database),
            ("DATABASE_POOL_SIZE", "4"),
            ("SECRET_KEY", SECRET_KEY),
            ("BCRYPT_COST", "4"),
            ("RATE_LIMITS", "off"),
        ];
        let named = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let sources = Sources {
            vars: usual.into_iter().chain(vars.iter().copied()).map(named).collect(),
            file: file.map(|text| ConfigFile { name: "tests.toml".to_owned(), text: text.to_owned() }),
            ..Sources::default()
        };
        Settings::read(&sources).expect("the settings can be read")
    }
}
