//! A server that is being measured: a process of its own on a new database with the content.

mod filled;

use crate::http::{Connection, Request, Response};
use crate::seed::{self, Content, Seed};
use crate::{Failure, Storage, machine};
use filled::Filled;
use serde_json::Value;
use simple_chats_tests::app::SECRET_KEY;
use simple_chats_tests::postgres::{Server, Syncs, TestPostgres};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use std::cell::RefCell;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::Duration;

/// A program to measure, with the databases that its servers get copies of.
pub(crate) struct Program {
    path: PathBuf,
    filled: RefCell<HashMap<(Storage, Content), Rc<Filled>>>,
}

impl Program {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, filled: RefCell::default() }
    }

    /// The server that was built with this program.
    pub(crate) fn beside_this_one() -> Result<Self, Failure> {
        let path = std::env::current_exe()?.with_file_name("simple-chats");
        if path.exists() {
            return Ok(Self::new(path));
        }
        Err(format!("{} is missing: build it first (cargo build --release)", path.display()).into())
    }

    /// The load generator that was built with the program, or this one: it knows the program's schema.
    fn load_generator(&self) -> Result<PathBuf, Failure> {
        let this = std::env::current_exe()?;
        let beside = this.file_name().map(|name| self.path.with_file_name(name));
        Ok(beside.filter(|path| path.exists()).unwrap_or(this))
    }

    /// A database with the content, filled at the first call.
    fn filled(&self, storage: Storage, content: Content) -> Result<Rc<Filled>, Failure> {
        if let Some(filled) = self.filled.borrow().get(&(storage, content)) {
            return Ok(Rc::clone(filled));
        }
        let filled = Rc::new(Filled::make(&self.load_generator()?, storage, content)?);
        self.filled.borrow_mut().insert((storage, content), Rc::clone(&filled));
        Ok(filled)
    }
}

/// A running server and its database, both gone when this is dropped.
pub(crate) struct Installation {
    pub(crate) seed: Seed,
    server: ServerProcess,
    folder: ServerDir,
    database: Option<TestPostgres>,
}

impl Installation {
    pub(crate) async fn start(
        program: &Program,
        storage: Storage,
        content: Content,
    ) -> Result<Self, Failure> {
        let filled = program.filled(storage, content)?;
        let folder = server_dir(program);
        let (folder, database) = filled.copy_for(folder)?;
        // Otherwise the system would write the copy to the disk during the measurement.
        Command::new("sync").status()?;
        let server = folder.start().await;
        Ok(Self { seed: filled.seed.clone(), server, folder, database })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address()
    }

    pub(crate) fn pid(&self) -> String {
        self.server.pid().to_string()
    }

    /// The bytes of the embedded database and its log.
    pub(crate) fn database_size(&self) -> Option<u64> {
        let files = std::fs::read_dir(self.folder.data_dir()).ok()?.filter_map(Result::ok);
        let sizes = files.filter(|file| file.file_name().to_string_lossy().contains(".sqlite3"));
        Some(sizes.filter_map(|file| Some(file.metadata().ok()?.len())).sum())
    }

    /// The processor time that the server has used so far.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        machine::processor_time(&self.pid())
    }

    /// The processor time that PostgreSQL has used so far; none with an embedded database.
    pub(crate) fn database_time(&self) -> Result<Duration, Failure> {
        self.postgres_pid()?.map_or(Ok(Duration::ZERO), |pid| machine::processor_time_with_children(&pid))
    }

    /// The bytes that the server and PostgreSQL have caused to be written to disks so far.
    pub(crate) fn written_bytes(&self) -> Result<u64, Failure> {
        let by_postgres =
            self.postgres_pid()?.map_or(Ok(0), |pid| machine::written_bytes_with_children(&pid))?;
        Ok(machine::written_bytes(&self.pid())? + by_postgres)
    }

    fn postgres_pid(&self) -> Result<Option<String>, Failure> {
        if self.database.is_none() {
            return Ok(None);
        }
        let port = postgres()?.address().port().to_string();
        machine::process_with_arguments(["-p", &port]).map(Some)
    }

    /// A token of the user with this username.
    pub(crate) async fn token(&self, username: &str) -> Result<String, Failure> {
        let mut connection = Connection::open(self.address()).await?;
        let authorization = basic(username);
        let request = Request::get("/api/token", &[("Authorization", &authorization)]);
        let response = connection.send(&request).await?.expect(200)?;
        let body: Value = serde_json::from_slice(&response.body)?;
        let token = body.get("token").and_then(Value::as_str).ok_or("a response without a token")?;
        Ok(token.to_owned())
    }

    /// The cookies of the user with this username, logged in by the form.
    pub(crate) async fn log_in(&self, username: &str) -> Result<String, Failure> {
        let mut connection = Connection::open(self.address()).await?;
        let page = connection.send(&Request::get("/authentication/login", &[])).await?.expect(200)?;
        let csrf_token = attribute_after(page.text()?, "name=\"csrf_token\"", "value=\"")?;
        let cookie = cookies_of(&page);
        let form =
            format!("csrf_token={csrf_token}&email={username}&password={}", seed::PASSWORD.replace(' ', "+"));
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

/// A folder for a server with an empty database.
pub(crate) fn folder(
    program: &Program,
    storage: Storage,
) -> Result<(ServerDir, Option<TestPostgres>), Failure> {
    let folder = server_dir(program);
    match storage {
        Storage::Sqlite => Ok((folder, None)),
        Storage::Postgres => {
            let database = postgres()?.empty_database();
            Ok((folder.on_address(&database.address()), Some(database)))
        }
    }
}

fn server_dir(program: &Program) -> ServerDir {
    let folder = ServerDir::new(&program.path.to_string_lossy());
    folder.with("LOG_LEVEL", "warn").with("SECRET_KEY", SECRET_KEY)
}

/// The server of the databases, which outlives all scenarios. It syncs as one must whose data matter.
pub(crate) fn postgres() -> Result<&'static Server, Failure> {
    static POSTGRES: OnceLock<Result<Server, String>> = OnceLock::new();
    Ok(POSTGRES.get_or_init(|| Server::start(Syncs::On)).as_ref().map_err(String::as_str)?)
}

/// The value of an `Authorization` header.
fn basic(username: &str) -> String {
    use base64::Engine;
    let credentials = format!("{username}:{}", seed::PASSWORD);
    format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(credentials))
}

/// The cookies that a response sets, as later requests name them: without that of a notice, which a browser sends only once.
fn cookies_of(response: &Response) -> String {
    let cookies = response.headers("set-cookie").filter_map(|cookie| cookie.split(';').next());
    cookies.filter(|cookie| !cookie.starts_with("simple_chats_flash=")).collect::<Vec<_>>().join("; ")
}

/// The value of an attribute that follows another one in a page.
fn attribute_after<'a>(page: &'a str, other: &str, attribute: &str) -> Result<&'a str, Failure> {
    let value = || page.split_once(other)?.1.split_once(attribute)?.1.split_once('"');
    Ok(value().ok_or_else(|| format!("a page without {other}"))?.0)
}
