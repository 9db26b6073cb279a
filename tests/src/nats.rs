//! A message broker of the tests' own (NATS), from the machine's program: private, on a port of its own, and gone with the
//! process that started it.

use crate::WAIT_TIMEOUT;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// A shell that starts the broker and kills it as it is told by line, and at the end of its input, that is when the tests'
/// process is gone in whichever way.
const SUPERVISOR: &str = r#"
trap '' INT TERM HUP
start() { PATH=$PATH:/usr/sbin nats-server --addr 127.0.0.1 --port "$1" </dev/null >/dev/null 2>&1 & broker=$!; }
start "$1"
while read -r order; do
    case $order in
        kill) kill -9 "$broker"; wait "$broker"; echo killed ;;
        start) start "$1"; echo started ;;
    esac
done
kill -9 "$broker"
"#;

/// A running broker, which ends when this is dropped or the process ends.
pub struct Broker {
    supervisor: Mutex<Supervisor>,
    port: u16,
}

struct Supervisor {
    process: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// The broker that the tests of this process share, each with a realm of its own; or why there is none.
pub fn shared() -> Result<&'static Broker, &'static str> {
    static SHARED: OnceLock<Result<Broker, String>> = OnceLock::new();
    SHARED.get_or_init(Broker::start).as_ref().map_err(String::as_str)
}

impl Broker {
    /// Starts a broker; or says why it can't.
    pub fn start() -> Result<Self, String> {
        let searched = std::env::var_os("PATH").unwrap_or_default();
        let mut folders = std::env::split_paths(&searched).chain(["/usr/sbin".into()]);
        if !folders.any(|folder| folder.join("nats-server").exists()) {
            return Err("the program nats-server is not here: install the package nats-server".to_owned());
        }
        // Somebody else may take the free port before the broker does.
        for _ in 0..3 {
            let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
            let port = free.map_err(|error| format!("there is no free port: {error}"))?.port();
            let broker = Self { supervisor: Mutex::new(Supervisor::start(port)?), port };
            if broker.answers() {
                return Ok(broker);
            }
        }
        Err("the broker does not start".to_owned())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://{}", self.address())
    }

    /// Kills it at once (SIGKILL).
    pub fn kill(&self) {
        self.order("kill", "killed");
    }

    /// Starts it again on the same port, and waits until it answers.
    ///
    /// # Panics
    /// Where it doesn't.
    pub fn start_again(&self) {
        self.order("start", "started");
        assert!(self.answers(), "the broker does not start again");
    }

    fn order(&self, order: &str, done: &str) {
        let mut supervisor = self.supervisor.lock().unwrap_or_else(PoisonError::into_inner);
        let orders = supervisor.orders.as_mut().expect("it takes orders until it is dropped");
        writeln!(orders, "{order}").expect("the supervisor reads");
        let mut line = String::new();
        supervisor.answers.read_line(&mut line).expect("the supervisor writes text");
        assert_eq!(line.trim_end(), done);
    }

    /// Whether it greets within its time.
    fn answers(&self) -> bool {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        while Instant::now() < deadline {
            if let Ok(stream) = TcpStream::connect(self.address()) {
                let mut line = String::new();
                let greeted = BufReader::new(stream).read_line(&mut line);
                return greeted.is_ok() && line.starts_with("INFO ");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Supervisor {
    fn start(port: u16) -> Result<Self, String> {
        let mut process = Command::new("sh")
            .args(["-c", SUPERVISOR, "sh", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("there is no shell: {error}"))?;
        let orders = process.stdin.take();
        let answers = process.stdout.take().ok_or("the supervisor has no output")?;
        Ok(Self { process, orders, answers: BufReader::new(answers) })
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        drop(self.orders.take());
        self.process.wait().expect("the supervisor ends with its input");
    }
}
