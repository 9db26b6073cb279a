//! A message broker of the tests' own (NATS), from the machine's program: private, on a port of its own, and gone with the
//! process that started it.

use crate::WAIT_TIMEOUT;
use crate::supervisor::{Supervisor, free_address, program};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// Starts the broker, and kills it on request and at the end.
const SCRIPT: &str = r#"
start() { "$1" --addr 127.0.0.1 --port "$2" </dev/null >/dev/null 2>&1 & broker=$!; }
start "$@"
while read -r order; do
    case $order in
        kill) kill -9 "$broker"; wait "$broker"; echo killed ;;
        start) start "$@"; echo started ;;
    esac
done
kill -9 "$broker"
"#;

/// A running broker, which ends when this is dropped or the process ends.
pub struct Broker {
    supervisor: Mutex<Supervisor>,
    address: SocketAddr,
}

/// The broker that the tests of this process share, each on its own subjects; or why there is none.
pub fn shared() -> Result<&'static Broker, &'static str> {
    static SHARED: OnceLock<Result<Broker, String>> = OnceLock::new();
    SHARED.get_or_init(Broker::start).as_ref().map_err(String::as_str)
}

impl Broker {
    /// Starts a broker; or says why it can't.
    pub fn start() -> Result<Self, String> {
        let program = program("nats-server", "nats-server")?;
        // Another program may take the free port before the broker does.
        for _ in 0..3 {
            let address = free_address()?;
            let port = address.port().to_string();
            let arguments = [program.as_os_str(), port.as_ref()];
            let broker =
                Self { supervisor: Mutex::new(Supervisor::start(None, SCRIPT, &arguments)?), address };
            if broker.answers() {
                return Ok(broker);
            }
        }
        Err("the broker does not start".to_owned())
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self) -> String {
        format!("nats://{}", self.address())
    }

    pub fn kill(&self) {
        self.order("kill", "killed");
    }

    /// Starts it again on the same port, and waits until it answers.
    pub fn start_again(&self) {
        self.order("start", "started");
        assert!(self.answers(), "the broker does not start again");
    }

    fn order(&self, order: &str, done: &str) {
        self.supervisor.lock().unwrap_or_else(PoisonError::into_inner).order(order, done);
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
