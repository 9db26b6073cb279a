//! An instance is killed; two are started at the same moment.

use super::{Refusals, harm_in_use};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// As every scenario begins: both find an empty database, and one of them makes the schema.
#[tokio::test]
async fn two_instances_that_are_started_at_the_same_moment_on_an_empty_database() {
    harm_in_use(Refusals::None, async |scenario| {
        let migrations = |number| scenario.server(number).log().matches("migrated the database").count();
        let (one, other) = (migrations(0), migrations(1));
        assert!(one.min(other) == 0 && one.max(other) > 0, "{one} and {other} migrations were run");
    })
    .await;
}

#[tokio::test]
async fn an_instance_that_is_killed_and_started_again() {
    harm_in_use(Refusals::None, async |scenario| {
        scenario.kill(0).await;
        sleep(Duration::from_secs(2)).await;
        scenario.start_again(0).await;
    })
    .await;
}

/// The other one finds out what it stored last and didn't announce.
#[tokio::test]
async fn an_instance_that_is_killed_and_never_comes_back() {
    harm_in_use(Refusals::None, async |scenario| {
        scenario.kill(0).await;
        scenario.over = Some(Instant::now());
        scenario.lead_to_other(0);
    })
    .await;
}
