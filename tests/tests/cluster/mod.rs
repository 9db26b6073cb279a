//! Several instances on one PostgreSQL and one broker: what happens at one is told at all.

mod events;
mod outage;
mod presence;
mod proxied;
mod revoking;
mod round_robin;

use simple_chats_tests::not_run::not_run;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{Backend, Ground, Nobody, TestApp, TestUser, nats};
use std::time::{Duration, Instant};

/// How long something may take to become true.
const PATIENCE: Duration = Duration::from_secs(20);

/// Two instances on one database and one broker.
struct Twins {
    one: TestApp,
    other: TestApp,
}

impl Twins {
    /// Starts both; nothing where this machine has no PostgreSQL or no broker, which is said.
    async fn start() -> Option<Self> {
        match nats::shared() {
            Ok(broker) => Self::start_with(broker).await,
            Err(why) => {
                not_run("the tests of several instances", why);
                None
            }
        }
    }

    /// As [`Twins::start`], with a broker of the test's own.
    async fn start_with(broker: &nats::Broker) -> Option<Self> {
        let url = broker.url();
        if !Backend::Postgres.is_here() {
            return None;
        }
        let ground = Ground::new(Backend::Postgres);
        let twins = Self {
            one: ground.spawn(&[("NATS_URL", &url)]).await,
            other: ground.spawn(&[("NATS_URL", &url)]).await,
        };
        twins.wait_for_broker("ok").await;
        Some(twins)
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
    let deadline = Instant::now() + PATIENCE;
    while !is_true().await {
        assert!(Instant::now() < deadline, "not within {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn enter(app: &TestApp, user: &TestUser) -> Socket {
    Dial::to(app.address()).basic(&user.username, &user.password).enter().await
}
