//! How long a message takes from one socket to another, and what it costs, with one instance and with several on one
//! PostgreSQL and one broker; and what an idle socket costs. Senders and receivers are at different instances, if there
//! are several. Everything is on this machine, the clients included.
//!
//! `cargo bench -p simple_chats_tests --bench delivery`
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints, and ends where it can't measure"
)]

use futures_util::future::join_all;
use serde_json::{Value, json};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::postgres::{Server, Syncs, TestPostgres};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{TestUser, nats};
use std::time::{Duration, Instant};
use tokio::time::{Instant as TokioInstant, interval_at, timeout_at};

const PROGRAM: &str = env!("CARGO_BIN_EXE_simple-chats-under-test");

/// How many pairs talk.
const PAIRS: usize = 50;

/// How many messages are sent a second, in all.
const RATES: [u32; 2] = [500, 1500];

/// How long each rate is kept up.
const TIME: Duration = Duration::from_secs(10);

/// How many sockets are idle, and how many of them a user has.
const IDLE: [usize; 2] = [3_000, 15];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (server, broker) = match (Server::start(Syncs::On), nats::Broker::start()) {
        (Ok(server), Ok(broker)) => (server, broker),
        (Err(why), _) | (_, Err(why)) => return skipped("the benchmark of delivery", &why),
    };
    // It ends with the process.
    let server: &'static Server = Box::leak(Box::new(server));
    println!("{PAIRS} pairs, PostgreSQL with fsync=on");
    measure("1 instance, no broker", server, None, 1).await;
    for instances in [1, 2, 4] {
        measure(&format!("{instances} instances, NATS"), server, Some(&broker), instances).await;
    }
    idle(server).await;
}

/// Instances on one database.
struct Installation {
    servers: Vec<ServerProcess>,
    _sites: Vec<ServerDir>,
    _database: TestPostgres,
}

impl Installation {
    async fn start(server: &'static Server, broker: Option<&nats::Broker>, count: usize) -> Self {
        let database = server.migrated_database();
        let server_dir = || {
            let server_dir =
                ServerDir::new(PROGRAM).on_address(&database.address()).with("LOG_LEVEL", "warn");
            match broker {
                Some(broker) => server_dir.with("NATS_URL", &broker.url()),
                None => server_dir,
            }
        };
        let server_dirs: Vec<ServerDir> = (0..count).map(|_| server_dir()).collect();
        let mut servers = Vec::new();
        for server_dir in &server_dirs {
            servers.push(server_dir.start().await);
        }
        Self { servers, _sites: server_dirs, _database: database }
    }

    fn server(&self, number: usize) -> &ServerProcess {
        &self.servers[number % self.servers.len()]
    }

    async fn enter(&self, number: usize, user: &TestUser) -> Socket {
        Dial::to(self.server(number).address()).basic(&user.username, PASSWORD).enter().await
    }

    /// What all instances have used of the processors so far.
    fn processor_time(&self) -> Duration {
        self.servers.iter().map(ServerProcess::processor_time).sum()
    }
}

async fn measure(name: &str, server: &'static Server, broker: Option<&nats::Broker>, instances: usize) {
    let installation = Installation::start(server, broker, instances).await;
    let api = installation.server(0);
    let mut pairs = Vec::new();
    for number in 0..PAIRS {
        let ann = api.register(&format!("ann{number}")).await;
        let ben = api.register(&format!("ben{number}")).await;
        let chat_id = api.open_chat(&ann, &ben).await;
        let sender = installation.enter(number, &ann).await;
        let receiver = installation.enter(number + 1, &ben).await;
        pairs.push((chat_id, sender, receiver));
    }
    println!("{name}");
    for rate in RATES {
        let (before, begin) = (installation.processor_time(), Instant::now());
        let pause = Duration::from_secs(1) * u32::try_from(PAIRS).expect("few") / rate;
        let talks = pairs.iter_mut().enumerate().map(|(number, (chat_id, sender, receiver))| {
            let start = TokioInstant::now() + pause.mul_f64(number as f64 / PAIRS as f64);
            talk(begin, *chat_id, [sender, receiver], interval_at(start, pause))
        });
        let mut delays: Vec<Duration> = join_all(talks).await.into_iter().flatten().collect();
        let used = installation.processor_time().saturating_sub(before);
        delays.sort_unstable();
        let at = |per_mille: usize| delays[(delays.len() - 1) * per_mille / 1000].as_secs_f64() * 1e3;
        println!(
            "    {rate:>5} messages/s: median {:.2} ms, 99 % {:.2} ms, most {:.1} ms; {:.0} µs of processor a message \
             ({} messages)",
            at(500),
            at(990),
            at(1000),
            used.as_secs_f64() * 1e6 / delays.len() as f64,
            delays.len()
        );
    }
}

/// One sends for a while, the other receives. Returns how long each message took.
async fn talk(
    begin: Instant,
    chat_id: i64,
    [sender, receiver]: [&mut Socket; 2],
    mut ticks: tokio::time::Interval,
) -> Vec<Duration> {
    let end = TokioInstant::now() + TIME;
    let mut sent = 0_usize;
    let sending = async {
        let mut acknowledged = 0;
        while TokioInstant::now() < end {
            tokio::select! {
                _ = ticks.tick() => {
                    let text = begin.elapsed().as_nanos().to_string();
                    let client_id = format!("{sent} {text}");
                    let request = json!({"type": "send", "chat_id": chat_id, "client_id": client_id, "text": text});
                    sender.send(request).await;
                    sent += 1;
                }
                frame = sender.next() => acknowledged += usize::from(frame["type"] == "ack"),
            }
        }
        while acknowledged < sent {
            acknowledged += usize::from(sender.next().await["type"] == "ack");
        }
        sent
    };
    let mut delays = Vec::new();
    let mut receive = |frame: Value| {
        if let Some(text) = frame["message"]["text"].as_str() {
            let nanos: u64 = text.parse().expect("the time of sending");
            delays.push(begin.elapsed().saturating_sub(Duration::from_nanos(nanos)));
        }
        delays.len()
    };
    let receiving = async {
        let mut arrived = 0;
        while let Ok(frame) = timeout_at(end, receiver.next()).await {
            arrived = receive(frame);
        }
        arrived
    };
    let (sent, mut arrived) = tokio::join!(sending, receiving);
    while arrived < sent {
        arrived = receive(receiver.next().await);
    }
    delays
}

/// What sockets cost that nobody uses.
async fn idle(server: &'static Server) {
    let installation = Installation::start(server, None, 1).await;
    let process = installation.server(0);
    let [sockets, of_each] = IDLE;
    let mut users = Vec::new();
    for number in 0..sockets / of_each {
        users.push(process.register(&format!("user{number}")).await);
    }
    let (memory, time) = (process.memory("VmRSS"), process.processor_time());
    let mut open = Vec::new();
    for number in 0..sockets {
        open.push(installation.enter(0, &users[number % users.len()]).await);
    }
    let handshake = process.processor_time().saturating_sub(time).as_secs_f64() * 1e6 / sockets as f64;
    let each = process.memory("VmRSS").saturating_sub(memory) as f64 / sockets as f64;
    let before = process.processor_time();
    // Long enough for each to be pinged.
    let silence = Duration::from_secs(30);
    let deadline = TokioInstant::now() + silence;
    let answers = open.iter_mut().map(|socket| timeout_at(deadline, socket.next_message()));
    join_all(answers).await;
    let used = process.processor_time().saturating_sub(before).as_secs_f64() / silence.as_secs_f64();
    println!(
        "{sockets} idle sockets: {:.1} KB each, {handshake:.0} µs of processor to open one, {:.2} % of a processor in all",
        each / 1e3,
        used * 100.0
    );
}
