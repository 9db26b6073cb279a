//! Client ids: what was sent under one is found again, and nothing is sent twice.

use simple_chats_domain::{Chat, SendStamp, StoredMessage, UserId};
use simple_chats_persistence::{DbConnection, StoreError, UniqueKey, chats, messages};
use simple_chats_tests::fixtures::{
    chat_of_two, client, compose_as, moment, named, open_chat, register, send, text,
};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases};

fn send_as(
    conn: &mut DbConnection,
    chat: &Chat,
    sender: UserId,
    sending: SendStamp,
) -> Result<StoredMessage, StoreError> {
    let new = compose_as(conn, chat, sender, "hello", sending);
    conn.write_transaction(|conn| messages::insert(conn, &new))
}

on_both_databases! {
    async fn messages_sent_under_a_client_id_are_found_in_order(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let parts = [2, 0, 1].map(|client_part| {
            send_as(&mut conn, &chat, ann.user_id, SendStamp { client_part, ..named("x") }).unwrap()
        });
        send(&mut conn, &chat, ann.user_id, "nameless");
        let found = messages::list_sent(&mut conn, chat.chat_id, ann.user_id, &client("x")).unwrap();
        let [third, first, second] = parts;
        assert_eq!(found, [first, second, third]);
        assert_eq!(found[0].message.client_id.as_deref(), Some("x"));
        for (sender, client_id) in [(&ben, "x"), (&ann, "X"), (&ann, "y")] {
            let found = messages::list_sent(&mut conn, chat.chat_id, sender.user_id, &client(client_id));
            assert_eq!(found.unwrap(), [], "{client_id}");
        }
    }

    async fn the_same_client_id_again_is_a_conflict_that_takes_no_revision(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        send_as(&mut conn, &chat, ann.user_id, named("x")).unwrap();
        let again = send_as(&mut conn, &chat, ann.user_id, named("x"));
        assert!(matches!(again, Err(StoreError::Conflict(UniqueKey::ClientId))), "{again:?}");
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 1);
        assert_eq!(messages::list_newest(&mut conn, chat.chat_id, None, 30).unwrap().items.len(), 1);
    }

    async fn a_client_id_belongs_to_its_sender_and_chat(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let other_chat = open_chat(&mut conn, &ann, &cat);
        for (chat, sender, sending) in [
            (&chat, &ann, named("x")),
            (&chat, &ben, named("x")),
            (&other_chat, &ann, named("x")),
            (&chat, &ann, named("X")),
            (&chat, &ann, SendStamp { client_part: 1, ..named("x") }),
            (&chat, &ann, SendStamp::at(moment(0))),
            (&chat, &ann, SendStamp::at(moment(0))),
        ] {
            send_as(&mut conn, chat, sender.user_id, sending).unwrap();
        }
    }

    async fn a_client_id_outlives_edits_and_deletion(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let sent = send_as(&mut conn, &chat, ann.user_id, named("x")).unwrap();
        let edited = messages::set_text(&mut conn, &sent, &text("edited"), moment(1)).unwrap();
        let found = messages::list_sent(&mut conn, chat.chat_id, ann.user_id, &client("x")).unwrap();
        assert_eq!(found, std::slice::from_ref(&edited));
        messages::delete(&mut conn, &edited.message, moment(2)).unwrap();
        let found = messages::list_sent(&mut conn, chat.chat_id, ann.user_id, &client("x")).unwrap();
        assert_eq!((found.len(), found[0].deleted, found[0].revision), (1, true, 3));
        let again = send_as(&mut conn, &chat, ann.user_id, named("x"));
        assert!(matches!(again, Err(StoreError::Conflict(UniqueKey::ClientId))), "{again:?}");
    }

    async fn concurrent_sendings_under_one_client_id_store_one_message(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, _) = chat_of_two(&mut conn);
        let store = &store;
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let sending =
                (0..8).map(|_| scope.spawn(|| send_as(&mut store.connect(), &chat, ann.user_id, named("x"))));
            sending.collect::<Vec<_>>().into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let conflict = |outcome: &Result<_, _>| {
            matches!(outcome, Ok(_) | Err(StoreError::Conflict(UniqueKey::ClientId)))
        };
        assert!(outcomes.iter().all(conflict), "{outcomes:?}");
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 1, "no number was lost");
    }
}
