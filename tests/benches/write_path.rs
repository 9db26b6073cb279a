//! The effect of group commit: messages per second, and the cost of each acknowledged message, (a) by `Database::send`,
//! whose waiting requests share a commit and their statements, (b) by `Database::write`, whose waiting changes share a
//! commit, and (c) with a transaction for each message, on separate connections. All in one run on the same machine, with
//! full syncs.
//!
//! `cargo bench -p simple_chats_tests --bench write_path`
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark prints, and ends where it can't measure"
)]

use simple_chats_domain::{Destination, NewMessage, SendRequest};
use simple_chats_persistence::{Database, DatabaseAddress, DbConnection, SendFailure, StoreError, messages};
use simple_chats_tests::fixtures::{at_once, client, compose, open_chat, register};
use simple_chats_tests::postgres::{Server, Syncs};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{Backend, TestDatabase};
use std::time::{Duration, Instant};

/// How many senders wait at a time in (a) and (b): a usual crowd, and as many as can share a commit.
const TASKS: [usize; 2] = [64, 256];

/// How many threads send in (c).
const THREADS: usize = 8;

/// How long each is measured.
const TIME: Duration = Duration::from_millis(1500);

/// To how many chats is sent.
const CHATS: usize = 32;

fn main() {
    let sqlite = TestDatabase::migrated(Backend::Sqlite);
    compare("SQLite, synchronous=FULL", sqlite.address());
    match Server::start(Syncs::On) {
        Ok(server) => {
            // It ends with the process.
            let server: &'static Server = Box::leak(Box::new(server));
            compare("PostgreSQL, fsync=on", &server.migrated_database().address());
        }
        Err(why) => skipped("the benchmark on PostgreSQL", &why),
    }
}

fn compare(name: &str, address: &DatabaseAddress) {
    let texts = conversation(address);
    let alone = microseconds_each(|| send_alone(address, &texts));
    println!("{name}");
    for tasks in TASKS {
        for (name, way) in [("(a) Database::send", Way::Send), ("(b) Database::write", Way::Write)] {
            let shared = microseconds_each(|| send_shared(address, &texts, tasks, way));
            show(&format!("{name}, {tasks} tasks"), shared, alone);
        }
    }
    show(&format!("(c) a transaction each, {THREADS} threads"), alone, alone);
}

fn show(way: &str, each: f64, alone: f64) {
    let (per_second, times) = (1e6 / each, alone / each);
    println!(
        "    {way:<36} {per_second:>7.0} messages/s {each:>5.0} µs each; (c) costs {times:.1} times as much"
    );
}

/// Opens chats, and composes a message for each.
fn conversation(address: &DatabaseAddress) -> Vec<NewMessage> {
    let mut conn = DbConnection::open(address).expect("the database opens");
    at_once(&mut conn, |conn| {
        let ann = register(conn, "ann");
        let open = |number| {
            let ben = register(conn, &format!("ben{number}"));
            let chat = open_chat(conn, &ann, &ben);
            compose(conn, &chat, ann.user_id, "A message of a usual length, as people write them.")
        };
        (0..CHATS).map(open).collect()
    })
}

/// The clock's time for each sending that was acknowledged.
fn microseconds_each(work: impl FnOnce() -> u32) -> f64 {
    let start = Instant::now();
    let sent = work();
    start.elapsed().as_secs_f64() * 1e6 / f64::from(sent.max(1))
}

/// How a message goes through the write path.
#[derive(Debug, Clone, Copy)]
enum Way {
    Send,
    Write,
}

fn send_shared(address: &DatabaseAddress, texts: &[NewMessage], tasks: usize, way: Way) -> u32 {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime starts");
    let end = Instant::now() + TIME;
    let (database, _notices) = Database::open(address, 1).expect("the database opens");
    let sender = |task: usize| {
        let (database, new) = (database.clone(), texts[task % texts.len()].clone());
        async move {
            let mut sent = 0;
            while Instant::now() < end {
                send(&database, &new, way, format!("{tasks}-{task}-{sent}"))
                    .await
                    .expect("the message is stored");
                sent += 1;
            }
            sent
        }
    };
    let senders = futures_util::future::join_all((0..tasks).map(sender));
    runtime.block_on(senders).into_iter().sum()
}

async fn send(database: &Database, new: &NewMessage, way: Way, client_id: String) -> Result<(), SendFailure> {
    match way {
        Way::Send => {
            let request = SendRequest {
                sender_id: new.sender_id(),
                written_at: new.stamp().written_at,
                destination: Destination::Chat(new.chat_id()),
                reply_to: None,
                attachment_ids: Vec::new(),
                texts: vec![new.text().clone()],
                client_id: Some(client(&client_id)),
                origin: None,
            };
            database.send(request).await?;
        }
        Way::Write => {
            let new = new.clone();
            let change = move |conn: &mut DbConnection, _: &mut _| messages::insert(conn, &new);
            database.write::<_, StoreError>(change).await?;
        }
    }
    Ok(())
}

fn send_alone(address: &DatabaseAddress, texts: &[NewMessage]) -> u32 {
    let end = Instant::now() + TIME;
    let sender = |thread: usize| {
        let mut conn = DbConnection::open(address).expect("the database opens");
        let (mut sent, mut position) = (0, thread);
        while Instant::now() < end {
            let new = &texts[position % texts.len()];
            match conn.write_transaction(|conn| messages::insert(conn, new)) {
                Ok(_) => sent += 1,
                // It waited for a lock until its patience ended, and tries again.
                Err(StoreError::Contended(_)) => {}
                Err(error) => panic!("a message is not stored: {error}"),
            }
            position += THREADS;
        }
        sent
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || sender(thread))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread sends")).sum()
    })
}
