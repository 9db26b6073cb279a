//! Several instances on one PostgreSQL and one broker: what happens at one is told at all.

mod events;
mod outage;
mod presence;
mod proxied;
mod races;
mod revoking;
mod round_robin;

use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{Backend, Nobody, TestApp, TestEnvironment, TestUser, nats};
use std::time::{Duration, Instant};

/// Two instances on one database and one broker.
struct TwoInstances {
    one: TestApp,
    other: TestApp,
}

impl TwoInstances {
    /// Starts both; nothing if this machine has no PostgreSQL or no broker, which is said.
    async fn start() -> Option<Self> {
        match nats::shared() {
            Ok(broker) => Self::start_with(broker).await,
            Err(why) => {
                skipped("the tests of several instances", why);
                None
            }
        }
    }

    /// As [`TwoInstances::start`], with a broker of the test's own.
    async fn start_with(broker: &nats::Broker) -> Option<Self> {
        let url = broker.url();
        if !Backend::Postgres.is_here() {
            return None;
        }
        let environment = TestEnvironment::new(Backend::Postgres);
        let instances = Self {
            one: environment.spawn(&[("NATS_URL", &url)]).await,
            other: environment.spawn(&[("NATS_URL", &url)]).await,
        };
        instances.wait_for_broker("ok").await;
        Some(instances)
    }

    /// Waits until both say this of their broker.
    async fn wait_for_broker(&self, state: &str) {
        for app in [&self.one, &self.other] {
            until("the broker's state", async || app.get("/readyz", &Nobody).await.json()["broker"] == state)
                .await;
        }
    }
}

/// Waits until something is true.
async fn until(what: &str, mut is_true: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + WAIT_TIMEOUT;
    while !is_true().await {
        assert!(Instant::now() < deadline, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn enter(app: &TestApp, user: &TestUser) -> Socket {
    Dial::to(app.address()).basic(&user.username, &user.password).enter().await
}
