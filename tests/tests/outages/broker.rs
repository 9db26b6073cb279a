//! The message broker goes away, falls silent, or is slow. No request waits for it; what the sockets at the other instance
//! miss in the meantime they learn once it is back.

use super::scenario::OutageScenario;
use super::{Refusals, harm_in_use};
use simple_chats_tests::proxy::Proxy;
use std::time::Duration;
use tokio::time::sleep;

/// How long it is away: for longer than it takes to notice that it has fallen silent.
const AWAY: Duration = Duration::from_secs(5);

async fn served_without_the_broker(away: fn(&OutageScenario), back: fn(&OutageScenario)) {
    harm_in_use(Refusals::None, async |scenario| {
        away(scenario);
        sleep(AWAY).await;
        back(scenario);
    })
    .await;
}

#[tokio::test]
async fn a_broker_that_is_killed_and_started_again() {
    served_without_the_broker(|scenario| scenario.broker.kill(), |scenario| scenario.broker.start_again())
        .await;
}

#[tokio::test]
async fn a_broker_that_is_cut_off_with_a_reset() {
    served_without_the_broker(
        |scenario| scenario.to_broker.iter().for_each(Proxy::close),
        |scenario| scenario.to_broker.iter().for_each(Proxy::open),
    )
    .await;
}

#[tokio::test]
async fn a_broker_that_falls_silent_for_one_instance() {
    served_without_the_broker(
        |scenario| scenario.to_broker[0].fall_silent(),
        |scenario| scenario.to_broker[0].speak(),
    )
    .await;
}

#[tokio::test]
async fn a_broker_that_falls_silent_for_both_instances() {
    served_without_the_broker(
        |scenario| scenario.to_broker.iter().for_each(Proxy::fall_silent),
        |scenario| scenario.to_broker.iter().for_each(Proxy::speak),
    )
    .await;
}

/// It still is when everybody is to see everything.
#[tokio::test]
async fn a_broker_that_is_slow() {
    harm_in_use(Refusals::None, async |scenario| {
        scenario.to_broker.iter().for_each(|link| link.delay(Duration::from_millis(150)));
        scenario.until_in_use(100).await;
    })
    .await;
}
