//! A PostgreSQL server of the tests' own, from the programs of the machine: private, on a free port, and gone with the
//! process that started it.

use crate::supervisor::{Supervisor, free_address};
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use simple_chats_persistence::{DatabaseAddress, DbConnection, migrate};
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Starts the server, stops and starts it on request, and at the end stops it and removes its folder.
const SCRIPT: &str = r#"
programs=$1 port=$2
folder=$(mktemp -d "$3/simple-chats-postgres.XXXXXX") || exit 1
settings="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 \
    -c fsync=$4 -c full_page_writes=$4 -c wal_level=minimal -c max_wal_senders=0 -c deadlock_timeout=50ms"
if [ -n "$5" ]; then
    mkdir "$folder/locales"
    localedef -i "$5" -f UTF-8 "$folder/locales/$5.UTF-8" >"$folder/initdb.log" 2>&1
    export LOCPATH="$folder/locales:/usr/lib/locale"
    settings="$settings -c lc_messages=$5.UTF-8"
fi
server() {
    "$programs/pg_ctl" --pgdata="$folder/data" --silent --wait "$@" </dev/null >>"$folder/pg_ctl.log" 2>&1
}
start() {
    if server --log="$folder/log" --options="$settings" start; then echo started; else
        echo "failed: $(tail -n 3 "$folder/log" "$folder/initdb.log" | tr '\n' ' ')"
    fi
}
"$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder/initdb.log" 2>&1
start
while read -r order; do
    case $order in
        stop) server --mode=immediate stop; echo stopped ;;
        start) start ;;
    esac
done
server --mode=immediate stop
rm -rf "$folder"
"#;

/// Whether a server syncs what it commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syncs {
    /// As it must if data matter.
    On,
    /// A test's data don't outlive the machine's power.
    Off,
}

/// A running server, which ends when this is dropped or the process ends.
pub struct Server {
    supervisor: Mutex<Supervisor>,
    address: SocketAddr,
    databases: AtomicU32,
}

/// The server that the tests of this process share, started at its first use; or why there is none.
pub fn shared() -> Result<&'static Server, &'static str> {
    static SHARED: OnceLock<Result<Server, String>> = OnceLock::new();
    SHARED.get_or_init(|| Server::start(Syncs::Off)).as_ref().map_err(String::as_str)
}

impl Server {
    /// Starts a server with no database but an empty, migrated one to copy; or says why it can't.
    pub fn start(syncs: Syncs) -> Result<Self, String> {
        Self::start_in(syncs, "")
    }

    /// As [`Server::start`], with messages of another language, such as `de_DE`.
    pub fn start_in(syncs: Syncs, language: &str) -> Result<Self, String> {
        let programs = programs()?;
        let mut failure = String::new();
        // Another program may take the free port before the server does.
        for _ in 0..3 {
            let address = free_address()?;
            let mut supervisor = supervise(&programs, address, syncs, language)?;
            failure = supervisor.answer();
            if failure == "started" {
                let (supervisor, databases) = (Mutex::new(supervisor), AtomicU32::new(0));
                let server = Self { supervisor, address, databases };
                server.make_template();
                return Ok(server);
            }
        }
        Err(format!("it does not start: {failure}"))
    }

    fn make_template(&self) {
        self.run("CREATE DATABASE migrated");
        let mut conn = DbConnection::open(&DatabaseAddress::Postgres(self.url("migrated")))
            .expect("the template can be opened");
        migrate(&mut conn).expect("an empty database can be migrated");
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@{}/{database}", self.address)
    }

    /// Makes a new database, with the schema and nothing in it.
    pub fn migrated_database(&'static self) -> TestPostgres {
        let database = self.new_database("TEMPLATE migrated");
        let mut conn = PgConnection::establish(&self.url(&database.name)).expect("the database is there");
        // A copy has a history of its own, and its servers must not get the events of another.
        sql_query("UPDATE meta SET value = md5(current_database()) WHERE name = 'epoch'")
            .execute(&mut conn)
            .expect("the epoch can be set");
        database
    }

    /// Makes a new database without a schema.
    pub fn empty_database(&'static self) -> TestPostgres {
        self.new_database("")
    }

    /// Makes a copy of a database that nobody is connected to. It has the same epoch.
    pub fn copy_of(&'static self, original: &TestPostgres) -> TestPostgres {
        self.new_database(&format!("TEMPLATE {} STRATEGY FILE_COPY", original.name))
    }

    fn new_database(&'static self, source: &str) -> TestPostgres {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.run(&format!("CREATE DATABASE {name} {source}"));
        TestPostgres { server: self, name }
    }

    /// Runs a statement as the server's owner.
    pub fn run(&self, statement: &str) {
        let mut conn = PgConnection::establish(&self.url("postgres")).expect("the server can be reached");
        sql_query(statement).execute(&mut conn).expect("the statement can be run");
    }

    /// Stops the server at once, as a crash would.
    pub fn stop(&self) {
        self.order("stop", "stopped");
    }

    /// Starts the server again with what it had stored.
    pub fn start_again(&self) {
        self.order("start", "started");
    }

    fn order(&self, order: &str, expected: &str) {
        self.supervisor.lock().unwrap_or_else(PoisonError::into_inner).order(order, expected);
    }
}

fn supervise(
    programs: &Path,
    address: SocketAddr,
    syncs: Syncs,
    language: &str,
) -> Result<Supervisor, String> {
    // The programs refuse root; their folder must not lie below one that only root may enter.
    let (user, folder) =
        if is_root() { (Some("postgres"), PathBuf::from("/tmp")) } else { (None, std::env::temp_dir()) };
    let syncs = if syncs == Syncs::On { "on" } else { "off" };
    let port = address.port().to_string();
    let arguments =
        [programs.as_os_str(), port.as_ref(), folder.as_os_str(), syncs.as_ref(), language.as_ref()];
    Supervisor::start(user, SCRIPT, &arguments)
}

/// A database of the server, removed when this is dropped.
pub struct TestPostgres {
    server: &'static Server,
    name: String,
}

impl TestPostgres {
    pub fn address(&self) -> DatabaseAddress {
        DatabaseAddress::Postgres(self.server.url(&self.name))
    }
}

impl Drop for TestPostgres {
    /// In the background: the server first waits for the store's connections to go, and what is left over goes with
    /// the server.
    fn drop(&mut self) {
        let (server, drop_database) = (self.server, format!("DROP DATABASE {}", self.name));
        std::thread::spawn(move || {
            let mut conn = PgConnection::establish(&server.url("postgres")).ok()?;
            sql_query(drop_database).execute(&mut conn).ok()
        });
    }
}

/// The folder of `initdb` and its fellows: Debian's newest, else the one in the search path.
pub fn programs() -> Result<PathBuf, String> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|version| {
        let version = version.ok()?;
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        Some((number, version.path().join("bin")))
    });
    let debian = debian.filter(|(_, folder)| folder.join("initdb").exists()).max().map(|(_, folder)| folder);
    let searched = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())
    };
    let programs = debian
        .or_else(searched)
        .ok_or("its programs (initdb, pg_ctl) are not here: install the package postgresql")?;
    let has_user = || std::fs::read_to_string("/etc/passwd").is_ok_and(|users| users.contains("postgres:"));
    if is_root() && !has_user() {
        return Err("it refuses to run as root, and there is no user postgres".to_owned());
    }
    Ok(programs)
}

pub(crate) fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
