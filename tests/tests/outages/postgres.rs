//! PostgreSQL goes away, is cut off in the middle of commits, falls silent or takes no more connections.

use super::{Outage, Refusals, in_use};
use diesel::connection::SimpleConnection;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use simple_chats_tests::proxy::Direction;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// How long it is away: for longer than anybody waits for an answer.
const AWAY: Duration = Duration::from_secs(7);

/// For how long connections are cut.
const CUTS: Duration = Duration::from_secs(4);

#[tokio::test]
async fn a_database_that_crashes_and_is_started_again() {
    in_use(async |scene| {
        let server = Arc::clone(&scene.postgres);
        spawn_blocking(move || server.stop()).await.unwrap();
        sleep(AWAY).await;
        let server = Arc::clone(&scene.postgres);
        spawn_blocking(move || server.start_again()).await.unwrap();
        scene.end(Outage { over: Instant::now(), killed: &[], refusals: Refusals::Everywhere }).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_whose_connections_are_cut_in_the_middle_of_commits() {
    in_use(async |scene| {
        let (mut random, end) = (StdRng::seed_from_u64(scene.seed), Instant::now() + CUTS);
        while Instant::now() < end {
            let link = &scene.to_postgres[random.random_range(0..2)];
            match random.random_range(0..3) {
                0 => link.cut(),
                1 => link.cut_after(Direction::Up, random.random_range(1..2_000)),
                _ => link.cut_after(Direction::Down, random.random_range(1..2_000)),
            }
            sleep(Duration::from_millis(random.random_range(20..200))).await;
        }
        scene.to_postgres.iter().for_each(|link| link.calm());
        scene.end(Outage { over: Instant::now(), killed: &[], refusals: Refusals::Some }).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_that_falls_silent() {
    in_use(async |scene| {
        scene.to_postgres.iter().for_each(|link| link.fall_silent());
        sleep(AWAY).await;
        scene.to_postgres.iter().for_each(|link| link.speak());
        scene.end(Outage { over: Instant::now(), killed: &[], refusals: Refusals::Everywhere }).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_that_takes_no_more_connections() {
    in_use(async |scene| {
        let mut conn = scene.connect();
        conn.batch_execute("ALTER ROLE chats CONNECTION LIMIT 0").unwrap();
        let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'chats'";
        conn.batch_execute(end_all).unwrap();
        sleep(AWAY).await;
        conn.batch_execute("ALTER ROLE chats CONNECTION LIMIT -1").unwrap();
        scene.end(Outage { over: Instant::now(), killed: &[], refusals: Refusals::Everywhere }).await;
    })
    .await;
}
