//! The environment of a server: a database and a data folder, which outlive it, so that another can be started on them.

use super::cluster::Cluster;
use super::in_process::InProcess;
use super::{Server, TestApp};
use crate::backends::{Backend, OnBackend, OnBucket, OnCluster};
use crate::process::ServerDir;
use crate::s3::S3Service;
use crate::store::TestDatabase;
use simple_chats_persistence::{DatabaseAddress, DbConnection};
use simple_chats_server::delivery::KeepAlive;
use simple_chats_server::settings::{ConfigFile, Settings, Sources};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

pub const SECRET_KEY: &str = "a secret of the tests that has more than 32 bytes";

/// A database and a data folder. Copies share them; the last one removes them.
#[derive(Clone)]
pub struct TestEnvironment(Arc<Places>);

struct Places {
    database: TestDatabase,
    data: TempDir,
    backend: Backend,
    /// The program that is started twice; nothing for one server in this process.
    program: Option<String>,
    /// The service with the bucket of attachments; nothing if they are in the data folder.
    service: Option<S3Service>,
}

impl OnBackend for TestEnvironment {
    async fn start(backend: Backend) -> Self {
        Self::new(backend)
    }
}

impl OnBucket for TestEnvironment {
    async fn start_with_bucket() -> Self {
        Self::with_bucket(Backend::Sqlite)
    }
}

impl OnCluster for TestEnvironment {
    async fn start_cluster(program: &str) -> Self {
        Self::of_cluster(program)
    }
}

impl TestEnvironment {
    /// A new, migrated database and an empty data folder.
    pub fn new(backend: Backend) -> Self {
        Self::with(backend, None, None)
    }

    /// As [`TestEnvironment::new`], with attachments in a bucket.
    pub fn with_bucket(backend: Backend) -> Self {
        Self::with(backend, None, Some(S3Service::start()))
    }

    /// The service with the bucket.
    pub fn service(&self) -> &S3Service {
        self.0.service.as_ref().expect("attachments are in a bucket")
    }

    /// As [`TestEnvironment::new`] for two processes of a program on PostgreSQL (see [`OnCluster`]).
    pub fn of_cluster(program: &str) -> Self {
        Self::with(Backend::Postgres, Some(program.to_owned()), None)
    }

    fn with(backend: Backend, program: Option<String>, service: Option<S3Service>) -> Self {
        let database = TestDatabase::migrated(backend);
        let data = tempfile::tempdir().expect("a folder can be made");
        Self(Arc::new(Places { database, data, backend, program, service }))
    }

    pub fn backend(&self) -> Backend {
        self.0.backend
    }

    pub fn data_dir(&self) -> PathBuf {
        self.0.data.path().to_owned()
    }

    pub fn address(&self) -> &DatabaseAddress {
        self.0.database.address()
    }

    pub fn connect(&self) -> DbConnection {
        self.0.database.connect()
    }

    /// Starts a server with the given settings, named as environment variables. By default it listens on a free port
    /// of the loopback address, hashes passwords at the lowest cost, limits nobody, and lets everybody register.
    pub async fn spawn(&self, vars: &[(&str, &str)]) -> TestApp {
        self.serve(vars, None).await
    }

    /// As [`TestEnvironment::spawn`], with a configuration file as well.
    pub async fn spawn_with_file(&self, vars: &[(&str, &str)], file: &str) -> TestApp {
        self.serve(vars, Some(file)).await
    }

    /// Starts a server with one rate limit of three an hour, and the others out of reach.
    pub async fn spawn_limited(&self, limit: &str, vars: &[(&str, &str)]) -> TestApp {
        let names = [
            "login_per_account",
            "login_per_network",
            "register_per_network",
            "forgot_password_per_network",
            "forgot_password_per_address",
            "send_per_user",
            "read_per_user",
            "search_per_user",
            "upload_per_user",
        ];
        let rate = |name: &str| if name == limit { "3/hour" } else { "1000/second" };
        let limits = names.map(|name| format!("{name} = \"{}\"\n", rate(name))).concat();
        self.spawn_with_file(&[vars, &[("RATE_LIMITS", "on")]].concat(), &format!("[limits]\n{limits}")).await
    }

    /// As [`TestEnvironment::spawn`], in this process, with another keep-alive schedule for sockets.
    pub async fn spawn_with_keep_alive(&self, keep_alive: KeepAlive) -> TestApp {
        let (in_process, address) = InProcess::start(settings(&self.vars(&[]), None), keep_alive).await;
        TestApp::on(self.clone(), Server::InProcess(in_process), address)
    }

    async fn serve(&self, vars: &[(&str, &str)], file: Option<&str>) -> TestApp {
        let vars = self.vars(vars);
        let (server, address) = match &self.0.program {
            None => {
                let (in_process, address) =
                    InProcess::start(settings(&vars, file), KeepAlive::default()).await;
                (Server::InProcess(in_process), address)
            }
            Some(program) => {
                let server_dir = vars
                    .iter()
                    .fold(ServerDir::new(program), |server_dir, (name, value)| server_dir.with(name, value));
                if let Some(text) = file {
                    let path = server_dir.folder().join("simple-chats.toml");
                    std::fs::write(path, text).expect("a file can be written");
                }
                let (cluster, address) = Cluster::start(server_dir).await;
                (Server::Cluster(Box::new(cluster)), address)
            }
        };
        TestApp::on(self.clone(), server, address)
    }

    /// The default settings, overridden by the given ones.
    fn vars(&self, given: &[(&str, &str)]) -> Vec<(String, String)> {
        let database = match self.0.database.address() {
            DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseAddress::Postgres(url) => url.clone(),
        };
        let data_dir = self.data_dir().display().to_string();
        let default = [
            ("LISTEN", "127.0.0.1:0"),
            ("DATA_DIR", &data_dir),
            ("DATABASE_URL", &database),
            ("DATABASE_POOL_SIZE", "4"),
            ("SECRET_KEY", SECRET_KEY),
            ("BCRYPT_COST", "4"),
            ("RATE_LIMITS", "off"),
            ("REGISTRATION", "open"),
        ];
        let named = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let of_bucket = self.0.service.iter().flat_map(S3Service::settings);
        let of_bucket = of_bucket.map(|(name, value)| (name.to_owned(), value));
        default.into_iter().map(named).chain(of_bucket).chain(given.iter().copied().map(named)).collect()
    }
}

fn settings(vars: &[(String, String)], file: Option<&str>) -> Settings {
    let sources = Sources {
        vars: vars.iter().cloned().collect(),
        file: file.map(|text| ConfigFile { name: "tests.toml".to_owned(), text: text.to_owned() }),
        ..Sources::default()
    };
    Settings::read(&sources).expect("the settings can be read")
}
