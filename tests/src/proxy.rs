//! A bad network: it is between a client and a server on the loopback address, and cuts, falls silent, is slow, or leads
//! elsewhere as a test sets it. All proxies live on a thread of their own, so that they go on while a test
//! waits for something else.

mod cut_on;

pub use cut_on::Cut;

use cut_on::{CutOn, Severed};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};

/// How much is passed on at once, in bytes.
const CHUNK: usize = 16 << 10;

/// How much may be on its way in one direction of a connection, in chunks.
const MAX_ON_ITS_WAY: usize = 1024;

/// The thread of the proxies.
static RUNTIME: LazyLock<Handle> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be made");
    let handle = runtime.handle().clone();
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    handle
});

/// A proxy for TCP. Its connections end when it is dropped.
pub struct Proxy {
    address: SocketAddr,
    state: Arc<ProxyState>,
    accepting: JoinHandle<()>,
}

/// Which way something goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From clients to the server.
    Up,
    /// From the server to clients.
    Down,
}

/// The faults that a test sets, and the numbers that it reads.
struct ProxyState {
    faults: watch::Sender<Faults>,
    cuts: watch::Sender<u64>,
    /// How many connections were led to each server.
    opened: [AtomicUsize; 2],
    /// How many bytes may still pass before all is cut, by direction.
    allowances: [AtomicU64; 2],
    cut_on: CutOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Faults {
    /// The servers of new connections in turn, beginning with the first.
    servers: [SocketAddr; 2],
    is_closed: bool,
    /// By direction.
    is_silent: [bool; 2],
    delay: Duration,
}

impl Proxy {
    /// A proxy before a server, that passes everything on at once.
    pub async fn before(server: SocketAddr) -> Self {
        Self::before_each([server; 2]).await
    }

    /// A proxy before two servers, which leads each new connection to the other one, as the simplest of load balancers
    /// does.
    pub async fn before_each(servers: [SocketAddr; 2]) -> Self {
        let listening = RUNTIME.spawn(TcpListener::bind("127.0.0.1:0")).await.expect("the thread lives");
        let listener = listening.expect("there is a free port");
        let address = listener.local_addr().expect("the port is known");
        let state = Arc::new(ProxyState {
            faults: watch::Sender::new(Faults::none(servers)),
            cuts: watch::Sender::default(),
            opened: Default::default(),
            allowances: [u64::MAX.into(), u64::MAX.into()],
            cut_on: CutOn::default(),
        });
        let accepting = RUNTIME.spawn(accept(listener, Arc::clone(&state)));
        Self { address, state, accepting }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were let through so far.
    pub fn opened(&self) -> usize {
        self.opened_by_server().iter().sum()
    }

    /// How many connections were led to each of two servers.
    pub fn opened_by_server(&self) -> [usize; 2] {
        [0, 1].map(|number: usize| self.state.opened[number].load(Ordering::SeqCst))
    }

    /// Cuts all connections: what is on its way is lost, and both sides get a reset. New ones are taken.
    pub fn cut(&self) {
        self.state.cuts.send_modify(|count| *count += 1);
    }

    /// How often all connections were cut so far.
    pub fn cuts(&self) -> u64 {
        *self.state.cuts.borrow()
    }

    /// Cuts all connections once so many more bytes have passed in one direction: in the middle of a frame, say.
    pub fn cut_after(&self, direction: Direction, bytes: u64) {
        self.state.allowances[direction as usize].store(bytes, Ordering::SeqCst);
    }

    /// Cuts the connection on which a client next sends these words, once.
    ///
    /// The words have to be in one packet, as short ones are that are sent at once.
    pub fn cut_at(&self, words: &'static str, cut: Cut) {
        self.state.cut_on.set(words, cut);
    }

    /// Whether the words of [`Proxy::cut_at`] were sent.
    pub fn has_cut(&self) -> bool {
        self.state.cut_on.is_gone()
    }

    /// Cuts all connections, and refuses new ones until [`Proxy::open`].
    pub fn close(&self) {
        self.state.faults.send_modify(|faults| faults.is_closed = true);
        self.cut();
    }

    /// Takes connections again.
    pub fn open(&self) {
        self.state.faults.send_modify(|faults| faults.is_closed = false);
    }

    /// From now on nothing comes through in either direction, not even an end, until [`Proxy::speak`].
    pub fn fall_silent(&self) {
        self.state.faults.send_modify(|faults| faults.is_silent = [true; 2]);
    }

    /// From now on requests still come through, and answers don't, until [`Proxy::speak`].
    pub fn hold_answers(&self) {
        self.state.faults.send_modify(|faults| faults.is_silent[Direction::Down as usize] = true);
    }

    /// Passes on what was held back, and all that follows.
    pub fn speak(&self) {
        self.state.faults.send_modify(|faults| faults.is_silent = [false; 2]);
    }

    /// From now on everything takes this long in each direction, in the order in which it was sent.
    pub fn delay(&self, delay: Duration) {
        self.state.faults.send_modify(|faults| faults.delay = delay);
    }

    /// Takes back all faults; it still leads to the same servers.
    pub fn heal(&self) {
        self.state.allowances.iter().for_each(|allowance| allowance.store(u64::MAX, Ordering::SeqCst));
        self.state.faults.send_modify(|faults| *faults = Faults::none(faults.servers));
    }

    /// New connections lead to another server.
    pub fn lead_to(&self, server: SocketAddr) {
        self.state.faults.send_modify(|faults| faults.servers = [server; 2]);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Faults {
    fn none(servers: [SocketAddr; 2]) -> Self {
        Self { servers, is_closed: false, is_silent: [false; 2], delay: Duration::ZERO }
    }
}

impl ProxyState {
    /// How many of so many bytes may pass, and whether all is cut behind them.
    fn take_allowance(&self, direction: Direction, wanted: usize) -> (usize, bool) {
        let left = |allowance: u64| match allowance {
            u64::MAX => None,
            some => Some(some.checked_sub(wanted as u64).unwrap_or(u64::MAX)),
        };
        let allowance = &self.allowances[direction as usize];
        match allowance.fetch_update(Ordering::SeqCst, Ordering::SeqCst, left) {
            Ok(allowance) if allowance < wanted as u64 => {
                (usize::try_from(allowance).expect("less than a chunk"), true)
            }
            _ => (wanted, false),
        }
    }
}

async fn accept(listener: TcpListener, state: Arc<ProxyState>) {
    let mut connections = JoinSet::new();
    for number in (0..2).cycle() {
        let Ok((client, _)) = listener.accept().await else { return };
        while connections.try_join_next().is_some() {}
        let now = *state.faults.borrow();
        if now.is_closed {
            reset(&client);
            continue;
        }
        // If nobody listens behind the proxy, the client is cut off too.
        if let Ok(server) = TcpStream::connect(now.servers[number]).await {
            state.opened[number].fetch_add(1, Ordering::SeqCst);
            connections.spawn(carry(client, server, Arc::clone(&state)));
        }
    }
}

/// Carries the bytes of both sides until one ends, or until it is cut.
async fn carry(mut client: TcpStream, mut server: TcpStream, state: Arc<ProxyState>) {
    let mut cuts = state.cuts.subscribe();
    for stream in [&client, &server] {
        stream.set_nodelay(true).expect("a stream of this process");
    }
    let ended = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let is_lost = AtomicBool::new(false);
        let (by_client, by_server) = (Side::Client(&state.cut_on, &is_lost), Side::Server(&is_lost));
        let both = async {
            tokio::try_join!(
                pass_on(from_client, to_server, &state, by_client),
                pass_on(from_server, to_client, &state, by_server)
            )
        };
        tokio::select! {
            ended = both => ended.map(drop),
            _ = cuts.changed() => Err(Severed::BothSides),
        }
    };
    match ended {
        Ok(()) => {}
        Err(Severed::BothSides) => {
            reset(&client);
            reset(&server);
        }
        Err(Severed::ClientSide) => {
            reset(&client);
            drop(client);
            // The server goes on waiting for as long as there is a proxy.
            std::future::pending::<()>().await;
        }
    }
}

/// Whose bytes are passed on.
enum Side<'a> {
    /// The client's; and whether the answer to its last request is lost.
    Client(&'a CutOn, &'a AtomicBool),
    /// The server's; and whether they are lost.
    Server(&'a AtomicBool),
}

impl Side<'_> {
    fn direction(&self) -> Direction {
        match self {
            Side::Client(..) => Direction::Up,
            Side::Server(_) => Direction::Down,
        }
    }

    /// Whether bytes may be passed on.
    fn inspect(&self, bytes: &[u8]) -> Result<(), Severed> {
        match self {
            Side::Server(is_lost) if is_lost.load(Ordering::SeqCst) => Err(Severed::BothSides),
            Side::Server(_) => Ok(()),
            Side::Client(cut_on, is_lost) => match cut_on.inspect(bytes) {
                None => Ok(()),
                Some(Cut::Before) => Err(Severed::BothSides),
                Some(Cut::BeforeUnnoticed) => Err(Severed::ClientSide),
                Some(Cut::After) => {
                    is_lost.store(true, Ordering::SeqCst);
                    Ok(())
                }
            },
        }
    }
}

/// Has the stream end with a reset when it is dropped.
fn reset(stream: &TcpStream) {
    stream.set_zero_linger().expect("a stream of this process");
}

/// Passes on the bytes of one side, as the faults allow, until it ends or the other no longer reads.
async fn pass_on(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    state: &ProxyState,
    side: Side<'_>,
) -> Result<(), Severed> {
    let (mut faults, direction) = (state.faults.subscribe(), side.direction());
    let mut on_its_way: VecDeque<(Instant, Vec<u8>)> = VecDeque::new();
    let (mut has_more, mut buffer) = (true, vec![0; CHUNK]);
    while has_more || !on_its_way.is_empty() {
        let due = on_its_way.front().map(|(due, _)| *due);
        let is_silent = faults.borrow_and_update().is_silent[direction as usize];
        tokio::select! {
            read = from.read(&mut buffer), if has_more && on_its_way.len() < MAX_ON_ITS_WAY => match read {
                Ok(count) if count > 0 => {
                    side.inspect(&buffer[..count])?;
                    let delay = faults.borrow().delay;
                    on_its_way.push_back((Instant::now() + delay, buffer[..count].to_vec()));
                }
                _ => has_more = false,
            },
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() && !is_silent => {
                let (_, chunk) = on_its_way.pop_front().unwrap_or_else(|| (Instant::now(), Vec::new()));
                let (count, is_last) = state.take_allowance(direction, chunk.len());
                if to.write_all(&chunk[..count]).await.is_err() {
                    return Ok(());
                }
                if is_last {
                    state.cuts.send_modify(|count| *count += 1);
                    return std::future::pending().await;
                }
            }
            _ = faults.changed() => {}
        }
    }
    to.shutdown().await.ok();
    Ok(())
}
