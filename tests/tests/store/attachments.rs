//! Attachments: who sees them, how much of them a user may have, and when their bytes go.

mod forwarding;
mod removal;
mod sending;

use simple_chats_domain::{Attachment, AttachmentId, AttachmentKind, User, UserId, Waveform};
use simple_chats_persistence::uploads::{self, UploadDeletion, UploadFailure};
use simple_chats_persistence::{
    DbConnection, LockScope, StoreError, attachments, messages, preferences, users,
};
use simple_chats_tests::fixtures::{chat_of_two, moment, new_upload, register, send_files, upload};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases};
use std::slice;

fn is_seen(conn: &mut DbConnection, user: &User, attachment: &Attachment) -> bool {
    match attachments::find_for(conn, user.user_id, attachment.attachment_id, moment(1)) {
        Ok(found) => found.attachment == *attachment,
        Err(StoreError::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

/// The storage keys whose bytes are to be deleted.
fn deletions(conn: &mut DbConnection) -> Vec<String> {
    let taken = attachments::take_deletions(conn, 0, 100).unwrap();
    taken.into_iter().map(|deletion| deletion.storage_key).collect()
}

fn insert(conn: &mut DbConnection, user: UserId, size: i64, quota: i64) -> Result<(), UploadFailure> {
    let mut new = new_upload(user, "a.txt");
    (new.attachment.size, new.storage_key) = (size, new.attachment.attachment_id.to_string());
    conn.write_transaction(|conn| uploads::insert(conn, &new, Some(quota)))
}

on_both_databases! {
    async fn an_upload_comes_back_as_it_was_stored(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        let mut voice = new_upload(ann.user_id, "Été 🏖.ogg");
        voice.attachment.kind = AttachmentKind::Voice;
        voice.attachment.duration_ms = Some(i64::from(u32::MAX));
        voice.attachment.waveform = Some(Waveform::from_values([7; 64]).unwrap());
        voice.has_thumbnail = false;
        let mut plain = new_upload(ann.user_id, "file.bin");
        plain.attachment.kind = AttachmentKind::File;
        (plain.attachment.width, plain.attachment.height, plain.attachment.placeholder) = (None, None, None);
        for new in [voice, plain, new_upload(ann.user_id, "a.jpg")] {
            uploads::insert(&mut conn, &new, None).unwrap();
            let found =
                attachments::find_for(&mut conn, ann.user_id, new.attachment.attachment_id, moment(1)).unwrap();
            assert_eq!(found.attachment, new.attachment);
            assert_eq!((found.storage_key, found.has_thumbnail), (new.storage_key, new.has_thumbnail));
            assert!(!found.is_sent);
        }
    }

    async fn only_the_uploader_sees_an_upload_and_both_users_once_it_is_sent(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let attachment = upload(&mut conn, ann.user_id, "a.jpg");
        let sees = |conn: &mut DbConnection| [&ann, &ben, &cat].map(|user| is_seen(conn, user, &attachment));
        assert_eq!(sees(&mut conn), [true, false, false]);
        let stored = send_files(&mut conn, &chat, ann.user_id, &[&attachment]);
        assert_eq!(stored.message.attachments, slice::from_ref(&attachment));
        assert_eq!(sees(&mut conn), [true, true, false]);
        assert!(attachments::find_for(&mut conn, ben.user_id, attachment.attachment_id, moment(1)).unwrap().is_sent);
        let unknown = AttachmentId::from_random(7);
        let found = attachments::find_for(&mut conn, ann.user_id, unknown, moment(1));
        assert!(matches!(found, Err(StoreError::NotFound)));
    }

    async fn what_a_user_has_cleared_is_gone_for_that_user_alone(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [before, after] = ["before", "after"].map(|name| upload(&mut conn, ann.user_id, name));
        send_files(&mut conn, &chat, ann.user_id, &[&before]);
        preferences::clear(&mut conn, &chat, ann.user_id, false, moment(2)).unwrap();
        send_files(&mut conn, &chat, ann.user_id, &[&after]);
        let sees = |user| [is_seen(&mut conn, user, &before), is_seen(&mut conn, user, &after)];
        assert_eq!([&ann, &ben].map(sees), [[false, true], [true, true]]);
        assert_eq!(deletions(&mut conn), [""; 0]);
    }

    async fn an_upload_expires_a_day_later_unless_it_is_sent(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let [sent, unsent] = ["sent", "unsent"].map(|name| upload(&mut conn, ann.user_id, name));
        send_files(&mut conn, &chat, ann.user_id, &[&sent]);
        let end = 24 * 60 * 60;
        assert_eq!(uploads::delete_expired(&mut conn, moment(end - 1), 10).unwrap(), 0);
        for attachment in [&sent, &unsent] {
            let id = attachment.attachment_id;
            let found = attachments::find_for(&mut conn, ann.user_id, id, moment(end));
            assert_eq!(found.is_ok(), attachment == &sent, "it is gone before it is deleted");
        }
        assert_eq!(uploads::delete_expired(&mut conn, moment(end), 10).unwrap(), 1);
        assert_eq!(deletions(&mut conn), [unsent.name]);
        assert!(is_seen(&mut conn, &ann, &sent));
        for name in ["1", "2", "3"] {
            upload(&mut conn, ann.user_id, name);
        }
        let expired = [(); 3].map(|()| uploads::delete_expired(&mut conn, moment(end), 2).unwrap());
        assert_eq!(expired, [2, 1, 0]);
    }

    async fn only_the_uploader_deletes_an_upload_and_nobody_a_sent_one(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [sent, unsent] = ["sent", "unsent"].map(|name| upload(&mut conn, ann.user_id, name));
        send_files(&mut conn, &chat, ann.user_id, &[&sent]);
        let delete = |conn: &mut DbConnection, user: &User, attachment: &Attachment| {
            uploads::delete(conn, user.user_id, attachment.attachment_id, moment(1))
        };
        assert!(matches!(delete(&mut conn, &ben, &unsent), Err(StoreError::NotFound)));
        for user in [&ann, &ben] {
            assert_eq!(delete(&mut conn, user, &sent).unwrap(), UploadDeletion::Sent);
        }
        assert_eq!(delete(&mut conn, &ann, &unsent).unwrap(), UploadDeletion::Deleted);
        assert!(matches!(delete(&mut conn, &ann, &unsent), Err(StoreError::NotFound)));
        assert_eq!(deletions(&mut conn), [unsent.name]);
        assert!(is_seen(&mut conn, &ben, &sent));
    }

    async fn the_attachments_of_a_user_have_a_limit_together(mut conn: TestConnection) {
        let (ann, ben) = (register(&mut conn, "ann"), register(&mut conn, "ben"));
        insert(&mut conn, ann.user_id, 60, 100).unwrap();
        insert(&mut conn, ann.user_id, 40, 100).unwrap();
        let refused = insert(&mut conn, ann.user_id, 1, 100);
        assert!(matches!(refused, Err(UploadFailure::QuotaExceeded)), "{refused:?}");
        assert_eq!(attachments::storage_used_by(&mut conn, ann.user_id).unwrap(), 100);
        insert(&mut conn, ben.user_id, 100, 100).unwrap();
        let refused = insert(&mut conn, ben.user_id, i64::MAX, 100);
        assert!(matches!(refused, Err(UploadFailure::QuotaExceeded)), "{refused:?}");
        users::delete(&mut conn, ben.user_id, moment(1)).unwrap();
        let refused = insert(&mut conn, ben.user_id, 0, 100);
        assert!(matches!(refused, Err(UploadFailure::Store(StoreError::NotFound))), "{refused:?}");
    }

    async fn uploads_to_two_instances_at_once_stay_within_the_limit(store: TestStore) {
        let mut conn = store.connect();
        let ann = register(&mut conn, "ann");
        let (other_instance, _notices) = store.open_again();
        let uploads = (0..12).map(|number| {
            let database = [&store.database, &other_instance][number % 2].clone();
            let mut new = new_upload(ann.user_id, "a");
            (new.attachment.size, new.storage_key) = (30, new.attachment.attachment_id.to_string());
            tokio::spawn(async move {
                let insert = move |conn: &mut DbConnection, _: &mut _| {
                    uploads::insert(conn, &new, Some(100))
                };
                database.write_locking(LockScope::Many, insert).await.is_ok()
            })
        });
        let stored = futures_util::future::join_all(uploads.collect::<Vec<_>>()).await;
        assert_eq!(stored.into_iter().filter(|stored| *stored.as_ref().unwrap()).count(), 3);
        assert_eq!(attachments::storage_used_by(&mut conn, ann.user_id).unwrap(), 90);
    }

    async fn a_sweep_knows_the_bytes_of_all_attachments(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let names = ["c", "a", "d", "b"];
        let uploaded = names.map(|name| upload(&mut conn, ann.user_id, name));
        let stored = send_files(&mut conn, &chat, ann.user_id, &[&uploaded[0]]);
        let keys = attachments::list_storage_keys(&mut conn, "", 3).unwrap();
        assert_eq!(keys, ["a", "b", "c"]);
        assert_eq!(attachments::list_storage_keys(&mut conn, "c", 3).unwrap(), ["d"]);
        let has = |conn: &mut _, key| attachments::has_storage_key(conn, key).unwrap();
        assert_eq!((has(&mut conn, "d"), has(&mut conn, "e")), (true, false));
        messages::delete(&mut conn, &stored.message, moment(1)).unwrap();
        assert_eq!(attachments::list_storage_keys(&mut conn, "", 9).unwrap(), ["a", "b", "d"]);
    }
}
