//! An instance is killed; two are started at the same moment.

use super::{Outage, Refusals, in_use};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// As every scenario begins: both find an empty database, and one of them makes the schema.
#[tokio::test]
async fn two_instances_that_are_started_at_the_same_moment_on_an_empty_database() {
    in_use(async |scenario| {
        let migrations = |number| scenario.server(number).log().matches("migrated the database").count();
        let (one, other) = (migrations(0), migrations(1));
        assert!(one.min(other) == 0 && one.max(other) > 0, "{one} and {other} migrations were run");
        scenario.end(Outage { over: Instant::now(), killed: &[], refusals: Refusals::None }).await;
    })
    .await;
}

#[tokio::test]
async fn an_instance_that_is_killed_and_started_again() {
    in_use(async |mut scenario| {
        scenario.kill(0).await;
        sleep(Duration::from_secs(2)).await;
        scenario.start_again(0).await;
        scenario.end(Outage { over: Instant::now(), killed: &[0], refusals: Refusals::None }).await;
    })
    .await;
}

/// What it stored last and told nobody of is found out by the other.
#[tokio::test]
async fn an_instance_that_is_killed_and_never_comes_back() {
    in_use(async |mut scenario| {
        scenario.kill(0).await;
        let over = Instant::now();
        scenario.lead_to_other(0);
        scenario.end(Outage { over, killed: &[0], refusals: Refusals::None }).await;
    })
    .await;
}
