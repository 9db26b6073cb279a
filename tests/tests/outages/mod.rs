//! Parts that go away and come back, under two instances that are in full use: an instance, the message broker, PostgreSQL,
//! the disk, the clock.
//!
//! While a part is away, every request is answered within five seconds: with its result, or with a refusal that says when
//! to try again. Once it is back, the instances serve again by themselves within five seconds, and within ten every
//! socket shows what the database holds. Nothing that was acknowledged is lost or doubled (see
//! [`history`](simple_chats_tests::history)). Each test prints how long all this took.
//!
//! A test is one round of a fault; `SIMPLE_CHATS_ROUNDS=20` makes each of them as many, with a seed of its own for each:
//!
//! ```text
//! SIMPLE_CHATS_ROUNDS=20 cargo test -p simple_chats_tests outages:: -- --nocapture
//! ```

mod broker;
mod bucket;
mod clocks;
mod disk;
mod instances;
mod postgres;
mod probe;
mod scenario;
mod store;

use scenario::{OutageScenario, Refusals};
use std::time::Duration;

/// How long anybody waits for an answer, whatever happens; and until an instance serves again after the part is back.
const SOON: Duration = Duration::from_secs(5);

/// How long it takes after the part is back until each socket shows everything.
const COMPLETE: Duration = Duration::from_secs(10);

/// What a machine may take longer on which dozens of tests run at once. All requests that are measured here go through
/// processes that were built without optimisation and share its cores.
const MARGIN: Duration = Duration::from_secs(2);

/// How often each test is repeated.
fn rounds() -> u32 {
    let given = std::env::var("SIMPLE_CHATS_ROUNDS").ok();
    given.map_or(1, |rounds| rounds.parse().expect("SIMPLE_CHATS_ROUNDS is a number"))
}

/// Harms two instances that are in full use, as many rounds as are set, and checks what happened to requests meanwhile.
async fn harm_in_use(refusals: Refusals, harm: impl AsyncFn(&mut OutageScenario)) {
    for _ in 0..rounds() {
        if let Some(mut scenario) = OutageScenario::start([&[], &[]]).await {
            harm(&mut scenario).await;
            scenario.end(refusals).await;
        }
    }
}
