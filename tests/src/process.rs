//! The server as a process of its own: started in a folder of its own, stopped, killed, and started again on what it left.

use crate::api::Api;
use crate::app::{Nobody, TestUser};
use crate::backends::Backend;
use crate::socket::Dial;
use crate::store::TestDatabase;
use crate::timing;
use simple_chats_persistence::{DatabaseAddress, DbConnection};
use std::fs::{self, File};
use std::io::Write;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// A folder for a server, its settings, and its database. It outlives the processes that are started in it.
pub struct ServerDir {
    program: PathBuf,
    folder: TempDir,
    database: Option<TestDatabase>,
    settings: Vec<(String, String)>,
    file_limit: Option<u32>,
    /// The umask of the processes, in octal digits; that of the tests if it is not set.
    umask: Option<&'static str>,
    started: AtomicU32,
}

/// The output of a command and how it ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status; nothing if a signal ended it.
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl ServerDir {
    /// A folder for a program that keeps its database in its data folder, listens on a free port of the loopback
    /// address, hashes passwords at the lowest cost, limits nobody, and lets everybody register.
    pub fn new(program: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let server_dir = Self {
            program: program.into(),
            folder,
            database: None,
            settings: Vec::new(),
            file_limit: None,
            umask: None,
            started: AtomicU32::new(0),
        };
        let server_dir = server_dir.with("LISTEN", "127.0.0.1:0").with("BCRYPT_COST", "4");
        server_dir.with("RATE_LIMITS", "off").with("REGISTRATION", "open")
    }

    /// As [`ServerDir::new`], on either database; on PostgreSQL, in an empty one.
    pub fn on(backend: Backend, program: &str) -> Self {
        let server_dir = Self::new(program);
        match backend {
            Backend::Sqlite => server_dir,
            Backend::Postgres => {
                let database = TestDatabase::empty(backend);
                let server_dir = server_dir.on_address(database.address());
                Self { database: Some(database), ..server_dir }
            }
        }
    }

    /// On a PostgreSQL database, beside others that use it.
    pub fn on_address(self, address: &DatabaseAddress) -> Self {
        let DatabaseAddress::Postgres(url) = address else { panic!("an embedded database serves one") };
        self.with("DATABASE_URL", url).with("SECRET_KEY", crate::app::SECRET_KEY)
    }

    /// A new folder, as [`ServerDir::on`], and a server in it.
    pub async fn started(backend: Backend, program: &str) -> (Self, ServerProcess) {
        let server_dir = Self::on(backend, program);
        let server = server_dir.start().await;
        (server_dir, server)
    }

    /// Sets a setting by the environment, in place of its value before.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(set, _)| set != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Lets the processes open only so many files.
    pub fn with_file_limit(self, files: u32) -> Self {
        Self { file_limit: Some(files), ..self }
    }

    /// Starts processes with a umask, in octal digits.
    pub fn with_umask(self, umask: &'static str) -> Self {
        Self { umask: Some(umask), ..self }
    }

    pub fn setting(&self, name: &str) -> String {
        let set = self.settings.iter().find(|(set, _)| set == name);
        set.unwrap_or_else(|| panic!("{name} is not set")).1.clone()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

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

    /// Starts the server, and waits for the line with its address.
    pub async fn start(&self) -> ServerProcess {
        let mut process = self.spawn(&[], "");
        let err = process.err.clone();
        let started = async || {
            let address = self.address_in(&read(&process.out));
            let ended = process.child.try_wait().expect("the process can be polled");
            assert!(ended.is_none() || address.is_some(), "the server ended ({ended:?}): {}", read(&err));
            address
        };
        let address =
            timing::until_some(|| format!("the start of the server: {}", read(&err)), started).await;
        ServerProcess { process, api: Api::at(address) }
    }

    pub async fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with_input(arguments, "").await
    }

    /// Runs a command that has to succeed and to leave nothing on standard error, except which database it has used.
    /// Returns its output.
    pub async fn run_ok(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments).await;
        let said = ended.err.lines().find(|line| !line.starts_with("simple-chats: the database is "));
        assert_eq!((ended.status, said), (Some(0), None), "{arguments:?}: {}", ended.out);
        ended.out
    }

    /// Runs a command that has to fail with one line on standard error and no output. Returns the line.
    pub async fn run_refused(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments).await;
        assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{arguments:?}: {}", ended.err);
        ended.err.trim_end().to_owned()
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
            None => line.split_once("://")?.1.trim_end_matches('/').parse().ok(),
        }
    }

    fn spawn(&self, arguments: &[&str], input: &str) -> Process {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let place = |what: &str| self.folder().join(format!("{number}.{what}"));
        let (out, err) = (place("out"), place("err"));
        let file = |path: &Path| File::create_new(path).expect("a file can be made");
        let limits = [
            self.umask.map(|umask| format!("umask {umask}")),
            self.file_limit.map(|files| format!("ulimit -n {files}")),
        ];
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        let mut command = match limits.join(" && ") {
            limits if limits.is_empty() => Command::new(&self.program),
            limits => {
                let mut shell = Command::new("/bin/sh");
                shell.args(["-c", &format!("{limits} && exec \"$0\" \"$@\"")]).arg(&self.program);
                shell
            }
        };
        let mut child = command
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
        let Self { child, err, .. } = &mut self;
        let ended = async || child.try_wait().expect("the process can be polled");
        let status = timing::until_some(|| format!("the end of the process: {}", read(err)), ended).await;
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

pub struct ServerProcess {
    process: Process,
    api: Api,
}

/// The API of a server can be called on it directly.
impl Deref for ServerProcess {
    type Target = Api;

    fn deref(&self) -> &Api {
        &self.api
    }
}

impl ServerProcess {
    pub fn pid(&self) -> u32 {
        self.process.child.id()
    }

    pub fn dial(&self, user: &TestUser) -> Dial {
        Dial::to(self.address()).basic(&user.email, &user.password)
    }

    /// Waits until it has found its broker.
    pub async fn wait_for_broker(&self) {
        let is_connected = async || self.get("/readyz", &Nobody).await["broker"] == "ok";
        timing::until(|| format!("the connection to the broker: {}", self.log()), is_connected).await;
    }

    pub fn stdout(&self) -> String {
        read(&self.process.out)
    }

    pub fn log(&self) -> String {
        read(&self.process.err)
    }

    /// A line on memory in Linux's `/proc/<pid>/status`, in bytes.
    pub fn memory(&self, line: &str) -> usize {
        let status = fs::read_to_string(self.proc("status")).expect("the server runs, on Linux");
        let value = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'));
        let kib = value.and_then(|value| value.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        kib.expect("the line is one of memory") << 10
    }

    /// The processor time that it has used so far, user and system, by Linux's `/proc/<pid>/stat`.
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
        format!("/proc/{}/{name}", self.pid()).into()
    }

    pub async fn kill(mut self) -> Ended {
        self.process.child.kill().expect("the server still runs");
        self.process.end().await
    }

    /// Sends it a signal, named as `kill` names it.
    pub fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let sent = Command::new("sh").args(["-c", "kill -s \"$1\" \"$2\"", "sh", name, &pid]).status();
        assert!(sent.expect("there is a shell").success(), "the server is gone");
    }

    /// Stops it by SIGTERM, which has to be in order.
    pub async fn stop(self) -> Ended {
        self.signal("TERM");
        self.ended_in_order().await
    }

    /// Waits until it has ended, which has to be in order.
    pub async fn ended_in_order(self) -> Ended {
        let ended = self.process.end().await;
        assert_eq!(ended.status, Some(0), "{}", ended.err);
        ended
    }
}

fn read(path: &Path) -> String {
    let bytes = fs::read(path).expect("the process has a file to write to");
    String::from_utf8(bytes).expect("processes write UTF-8")
}
