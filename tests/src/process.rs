//! The server as a process of its own: started in a folder of its own, spoken to, told to stop, killed, and started
//! again on what it left.

use crate::WAIT_TIMEOUT;
use crate::app::{Caller, Nobody, PASSWORD, TestEnvironment, TestResponse, TestUser};
use crate::backends::Backend;
use crate::socket::Dial;
use crate::store::TestDatabase;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use simple_chats_persistence::{DatabaseAddress, DbConnection};
use std::fs::{self, File};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How often a process is looked after while it is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A folder with what a server needs: settings and a database. It outlives the processes that are started in it.
pub struct ServerDir {
    program: PathBuf,
    folder: TempDir,
    database: Option<TestDatabase>,
    settings: Vec<(String, String)>,
    started: AtomicU32,
}

/// What a command has said and how it ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status; nothing if a signal ended it.
    pub status: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl ServerDir {
    /// A folder for a program that keeps its database in its data folder, listens on a free port of the loopback
    /// address, hashes passwords at the lowest cost and limits nobody.
    pub fn new(program: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let server_dir = Self {
            program: program.into(),
            folder,
            database: None,
            settings: Vec::new(),
            started: AtomicU32::new(0),
        };
        server_dir.with("LISTEN", "127.0.0.1:0").with("BCRYPT_COST", "4").with("RATE_LIMITS", "off")
    }

    /// As [`ServerDir::new`], on either database; on PostgreSQL, in an empty one.
    pub fn on(backend: Backend, program: &str) -> Self {
        let server_dir = Self::new(program);
        match backend {
            Backend::Sqlite => server_dir,
            Backend::Postgres => server_dir.on_database(TestDatabase::empty(backend)),
        }
    }

    /// On the database of a environment, beside others that use it.
    pub fn on_environment(self, environment: &TestEnvironment) -> Self {
        self.on_address(environment.address())
    }

    /// On a PostgreSQL database, beside others that use it.
    pub fn on_address(self, address: &DatabaseAddress) -> Self {
        let DatabaseAddress::Postgres(url) = address else { panic!("an embedded database serves one") };
        self.with("DATABASE_URL", url).with("SECRET_KEY", crate::app::SECRET_KEY)
    }

    fn on_database(self, database: TestDatabase) -> Self {
        let DatabaseAddress::Postgres(url) = database.address() else { panic!("this is PostgreSQL") };
        let url = url.clone();
        let server_dir = self.with("DATABASE_URL", &url).with("SECRET_KEY", crate::app::SECRET_KEY);
        Self { database: Some(database), ..server_dir }
    }

    /// Sets a setting by the environment, in place of what it was before.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(set, _)| set != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What a setting was set to.
    pub fn setting(&self, name: &str) -> String {
        let set = self.settings.iter().find(|(set, _)| set == name);
        set.unwrap_or_else(|| panic!("{name} is not set")).1.clone()
    }

    /// The folder that processes are started in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder.
    pub fn data_dir(&self) -> PathBuf {
        self.folder().join("data")
    }

    pub fn database(&self) -> DatabaseAddress {
        let own = || DatabaseAddress::Sqlite(self.data_dir().join("simple-chats.sqlite3"));
        self.database.as_ref().map_or_else(own, |database| database.address().clone())
    }

    pub fn connect(&self) -> DbConnection {
        DbConnection::open(&self.database()).expect("the database can be opened")
    }

    /// Starts the server, and waits until it says where it is.
    pub async fn start(&self) -> ServerProcess {
        let mut process = self.spawn(&[], "");
        let deadline = Instant::now() + WAIT_TIMEOUT;
        let address = loop {
            if let Some(address) = self.address_in(&read(&process.out)) {
                break address;
            }
            let ended = process.child.try_wait().expect("the process can be looked after");
            assert!(ended.is_none(), "the server ended ({ended:?}): {}", read(&process.err));
            assert!(Instant::now() < deadline, "the server doesn't start: {}", read(&process.err));
            tokio::time::sleep(LOOK_EVERY).await;
        };
        let client =
            Client::builder().no_proxy().timeout(WAIT_TIMEOUT).build().expect("a client can be made");
        ServerProcess { process, address, client }
    }

    /// Runs a command to its end.
    pub async fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with_input(arguments, "").await
    }

    /// Runs a command, and kills it (SIGKILL) if it still runs after some time.
    pub async fn run_for(&self, arguments: &[&str], time: Duration) -> Ended {
        let mut process = self.spawn(arguments, "");
        tokio::time::sleep(time).await;
        // One that has ended can't be killed.
        process.child.kill().ok();
        process.end().await
    }

    /// Runs a command to its end, which finds a text on its standard input.
    pub async fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        self.spawn(arguments, input).end().await
    }

    /// The address in the line that a server writes when it is there; if that names the public address, the one
    /// that was set.
    fn address_in(&self, said: &str) -> Option<SocketAddr> {
        let (line, _) = said.split_once('\n')?;
        let set = |name: &str| self.settings.iter().find(|(setting, _)| setting == name);
        match set("PUBLIC_URL") {
            Some(_) => set("LISTEN")?.1.parse().ok(),
            None => line.split_once("http://")?.1.trim_end_matches('/').parse().ok(),
        }
    }

    fn spawn(&self, arguments: &[&str], input: &str) -> Process {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let place = |what: &str| self.folder().join(format!("{number}.{what}"));
        let (out, err) = (place("out"), place("err"));
        let file = |path: &Path| File::create_new(path).expect("a file can be made");
        let mut child = Command::new(&self.program)
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(file(&out))
            .stderr(file(&err))
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("the input is a pipe");
        // A command that reads nothing may have ended already.
        stdin.write_all(input.as_bytes()).ok();
        Process { child, out, err }
    }
}

/// A process, which is killed if it still runs when this is dropped.
struct Process {
    child: Child,
    out: PathBuf,
    err: PathBuf,
}

impl Process {
    async fn end(mut self) -> Ended {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the process can be looked after") {
                break status;
            }
            assert!(Instant::now() < deadline, "the process doesn't end: {}", read(&self.err));
            tokio::time::sleep(LOOK_EVERY).await;
        };
        Ended { status: status.code(), out: read(&self.out), err: read(&self.err) }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended can be neither killed nor waited for again.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A server that runs.
pub struct ServerProcess {
    process: Process,
    address: SocketAddr,
    client: Client,
}

impl ServerProcess {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Registers somebody with the usual password.
    pub async fn register(&self, username: &str) -> TestUser {
        self.register_with(username, PASSWORD).await
    }

    /// Registers somebody.
    pub async fn register_with(&self, username: &str, password: &str) -> TestUser {
        let email = format!("{username}@example.com");
        let form = json!({"email": email, "username": username, "name": username, "password": password});
        self.post("/api/register", &Nobody, form, 201).await;
        let (username, password) = (username.to_owned(), password.to_owned());
        let mut user = TestUser { user_id: 0, username, email, password };
        user.user_id = self.get("/api/me", &user).await["user_id"].as_i64().expect("the user's own id");
        user
    }

    /// Opens the chat of two users.
    pub async fn open_chat(&self, one: &TestUser, other: &TestUser) -> i64 {
        let answer = self.post("/api/chats", one, json!({"companion_id": other.user_id}), 201).await;
        answer["chat_id"].as_i64().expect("the chat's id")
    }

    /// A handshake of somebody.
    pub fn dial(&self, user: &TestUser) -> Dial {
        Dial::to(self.address).basic(&user.email, &user.password)
    }

    /// Waits until it has found its broker.
    pub async fn wait_for_broker(&self) {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        while self.get("/readyz", &Nobody).await["broker"] != "ok" {
            assert!(Instant::now() < deadline, "the broker is not reached: {}", self.log());
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// What it has written to standard output so far.
    pub fn said(&self) -> String {
        read(&self.process.out)
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        read(&self.process.err)
    }

    /// What a line of Linux's `/proc/<pid>/status` says of its memory, in bytes.
    pub fn memory(&self, line: &str) -> usize {
        let status = fs::read_to_string(self.proc("status")).expect("the server runs, on Linux");
        let value = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'));
        let kib = value.and_then(|value| value.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        kib.expect("the line is one of memory") << 10
    }

    /// What it has used of the processors so far, in user and system time, by Linux's `/proc/<pid>/stat`.
    pub fn processor_time(&self) -> Duration {
        let stat = fs::read_to_string(self.proc("stat")).expect("the server runs, on Linux");
        // Behind the name, which may hold anything, the twelfth and the thirteenth field, in hundredths of a second.
        let fields = stat.rsplit(')').next().into_iter().flat_map(str::split_whitespace).skip(11).take(2);
        let ticks = fields.map(|field| field.parse::<u64>().expect("a number of ticks"));
        Duration::from_millis(ticks.sum::<u64>() * 10)
    }

    /// How many sockets it has open, by Linux's `/proc/<pid>/fd`.
    pub fn open_sockets(&self) -> usize {
        let files = fs::read_dir(self.proc("fd")).expect("the server runs, on Linux");
        let targets = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
        targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count()
    }

    fn proc(&self, name: &str) -> PathBuf {
        format!("/proc/{}/{name}", self.process.child.id()).into()
    }

    pub async fn kill(mut self) -> Ended {
        self.process.child.kill().expect("the server still runs");
        self.process.end().await
    }

    /// Sends it a signal, named as `kill` names it.
    pub fn signal(&self, name: &str) {
        let pid = self.process.child.id().to_string();
        let sent = Command::new("sh").args(["-c", "kill -s \"$1\" \"$2\"", "sh", name, &pid]).status();
        assert!(sent.expect("there is a shell").success(), "the server is gone");
    }

    /// Waits until it has ended by itself.
    pub async fn ended(self) -> Ended {
        self.process.end().await
    }

    /// Tells it to stop (SIGTERM), and waits until it has.
    pub async fn stop(self) -> Ended {
        self.signal("TERM");
        self.ended().await
    }

    /// Asks its API; fails if no answer comes.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        caller: &dyn Caller,
        body: Option<&Value>,
    ) -> Result<TestResponse, reqwest::Error> {
        self.ask_with(method, path, caller, body, &[]).await
    }

    /// As [`ServerProcess::ask`], with some headers.
    pub async fn ask_with(
        &self,
        method: Method,
        path: &str,
        caller: &dyn Caller,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Result<TestResponse, reqwest::Error> {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(authorization) = caller.authorization() {
            request = request.header("authorization", authorization);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(TestResponse { status, headers, body: response.text().await? })
    }

    /// Posts to its API, and returns the answer if it is the expected one.
    pub async fn post(&self, path: &str, caller: &dyn Caller, body: Value, expected: u16) -> Value {
        let answer = self.ask(Method::POST, path, caller, Some(&body)).await.expect("the server answers");
        assert_eq!(answer.status, expected, "{path} {body}: {}", answer.body);
        answer.json()
    }

    /// Reads from its API.
    pub async fn get(&self, path: &str, caller: &dyn Caller) -> Value {
        let answer = self.ask(Method::GET, path, caller, None).await.expect("the server answers");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }
}

fn read(path: &Path) -> String {
    let bytes = fs::read(path).expect("the process has a file to write to");
    String::from_utf8(bytes).expect("processes write UTF-8")
}
