//! PostgreSQL goes away, is cut off in the middle of commits, falls silent or takes no more connections.

use super::{Refusals, SOON, harm_in_use};
use diesel::connection::SimpleConnection;
use diesel::{RunQueryDsl, sql_query};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::proxy::{Direction, Proxy};
use simple_chats_tests::timing;
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
    harm_in_use(Refusals::Everywhere, async |scenario| {
        let server = Arc::clone(&scenario.postgres);
        spawn_blocking(move || server.stop()).await.unwrap();
        sleep(AWAY).await;
        let server = Arc::clone(&scenario.postgres);
        spawn_blocking(move || server.start_again()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_whose_connections_are_cut_in_the_middle_of_commits() {
    harm_in_use(Refusals::Some, async |scenario| {
        let (mut random, end) = (StdRng::seed_from_u64(scenario.seed()), Instant::now() + CUTS);
        while Instant::now() < end {
            let link = &scenario.to_postgres[random.random_range(0..2)];
            match random.random_range(0..3) {
                0 => link.cut(),
                1 => link.cut_after(Direction::Up, random.random_range(1..2_000)),
                _ => link.cut_after(Direction::Down, random.random_range(1..2_000)),
            }
            sleep(Duration::from_millis(random.random_range(20..200))).await;
        }
        scenario.to_postgres.iter().for_each(Proxy::heal);
    })
    .await;
}

#[tokio::test]
async fn a_database_that_falls_silent() {
    harm_in_use(Refusals::Everywhere, async |scenario| {
        scenario.to_postgres.iter().for_each(Proxy::fall_silent);
        sleep(AWAY).await;
        scenario.to_postgres.iter().for_each(Proxy::speak);
    })
    .await;
}

#[tokio::test]
async fn a_database_that_takes_no_more_connections() {
    harm_in_use(Refusals::Everywhere, async |scenario| {
        let mut conn = scenario.connect();
        conn.batch_execute("ALTER ROLE chats CONNECTION LIMIT 0").unwrap();
        let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'chats'";
        conn.batch_execute(end_all).unwrap();
        sleep(AWAY).await;
        conn.batch_execute("ALTER ROLE chats CONNECTION LIMIT -1").unwrap();
    })
    .await;
}

/// A message whose commit takes a second.
const SLOW_COMMITS: &str = "SET lock_timeout = 0; \
    CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END'; \
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON messages DEFERRABLE INITIALLY DEFERRED \
    FOR EACH ROW WHEN (NEW.text = 'slow') EXECUTE FUNCTION be_slow();";

/// The database has made the commit, and goes away before it says so, for longer than the server waits: the sender is
/// refused for now, and all sockets of both users have to resync.
#[tokio::test]
async fn a_commit_of_unknown_outcome_is_refused_for_now_and_clients_resync() {
    harm_in_use(Refusals::Some, async |scenario| {
        let mut conn = scenario.connect();
        conn.batch_execute(SLOW_COMMITS).unwrap();
        let (ann, ben, chat_id) = scenario.server(0).register_pair().await;
        let mut of_ann = scenario.server(0).dial(&ann).enter().await;
        let mut of_ben = scenario.server(1).dial(&ben).enter().await;
        let send = json!({"type": "send", "client_id": "once", "chat_id": chat_id, "text": "slow"});
        let reference = of_ann.send_request(send.clone()).await;
        until_there(&mut conn, "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'").await;
        scenario.to_postgres[0].hold_answers();
        until_there(&mut conn, "SELECT FROM messages WHERE text = 'slow'").await;
        scenario.to_postgres[0].close();
        assert_eq!(of_ann.answer_to(&reference).await["code"], "unavailable");
        sleep(SOON).await;
        scenario.to_postgres[0].heal();
        scenario.over = Some(Instant::now());

        for socket in [&mut of_ann, &mut of_ben] {
            socket.expect("resync").await;
        }
        let ack = of_ann.ask(send).await;
        assert_eq!((&ack["type"], &ack["revision"]), (&json!("ack"), &json!(1)));
        for socket in [&mut of_ann, &mut of_ben] {
            let missed = socket.ask(json!({"type": "sync", "chat_id": chat_id, "after": 0})).await;
            assert_eq!(missed["changes"][0]["message"], ack["message"]);
        }
    })
    .await;
}

/// Waits until a statement finds a row.
async fn until_there(conn: &mut DbConnection, statement: &str) {
    let is_there = async || sql_query(statement).execute(conn).unwrap() > 0;
    timing::until(|| statement.to_owned(), is_there).await;
}
