//! The scenario of an outage: two instances in full use, with a network of their own to each of their parts.

use super::probe::{End, Note, Probes};
use super::{COMPLETE, MARGIN, SOON};
use crate::PROGRAM;
use simple_chats_persistence::{DatabaseAddress, DbConnection};
use simple_chats_tests::TestUser;
use simple_chats_tests::api::Api;
use simple_chats_tests::app::SECRET_KEY;
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::workload::{Plan, Workload};
use simple_chats_tests::history::{History, check};
use simple_chats_tests::nats::Broker;
use simple_chats_tests::postgres::{Server, Syncs};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::timing;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;

/// After how many acknowledgements the instances count as in full use.
const ENOUGH: usize = 100;

/// Two instances on one database and one broker, and many who use both.
pub(super) struct OutageScenario {
    servers: [Option<ServerProcess>; 2],
    server_dirs: [ServerDir; 2],
    /// From each instance to PostgreSQL.
    pub(super) to_postgres: [Proxy; 2],
    /// From each instance to the broker.
    pub(super) to_broker: [Proxy; 2],
    /// From the probes to each instance.
    doors: [Proxy; 2],
    workload: Workload,
    probes: Probes,
    pub(super) postgres: Arc<Server>,
    pub(super) broker: Broker,
    /// Which instances were killed, so that their connections ended.
    killed: Vec<usize>,
    /// When all that was away was there again; if this is not set, when the scenario ends.
    pub(super) over: Option<Instant>,
}

/// Whether requests are refused while a part is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusals {
    /// None is, for the part is not needed to answer; but if the machine is so busy that a change waits for five seconds.
    None,
    /// Some may be.
    Some,
    /// At each instance some are.
    Everywhere,
}

impl OutageScenario {
    /// Starts everything, the instances at the same moment and on an empty database, each with settings of its own; nothing
    /// if this machine has no PostgreSQL or no broker, which is said.
    pub(super) async fn start(settings: [&[(&str, &str)]; 2]) -> Option<Self> {
        let (postgres, broker) = match start_parts().await {
            Ok(parts) => parts,
            Err(why) => {
                skipped("the tests of outages", &why);
                return None;
            }
        };
        let before = async |address| [Proxy::before(address).await, Proxy::before(address).await];
        let (to_postgres, to_broker) = (before(postgres.address()).await, before(broker.address()).await);
        let server_dir = |number: usize| {
            let parts = ServerDir::new(PROGRAM)
                .with("DATABASE_URL", &format!("postgres://chats@{}/chats", to_postgres[number].address()))
                .with("NATS_URL", &format!("nats://{}", to_broker[number].address()))
                .with("SECRET_KEY", SECRET_KEY);
            settings[number].iter().fold(parts, |server_dir, (name, value)| server_dir.with(name, value))
        };
        let server_dirs = [server_dir(0), server_dir(1)];
        let (one, other) = tokio::join!(server_dirs[0].start(), server_dirs[1].start());
        timing::start();
        let addresses = [one.address(), other.address()];
        let doors = [Proxy::before(addresses[0]).await, Proxy::before(addresses[1]).await];
        tokio::join!(one.wait_for_broker(), other.wait_for_broker());
        let probes = begin_probes(&doors, &postgres).await;
        let workload = Workload::begin(plan(rand::random()), &addresses).await;
        let servers = [Some(one), Some(other)];
        let scenario = Self {
            servers,
            server_dirs,
            to_postgres,
            to_broker,
            doors,
            workload,
            probes,
            postgres,
            broker,
            killed: Vec::new(),
            over: None,
        };
        scenario.until_in_use(ENOUGH).await;
        Some(scenario)
    }

    /// Waits until so many more requests were acknowledged.
    pub(super) async fn until_in_use(&self, more: usize) {
        self.workload.recorder().until_acknowledged(more, || logs(&self.servers)).await;
    }

    /// A connection to the database, past all harm.
    pub(super) fn connect(&self) -> DbConnection {
        connect(&self.postgres)
    }

    /// What decides everything that is random.
    pub(super) fn seed(&self) -> u64 {
        self.workload.seed()
    }

    /// An instance that runs.
    pub(super) fn server(&self, number: usize) -> &ServerProcess {
        self.servers[number].as_ref().unwrap()
    }

    /// Kills an instance (SIGKILL).
    pub(super) async fn kill(&mut self, number: usize) {
        let killed = self.servers[number].take().unwrap().kill().await;
        assert_eq!(killed.status, None, "a signal ended it: {}", killed.err);
        self.killed.push(number);
    }

    /// Starts an instance again, at another address.
    pub(super) async fn start_again(&mut self, number: usize) {
        let server = self.server_dirs[number].start().await;
        self.lead(number, server.address());
        self.servers[number] = Some(server);
    }

    /// Who came to an instance comes to the other one from now on, as a load balancer would have it.
    pub(super) fn lead_to_other(&mut self, number: usize) {
        self.lead(number, self.server(1 - number).address());
    }

    fn lead(&self, number: usize, address: std::net::SocketAddr) {
        self.workload.network().lead(number, address);
        self.doors[number].lead_to(address);
    }

    /// Ends the use of the instances, waits until all is as it should be, and checks all that happened.
    pub(super) async fn end(self, refusals: Refusals) {
        let Self { workload, probes, servers, .. } = self;
        let (seed, over) = (workload.seed(), self.over.unwrap_or_else(Instant::now));
        // Nobody begins anything any more: what was missed in the outage is not made known by what comes after it.
        let finishing = async {
            let (ended, mut conn) = (workload.end().await, connect(&self.postgres));
            (collect(ended, &mut conn, self.doors[0].address()).await, over.elapsed())
        };
        let serving = timing::until_some(
            || format!("both instances serve again: {}", logs(&servers)),
            async || Some([probes.served_again(0, over)?, probes.served_again(1, over)?]),
        );
        let ((history, complete), served) = tokio::join!(finishing, serving);
        let notes = probes.end().await;
        let (killed, logs) = (self.killed, logs(&servers));
        let outage = Outage { history, notes, served, complete, over, killed, logs, seed };
        outage.print();
        outage.check(refusals);
        for server in servers.into_iter().flatten() {
            server.stop().await;
        }
    }
}

/// Everything that was recorded of an outage.
struct Outage {
    history: History,
    notes: Vec<Note>,
    served: [Duration; 2],
    complete: Duration,
    over: Instant,
    killed: Vec<usize>,
    logs: String,
    seed: u64,
}

impl Outage {
    fn print(&self) {
        let count = |end: fn(&End) -> bool| self.notes.iter().filter(|note| end(&note.end)).count();
        let slowest = self.notes.iter().max_by_key(|note| note.took).unwrap();
        println!(
            "served again after {:.1?} and {:.1?}; complete after {:.1?}; slowest answer {:.1?} ({:?} at {}, begun at {:.1} s, {:?}); of {} \
             requests of probes {} done, {} refused, {} cut off; {} operations in the history; seed {}",
            self.served[0],
            self.served[1],
            self.complete,
            slowest.took,
            slowest.transport,
            slowest.instance,
            // Seconds before the end of the outage count as negative.
            slowest.began.saturating_duration_since(self.over).as_secs_f64()
                - self.over.saturating_duration_since(slowest.began).as_secs_f64(),
            slowest.end,
            self.notes.len(),
            count(|end| *end == End::Done),
            count(|end| *end == End::Refused),
            count(|end| matches!(end, End::Gone(_))),
            self.history.operations.len(),
            self.seed,
        );
    }

    fn check(&self, refusals: Refusals) {
        let anomalies = check(&self.history);
        assert!(anomalies.is_empty(), "seed {}: {anomalies:#?}\n{}", self.seed, self.logs);
        for note in &self.notes {
            let is_right = match &note.end {
                End::Done | End::Refused => true,
                End::Gone(_) => self.killed.contains(&note.instance),
                End::Wrong(_) => false,
            };
            assert!(is_right, "{note:?}\n{}", self.logs);
            timing::assert_kept(SOON + MARGIN, note.began, note.took, || format!("{note:?}\n{}", self.logs));
        }
        for (number, served) in self.served.iter().enumerate() {
            timing::assert_kept(SOON + MARGIN, self.over, *served, || {
                format!("until instance {number} serves again\n{}", self.logs)
            });
        }
        timing::assert_kept(COMPLETE + MARGIN, self.over, self.complete, || {
            format!("until all is complete\n{}", self.logs)
        });
        let refused = |number| {
            let refused = |note: &&Note| note.instance == number && note.end == End::Refused;
            self.notes.iter().filter(refused).count()
        };
        let refused = [refused(0), refused(1)];
        match refusals {
            Refusals::None => {
                let first = self.notes.iter().map(|note| note.began).min().unwrap();
                let few = 0.02 * timing::slowdown(first, Instant::now());
                let count = |count: usize| f64::from(u32::try_from(count).unwrap());
                let share = count(refused[0] + refused[1]) / count(self.notes.len());
                assert!(share < few, "{refused:?} were refused");
            }
            Refusals::Some => {}
            Refusals::Everywhere => assert!(!refused.contains(&0), "{refused:?} were refused"),
        }
    }
}

/// What the instances that run have logged.
fn logs(servers: &[Option<ServerProcess>; 2]) -> String {
    servers.iter().flatten().map(ServerProcess::log).collect::<Vec<_>>().join("\n\n")
}

fn connect(postgres: &Server) -> DbConnection {
    DbConnection::open(&DatabaseAddress::Postgres(postgres.url("chats"))).unwrap()
}

/// A PostgreSQL with a database whose owner has no special rights, and a broker; or why there is none.
async fn start_parts() -> Result<(Arc<Server>, Broker), String> {
    let postgres = spawn_blocking(|| {
        let postgres = Server::start(Syncs::Off)?;
        postgres.run("CREATE ROLE chats LOGIN");
        postgres.run("CREATE DATABASE chats OWNER chats");
        Ok::<_, String>(postgres)
    });
    let postgres = postgres.await.unwrap()?;
    let broker = spawn_blocking(Broker::start).await.unwrap()?;
    Ok((Arc::new(postgres), broker))
}

/// What two processes without optimisation do on a machine that does other things as well.
pub(super) fn plan(seed: u64) -> Plan {
    // An odd number of users has some of their sockets at one instance and some at the other.
    let pause = Duration::from_millis(300);
    // If PostgreSQL goes away, what was answered by "unavailable" may have been done.
    Plan { seed, users: 5, chats: 6, devices: 10, callers: 5, pause, commits_get_lost: true }
}

async fn begin_probes(doors: &[Proxy; 2], postgres: &Server) -> Probes {
    let api = Api::at(doors[0].address());
    let users: [TestUser; 2] = [api.register("probe1").await, api.register("probe2").await];
    let chat_id = api.open_chat(&users[0], &users[1]).await;
    Probes::begin([doors[0].address(), doors[1].address()], users, chat_id, &mut connect(postgres))
}
