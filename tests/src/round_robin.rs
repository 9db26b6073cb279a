//! A proxy that leads each new connection to the other of two servers, as the simplest of load balancers does. It has a
//! thread of its own, so that it goes on while a test waits for something else.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A proxy for TCP. Its connections end when it is dropped.
pub struct RoundRobin {
    address: SocketAddr,
    led: Arc<[AtomicUsize; 2]>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl RoundRobin {
    /// A proxy before two servers; the first connection goes to the first of them.
    pub async fn before(servers: [SocketAddr; 2]) -> Self {
        let led: Arc<[AtomicUsize; 2]> = Arc::default();
        let (stop, stopped) = oneshot::channel();
        let (started, start) = oneshot::channel();
        let count = Arc::clone(&led);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime can be made").block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
                started.send(listener.local_addr().expect("the port is known")).unwrap_or_default();
                tokio::select! {
                    () = accept(listener, servers, count) => {}
                    _ = stopped => {}
                }
            });
        });
        let address = start.await.expect("the proxy starts");
        Self { address, led, running: Some((stop, thread)) }
    }

    /// Where clients connect.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were led to each server.
    pub fn led(&self) -> [usize; 2] {
        [0, 1].map(|number: usize| self.led[number].load(Ordering::SeqCst))
    }
}

impl Drop for RoundRobin {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the proxy panicked");
        }
    }
}

async fn accept(listener: TcpListener, servers: [SocketAddr; 2], led: Arc<[AtomicUsize; 2]>) {
    for number in (0..2).cycle() {
        let Ok((client, _)) = listener.accept().await else { return };
        led[number].fetch_add(1, Ordering::SeqCst);
        tokio::spawn(carry(client, servers[number]));
    }
}

/// Carries what both sides say until both have said all. A server that is not there cuts the client off.
async fn carry(mut client: TcpStream, server: SocketAddr) {
    if let Ok(mut server) = TcpStream::connect(server).await {
        for stream in [&client, &server] {
            stream.set_nodelay(true).expect("a stream of this process");
        }
        // Where one side is cut off, so is the other.
        copy_bidirectional(&mut client, &mut server).await.ok();
    }
}
