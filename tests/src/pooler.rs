//! A pooler of connections (`pgbouncer`) in front of the tests' PostgreSQL: private, on a port of its own, and gone with
//! the process that started it.

use crate::postgres::is_root;
use crate::supervisor::{Supervisor, free_address, program};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Starts the pooler, and kills it at the end.
const SCRIPT: &str = r#"
folder=$(mktemp -d /tmp/simple-chats-pooler.XXXXXX) || exit 1
cat >"$folder/pgbouncer.ini" <<END
[databases]
* = host=127.0.0.1 port=$3 user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $2
unix_socket_dir =
auth_type = any
pool_mode = $4
END
"$1" -q "$folder/pgbouncer.ini" </dev/null >/dev/null 2>&1 & pooler=$!
read -r end
kill -9 "$pooler"
rm -rf "$folder"
"#;

/// A running pooler, which ends when this is dropped or the process ends.
pub struct Pooler {
    _supervisor: Supervisor,
    address: SocketAddr,
}

impl Pooler {
    /// Starts a pooler in a mode, such as `session`; or says why it can't.
    pub fn start(postgres: SocketAddr, mode: &str) -> Result<Self, String> {
        let program = program("pgbouncer", "pgbouncer")?;
        let address = free_address()?;
        let (port, postgres) = (address.port().to_string(), postgres.port().to_string());
        let arguments = [program.as_os_str(), port.as_ref(), postgres.as_ref(), mode.as_ref()];
        // The program refuses root.
        let user = is_root().then_some("postgres");
        let pooler = Self { _supervisor: Supervisor::start(user, SCRIPT, &arguments)?, address };
        let deadline = Instant::now() + crate::WAIT_TIMEOUT;
        while TcpStream::connect(address).is_err() {
            if Instant::now() > deadline {
                return Err("PgBouncer does not start".to_owned());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(pooler)
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@{}/{database}", self.address)
    }
}
