//! A database for one test, and the store on it.

use crate::backends::{Backend, OnBackend};
use crate::postgres::{self, TestPostgres};
use crate::proxy::Proxy;
use diesel::connection::SimpleConnection;
use simple_chats_domain::Publication;
use simple_chats_persistence::{Database, DatabaseAddress, DbConnection, migrate};
use std::ops::{Deref, DerefMut};
use std::path::Path;
use tempfile::TempDir;
use tokio::sync::mpsc;

/// How many connections a test's store reads with.
const POOL_SIZE: u32 = 4;

/// A database of one test's own, which goes when this is dropped.
pub struct TestDatabase {
    address: DatabaseAddress,
    _place: Place,
}

#[expect(dead_code, reason = "they are held to be dropped")]
enum Place {
    Sqlite(TempDir),
    Postgres(TestPostgres),
}

impl TestDatabase {
    /// A new database without a schema.
    pub fn empty(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder can be made");
                let address = DatabaseAddress::Sqlite(folder.path().join("chats.sqlite3"));
                Self { address, _place: Place::Sqlite(folder) }
            }
            Backend::Postgres => Self::of(server().empty_database()),
        }
    }

    /// A new database with the schema and nothing in it.
    pub fn migrated(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let database = Self::empty(backend);
                migrate(&mut database.connect()).expect("an empty database can be migrated");
                database
            }
            Backend::Postgres => Self::of(server().migrated_database()),
        }
    }

    /// A new database that a program of the first schema has filled.
    pub fn of_first_schema(backend: Backend) -> Self {
        let database = Self::empty(backend);
        let dump = match backend {
            Backend::Sqlite => include_str!("../fixtures/first_schema/sqlite.sql"),
            Backend::Postgres => include_str!("../fixtures/first_schema/postgres.sql"),
        };
        database.connect().batch_execute(dump).expect("the dump can be loaded");
        database
    }

    fn of(database: TestPostgres) -> Self {
        Self { address: database.address(), _place: Place::Postgres(database) }
    }

    pub fn address(&self) -> &DatabaseAddress {
        &self.address
    }

    /// The file of an embedded database.
    pub fn file(&self) -> &Path {
        let DatabaseAddress::Sqlite(file) = &self.address else { panic!("this is PostgreSQL") };
        file
    }

    /// The URL of a database on PostgreSQL.
    pub fn url(&self) -> &str {
        let DatabaseAddress::Postgres(url) = &self.address else { panic!("this is SQLite") };
        url
    }

    /// As [`TestDatabase::url`], by way of a proxy.
    pub fn url_through(&self, proxy: &Proxy) -> String {
        self.url().replace(&server().address().to_string(), &proxy.address().to_string())
    }

    pub fn connect(&self) -> DbConnection {
        DbConnection::open(&self.address).expect("the database can be opened")
    }
}

fn server() -> &'static postgres::Server {
    postgres::shared().expect("tests on PostgreSQL are run where there is one")
}

/// A connection to a migrated database of its own.
pub struct TestConnection {
    conn: DbConnection,
    _database: TestDatabase,
}

impl OnBackend for TestConnection {
    async fn start(backend: Backend) -> Self {
        let database = TestDatabase::migrated(backend);
        Self { conn: database.connect(), _database: database }
    }
}

impl Deref for TestConnection {
    type Target = DbConnection;

    fn deref(&self) -> &DbConnection {
        &self.conn
    }
}

impl DerefMut for TestConnection {
    fn deref_mut(&mut self) -> &mut DbConnection {
        &mut self.conn
    }
}

/// A store on a database of its own.
pub struct TestStore {
    pub database: Database,
    pub publications: mpsc::UnboundedReceiver<Vec<Publication>>,
    home: TestDatabase,
    backend: Backend,
}

impl OnBackend for TestStore {
    async fn start(backend: Backend) -> Self {
        let home = TestDatabase::migrated(backend);
        let (database, publications) = Database::open(home.address(), POOL_SIZE).expect("the store opens");
        Self { database, publications, home, backend }
    }
}

impl TestStore {
    pub fn backend(&self) -> Backend {
        self.backend
    }

    pub fn address(&self) -> &DatabaseAddress {
        self.home.address()
    }

    /// The file of an embedded database.
    pub fn file(&self) -> &Path {
        self.home.file()
    }

    pub fn connect(&self) -> DbConnection {
        self.home.connect()
    }

    /// The same database as another program opens it.
    pub fn open_again(&self) -> (Database, mpsc::UnboundedReceiver<Vec<Publication>>) {
        Database::open(self.address(), POOL_SIZE).expect("the store opens")
    }

    /// What has been published and not yet taken, in order.
    pub fn published(&mut self) -> Vec<Publication> {
        std::iter::from_fn(|| self.publications.try_recv().ok()).flatten().collect()
    }
}
