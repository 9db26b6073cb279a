//! The requests of clients: a population of users, some with several sockets, and callers of the REST API, which all send,
//! edit, delete, and read at random, and repeat unanswered requests. They go by a seed: the same one gives each of them
//! the same plan, though the result depends on which is quicker.

mod author;
mod caller;
mod device;
mod listener;

pub use device::Device;

use super::network::Network;
use super::recorder::Recorder;
use crate::TestUser;
use crate::WAIT_TIMEOUT;
use crate::api::Api;
use author::Author;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How much goes on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What decides everything that is random.
    pub seed: u64,
    pub users: usize,
    pub chats: usize,
    /// How many clients they have by socket; with more of them than users, some have several.
    pub devices: usize,
    /// How many call the REST API, each as one of the users.
    pub callers: usize,
    /// How long each waits at most between two requests.
    pub pause: Duration,
    /// Whether the database goes away in the midst of commits. What the server refuses for a while may then have been done.
    pub commits_get_lost: bool,
}

#[derive(Debug, Clone, Copy)]
pub struct ChatOfTwo {
    pub chat_id: i64,
    pub user_ids: [i64; 2],
}

#[derive(Debug, Clone)]
pub struct Population {
    pub users: Vec<TestUser>,
    pub chats: Vec<ChatOfTwo>,
}

/// What all who take part share.
#[derive(Clone)]
struct WorkloadContext {
    network: Arc<Network>,
    recorder: Recorder,
    plan: Plan,
    population: Arc<Population>,
    has_ended: watch::Receiver<bool>,
}

/// A workload that goes on.
pub struct Workload {
    context: WorkloadContext,
    end: watch::Sender<bool>,
    devices: Vec<JoinHandle<Device>>,
    callers: Vec<JoinHandle<()>>,
}

/// What is left of a workload that has ended: clients that live and have nothing to do.
pub struct EndedWorkload {
    pub devices: Vec<Device>,
    pub network: Arc<Network>,
    pub population: Arc<Population>,
    pub recorder: Recorder,
}

impl Plan {
    /// What one machine does without effort: a dozen clients and some callers in a few chats.
    pub fn usual(seed: u64) -> Self {
        let pause = Duration::from_millis(30);
        Self { seed, users: 6, chats: 6, devices: 12, callers: 6, pause, commits_get_lost: false }
    }

    /// How many lines a network needs for each to have one.
    pub fn lines(&self) -> usize {
        self.devices + self.callers
    }
}

impl Population {
    /// Registers users and opens their chats.
    pub async fn gather(api: &Api, plan: &Plan) -> Self {
        let mut users = Vec::new();
        for number in 0..plan.users {
            users.push(api.register(&format!("user{number}")).await);
        }
        let pairs =
            (1..plan.users).flat_map(|distance| (distance..plan.users).map(move |to| (to - distance, to)));
        let mut chats = Vec::new();
        for (one, other) in pairs.take(plan.chats) {
            let [one, other]: [&TestUser; 2] = [&users[one], &users[other]];
            let chat_id = api.open_chat(one, other).await;
            chats.push(ChatOfTwo { chat_id, user_ids: [one.user_id, other.user_id] });
        }
        assert_eq!(chats.len(), plan.chats, "there is a pair for each chat");
        Self { users, chats }
    }

    pub fn chats_of(&self, user_id: i64) -> impl Iterator<Item = i64> {
        self.chats.iter().filter(move |chat| chat.user_ids.contains(&user_id)).map(|chat| chat.chat_id)
    }
}

impl Workload {
    /// Lets everybody begin, each on a line of its own to the servers: the clients on the first lines, the callers on the
    /// rest.
    pub async fn begin(plan: Plan, servers: &[SocketAddr]) -> Self {
        let network = Arc::new(Network::before(servers, plan.lines()).await);
        let recorder = Recorder::default();
        let population = Arc::new(Population::gather(&Api::at(network.line(0).address()), &plan).await);
        let (end, has_ended) = watch::channel(false);
        let context = WorkloadContext { network, recorder, plan, population, has_ended };
        let devices = (0..context.plan.devices).map(|number| {
            tokio::spawn(device::talk(context.clone(), number, context.author("socket", number)))
        });
        let callers = (0..context.plan.callers)
            .map(|number| tokio::spawn(caller::talk(context.clone(), number, context.author("api", number))));
        let (devices, callers) = (devices.collect(), callers.collect());
        Self { context, end, devices, callers }
    }

    pub fn network(&self) -> &Network {
        &self.context.network
    }

    pub fn recorder(&self) -> &Recorder {
        &self.context.recorder
    }

    pub fn seed(&self) -> u64 {
        self.context.plan.seed
    }

    /// Nobody begins anything any more; waits until all that waits is answered. The network should be whole.
    pub async fn end(self) -> EndedWorkload {
        self.end.send_replace(true);
        let ended = timeout(WAIT_TIMEOUT, async {
            for caller in self.callers {
                caller.await.expect("a caller comes to its end");
            }
            let mut devices = Vec::new();
            for device in self.devices {
                devices.push(device.await.expect("a client comes to its end"));
            }
            devices
        });
        let devices = ended.await.expect("everything is answered in the end");
        let WorkloadContext { network, population, recorder, .. } = self.context;
        EndedWorkload { devices, network, population, recorder }
    }
}

impl WorkloadContext {
    /// What one of those does who speak in the same way.
    fn author(&self, way: &str, number: usize) -> Author {
        let user = self.user(way, number);
        let chats = self.population.chats_of(user.user_id).collect();
        Author::new(format!("{way}{number}"), user.user_id, chats, self.random(way, number))
    }

    fn user(&self, way: &str, number: usize) -> &TestUser {
        // Callers begin from the other end, so that some users have nobody but themselves.
        let number = if way == "api" {
            self.population.users.len() - 1 - number % self.population.users.len()
        } else {
            number
        };
        &self.population.users[number % self.population.users.len()]
    }

    fn random(&self, way: &str, number: usize) -> StdRng {
        let way = way.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        StdRng::seed_from_u64(
            self.plan.seed ^ way.wrapping_add(number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        )
    }

    fn is_over(&self) -> bool {
        *self.has_ended.borrow()
    }

    /// Waits a moment before the next request; returns whether there is to be one.
    async fn pause(&self, random: &mut StdRng) -> bool {
        let mut has_ended = self.has_ended.clone();
        let wait = self.plan.pause.mul_f64(random.random());
        tokio::select! {
            _ = has_ended.wait_for(|ended| *ended) => false,
            () = tokio::time::sleep(wait) => true,
        }
    }
}
