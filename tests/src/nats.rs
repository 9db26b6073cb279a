//! A message broker of the tests' own (NATS), from the machine's program: private, on a port of its own, and gone with the
//! process that started it.

use crate::WAIT_TIMEOUT;
use crate::supervisor::{Supervisor, free_address, program};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Starts the broker, and kills it on request and at the end.
const SCRIPT: &str = r#"
start() {
    program=$1 port=$2
    shift 2
    "$program" --addr 127.0.0.1 --port "$port" "$@" </dev/null >/dev/null 2>&1 & broker=$!
}
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
    guard: Guard,
}

/// What a broker asks of those that connect.
pub enum Guard {
    Open,
    Password,
    Token,
    /// TLS with a certificate of an authority of the tests' own.
    Tls(TestAuthority),
    /// The same, and clients show a certificate of the same authority.
    MutualTls(TestAuthority),
}

/// Characters that stand for themselves in no URL.
const PASSWORD: &str = "hush @:/,%";
const TOKEN: &str = "hush-token/,";

impl Guard {
    fn arguments(&self) -> Vec<OsString> {
        match self {
            Self::Open => vec![],
            Self::Password => ["--user", "chats", "--pass", PASSWORD].map(OsString::from).into(),
            Self::Token => ["--auth", TOKEN].map(OsString::from).into(),
            Self::Tls(authority) => authority.arguments(),
            Self::MutualTls(authority) => {
                let asking = ["--tlsverify".into(), "--tlscacert".into(), authority.file().into()];
                authority.arguments().into_iter().chain(asking).collect()
            }
        }
    }
}

/// A certificate authority, with a certificate for 127.0.0.1 and one for clients.
pub struct TestAuthority {
    folder: TempDir,
}

/// Makes the authority, and the certificates that it signs.
const CERTIFICATES: &str = r#"
make() {
    openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 "$@"
}
make -keyout ca.key -out ca.pem -subj "/CN=An authority of tests" &&
    make -keyout server.key -out server.pem -subj /CN=server -CA ca.pem -CAkey ca.key \
        -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE &&
    make -keyout client.key -out client.pem -subj /CN=client -CA ca.pem -CAkey ca.key \
        -addext extendedKeyUsage=clientAuth -addext basicConstraints=critical,CA:FALSE
"#;

impl TestAuthority {
    /// Makes one by the machine's `openssl`; or says why it can't.
    pub fn new() -> Result<Self, String> {
        program("openssl", "openssl")?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut command = Command::new("sh");
        let made = command.args(["-c", CERTIFICATES]).current_dir(folder.path()).output();
        let made = made.map_err(|error| error.to_string())?;
        if made.status.success() {
            Ok(Self { folder })
        } else {
            Err(String::from_utf8_lossy(&made.stderr).into())
        }
    }

    /// What a server of the tests accepts TLS with.
    pub fn acceptor(&self) -> TlsAcceptor {
        let place = |name: &str| self.folder.path().join(name);
        let certificates = CertificateDer::pem_file_iter(place("server.pem")).expect("a file");
        let certificates = certificates.collect::<Result<Vec<_>, _>>().expect("certificates");
        let key = PrivateKeyDer::from_pem_file(place("server.key")).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(certificates, key)
            .expect("a certificate with its key");
        TlsAcceptor::from(Arc::new(config))
    }

    /// The file with its certificate.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// The files of a certificate for clients, which it has signed, and of its key.
    pub fn client_files(&self) -> [PathBuf; 2] {
        ["client.pem", "client.key"].map(|name| self.folder.path().join(name))
    }

    fn arguments(&self) -> Vec<OsString> {
        let file = |name: &str| self.folder.path().join(name).into();
        vec!["--tls".into(), "--tlscert".into(), file("server.pem"), "--tlskey".into(), file("server.key")]
    }
}

/// The broker that the tests of this process share, each on its own subjects; or why there is none.
pub fn shared() -> Result<&'static Broker, &'static str> {
    static SHARED: OnceLock<Result<Broker, String>> = OnceLock::new();
    SHARED.get_or_init(Broker::start).as_ref().map_err(String::as_str)
}

impl Broker {
    /// Starts a broker that lets everybody in; or says why it can't.
    pub fn start() -> Result<Self, String> {
        Self::guarded(Guard::Open)
    }

    /// Starts a broker that asks for something; or says why it can't.
    pub fn guarded(guard: Guard) -> Result<Self, String> {
        let program = program("nats-server", "nats-server")?;
        // Another program may take the free port before the broker does.
        for _ in 0..3 {
            let address = free_address()?;
            let port = address.port().to_string();
            let asked = guard.arguments();
            let mut arguments = vec![program.as_os_str(), port.as_ref()];
            arguments.extend(asked.iter().map(OsString::as_os_str));
            let supervisor = Mutex::new(Supervisor::start(None, SCRIPT, &arguments)?);
            if answers(address) {
                return Ok(Self { supervisor, address, guard });
            }
        }
        Err("the broker does not start".to_owned())
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// With what it asks for.
    pub fn url(&self) -> String {
        match self.guard {
            Guard::Open => format!("nats://{}", self.address()),
            Guard::Password => format!("nats://chats:hush%20%40%3A%2F%2C%25@{}", self.address()),
            Guard::Token => format!("nats://hush-token%2F%2C@{}", self.address()),
            Guard::Tls(_) | Guard::MutualTls(_) => format!("tls://{}", self.address()),
        }
    }

    pub fn kill(&self) {
        self.order("kill", "killed");
    }

    /// Starts it again on the same port, and waits until it answers.
    pub fn start_again(&self) {
        self.order("start", "started");
        assert!(answers(self.address), "the broker does not start again");
    }

    fn order(&self, order: &str, done: &str) {
        self.supervisor.lock().unwrap_or_else(PoisonError::into_inner).order(order, done);
    }
}

/// Whether a broker greets within its time.
fn answers(address: SocketAddr) -> bool {
    let deadline = Instant::now() + WAIT_TIMEOUT;
    while Instant::now() < deadline {
        if let Ok(stream) = TcpStream::connect(address) {
            let mut line = String::new();
            let greeted = BufReader::new(stream).read_line(&mut line);
            return greeted.is_ok() && line.starts_with("INFO ");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}
