//! Two servers, each a process of its own, on one database and one broker, behind a proxy that alternates between them.

use crate::nats;
use crate::process::{ServerDir, ServerProcess};
use crate::proxy::Proxy;
use std::net::SocketAddr;

pub(super) struct Cluster {
    proxy: Proxy,
    servers: [ServerProcess; 2],
    _server_dir: ServerDir,
}

impl Cluster {
    /// Starts both. Returns the proxy's address as well.
    pub(super) async fn start(server_dir: ServerDir) -> (Self, SocketAddr) {
        let broker = nats::shared().expect("tests of several instances only run if there is a broker");
        let server_dir = server_dir.with("NATS_URL", &broker.url());
        let (one, other) = tokio::join!(server_dir.start(), server_dir.start());
        let servers = [one, other];
        for server in &servers {
            server.wait_for_broker().await;
        }
        let proxy = Proxy::before_each([servers[0].address(), servers[1].address()]).await;
        let address = proxy.address();
        (Self { proxy, servers, _server_dir: server_dir }, address)
    }

    pub(super) fn connections(&self) -> [usize; 2] {
        self.proxy.opened_by_server()
    }

    pub(super) async fn stop(self) {
        self.check();
        let Self { proxy: _proxy, servers: [one, other], _server_dir } = self;
        let (one, other) = tokio::join!(one.stop(), other.stop());
        for ended in [one, other] {
            assert_eq!(ended.status, Some(0), "{}", ended.err);
        }
    }

    /// Asserts that both got connections, and that neither panicked.
    pub(super) fn check(&self) {
        let connections = self.connections();
        assert!(!connections.contains(&0), "{connections:?}: a test of two instances connects to both");
        for server in &self.servers {
            let log = server.log();
            assert!(!log.contains("panicked"), "a server panicked: {log}");
        }
    }
}
