//! Forwarded attachments share their bytes, which stay until the last of them is gone.

use super::{deletions, is_seen};
use simple_chats_domain::{Attachment, Chat, SendError, StoredMessage, User};
use simple_chats_persistence::{
    DbConnection, SendFailure, StoreError, attachments, messages, preferences, send_requests,
};
use simple_chats_tests::fixtures::{carrying, chat_of_two, moment, open_chat, register, send_files, upload};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases, on_postgres, sql};
use std::time::Duration;

/// Ann's picture in her chat with Ben, and Ben's chat with Cat.
fn picture_of_ann(conn: &mut DbConnection) -> (StoredMessage, [User; 3], [Chat; 2]) {
    let (chat, ann, ben) = chat_of_two(conn);
    let cat = register(conn, "cat");
    let other = open_chat(conn, &ben, &cat);
    let attachment = upload(conn, ann.user_id, "picture");
    let stored = send_files(conn, &chat, ann.user_id, &[&attachment]);
    (stored, [ann, ben, cat], [chat, other])
}

fn is_refused(conn: &mut DbConnection, chat: &Chat, sender: &User, attachment: &Attachment) -> bool {
    let request = carrying(chat, sender.user_id, "", &[attachment]);
    let sent = conn.write_transaction(|conn| send_requests::execute(conn, &mut Vec::new(), &request));
    match sent {
        Ok(_) => false,
        Err(SendFailure::Refused(SendError::UnknownAttachment(id))) => id == attachment.attachment_id,
        Err(other) => panic!("{other}"),
    }
}

on_both_databases! {
    async fn a_forwarded_attachment_is_a_new_one_of_the_same_bytes(mut conn: TestConnection) {
        let (stored, [ann, ben, cat], [_, other]) = picture_of_ann(&mut conn);
        let original = stored.message.attachments[0].clone();
        let copy = send_files(&mut conn, &other, ben.user_id, &[&original]).message.attachments.remove(0);
        assert_ne!(copy.attachment_id, original.attachment_id);
        assert_eq!(copy.forwarded_from, Some(original.attachment_id));
        let same = Attachment { attachment_id: original.attachment_id, forwarded_from: None, ..copy.clone() };
        assert_eq!(same, original);
        let sees = [&ann, &ben, &cat].map(|user| [is_seen(&mut conn, user, &original), is_seen(&mut conn, user, &copy)]);
        assert_eq!(sees, [[true, false], [true, true], [false, true]]);
        let found = |conn: &mut DbConnection, user: &User, attachment: &Attachment| {
            attachments::find_for(conn, user.user_id, attachment.attachment_id, moment(1)).unwrap()
        };
        assert_eq!(found(&mut conn, &cat, &copy).storage_key, "picture");
        // A copy of the copy, too.
        let again = send_files(&mut conn, &other, cat.user_id, &[&copy]).message.attachments.remove(0);
        assert_eq!(found(&mut conn, &ben, &again).storage_key, "picture");
    }

    async fn shared_bytes_stay_until_the_last_attachment_is_gone(mut conn: TestConnection) {
        let (stored, [_, ben, _], [_, other]) = picture_of_ann(&mut conn);
        let copied = send_files(&mut conn, &other, ben.user_id, &[&stored.message.attachments[0]]);
        messages::delete(&mut conn, &stored.message, moment(1)).unwrap();
        assert_eq!(deletions(&mut conn), [""; 0]);
        assert_eq!(sql::number(&mut conn, "SELECT COUNT(*) AS value FROM file_deletions"), 0);
        messages::delete(&mut conn, &copied.message, moment(1)).unwrap();
        assert_eq!(deletions(&mut conn), ["picture"]);
    }

    async fn only_what_the_sender_sees_can_be_forwarded(mut conn: TestConnection) {
        let (stored, [ann, ben, cat], [chat, other]) = picture_of_ann(&mut conn);
        let original = stored.message.attachments[0].clone();
        assert!(is_refused(&mut conn, &other, &cat, &original), "it is in a chat of others");
        let unsent = upload(&mut conn, ann.user_id, "unsent");
        assert!(is_refused(&mut conn, &chat, &ben, &unsent), "it is another user's upload");
        preferences::clear(&mut conn, &chat, ben.user_id, false, moment(1)).unwrap();
        assert!(is_refused(&mut conn, &other, &ben, &original), "the user has cleared it");
        assert!(!is_refused(&mut conn, &chat, &ann, &original));
        messages::delete(&mut conn, &stored.message, moment(1)).unwrap();
        assert!(is_refused(&mut conn, &chat, &ann, &original), "it is deleted");
    }

    async fn forwarded_bytes_count_once_for_each_user(mut conn: TestConnection) {
        let (stored, [ann, ben, _], [chat, other]) = picture_of_ann(&mut conn);
        let original = &stored.message.attachments[0];
        for (chat, user) in [(&chat, &ann), (&chat, &ben), (&other, &ben)] {
            send_files(&mut conn, chat, user.user_id, &[original]);
            assert_eq!(attachments::storage_used_by(&mut conn, user.user_id).unwrap(), original.size);
        }
        messages::delete(&mut conn, &stored.message, moment(1)).unwrap();
        assert_eq!(attachments::storage_used_by(&mut conn, ann.user_id).unwrap(), original.size);
    }

    /// Instances forward and delete at once; what is taken to be deleted is never what a message still carries.
    async fn bytes_are_never_taken_while_a_message_carries_them(store: TestStore) {
        let mut conn = store.connect();
        let (stored, [_, ben, _], [_, other]) = picture_of_ann(&mut conn);
        let original = stored.message.attachments[0].clone();
        let (other_instance, _notices) = store.open_again();
        let sends = (0..8).map(|_| {
            let request = carrying(&other, ben.user_id, "", &[&original]);
            let database = store.database.clone();
            tokio::spawn(async move { database.send(request).await })
        });
        let sends: Vec<_> = sends.collect();
        let delete = move |conn: &mut DbConnection, _: &mut _| messages::delete(conn, &stored.message, moment(1));
        other_instance.write::<_, StoreError>(delete).await.unwrap();
        let sent: Vec<_> = futures_util::future::join_all(sends).await.into_iter().map(Result::unwrap).collect();
        let carried = sent.iter().filter(|sent| sent.is_ok()).count();
        for sent in sent.into_iter().filter_map(Result::ok) {
            assert_eq!(deletions(&mut conn), [""; 0]);
            messages::delete(&mut conn, &sent.messages[0].message, moment(1)).unwrap();
        }
        assert_eq!(deletions(&mut conn), ["picture"], "{carried} were forwarded");
    }
}

on_postgres! {
    /// One instance has forwarded the attachment and not committed yet, when another one deletes the original.
    async fn a_deletion_waits_for_whoever_forwards(store: TestStore) {
        let (mut one, mut second) = (store.connect(), store.connect());
        let (stored, [_, ben, _], [_, other]) = picture_of_ann(&mut one);
        let request = carrying(&other, ben.user_id, "", &[&stored.message.attachments[0]]);
        let delete = std::thread::scope(|scope| {
            let forwarded = one.write_transaction(|conn| -> Result<_, SendFailure> {
                send_requests::execute(conn, &mut Vec::new(), &request)?;
                let delete = scope.spawn(|| {
                    second.write_transaction(|conn| messages::delete(conn, &stored.message, moment(1)))
                });
                std::thread::sleep(Duration::from_millis(200));
                assert!(!delete.is_finished());
                Ok(delete)
            });
            forwarded.unwrap().join().unwrap()
        });
        delete.unwrap();
        assert_eq!(deletions(&mut second), [""; 0]);
    }
}
