//! Two instances on one PostgreSQL database, which write to the same chats at the same moment.

use super::{revisions_of, send_request, stored};
use crate::PROGRAM;
use diesel::connection::SimpleConnection;
use futures_util::future::{join, join_all};
use serde_json::json;
use simple_chats_domain::{Chat, ChatId, Destination, Event, MessageId, SendRequest, User};
use simple_chats_persistence::{Database, DbConnection, LockScope, StoreError, chats, messages};
use simple_chats_tests::fixtures::{open_chat, register, text};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::{Backend, TestStore, on_postgres, sql};
use std::collections::BTreeSet;
use std::time::Duration;

on_postgres! {
    async fn messages_sent_under_one_client_id_by_two_servers_at_once_are_stored_once(backend: Backend) {
        const TIMES: usize = 1000;
        let server_dir = ServerDir::on(backend, PROGRAM);
        let (one, other) = (server_dir.start().await, server_dir.start().await);
        let (ann, ben) = (one.register("ann").await, one.register("ben").await);
        let request = json!({"companion_id": ben.user_id});
        let chat_id = one.post("/api/chats", &ann, request, 201).await["chat_id"].clone();
        let mut sockets = [one.dial(&ann).enter().await, other.dial(&ann).enter().await];
        let mut ids = Vec::new();
        for number in 0..TIMES {
            // To the chat and to the person in turn: it is the same place.
            let place =
                if number % 2 == 0 { ("chat_id", &chat_id) } else { ("companion_id", &json!(ben.user_id)) };
            let name = number.to_string();
            let request = json!({"type": "send", place.0: place.1, "client_id": name, "text": name});
            let [of_one, of_other] = &mut sockets;
            let (here, there) = join(of_one.ask(request.clone()), of_other.ask(request)).await;
            assert_eq!((&here["type"], &here["message"]), (&json!("ack"), &there["message"]), "{there}");
            assert_eq!(here["revision"], number + 1, "no revision is lost");
            ids.push(here["message"]["message_id"].as_i64().unwrap());
        }
        assert!(ids.is_sorted_by(|one, other| one < other));
        let page = sockets[0].ask(json!({"type": "sync", "chat_id": chat_id, "after": TIMES - 1})).await;
        assert_eq!((&page["revision"], page["changes"].as_array().unwrap().len()), (&json!(TIMES), 1));
    }

    /// Two instances send to, read in and edit the same chats, in opposite orders and many at once. Without one order of
    /// locks this makes a deadlock nearly each time.
    async fn groups_of_two_instances_in_opposite_orders_make_no_deadlock(store: TestStore) {
        const CHATS: usize = 12;
        const ROUNDS: usize = 12;
        let (other, _notices) = store.open_again();
        let mut conn = store.connect();
        let ann = register(&mut conn, "ann");
        let chats: Vec<Chat> = (0..CHATS)
            .map(|number| {
                let ben = register(&mut conn, &format!("ben{number}"));
                open_chat(&mut conn, &ann, &ben)
            })
            .collect();
        let firsts = join_all(
            chats.iter().map(|chat| store.database.send(send_request(ann.user_id, chat.chat_id, "first"))),
        )
        .await;
        let firsts: Vec<MessageId> =
            firsts.into_iter().map(|sent| sent.unwrap().messages[0].message.message_id).collect();
        let backwards: Vec<usize> = (0..CHATS).rev().collect();
        let forwards: Vec<usize> = (0..CHATS).collect();
        for round in 0..ROUNDS {
            let of = |database: &Database, order: &[usize], name: &str| {
                let work = order.iter().map(|&number| {
                    at_once(database.clone(), &ann, &chats[number], firsts[number], format!("{name} {round}"))
                });
                join_all(work.collect::<Vec<_>>())
            };
            join(of(&store.database, &forwards, "one"), of(&other, &backwards, "other")).await;
        }
        for chat in &chats {
            let messages = messages::list_newest(&mut conn, chat.chat_id, None, 10_000).unwrap().items;
            assert_eq!(messages.len(), 1 + 2 * ROUNDS);
            let revision = usize::try_from(chats::find(&mut conn, chat.chat_id).unwrap().revision).unwrap();
            assert_eq!(revision, 1 + 4 * ROUNDS, "each sending and each edit took one");
        }
        assert_eq!(deadlocks(&mut conn).await, 0);
    }
}

/// Sends to a chat, edits its first message and reads it, all at the same moment.
async fn at_once(database: Database, ann: &User, chat: &Chat, first: MessageId, name: String) {
    let (chat_id, me) = (chat.chat_id, ann.user_id);
    let edited = text(&name);
    let edit = database.write_locking::<_, StoreError>(LockScope::ChatOf(first), move |conn, _| {
        chats::lock(conn, chat_id)?;
        let stored = messages::find(conn, first)?;
        messages::set_text(conn, &stored, &edited, stored.message.written_at)
    });
    let read = database.write_locking::<_, StoreError>(LockScope::Chat(chat_id), move |conn, _| {
        chats::mark_read(conn, chat_id, me, first)
    });
    let (sent, edited, read) = tokio::join!(database.send(send_request(me, chat_id, &name)), edit, read);
    sent.unwrap();
    edited.unwrap();
    read.unwrap();
}

/// How many deadlocks the server has broken in this database.
async fn deadlocks(conn: &mut DbConnection) -> i64 {
    // The server counts with a second's delay.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    sql::number(conn, "SELECT deadlocks AS value FROM pg_stat_database WHERE datname = current_database()")
}

on_postgres! {
    /// The first messages of many pairs, from both sides and both instances: each pair gets one chat, which is
    /// published once, before its first message.
    async fn first_messages_from_two_instances_open_each_chat_once(mut store: TestStore) {
        const PAIRS: usize = 20;
        let (other, mut publications) = store.open_again();
        let mut conn = store.connect();
        let ann = register(&mut conn, "ann");
        let bens: Vec<User> = (0..PAIRS).map(|number| register(&mut conn, &format!("ben{number}"))).collect();
        let sending = bens.iter().enumerate().flat_map(|(number, ben)| {
            let back = PAIRS - 1 - number;
            [
                store.database.send(to(&ann, ben, "one")),
                other.send(to(&ann, &bens[back], "other")),
                store.database.send(to(ben, &ann, "back")),
                other.send(to(&bens[back], &ann, "back again")),
            ]
        });
        let sent = join_all(sending.collect::<Vec<_>>()).await;
        let chat_ids: BTreeSet<_> = sent.into_iter().map(|sent| sent.unwrap().chat_id).collect();
        assert_eq!(chat_ids.len(), PAIRS);
        for chat_id in &chat_ids {
            assert_eq!(stored(&mut conn, *chat_id).len(), 4);
        }
        let published: Vec<_> = store
            .published()
            .into_iter()
            .chain(std::iter::from_fn(|| publications.try_recv().ok()).flatten())
            .collect();
        let created =
            published.iter().filter(|publication| matches!(publication.event, Some(Event::ChatCreated { .. })));
        assert_eq!(created.count(), PAIRS);
        assert_eq!(revisions_of(published.into_iter()).len(), 4 * PAIRS);
        assert_eq!(deadlocks(&mut conn).await, 0);
    }
}

fn to(sender: &User, companion: &User, client_id: &str) -> SendRequest {
    let mut request = send_request(sender.user_id, ChatId::stored(1), client_id);
    request.destination = Destination::Companion(companion.user_id);
    request
}

on_postgres! {
    async fn a_server_of_an_older_version_refuses_a_newer_schema_in_one_line(backend: Backend) {
        let server_dir = ServerDir::on(backend, PROGRAM);
        server_dir.run_ok(&["migrate"]).await;
        let mut conn = server_dir.connect();
        let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')";
        conn.batch_execute(newer).unwrap();
        for arguments in [&["serve"][..], &["migrate"], &["user", "list"]] {
            let refused = server_dir.run(arguments).await;
            assert_eq!((refused.status, refused.out.as_str()), (Some(1), ""), "{arguments:?}");
            let lines: Vec<&str> =
                refused.err.lines().filter(|line| line.starts_with("simple-chats: ")).collect();
            assert!(
                lines.len() == 1 && lines[0].contains("newer version of Simple Chats"),
                "{}",
                refused.err
            );
        }
    }
}
