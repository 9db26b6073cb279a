//! Sends one message and then many at once through a store in a SQLite file, and says on its output when each phase
//! begins, so that a test which watches its system calls knows what belongs to what.
//!
//! `send-in-phases FILE COUNT`

use simple_chats_persistence::{Database, DatabaseAddress, StoreError, messages};
use simple_chats_tests::fixtures::{chat_of_two, compose};
use std::error::Error;
use std::io::{Write, stdout};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let file = arguments.next().ok_or("a file is wanted")?;
    let count: usize =
        arguments.next().and_then(|count| count.to_str()?.parse().ok()).ok_or("a count is wanted")?;
    let (database, _notices) = Database::open(&DatabaseAddress::Sqlite(file.into()), 2)?;
    database.migrate()?;
    let mut conn = database.connect()?;
    let (chat, ann, _) = chat_of_two(&mut conn);
    let new = compose(&mut conn, &chat, ann.user_id, "hello");
    let send = || {
        let new = new.clone();
        database.write::<_, StoreError>(move |conn, _| messages::insert(conn, &new))
    };
    // The writer opens its connection with its first change, which is none of the phases.
    send().await?;

    begin("phase: one message")?;
    send().await?;
    begin("phase: many messages")?;
    for answer in futures_util::future::join_all((0..count).map(|_| send())).await {
        answer?;
    }
    begin("phase: end")?;
    Ok(())
}

fn begin(phase: &str) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{phase}")?;
    out.flush()
}
