//! Several instances on one PostgreSQL and one broker: events of one reach the sockets of all.

mod circles;
mod eavesdropping;
mod lifetimes;
mod limits;
mod outage;
mod presence;
mod protected;
mod proxied;
mod push;
mod races;
mod reconnecting;
mod revoking;
mod round_robin;
mod uploads;
mod webhooks;

use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::{Dial, Socket};
use simple_chats_tests::{Backend, Nobody, TestApp, TestEnvironment, TestUser, nats, timing};

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
        Self::start_at(&[("NATS_URL", &broker.url())]).await
    }

    /// As [`TwoInstances::start`], with a broker by these settings.
    async fn start_at(settings: &[(&str, &str)]) -> Option<Self> {
        if !Backend::Postgres.is_here() {
            return None;
        }
        let environment = TestEnvironment::new(Backend::Postgres);
        let instances =
            Self { one: environment.spawn(settings).await, other: environment.spawn(settings).await };
        instances.wait_for_broker("ok").await;
        Some(instances)
    }

    /// Waits until both say this of their broker.
    async fn wait_for_broker(&self, state: &str) {
        for app in [&self.one, &self.other] {
            let is_reached = async || app.get("/readyz", &Nobody).await.json()["broker"] == state;
            timing::until(|| format!("the broker is {state}"), is_reached).await;
        }
    }
}

async fn enter(app: &TestApp, user: &TestUser) -> Socket {
    Dial::to(app.address()).basic(&user.username, &user.password).enter().await
}
