//! The message broker goes away, falls silent or is slow. Nothing that is asked waits for it; what the sockets at the other
//! instance miss meanwhile they learn once it is back.

use super::scenario::OutageScenario;
use super::{Outage, Refusals, in_use};
use simple_chats_tests::proxy::Proxy;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How long it is away: for longer than it takes to notice that it has fallen silent.
const AWAY: Duration = Duration::from_secs(5);

async fn served_all_along(scenario: OutageScenario) {
    scenario.end(Outage { over: Instant::now(), killed: &[], refusals: Refusals::None }).await;
}

#[tokio::test]
async fn a_broker_that_is_killed_and_started_again() {
    in_use(async |scenario| {
        scenario.broker.kill();
        sleep(AWAY).await;
        scenario.broker.start_again();
        served_all_along(scenario).await;
    })
    .await;
}

#[tokio::test]
async fn a_broker_that_is_cut_off_with_a_reset() {
    in_use(async |scenario| {
        scenario.to_broker.iter().for_each(Proxy::close);
        sleep(AWAY).await;
        scenario.to_broker.iter().for_each(Proxy::open);
        served_all_along(scenario).await;
    })
    .await;
}

#[tokio::test]
async fn a_broker_that_falls_silent_for_one_instance() {
    in_use(async |scenario| {
        scenario.to_broker[0].fall_silent();
        sleep(AWAY).await;
        scenario.to_broker[0].speak();
        served_all_along(scenario).await;
    })
    .await;
}

#[tokio::test]
async fn a_broker_that_falls_silent_for_both_instances() {
    in_use(async |scenario| {
        scenario.to_broker.iter().for_each(Proxy::fall_silent);
        sleep(AWAY).await;
        scenario.to_broker.iter().for_each(Proxy::speak);
        served_all_along(scenario).await;
    })
    .await;
}

#[tokio::test]
async fn a_broker_that_is_slow() {
    in_use(async |scenario| {
        scenario.to_broker.iter().for_each(|link| link.delay(Duration::from_millis(150)));
        scenario.until_in_use(100).await;
        // It still is when everybody is to see everything.
        served_all_along(scenario).await;
    })
    .await;
}
