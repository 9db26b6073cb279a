//! The bytes of attachments go with the last attachment that refers to them, in the transaction that removes it.

use super::{deletions, is_seen};
use simple_chats_domain::{Chat, StoredMessage, UserId};
use simple_chats_persistence::{
    DbConnection, StoreError, attachments, chats, messages, preferences, uploads,
};
use simple_chats_tests::fixtures::{chat_of_two, moment, send_files, upload};
use simple_chats_tests::{TestConnection, on_both_databases, sql};

/// Sends a message that carries an upload of this name.
fn send_file(conn: &mut DbConnection, chat: &Chat, sender: UserId, name: &str) -> StoredMessage {
    let attachment = upload(conn, sender, name);
    send_files(conn, chat, sender, &[&attachment])
}

fn sorted(mut keys: Vec<String>) -> Vec<String> {
    keys.sort();
    keys
}

fn counts(conn: &mut DbConnection) -> [i64; 2] {
    [
        "SELECT COUNT(*) AS value FROM attachments",
        "SELECT CAST(SUM(attachment_count) AS BIGINT) AS value FROM messages",
    ]
    .map(|statement| sql::number(conn, statement))
}

on_both_databases! {
    async fn a_deleted_message_takes_its_attachments_with_it(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let stored = send_file(&mut conn, &chat, ann.user_id, "a");
        send_file(&mut conn, &chat, ann.user_id, "b");
        messages::delete(&mut conn, &stored.message, moment(1)).unwrap();
        assert_eq!(deletions(&mut conn), ["a"]);
        assert!(![&ann, &ben].into_iter().any(|user| is_seen(&mut conn, user, &stored.message.attachments[0])));
        assert_eq!(counts(&mut conn), [1, 1]);
    }

    async fn so_do_a_deleted_chat_and_all_deleted_messages_of_a_user(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        for (sender, name) in [(&ann, "a"), (&ben, "b"), (&ann, "c")] {
            send_file(&mut conn, &chat, sender.user_id, name);
        }
        messages::delete_all_of(&mut conn, ann.user_id, &[chat.chat_id].into(), moment(1)).unwrap();
        assert_eq!(sorted(deletions(&mut conn)), ["a", "c"]);
        assert_eq!(counts(&mut conn), [1, 1]);
        chats::delete(&mut conn, chat.chat_id).unwrap();
        assert_eq!(sorted(deletions(&mut conn)), ["a", "b", "c"]);
    }

    async fn so_does_what_both_users_have_cleared(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send_file(&mut conn, &chat, ann.user_id, "a");
        preferences::clear(&mut conn, &chat, ann.user_id, false, moment(1)).unwrap();
        assert_eq!(deletions(&mut conn), [""; 0]);
        send_file(&mut conn, &chat, ann.user_id, "b");
        let chat = chats::find(&mut conn, chat.chat_id).unwrap();
        preferences::clear(&mut conn, &chat, ben.user_id, false, moment(2)).unwrap();
        assert_eq!(deletions(&mut conn), ["a"]);
        assert_eq!(counts(&mut conn), [1, 1]);
    }

    async fn unsent_uploads_go_with_the_account(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send_file(&mut conn, &chat, ann.user_id, "sent");
        upload(&mut conn, ann.user_id, "unsent");
        upload(&mut conn, ben.user_id, "other");
        uploads::delete_all_of(&mut conn, ann.user_id).unwrap();
        assert_eq!(deletions(&mut conn), ["unsent"]);
        assert_eq!(counts(&mut conn), [2, 1]);
    }

    async fn a_deletion_that_is_rolled_back_deletes_nothing(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let stored = send_file(&mut conn, &chat, ann.user_id, "a");
        let undone = conn.write_transaction(|conn| {
            messages::delete(conn, &stored.message, moment(1))?;
            Err::<(), _>(StoreError::Busy)
        });
        assert!(matches!(undone, Err(StoreError::Busy)));
        assert_eq!(deletions(&mut conn), [""; 0]);
        assert!(is_seen(&mut conn, &ann, &stored.message.attachments[0]));
    }

    async fn the_queue_is_taken_in_portions_and_keeps_what_is_not_finished(mut conn: TestConnection) {
        let (_, ann, _) = chat_of_two(&mut conn);
        for name in ["a", "b", "c", "d"] {
            upload(&mut conn, ann.user_id, name);
        }
        uploads::delete_all_of(&mut conn, ann.user_id).unwrap();
        let first = attachments::take_deletions(&mut conn, 0, 2).unwrap();
        assert_eq!(first.len(), 2);
        let rest = attachments::take_deletions(&mut conn, first[1].deletion_id, 9).unwrap();
        assert_eq!(rest.len(), 2);
        assert_eq!(attachments::take_deletions(&mut conn, 0, 2).unwrap(), first, "it was not finished");
        attachments::finish_deletions(&mut conn, &first).unwrap();
        assert_eq!(attachments::take_deletions(&mut conn, 0, 9).unwrap(), rest);
        attachments::finish_deletions(&mut conn, &rest).unwrap();
        attachments::finish_deletions(&mut conn, &rest).unwrap();
        assert_eq!(attachments::take_deletions(&mut conn, 0, 9).unwrap(), []);
    }
}
