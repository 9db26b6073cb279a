//! Messages that disappear: what is stored, which messages expire, and which changes clients catch up on.

use diesel::connection::SimpleConnection;
use simple_chats_domain::{
    Chat, ChatLifetime, ChatQuery, Lifetime, LifetimeAction, Message, SendRequest, User, UserId,
};
use simple_chats_persistence::messages::ChatPart;
use simple_chats_persistence::{DbConnection, chats, lifetimes, messages, send_requests};
use simple_chats_tests::fixtures::{chat_of_two, moment, send, text};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases, sql};

fn of_seconds(seconds: i64) -> ChatLifetime {
    ChatLifetime { seconds: Some(Lifetime::of_seconds(seconds).unwrap()), proposed: None }
}

/// Gives the chat a lifetime. Returns the chat as it is then.
fn set(conn: &mut DbConnection, chat: &Chat, user: UserId, lifetime: ChatLifetime) -> Chat {
    let chat = chats::find(conn, chat.chat_id).unwrap();
    lifetimes::set(conn, &chat, user, lifetime, moment(5)).unwrap();
    chats::find(conn, chat.chat_id).unwrap()
}

fn request(chat: &Chat, sender: &User, client_id: Option<&str>) -> SendRequest {
    SendRequest {
        sender_id: sender.user_id,
        written_at: moment(10),
        destination: chat.chat_id.into(),
        texts: vec![text("one"), text("two")],
        reply_to: None,
        attachment_ids: Vec::new(),
        client_id: client_id.map(simple_chats_tests::fixtures::client),
        origin: None,
    }
}

fn expiries(messages: &[Message]) -> Vec<Option<i64>> {
    messages.iter().map(|message| message.expires_at.map(|time| (time - moment(10)).num_seconds())).collect()
}

on_both_databases! {
    async fn messages_expire_by_the_lifetime_at_the_time_of_their_sending(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let before = send(&mut conn, &chat, ann.user_id, "stays");
        set(&mut conn, &chat, ann.user_id, of_seconds(60));
        // Sent by the writer, with others, and alone.
        let sent = store.database.send(request(&chat, &ann, None)).await.unwrap();
        let shown: Vec<Message> = sent.messages.iter().map(|stored| stored.message.clone()).collect();
        assert_eq!(expiries(&shown), [Some(60), Some(60)]);
        set(&mut conn, &chat, ben.user_id, of_seconds(3600));
        let longer = send_requests::execute(&mut conn, &mut Vec::new(), &request(&chat, &ben, Some("a"))).unwrap();
        let again = store.database.send(request(&chat, &ben, Some("a"))).await.unwrap();
        assert_eq!(again, longer, "a repeated request finds them with their expiry");
        set(&mut conn, &chat, ben.user_id, ChatLifetime::default());
        store.database.send(request(&chat, &ann, None)).await.unwrap();
        let mut listed = messages::list_newest(&mut conn, chat.chat_id, None, 10).unwrap().items;
        listed.reverse();
        assert_eq!(expiries(&listed), [None, Some(60), Some(60), Some(3600), Some(3600), None, None]);
        assert_eq!(listed[0], before.message);
        let overview = chats::list_overviews(&mut conn, ann.user_id, ChatQuery::after(0, 9)).unwrap().items.remove(0);
        assert_eq!((overview.lifetime, overview.last_message), (ChatLifetime::default(), listed.pop()));
    }

    async fn the_chat_knows_its_lifetime_and_the_proposal(conn: TestConnection) {
        let mut conn = conn;
        let (chat, ann, ben) = chat_of_two(&mut conn);
        assert_eq!((chat.lifetime, chat.lifetime_revision), (ChatLifetime::default(), 0));
        let proposed = chat.lifetime.wanted_by(ann.user_id, Some(Lifetime::MAX));
        let chat = set(&mut conn, &chat, ann.user_id, proposed);
        assert_eq!((chat.lifetime, chat.lifetime_revision, chat.revision), (proposed, 1, 1));
        for user in [&ann, &ben] {
            let overview = chats::list_overviews(&mut conn, user.user_id, ChatQuery::after(0, 9)).unwrap().items.remove(0);
            assert_eq!((overview.lifetime, overview.revision), (proposed, 1));
        }
        let agreed = proposed.wanted_by(ben.user_id, Some(Lifetime::MAX));
        let chat = set(&mut conn, &chat, ben.user_id, agreed);
        assert_eq!((chat.lifetime, chat.lifetime_revision), (agreed, 2));
        assert_eq!(agreed.seconds, Some(Lifetime::MAX));
    }

    async fn changes_of_the_lifetime_are_listed_by_revision_and_by_place(conn: TestConnection) {
        let mut conn = conn;
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let proposed = chat.lifetime.wanted_by(ann.user_id, Some(Lifetime::MIN));
        set(&mut conn, &chat, ann.user_id, proposed);
        let first = send(&mut conn, &chat, ann.user_id, "first").message;
        set(&mut conn, &chat, ben.user_id, proposed.without_proposal());
        let second = send(&mut conn, &chat, ben.user_id, "second").message;
        messages::delete(&mut conn, &second, moment(6)).unwrap();
        let chat = set(&mut conn, &chat, ann.user_id, proposed);
        let (one, two) = (first.message_id.get(), second.message_id.get());
        let all = lifetimes::list_behind(&mut conn, &chat, 0..i64::MAX, 9).unwrap();
        let seen: Vec<_> = all.iter().map(|change| (change.revision, change.action, change.behind)).collect();
        let (proposed_first, declined) = (LifetimeAction::Proposed, LifetimeAction::Declined);
        assert_eq!(seen, [(1, proposed_first, 0), (3, declined, one), (6, proposed_first, two)]);
        assert_eq!((all[0].user_id, all[0].lifetime, all[0].changed_at), (ann.user_id, proposed, moment(5)));
        assert_eq!(lifetimes::list_behind(&mut conn, &chat, 1..two, 9).unwrap(), all[1..2]);
        assert_eq!(lifetimes::list_behind(&mut conn, &chat, 0..i64::MAX, 2).unwrap(), all[1..], "the newest ones");
        let whole = ChatPart::from(chat.chat_id);
        let page = lifetimes::list_after(&mut conn, &chat, whole, 1, 1).unwrap();
        assert_eq!((page.items, page.more), (all[1..2].to_vec(), true));
        let page = lifetimes::list_after(&mut conn, &chat, whole, 3, 1).unwrap();
        assert_eq!((page.items, page.more), (all[2..].to_vec(), false));
        let cleared = ChatPart { beyond: two, ..whole };
        assert_eq!(lifetimes::list_after(&mut conn, &chat, cleared, 0, 9).unwrap().items, all[2..]);
        chats::delete(&mut conn, chat.chat_id).unwrap();
        assert_eq!(sql::number(&mut conn, "SELECT COUNT(*) AS value FROM lifetime_changes"), 0);
    }

    async fn expired_messages_are_found_once_their_time_has_come(conn: TestConnection) {
        let mut conn = conn;
        let (chat, ann, _) = chat_of_two(&mut conn);
        let ids: Vec<_> = (0..4).map(|number| send(&mut conn, &chat, ann.user_id, &format!("{number}")).message).collect();
        for (message, seconds) in ids.iter().zip([30, 20, 40]) {
            let at = moment(seconds).timestamp_millis();
            conn.batch_execute(&format!("UPDATE messages SET expires_at = {at} WHERE message_id = {}", message.message_id)).unwrap();
        }
        let mut found = |by: i64, limit: i64| {
            let found = messages::list_expired(&mut conn, moment(by), limit).unwrap();
            found.into_iter().map(|(_, message_id)| message_id).collect::<Vec<_>>()
        };
        assert_eq!(found(19, 9), []);
        assert_eq!(found(20, 9), [ids[1].message_id]);
        assert_eq!(found(99, 9), [1, 0, 2].map(|place: usize| ids[place].message_id));
        assert_eq!(found(99, 2), [1, 0].map(|place: usize| ids[place].message_id));
        messages::delete(&mut conn, &ids[1], moment(50)).unwrap();
        let found = messages::list_expired(&mut conn, moment(30), 9).unwrap();
        assert_eq!(found, [(chat.chat_id, ids[0].message_id)], "a deleted message has gone");
    }
}
