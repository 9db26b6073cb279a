//! The clock of one instance is a day ahead, and is set while people are connected.
//!
//! What both instances share goes by the database: revisions, ids, leases and so presence. Times that people read are those
//! of the instance that they came from, and credentials expire by the clock of the instance that gets the request: a session,
//! of thirty days, lives on everywhere; a token for an hour from the right clock is over by the wrong one, which answers
//! 401, and takes passwords and its own tokens.

use super::scenario::OutageScenario;
use super::{Refusals, rounds};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::TestUser;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::Socket;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::NamedTempFile;
use tokio::time::sleep;

/// For how long presence is watched: for longer than a lease runs.
const LEASES: Duration = Duration::from_secs(22);

/// Where Debian has the library that gives a program another time.
fn library() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok).map(|entry| entry.path());
    folders.map(|folder| folder.join("faketime/libfaketimeMT.so.1")).find(|path| path.exists())
}

/// A clock that can be set while programs go by it.
struct Clock(NamedTempFile);

impl Clock {
    fn new() -> Self {
        Self(NamedTempFile::new().unwrap())
    }

    /// Sets it apart from the right time, from some moment within the next second on.
    fn set(&self, apart: &str) {
        std::fs::write(self.0.path(), apart).unwrap();
    }
}

#[tokio::test]
async fn instances_whose_clocks_are_a_day_apart_and_one_of_which_is_set() {
    let Some(library) = library() else {
        return skipped("the test of clocks", "libfaketime is not here: install the package faketime");
    };
    for _ in 0..rounds() {
        let clock = Clock::new();
        clock.set("+1d");
        let ahead = [
            ("LD_PRELOAD", library.to_str().unwrap()),
            ("FAKETIME_TIMESTAMP_FILE", clock.0.path().to_str().unwrap()),
            ("FAKETIME_CACHE_DURATION", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ];
        if let Some(scenario) = OutageScenario::start([&[], &ahead]).await {
            check_clocks(&scenario, &clock).await;
            scenario.end(Refusals::None).await;
        }
    }
}

async fn check_clocks(scenario: &OutageScenario, clock: &Clock) {
    let (ann, ben, chat_id) = scenario.server(0).register_pair().await;
    let (mut of_ann, mut of_ben) =
        (scenario.server(0).dial(&ann).enter().await, scenario.server(1).dial(&ben).enter().await);
    let apart = time(&of_ben.ready["server_time"]) - time(&of_ann.ready["server_time"]);
    assert!((apart - TimeDelta::days(1)).abs() < TimeDelta::minutes(1), "the clocks are {apart} apart");

    // One order, whatever the clocks say.
    for number in 0..3 {
        let (socket, name) = (if number == 1 { &mut of_ann } else { &mut of_ben }, number.to_string());
        let ack = ask_until_done(
            socket,
            json!({"type": "send", "client_id": name, "chat_id": chat_id, "text": name}),
        )
        .await;
        assert_eq!(ack["revision"], number + 1, "{ack}");
    }
    for revision in [1, 3] {
        assert_eq!(of_ann.expect("message").await["revision"], revision);
    }

    assert_tokens(scenario, &ann).await;

    // Each sees that the other is there, for longer than a lease runs, and neither takes the other for gone.
    of_ben.expect("message").await;
    for (socket, companion) in [(&mut of_ann, &ben), (&mut of_ben, &ann)] {
        let mut seen = socket.ask(json!({"type": "watch", "user_ids": [companion.user_id]})).await;
        while seen["users"][0]["online"] == false {
            // Who has come is noted behind all that waits to be stored.
            seen = socket.expect("presence").await;
        }
    }
    sleep(LEASES / 2).await;
    // Two days in a moment are no silence of those who are connected.
    clock.set("+3d");
    sleep(LEASES / 2).await;
    of_ann.is_silent().await;
    of_ben.is_silent().await;
    of_ben.leave().await;
    sleep(Duration::from_secs(2)).await;
    // Nor does somebody who has left stay there until the time comes again.
    clock.set("+0d");
    let gone = of_ann.expect("presence").await;
    assert_eq!(gone["users"][0]["online"], false, "{gone}");
}

/// Asks again while the machine is too busy, as clients do: the `client_id` makes what is sent twice one message.
async fn ask_until_done(socket: &mut Socket, request: Value) -> Value {
    loop {
        let answer = socket.ask(request.clone()).await;
        if answer["code"] != "unavailable" {
            return answer;
        }
        sleep(Duration::from_secs(1)).await;
    }
}

/// A token is good for its time by the clock of the instance that gets the request.
async fn assert_tokens(scenario: &OutageScenario, user: &TestUser) {
    let mut tokens = Vec::new();
    for number in [0, 1] {
        let token = scenario.server(number).token_of(user).await;
        scenario.server(number).get("/api/me", &token).await;
        tokens.push(token);
    }
    scenario.server(0).get("/api/me", &tokens[1]).await;
    let over = scenario.server(1).ask(Method::GET, "/api/me", &tokens[0], None).await.unwrap();
    assert_eq!(over.status, 401);
    assert_eq!(over.json()["message"], "Your authentication token period has expired");
}

fn time(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}
