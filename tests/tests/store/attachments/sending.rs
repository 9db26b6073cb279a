//! Messages that carry attachments, sent alone and in groups.

use super::is_seen;
use simple_chats_domain::{
    Attachment, AttachmentKind, Chat, HistoryRange, MessageId, MessageQuery, Paging, Quote, SendError,
    SendRequest, User,
};
use simple_chats_persistence::{DbConnection, SendFailure, chats, messages, send_requests};
use simple_chats_tests::fixtures::{
    carrying, chat_of_two, client, moment, react, send, send_files, text, upload,
};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases, sql};

fn uploads<const N: usize>(conn: &mut DbConnection, user: &User, names: [&str; N]) -> [Attachment; N] {
    names.map(|name| upload(conn, user.user_id, name))
}

fn named(client_id: &str, request: SendRequest) -> SendRequest {
    SendRequest { client_id: Some(client(client_id)), ..request }
}

/// Every way in which a message is read.
fn read_everywhere(
    conn: &mut DbConnection,
    chat: &Chat,
    reader: &User,
    message_id: MessageId,
) -> Vec<Vec<Attachment>> {
    let id = chat.chat_id;
    let whole = messages::list_history(conn, id, HistoryRange::of(None, None, None).unwrap(), 30).unwrap();
    let overviews = chats::list_newest(conn, reader.user_id, Paging { limit: 20, offset: 0 }).unwrap();
    let stored = [
        messages::find(conn, message_id).unwrap(),
        messages::list_changes(conn, id, 0, 100).unwrap().items.pop().unwrap(),
        messages::list_stored_after(conn, id, 0, 100).unwrap().items.pop().unwrap(),
    ];
    let shown = [
        messages::list(conn, id, &MessageQuery::parse(&[])).unwrap().items.pop().unwrap(),
        messages::list_newest(conn, id, None, 30).unwrap().items.remove(0),
        whole.messages.into_iter().next().unwrap(),
        overviews.items.into_iter().next().unwrap().last_message.unwrap(),
    ];
    stored.into_iter().map(|stored| stored.message).chain(shown).map(|message| message.attachments).collect()
}

on_both_databases! {
    async fn a_message_has_its_attachments_wherever_it_is_read(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [a, b, c] = uploads(&mut conn, &ann, ["a", "b", "c"]);
        send(&mut conn, &chat, ann.user_id, "before");
        let stored = send_files(&mut conn, &chat, ann.user_id, &[&c, &a, &b]);
        let expected = vec![c, a, b];
        assert_eq!(stored.message.attachments, expected);
        let check = |conn: &mut DbConnection| {
            for read in read_everywhere(conn, &chat, &ben, stored.message.message_id) {
                assert_eq!(read, expected);
            }
        };
        check(&mut conn);
        let edited = messages::set_text(&mut conn, &stored, &text("edited"), moment(1)).unwrap();
        assert_eq!(edited.message.attachments, expected);
        assert_eq!(react(&mut conn, &edited, ben.user_id, "👍").message.attachments, expected);
        check(&mut conn);
        assert_eq!(messages::list_newest(&mut conn, chat.chat_id, None, 30).unwrap().items[1].attachments, []);
    }

    async fn a_group_sends_each_message_with_its_own_attachments(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [a, b, c] = uploads(&mut conn, &ann, ["a", "b", "c"]);
        let [d] = uploads(&mut conn, &ben, ["d"]);
        let forwarded = send_files(&mut conn, &chat, ben.user_id, &[&d]).message.attachments.remove(0);
        let plain = SendRequest { texts: vec![text("plain")], ..carrying(&chat, ann.user_id, "", &[]) };
        let requests = [
            (plain.clone(), vec![]),
            (carrying(&chat, ann.user_id, "", &[&b, &a]), vec!["b", "a"]),
            (carrying(&chat, ben.user_id, "twice", &[&forwarded]), vec!["d"]),
            (carrying(&chat, ann.user_id, "mixed", &[&forwarded, &c]), vec!["d", "c"]),
            (plain, vec![]),
        ];
        // The writer is kept busy, so that they wait together.
        let sends = requests.iter().map(|(request, _)| store.database.send(request.clone()));
        let sent = futures_util::future::join_all(sends).await;
        for ((request, names), sent) in requests.iter().zip(sent) {
            let message = sent.unwrap().messages.remove(0).message;
            let found: Vec<&str> = message.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
            assert_eq!(&found, names, "{request:?}");
            let read = messages::find(&mut conn, message.message_id).unwrap().message;
            assert_eq!(read, message);
            for attachment in &message.attachments {
                assert!(is_seen(&mut conn, &ann, attachment) && is_seen(&mut conn, &ben, attachment));
            }
        }
    }

    async fn one_upload_in_two_messages_at_once_is_sent_and_forwarded(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, _) = chat_of_two(&mut conn);
        let (other_instance, _notices) = store.open_again();
        let [a] = uploads(&mut conn, &ann, ["a"]);
        let request = carrying(&chat, ann.user_id, "", &[&a]);
        let sends = (0..6).map(|number| {
            [&store.database, &other_instance][number % 2].send(request.clone())
        });
        let sent = futures_util::future::join_all(sends).await;
        let carried: Vec<Attachment> =
            sent.into_iter().map(|sent| sent.unwrap().messages.remove(0).message.attachments.remove(0)).collect();
        assert_eq!(carried.iter().filter(|attachment| attachment.attachment_id == a.attachment_id).count(), 1);
        let keys = sql::number(&mut conn, "SELECT COUNT(*) AS value FROM attachments WHERE storage_key = 'a'");
        assert_eq!(keys, 6);
    }

    async fn the_same_client_id_needs_the_same_attachments(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, _) = chat_of_two(&mut conn);
        let [a, b] = uploads(&mut conn, &ann, ["a", "b"]);
        let first = send_files(&mut conn, &chat, ann.user_id, &[&b]).message.attachments.remove(0);
        let request = named("x", carrying(&chat, ann.user_id, "", &[&a, &first]));
        let sent = store.database.send(request.clone()).await.unwrap();
        for _ in 0..2 {
            assert_eq!(store.database.send(request.clone()).await.unwrap(), sent);
            let alone = send_requests::execute(&mut conn, &mut Vec::new(), &request).unwrap();
            assert_eq!(alone, sent);
        }
        for other in [&[&a][..], &[&first, &a], &[&a, &b, &first], &[]] {
            let other = named("x", SendRequest { texts: vec![text("t")], ..carrying(&chat, ann.user_id, "", other) });
            let refused = store.database.send(other).await;
            assert!(matches!(refused, Err(SendFailure::Refused(SendError::KeyReused))), "{refused:?}");
        }
        // What it names may be gone by then.
        messages::delete(&mut conn, &sent.messages[0].message, moment(1)).unwrap();
        assert!(store.database.send(request).await.unwrap().messages[0].deleted);
    }

    async fn a_refused_message_leaves_uploads_as_they_are(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [a] = uploads(&mut conn, &ann, ["a"]);
        let [d] = uploads(&mut conn, &ben, ["d"]);
        let refused = store.database.send(carrying(&chat, ann.user_id, "look", &[&a, &d])).await;
        assert!(matches!(refused, Err(SendFailure::Refused(SendError::UnknownAttachment(_)))), "{refused:?}");
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 0);
        let expired = SendRequest { written_at: moment(24 * 60 * 60), ..carrying(&chat, ann.user_id, "", &[&a]) };
        let refused = store.database.send(expired).await;
        assert!(matches!(refused, Err(SendFailure::Refused(SendError::UnknownAttachment(_)))), "{refused:?}");
        assert!(store.database.send(carrying(&chat, ann.user_id, "", &[&a])).await.is_ok());
    }

    async fn a_quote_says_what_the_first_attachment_is(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [a] = uploads(&mut conn, &ann, ["a"]);
        let original = store.database.send(carrying(&chat, ann.user_id, "", &[&a])).await.unwrap().messages.remove(0);
        let message_id = original.message.message_id;
        let plain = SendRequest { texts: vec![text("nice")], ..carrying(&chat, ben.user_id, "", &[]) };
        let reply = SendRequest { reply_to: Some(message_id), ..plain };
        let sent = store.database.send(reply).await.unwrap().messages.remove(0).message;
        let expected = Quote::of(message_id, ann.user_id, "", Some(AttachmentKind::Image));
        assert_eq!(sent.reply_to, Some(expected.clone()));
        assert_eq!(messages::find(&mut conn, sent.message_id).unwrap().message.reply_to, Some(expected));
        messages::delete(&mut conn, &original.message, moment(1)).unwrap();
        let read = messages::find(&mut conn, sent.message_id).unwrap().message;
        assert_eq!(read.reply_to, Some(Quote::of_deleted(message_id)));
    }
}
