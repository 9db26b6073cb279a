//! Messages: sending, editing, deleting, and catching up.

use simple_chats_domain::{Message, MessageId, Page, SendStamp, StoredMessage};
use simple_chats_persistence::messages::MessageChange;
use simple_chats_persistence::{DbConnection, StoreError, chats, messages};
use simple_chats_tests::fixtures::{
    at_once, chat_of_two, compose, compose_as, moment, open_chat, react, register, send, text,
};
use simple_chats_tests::{TestConnection, on_both_databases};

/// What has changed since a revision, as revision, message id and whether it is gone.
fn changes(
    conn: &mut DbConnection,
    chat: &simple_chats_domain::Chat,
    after: i64,
) -> Vec<(i64, MessageId, bool)> {
    let page = messages::list_changes(conn, chat.chat_id, after, 200).unwrap();
    page.items.iter().map(|stored| (stored.revision, stored.message.message_id, stored.deleted)).collect()
}

/// What has changed, as message id and revision.
fn places(changes: &[MessageChange]) -> Vec<(MessageId, i64)> {
    changes.iter().map(|change| (change.message_id, change.revision)).collect()
}

on_both_databases! {
    async fn a_message_comes_back_as_it_was_sent(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let written_at = moment(7) + chrono::TimeDelta::milliseconds(123);
        let words = "tab\tand\nline, ' \" \\ % _ ; -- 👩\u{200D}🚀 e\u{301} \u{202E}قف ÄÖ";
        let new = compose_as(&mut conn, &chat, ann.user_id, words, SendStamp::at(written_at));
        let sent = messages::insert(&mut conn, &new).unwrap();
        let expected = Message {
            message_id: sent.message.message_id,
            chat_id: chat.chat_id,
            sender_id: ann.user_id,
            receiver_id: ben.user_id,
            text: words.to_owned(),
            written_at,
            edited_at: None,
            client_id: None,
            reply_to: None,
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        };
        assert_eq!(sent, StoredMessage { message: expected, revision: 1, deleted: false });
        assert_eq!(messages::find(&mut conn, sent.message.message_id).unwrap(), sent);
    }

    async fn the_longest_text_fits(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let sent = send(&mut conn, &chat, ann.user_id, &"😀".repeat(4000));
        assert_eq!(messages::find(&mut conn, sent.message.message_id).unwrap(), sent);
    }

    async fn a_missing_message_is_not_found(mut conn: TestConnection) {
        assert!(matches!(messages::find(&mut conn, MessageId::stored(4711)), Err(StoreError::NotFound)));
    }

    async fn nothing_is_sent_to_a_chat_that_is_gone(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let new = compose(&mut conn, &chat, ann.user_id, "too late");
        let sent = send(&mut conn, &chat, ann.user_id, "in time");
        chats::delete(&mut conn, chat.chat_id).unwrap();
        assert!(matches!(messages::insert(&mut conn, &new), Err(StoreError::NotFound)));
        let edited = messages::set_text(&mut conn, &sent, &text("edited"), moment(1));
        assert!(matches!(edited, Err(StoreError::NotFound)));
        let deleted = messages::delete(&mut conn, &sent.message, moment(1));
        assert!(matches!(deleted, Err(StoreError::NotFound)));
        let all = messages::delete_all_of(&mut conn, ann.user_id, &[chat.chat_id].into(), moment(1));
        assert_eq!(all.unwrap(), []);
    }

    async fn each_change_takes_the_chats_next_revision(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let first = send(&mut conn, &chat, ann.user_id, "first");
        let second = send(&mut conn, &chat, ben.user_id, "second");
        let edited = messages::set_text(&mut conn, &first, &text("edited"), moment(3)).unwrap();
        let deleted_at = messages::delete(&mut conn, &second.message, moment(4)).unwrap();
        assert_eq!((first.revision, second.revision, edited.revision, deleted_at), (1, 2, 3, 4));
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 4);
        assert!(first.message.message_id < second.message.message_id);
    }

    async fn an_edited_message_keeps_its_place_and_says_so(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let sent = send(&mut conn, &chat, ann.user_id, "first");
        let edited = messages::set_text(&mut conn, &sent, &text("edited"), moment(3)).unwrap();
        let message = Message { text: "edited".into(), edited_at: Some(moment(3)), ..sent.message };
        assert_eq!(edited, StoredMessage { message, revision: 2, deleted: false });
        assert_eq!(messages::find(&mut conn, edited.message.message_id).unwrap(), edited);
    }

    async fn each_user_has_one_reaction_to_a_message(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent = send(&mut conn, &chat, ann.user_id, "hello");
        let other = send(&mut conn, &chat, ann.user_id, "another");
        let of_ben = react(&mut conn, &sent, ben.user_id, "👍");
        let of_both = react(&mut conn, &of_ben, ann.user_id, "🙏");
        let replaced = react(&mut conn, &of_both, ben.user_id, "🏴󠁧󠁢󠁳󠁣󠁴󠁿");
        let emoji = |stored: &StoredMessage| {
            stored.message.reactions.iter().map(|reaction| (reaction.user_id, reaction.emoji.clone())).collect::<Vec<_>>()
        };
        assert_eq!(emoji(&replaced), [(ann.user_id, "🙏".to_owned()), (ben.user_id, "🏴󠁧󠁢󠁳󠁣󠁴󠁿".to_owned())]);
        assert_eq!((of_ben.revision, of_both.revision, replaced.revision), (3, 4, 5));
        assert_eq!(replaced.message.edited_at, None);
        assert_eq!(messages::find(&mut conn, sent.message.message_id).unwrap(), replaced);
        assert_eq!(messages::find(&mut conn, other.message.message_id).unwrap(), other);
        let changes = messages::list_changes(&mut conn, chat.chat_id, 2, 9).unwrap().items;
        assert_eq!(changes, std::slice::from_ref(&replaced));
        let removed = messages::set_reaction(&mut conn, &replaced, ann.user_id, None).unwrap();
        assert_eq!(emoji(&removed).len(), 1);
        assert_eq!(messages::find(&mut conn, sent.message.message_id).unwrap(), removed);
        let edited = messages::set_text(&mut conn, &removed, &text("edited"), moment(3)).unwrap();
        assert_eq!(edited.message.reactions, removed.message.reactions);
    }

    async fn the_reactions_of_a_user_to_a_companion_are_removed_together(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent: Vec<_> = (0..3).map(|_| send(&mut conn, &chat, ann.user_id, "hello")).collect();
        let own = send(&mut conn, &chat, ben.user_id, "mine");
        for stored in [&sent[0], &sent[2], &own] {
            react(&mut conn, stored, ben.user_id, "👍");
        }
        react(&mut conn, &sent[1], ann.user_id, "👍");
        let removed = messages::remove_reactions_of(&mut conn, ben.user_id, &[chat.chat_id].into()).unwrap();
        assert_eq!(places(&removed), [(sent[0].message.message_id, 9), (sent[2].message.message_id, 10)]);
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 10);
        let left = messages::list_newest(&mut conn, chat.chat_id, None, 9).unwrap().items;
        let left: Vec<_> = left.iter().rev().map(|message| message.reactions.len()).collect();
        assert_eq!(left, [0, 1, 0, 1]);
        assert_eq!(messages::remove_reactions_of(&mut conn, ben.user_id, &[chat.chat_id].into()).unwrap(), []);
    }

    async fn of_a_deleted_message_a_tombstone_without_a_text_stays(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent = send(&mut conn, &chat, ann.user_id, "secret");
        react(&mut conn, &sent, ben.user_id, "👍");
        react(&mut conn, &sent, ann.user_id, "👍");
        let sent = sent.message;
        let revision = messages::delete(&mut conn, &sent, moment(3)).unwrap();
        let tombstone =
            StoredMessage { message: Message { text: String::new(), ..sent }, revision, deleted: true };
        assert_eq!(messages::find(&mut conn, tombstone.message.message_id).unwrap(), tombstone);
        assert_eq!(messages::list_newest(&mut conn, chat.chat_id, None, 30).unwrap().items, []);
    }

    async fn history_is_read_backwards_page_by_page(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let mut sent: Vec<Message> = at_once(&mut conn, |conn| {
            (0..20).map(|number| send(conn, &chat, ann.user_id, &number.to_string()).message).collect()
        });
        for gone in [sent.remove(19), sent.remove(10), sent.remove(0)] {
            messages::delete(&mut conn, &gone, moment(1)).unwrap();
        }
        sent.reverse();
        let (mut seen, mut before, mut more) = (Vec::new(), None, true);
        while more {
            let page = messages::list_newest(&mut conn, chat.chat_id, before, 5).unwrap();
            seen.extend(page.items);
            (before, more) = (seen.last().map(|message: &Message| message.message_id), page.more);
        }
        assert_eq!(seen, sent);
        let all = messages::list_newest(&mut conn, chat.chat_id, None, 17).unwrap();
        assert_eq!(all, Page { items: sent, more: false });
    }

    async fn changes_show_each_message_at_its_latest_revision(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [one, two, three] = ["one", "two", "three"].map(|text| send(&mut conn, &chat, ann.user_id, text));
        messages::set_text(&mut conn, &one, &text("edited"), moment(1)).unwrap();
        messages::delete(&mut conn, &two.message, moment(2)).unwrap();
        let four = send(&mut conn, &chat, ben.user_id, "four");
        let [one, two, three, four] = [one, two, three, four].map(|stored| stored.message.message_id);

        assert_eq!(
            changes(&mut conn, &chat, 0),
            [(3, three, false), (4, one, false), (5, two, true), (6, four, false)]
        );
        assert_eq!(changes(&mut conn, &chat, 4), [(5, two, true), (6, four, false)]);
        assert_eq!(changes(&mut conn, &chat, 6), []);
        assert_eq!(changes(&mut conn, &chat, 99), []);
    }

    async fn many_changes_come_in_pages(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        at_once(&mut conn, |conn| (0..11).for_each(|_| drop(send(conn, &chat, ann.user_id, "hello"))));
        let (mut seen, mut more) = (vec![0], true);
        while more {
            let page = messages::list_changes(&mut conn, chat.chat_id, *seen.last().unwrap(), 4).unwrap();
            seen.extend(page.items.iter().map(|stored| stored.revision));
            more = page.more;
        }
        assert_eq!(seen, (0..=11).collect::<Vec<_>>());
    }

    async fn all_messages_of_a_user_in_a_chat_can_be_deleted_at_once(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let senders = [&ann, &ben, &ann, &ann, &ben, &ann];
        let sent = senders.map(|sender| send(&mut conn, &chat, sender.user_id, "hello").message);
        messages::delete(&mut conn, &sent[2], moment(1)).unwrap();
        let deleted = conn
            .write_transaction(|conn| messages::delete_all_of(conn, ann.user_id, &[chat.chat_id].into(), moment(2)));
        let expected = [(sent[0].message_id, 8), (sent[3].message_id, 9), (sent[5].message_id, 10)];
        assert_eq!(places(&deleted.unwrap()), expected, "in order, each at a revision of its own");

        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 10);
        let left = messages::list_newest(&mut conn, chat.chat_id, None, 30).unwrap().items;
        assert_eq!(left, [sent[4].clone(), sent[1].clone()]);
        let overview =
            chats::list_newest(&mut conn, ben.user_id, simple_chats_domain::Paging { limit: 8, offset: 0 });
        assert_eq!(overview.unwrap().items[0].last_message.as_ref(), Some(&sent[4]));
        let tombstone = messages::find(&mut conn, sent[0].message_id).unwrap();
        assert_eq!((tombstone.message.text.as_str(), tombstone.deleted), ("", true));
        assert_eq!(changes(&mut conn, &chat, 7).len(), 3);
    }

    async fn the_messages_in_many_chats_are_deleted_at_once_each_chat_with_revisions_of_its_own(mut conn: TestConnection) {
        let (first, ann, ben) = chat_of_two(&mut conn);
        let [cat, dan] = ["cat", "dan"].map(|name| register(&mut conn, name));
        let second = open_chat(&mut conn, &ann, &cat);
        let gone = open_chat(&mut conn, &ann, &dan);
        chats::delete(&mut conn, gone.chat_id).unwrap();
        let mut sent = Vec::new();
        for (chat, sender) in [(&first, &ann), (&second, &ann), (&first, &ben), (&first, &ann), (&second, &cat)] {
            sent.push(send(&mut conn, chat, sender.user_id, "hello"));
        }
        react(&mut conn, &sent[2], ann.user_id, "👍");
        react(&mut conn, &sent[4], ann.user_id, "👍");
        let chat_ids = [first.chat_id, second.chat_id, gone.chat_id].into();
        let change = |index: usize, revision| {
            let Message { chat_id, message_id, .. } = sent[index].message;
            MessageChange { chat_id, message_id, revision }
        };
        let deleted = messages::delete_all_of(&mut conn, ann.user_id, &chat_ids, moment(2)).unwrap();
        assert_eq!(deleted, [change(0, 5), change(3, 6), change(1, 4)]);
        let removed = messages::remove_reactions_of(&mut conn, ann.user_id, &chat_ids).unwrap();
        assert_eq!(removed, [change(2, 7), change(4, 5)]);
        for (chat, revision, left) in [(&first, 7, 2), (&second, 5, 4)] {
            assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, revision);
            let shown = messages::list_newest(&mut conn, chat.chat_id, None, 9).unwrap().items;
            assert_eq!(shown.iter().map(|message| message.message_id).collect::<Vec<_>>(), [sent[left].message.message_id]);
        }
    }

    async fn a_user_who_sent_nothing_deletes_nothing(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "hello");
        assert_eq!(messages::delete_all_of(&mut conn, ben.user_id, &[chat.chat_id].into(), moment(2)).unwrap(), []);
        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 1);
    }
}
