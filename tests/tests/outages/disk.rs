//! The disk under the embedded database is full: a small one of the test's own, which only root can make.

use super::probe::{End, end_of_frame};
use super::scenario::plan;
use super::{MARGIN, SOON, rounds};
use crate::PROGRAM;
use chrono::{TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_auth::{OpaqueToken, hash_token};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::sessions::{self, Session};
use simple_chats_persistence::{DatabaseAddress, DbConnection};
use simple_chats_tests::WAIT_TIMEOUT;
use simple_chats_tests::app::TestResponse;
use simple_chats_tests::history::check;
use simple_chats_tests::history::collect::collect;
use simple_chats_tests::history::workload::Workload;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::Socket;
use simple_chats_tests::sql;
use simple_chats_tests::timing;
use simple_chats_tests::{Nobody, TestUser};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::time::sleep;

/// How large the disk is, in MiB, and how much of it is taken by something else until that is removed.
const SIZE: usize = 24;
const BALLAST: usize = 16;

/// For how long requests are refused.
const FULL: Duration = Duration::from_secs(3);

/// A disk in memory, which goes when this is dropped.
struct SmallDisk {
    place: TempDir,
}

impl SmallDisk {
    /// Makes one, or says why that can't be done.
    fn new() -> Result<Self, String> {
        let place = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={SIZE}m"), "tmpfs"]).arg(place.path());
        let mounted = mount.output().map_err(|error| format!("there is no program mount: {error}"))?;
        let disk = Self { place };
        if !mounted.status.success() {
            let why = String::from_utf8_lossy(&mounted.stderr).trim().replace('\n', " ");
            return Err(format!("a small disk can't be mounted, which needs root: {why}"));
        }
        std::fs::write(disk.ballast(), vec![1; BALLAST << 20]).map_err(|error| error.to_string())?;
        Ok(disk)
    }

    fn ballast(&self) -> PathBuf {
        self.place.path().join("ballast")
    }

    fn data_dir(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn connect(&self) -> DbConnection {
        let address = DatabaseAddress::Sqlite(self.data_dir().join("simple-chats.sqlite3"));
        DbConnection::open(&address).unwrap()
    }

    fn make_space(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }

    fn take_remaining_space(&self) {
        let mut file = File::create(self.place.path().join("more ballast")).unwrap();
        while file.write_all(&[1; 4096]).is_ok() {}
    }
}

impl Drop for SmallDisk {
    /// Also if a program still has it open: then it goes with that.
    fn drop(&mut self) {
        Command::new("umount").arg("--lazy").arg(self.place.path()).output().ok();
    }
}

/// A user who fills the disk.
struct Filler<'a> {
    server: &'a ServerProcess,
    user: TestUser,
    chat_id: i64,
    socket: Socket,
    sent: Vec<i64>,
    refused: Vec<String>,
    slowest: Duration,
}

impl<'a> Filler<'a> {
    async fn begin(server: &'a ServerProcess) -> Self {
        let (user, _, chat_id) = server.register_pair().await;
        let socket = server.dial(&user).enter().await;
        Self { server, user, chat_id, socket, sent: Vec::new(), refused: Vec::new(), slowest: Duration::ZERO }
    }

    /// Sends so many texts of this length by the API, under a key. Returns whether they were taken.
    async fn send(&mut self, key: &str, texts: usize, length: usize) -> bool {
        let texts: Vec<String> =
            (0..texts).map(|number| format!("{key} {number} {}", "x".repeat(length))).collect();
        let (path, began) = (format!("/api/chats/{}/messages", self.chat_id), Instant::now());
        let (body, key_header) = (json!({"texts": texts}), [("idempotency-key", key)]);
        let sending = self.server.ask_with(Method::POST, &path, &self.user, Some(&body), &key_header);
        let answer = sending.await.expect("the server answers");
        self.slowest = self.slowest.max(began.elapsed());
        if answer.status == 201 {
            self.sent.extend(answer.integers("message_ids"));
            return true;
        }
        assert_unavailable(&answer, self.server);
        self.refused.push(key.to_owned());
        false
    }

    /// Sends until nothing is taken any more, not even a short text.
    async fn fill(&mut self) {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        for (texts, length) in [(20, 3_900), (1, 3_900), (1, 10)] {
            for number in 0.. {
                assert!(Instant::now() < deadline, "the disk is not full after {} messages", self.sent.len());
                if !self.send(&format!("fill {texts} {length} {number}"), texts, length).await {
                    break;
                }
            }
        }
    }

    /// Sends short texts by both transport for a while; in the room that others give free one may still be taken.
    async fn try_in_vain(&mut self) {
        let end = Instant::now() + FULL;
        for number in 0.. {
            if Instant::now() > end {
                return;
            }
            self.send(&format!("vain {number}"), 1, 10).await;
            let name = format!("by socket {number}");
            let request = json!({"type": "send", "client_id": name, "chat_id": self.chat_id, "text": name});
            let began = Instant::now();
            let answer: Value = self.socket.ask(request).await;
            self.slowest = self.slowest.max(began.elapsed());
            match end_of_frame(&answer) {
                End::Done => self.sent.push(answer["message"]["message_id"].as_i64().unwrap()),
                End::Refused => self.refused.push(name),
                End::Gone(_) | End::Wrong(_) => panic!("{answer}\n{}", self.server.log()),
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Asserts that the API shows what was acknowledged, and no more.
    async fn assert_stored(&self) {
        let (mut stored, mut sent) = (Vec::new(), self.sent.clone());
        sent.sort_unstable();
        let mut after = 0;
        loop {
            let path = format!("/api/chats/{}/changes?after={after}", self.chat_id);
            let page = self.server.get(&path, &self.user).await;
            for change in page["changes"].as_array().unwrap() {
                stored.push(change["message"]["message_id"].as_i64().unwrap());
                after = change["revision"].as_i64().unwrap();
            }
            if page["has_more"] == false {
                return assert_eq!(stored, sent);
            }
        }
    }
}

fn assert_unavailable(answer: &TestResponse, server: &ServerProcess) {
    assert_eq!(answer.status, 503, "{}\n{}", answer.body, server.log());
    assert!(answer.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok()), "{answer:?}");
    assert_eq!(answer.json()["code"], "unavailable");
}

#[tokio::test]
async fn a_disk_that_is_full_until_there_is_space_again() {
    for _ in 0..rounds() {
        match SmallDisk::new() {
            Ok(disk) => fill_and_make_space(&disk).await,
            Err(why) => return skipped("the test of a full disk", &why),
        }
    }
}

async fn fill_and_make_space(disk: &SmallDisk) {
    let server_dir = ServerDir::new(PROGRAM).with("DATA_DIR", &disk.data_dir().display().to_string());
    let begun = timing::start();
    let server = server_dir.start().await;
    let workload = Workload::begin(plan(rand::random()), &[server.address()]).await;
    let mut filler = Filler::begin(&server).await;
    filler.fill().await;
    let taken = filler.sent.len();
    filler.try_in_vain().await;
    // All can be read meanwhile, and it is what was acknowledged.
    filler.assert_stored().await;
    let is_read_only = async || {
        let answer = server.ask(Method::GET, "/readyz", &Nobody, None).await.expect("the server answers");
        answer.status == 503 && answer.json()["database"] == "read_only"
    };
    timing::until(|| format!("it isn't ready: {}", server.log()), is_read_only).await;

    disk.make_space();
    let over = timing::start();
    let is_served = async || filler.send("space", 1, 10).await;
    timing::until(|| format!("served again: {}", server.log()), is_served).await;
    let served_after = over.elapsed();
    timing::assert_kept(SOON + MARGIN, over, served_after, || "until it serves again".to_owned());
    // What was refused can be sent again under its name, and is there once.
    let again = filler.refused.iter().find(|key| key.starts_with("vain")).unwrap().clone();
    for _ in 0..2 {
        assert!(filler.send(&again, 1, 10).await);
    }
    filler.sent.pop();
    filler.assert_stored().await;

    let mut conn = disk.connect();
    let history = collect(workload.end().await, &mut conn, server.address()).await;
    println!(
        "{taken} messages until the disk was full; {} requests refused; slowest answer {:.1?}; served again after \
         {served_after:.1?}; {} operations in the history",
        filler.refused.len(),
        filler.slowest,
        history.operations.len(),
    );
    let anomalies = check(&history);
    assert!(anomalies.is_empty(), "{anomalies:#?}\n{}", server.log());
    timing::assert_kept(SOON + MARGIN, begun, filler.slowest, || "the slowest answer".to_owned());
    let damage = "SELECT integrity_check AS value FROM pragma_integrity_check";
    assert_eq!(sql::texts(&mut conn, damage), ["ok"]);
    drop(filler);
    server.stop().await;
}

#[tokio::test]
async fn pages_are_shown_to_an_idle_user_while_the_disk_is_full() {
    let disk = match SmallDisk::new() {
        Ok(disk) => disk,
        Err(why) => return skipped("the test of pages on a full disk", &why),
    };
    let server_dir = ServerDir::new(PROGRAM).with("DATA_DIR", &disk.data_dir().display().to_string());
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let (mut conn, mut reader) = (disk.connect(), disk.connect());
    let idle_since = cut_to_millis(Utc::now() - TimeDelta::minutes(10));
    let tokens: Vec<String> = (0..20).map(|_| OpaqueToken::generate().plain().to_owned()).collect();
    for token in &tokens {
        let session = Session {
            session_key: hash_token(token),
            session_id: format!("id of {token}"),
            user_id: UserId::stored(ann.user_id),
            created_at: idle_since,
            last_seen_at: idle_since,
            user_agent: String::new(),
            address: String::new(),
        };
        sessions::insert(&mut conn, &session).unwrap();
    }
    // While this transaction reads, SQLite can't reuse the space of its log.
    reader.batch_execute("BEGIN; SELECT COUNT(*) FROM sessions").unwrap();
    disk.take_remaining_space();
    for token in &tokens {
        let cookie = format!("simple_chats_session={token}");
        let page = server.ask_with(Method::GET, "/chats/list", &Nobody, None, &[("cookie", &cookie)]).await;
        assert_eq!(page.expect("the server answers").status, 200, "{}", server.log());
    }
    let last_seen = |token: &String| sessions::find(&mut conn, &hash_token(token)).unwrap().0.last_seen_at;
    let not_stored = tokens.iter().map(last_seen).filter(|seen| *seen == idle_since).count();
    assert!(not_stored > 0, "the disk is not full");
    let warnings = server.log().matches("failed to store the time of a visit").count();
    assert_eq!(warnings, not_stored, "one for each request that could not store it: {}", server.log());
    drop(reader);
    disk.make_space();
    server.stop().await;
}
