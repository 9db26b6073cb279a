//! Two servers, each a process of its own, on one database and one broker, behind a proxy that leads each connection to the
//! other one.

use crate::nats;
use crate::process::{ServerDir, ServerProcess};
use crate::proxy::Proxy;
use std::net::SocketAddr;

/// The servers, and what they stand on.
pub(super) struct Cluster {
    door: Proxy,
    servers: [ServerProcess; 2],
    _site: ServerDir,
}

impl Cluster {
    /// Starts both. Returns where they are asked as well.
    pub(super) async fn start(server_dir: ServerDir) -> (Self, SocketAddr) {
        let broker = nats::shared().expect("tests of several instances are run where there is a broker");
        let server_dir = server_dir.with("NATS_URL", &broker.url());
        let (one, other) = tokio::join!(server_dir.start(), server_dir.start());
        let servers = [one, other];
        for server in &servers {
            server.wait_for_broker().await;
        }
        let door = Proxy::before_each([servers[0].address(), servers[1].address()]).await;
        let address = door.address();
        (Self { door, servers, _site: server_dir }, address)
    }

    /// How many connections each server got.
    pub(super) fn asked(&self) -> [usize; 2] {
        self.door.led()
    }

    /// Stops both in order.
    pub(super) async fn stop(self) {
        self.check();
        let Self { door: _door, servers: [one, other], _site } = self;
        let (one, other) = tokio::join!(one.stop(), other.stop());
        for ended in [one, other] {
            assert_eq!(ended.status, Some(0), "{}", ended.err);
        }
    }

    /// Makes sure that both were asked, and that neither panicked.
    pub(super) fn check(&self) {
        let asked = self.asked();
        assert!(!asked.contains(&0), "{asked:?} connections: a test of two instances asks both");
        for server in &self.servers {
            let log = server.log();
            assert!(!log.contains("panicked"), "a server panicked: {log}");
        }
    }
}
