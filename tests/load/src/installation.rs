//! A server that is being measured: a process of its own on a new database that is filled already.

use crate::http::{Connection, Request, Response};
use crate::seed::{self, Content, Seed};
use crate::{Failure, Storage, machine};
use serde_json::Value;
use simple_chats_domain::User;
use simple_chats_persistence::{DatabaseAddress, users};
use simple_chats_tests::postgres::{Server, Syncs, TestPostgres};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// A program to measure.
#[derive(Debug, Clone)]
pub(crate) struct Program(PathBuf);

impl Program {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// The server that was built with this program.
    pub(crate) fn beside_this_one() -> Result<Self, Failure> {
        let path = std::env::current_exe()?.with_file_name("simple-chats");
        if path.exists() {
            return Ok(Self(path));
        }
        Err(format!("{} is missing: build it first (cargo build --release)", path.display()).into())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

/// A running server and its database, both gone when this is dropped.
pub(crate) struct Installation {
    pub(crate) seed: Seed,
    server: ServerProcess,
    _folder: ServerDir,
    _database: Option<TestPostgres>,
}

impl Installation {
    pub(crate) async fn start(
        program: &Program,
        storage: Storage,
        content: Content,
    ) -> Result<Self, Failure> {
        let (folder, database) = folder(program, storage)?;
        let server = folder.start().await;
        let address = database.as_ref().map_or_else(|| folder.database(), TestPostgres::address);
        let seed = fill(&address, &server, content).await?;
        Ok(Self { seed, server, _folder: folder, _database: database })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address()
    }

    pub(crate) fn pid(&self) -> String {
        self.server.pid().to_string()
    }

    /// The processor time that the server has used so far.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        machine::processor_time(&self.pid())
    }

    /// A token of a user.
    pub(crate) async fn token(&self, user: &User) -> Result<String, Failure> {
        let mut connection = Connection::open(self.address()).await?;
        let authorization = basic(user.username.as_str());
        let request = Request::get("/api/token", &[("Authorization", &authorization)]);
        let response = connection.send(&request).await?.expect(200)?;
        let body: Value = serde_json::from_slice(&response.body)?;
        let token = body.get("token").and_then(Value::as_str).ok_or("a response without a token")?;
        Ok(token.to_owned())
    }

    /// The cookies of a user who has logged in by the form.
    pub(crate) async fn log_in(&self, user: &User) -> Result<String, Failure> {
        let mut connection = Connection::open(self.address()).await?;
        let page = connection.send(&Request::get("/authentication/login", &[])).await?.expect(200)?;
        let csrf_token = attribute_after(page.text()?, "name=\"csrf_token\"", "value=\"")?;
        let cookie = cookies_of(&page);
        let form = format!(
            "csrf_token={csrf_token}&email={}&password={}",
            user.username.as_str(),
            seed::PASSWORD.replace(' ', "+")
        );
        let request = Request::post(
            "/authentication/login",
            &[("Cookie", &cookie)],
            "application/x-www-form-urlencoded",
            &form,
        );
        let response = connection.send(&request).await?.expect(303)?;
        Ok(cookies_of(&response))
    }
}

/// A folder for a server with its database. The database's server outlives all scenarios.
pub(crate) fn folder(
    program: &Program,
    storage: Storage,
) -> Result<(ServerDir, Option<TestPostgres>), Failure> {
    static POSTGRES: OnceLock<Result<Server, String>> = OnceLock::new();
    let folder = ServerDir::new(&program.path().to_string_lossy()).with("LOG_LEVEL", "warn");
    match storage {
        Storage::Sqlite => Ok((folder, None)),
        Storage::Postgres => {
            let server =
                POSTGRES.get_or_init(|| Server::start(Syncs::On)).as_ref().map_err(String::as_str)?;
            let database = server.empty_database();
            let folder = folder.on_address(&database.address());
            Ok((folder, Some(database)))
        }
    }
}

async fn fill(address: &DatabaseAddress, server: &ServerProcess, content: Content) -> Result<Seed, Failure> {
    // The server hashes the password that all users have.
    let first = server.register_with("first", seed::PASSWORD).await;
    let mut conn = simple_chats_persistence::DbConnection::open(address)?;
    let hash = users::find_by_login(&mut conn, &first.username)?.password_hash;
    seed::store(&mut conn, content, &hash)
}

/// The value of an `Authorization` header.
fn basic(username: &str) -> String {
    use base64::Engine;
    let credentials = format!("{username}:{}", seed::PASSWORD);
    format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(credentials))
}

/// The cookies that a response sets, as a later request names them.
fn cookies_of(response: &Response) -> String {
    let cookies = response.headers("set-cookie").filter_map(|cookie| cookie.split(';').next());
    cookies.collect::<Vec<_>>().join("; ")
}

/// The value of an attribute that follows another one in a page.
fn attribute_after<'a>(page: &'a str, other: &str, attribute: &str) -> Result<&'a str, Failure> {
    let value = || page.split_once(other)?.1.split_once(attribute)?.1.split_once('"');
    Ok(value().ok_or_else(|| format!("a page without {other}"))?.0)
}
