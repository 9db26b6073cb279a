//! Chats as a list shows them: order, newest message, unread counts, and companions who have gone.

use simple_chats_domain::{
    Chat, ChatCursor, ChatId, ChatLifetime, ChatOverview, ChatPreferences, ChatQuery, Page, Paging, User,
};
use simple_chats_persistence::{DbConnection, chats, messages, users};
use simple_chats_tests::fixtures::{at_once, chat_of_two, moment, open_chat, register, send, text};
use simple_chats_tests::{TestConnection, on_both_databases};

fn newest(conn: &mut DbConnection, user: &User, limit: i64, offset: i64) -> Page<ChatOverview> {
    chats::list_newest(conn, user.user_id, Paging { limit, offset }).unwrap()
}

fn only(conn: &mut DbConnection, user: &User) -> ChatOverview {
    let mut page = newest(conn, user, 8, 0);
    assert_eq!((page.items.len(), page.more), (1, false));
    page.items.remove(0)
}

/// Somebody with chats on both sides: with messages in another order than the chats' own, and two without any.
fn busy_user(conn: &mut DbConnection) -> (User, Vec<Chat>) {
    at_once(conn, |conn| {
        let people: Vec<User> = (0..11).map(|number| register(conn, &format!("user{number}"))).collect();
        let me = people[5].clone();
        let others = people.iter().filter(|other| other.user_id != me.user_id);
        let opened: Vec<Chat> = others.map(|other| open_chat(conn, &me, other)).collect();
        for position in [3, 9, 0, 6, 1, 8, 2, 5] {
            send(conn, &opened[position], me.user_id, "hello");
        }
        (me, opened)
    })
}

/// The order in which [`busy_user`]'s chats stand: the newest message first, then those without, newest first.
const NEWEST_FIRST: [usize; 10] = [5, 2, 8, 1, 6, 0, 9, 3, 7, 4];

fn place_of(chat: &ChatOverview) -> ChatCursor {
    let last_message_id = chat.last_message.as_ref().map_or(0, |message| message.message_id.get());
    ChatCursor { pinned_at: 0, last_message_id, chat_id: chat.chat_id.get() }
}

on_both_databases! {
    async fn the_chat_with_the_newest_message_is_first_and_chats_without_one_are_last(mut conn: TestConnection) {
        let (me, opened) = busy_user(&mut conn);
        let listed: Vec<ChatId> =
            newest(&mut conn, &me, 20, 0).items.iter().map(|chat| chat.chat_id).collect();
        assert_eq!(listed, NEWEST_FIRST.map(|position| opened[position].chat_id));
        send(&mut conn, &opened[4], me.user_id, "at last");
        assert_eq!(newest(&mut conn, &me, 20, 0).items[0].chat_id, opened[4].chat_id);
    }

    async fn pages_merge_both_sides_without_a_gap_or_a_repeat(mut conn: TestConnection) {
        let (me, opened) = busy_user(&mut conn);
        let expected = NEWEST_FIRST.map(|position| opened[position].chat_id);
        for limit in 1..=10 {
            let (mut seen, mut more) = (Vec::new(), true);
            while more {
                let page = newest(&mut conn, &me, limit, i64::try_from(seen.len()).unwrap());
                seen.extend(page.items.iter().map(|chat| chat.chat_id));
                more = page.more;
            }
            assert_eq!(seen, expected, "{limit} a page");
        }
        assert_eq!(newest(&mut conn, &me, 8, 99), Page { items: vec![], more: false });
    }

    async fn pages_behind_a_place_show_the_same_and_miss_nothing_when_a_chat_moves_up(mut conn: TestConnection) {
        let (me, opened) = busy_user(&mut conn);
        let expected = NEWEST_FIRST.map(|position| opened[position].chat_id);
        for limit in 1..=10 {
            let (mut seen, mut place, mut more) = (Vec::new(), ChatCursor::START, true);
            while more {
                let page = chats::list_newest_after(&mut conn, me.user_id, place, limit).unwrap();
                seen.extend(page.items.iter().map(|chat| chat.chat_id));
                (place, more) = (place_of(page.items.last().unwrap()), page.more);
            }
            assert_eq!(seen, expected, "{limit} a page");
        }

        let first = chats::list_newest_after(&mut conn, me.user_id, ChatCursor::START, 4).unwrap();
        send(&mut conn, &opened[NEWEST_FIRST[7]], me.user_id, "moves to the top");
        let rest = chats::list_newest_after(&mut conn, me.user_id, place_of(&first.items[3]), 9).unwrap();
        let seen: Vec<ChatId> = first.items.iter().chain(&rest.items).map(|chat| chat.chat_id).collect();
        let others: Vec<ChatId> = expected.into_iter().filter(|chat_id| *chat_id != expected[7]).collect();
        assert_eq!(seen, others, "all others once");
    }

    async fn chats_of_others_are_filtered_out(mut conn: TestConnection) {
        let (me, opened) = busy_user(&mut conn);
        let [one, other] = ["other1", "other2"].map(|username| register(&mut conn, username));
        let not_mine = open_chat(&mut conn, &one, &other).chat_id;
        let gone = ChatId::stored(4711);
        let chat_ids = [opened[2].chat_id, not_mine, gone, opened[7].chat_id, opened[2].chat_id];
        let mut own = chats::filter_own(&mut conn, me.user_id, &chat_ids).unwrap();
        own.sort_unstable();
        assert_eq!(own, [opened[2].chat_id, opened[7].chat_id]);
        assert_eq!(chats::filter_own(&mut conn, me.user_id, &[]).unwrap(), []);
    }

    async fn in_order_of_id_the_same_overviews_are_listed_by_cursor(mut conn: TestConnection) {
        let (me, opened) = busy_user(&mut conn);
        let mut all = newest(&mut conn, &me, 20, 0).items;
        all.sort_by_key(|chat| chat.chat_id);
        let (mut seen, mut after, mut more) = (Vec::new(), 0, true);
        while more {
            let page = chats::list_overviews(&mut conn, me.user_id, ChatQuery::after(after, 4)).unwrap();
            seen.extend(page.items);
            (after, more) = (seen.last().unwrap().chat_id.get(), page.more);
        }
        assert_eq!(seen, all);
        assert_eq!(seen.len(), opened.len());
    }

    async fn an_overview_shows_companion_newest_message_and_marks(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "hello");
        let answer = send(&mut conn, &chat, ben.user_id, "hi");
        chats::mark_read(&mut conn, chat.chat_id, ben.user_id, answer.message.message_id).unwrap();
        let read_up_to = answer.message.message_id.get();
        let expected = ChatOverview {
            chat_id: chat.chat_id,
            revision: 2,
            companion: ben.person(),
            last_message: Some(answer.message),
            unread: 1,
            read_up_to: 0,
            companion_read_up_to: read_up_to,
            request: false,
            shows_presence: true,
            preferences: ChatPreferences::default(),
            lifetime: ChatLifetime::default(),
            hidden: false,
            place: ChatCursor { pinned_at: 0, last_message_id: read_up_to, chat_id: chat.chat_id.get() },
        };
        assert_eq!(only(&mut conn, &ann), expected);
        let of_ben = ChatOverview {
            companion: ann.person(),
            unread: 0,
            read_up_to,
            companion_read_up_to: 0,
            ..expected
        };
        assert_eq!(only(&mut conn, &ben), of_ben);
    }

    async fn unread_are_the_companions_messages_after_the_mark_that_are_not_deleted(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let sent: Vec<_> = at_once(&mut conn, |conn| {
            send(conn, &chat, ben.user_id, "my own do not count");
            (0..6).map(|number| send(conn, &chat, ann.user_id, &number.to_string()).message).collect()
        });
        assert_eq!(only(&mut conn, &ben).unread, 6);
        assert_eq!(only(&mut conn, &ann).unread, 1);
        messages::delete(&mut conn, &sent[4], moment(1)).unwrap();
        assert_eq!(only(&mut conn, &ben).unread, 5);
        chats::mark_read(&mut conn, chat.chat_id, ben.user_id, sent[2].message_id).unwrap();
        assert_eq!(only(&mut conn, &ben).unread, 2);
        chats::mark_read(&mut conn, chat.chat_id, ben.user_id, sent[5].message_id).unwrap();
        assert_eq!(only(&mut conn, &ben).unread, 0);
    }

    async fn unread_messages_are_counted_up_to_a_hundred(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        at_once(&mut conn, |conn| (0..99).for_each(|_| drop(send(conn, &chat, ann.user_id, "hello"))));
        assert_eq!(only(&mut conn, &ben).unread, 99);
        at_once(&mut conn, |conn| (0..30).for_each(|_| drop(send(conn, &chat, ann.user_id, "hello"))));
        assert_eq!(only(&mut conn, &ben).unread, 100);
    }

    async fn deleting_the_newest_message_shows_the_one_before(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let [first, second, third] =
            ["first", "second", "third"].map(|text| send(&mut conn, &chat, ann.user_id, text));
        let shown = |conn: &mut _| only(conn, &ann).last_message.map(|message| message.text);
        messages::delete(&mut conn, &first.message, moment(1)).unwrap();
        assert_eq!(shown(&mut conn).as_deref(), Some("third"), "an older one changes nothing");
        messages::delete(&mut conn, &third.message, moment(1)).unwrap();
        assert_eq!(shown(&mut conn).as_deref(), Some("second"));
        messages::set_text(&mut conn, &second, &text("edited"), moment(2)).unwrap();
        assert_eq!(shown(&mut conn).as_deref(), Some("edited"));
        messages::delete(&mut conn, &second.message, moment(3)).unwrap();
        assert_eq!(shown(&mut conn), None);
        send(&mut conn, &chat, ann.user_id, "fourth");
        assert_eq!(shown(&mut conn).as_deref(), Some("fourth"));
    }

    async fn a_deletion_of_the_newest_message_moves_the_chat_down_the_list(mut conn: TestConnection) {
        let [ann, ben, cat] = ["ann", "ben", "cat"].map(|username| register(&mut conn, username));
        let (first, second) = (open_chat(&mut conn, &ann, &ben), open_chat(&mut conn, &ann, &cat));
        send(&mut conn, &first, ann.user_id, "old");
        send(&mut conn, &second, ann.user_id, "newer");
        let newest_of_first = send(&mut conn, &first, ann.user_id, "newest").message;
        let order =
            |conn: &mut _| newest(conn, &ann, 8, 0).items.iter().map(|chat| chat.chat_id).collect::<Vec<_>>();
        assert_eq!(order(&mut conn), [first.chat_id, second.chat_id]);
        messages::delete(&mut conn, &newest_of_first, moment(1)).unwrap();
        assert_eq!(order(&mut conn), [second.chat_id, first.chat_id]);
    }

    async fn a_deleted_companion_is_shown_as_such(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ben.user_id, "bye");
        users::delete(&mut conn, ben.user_id, moment(1)).unwrap();
        let overview = only(&mut conn, &ann);
        assert!(overview.companion.is_deleted());
        assert_eq!(overview.companion.name, "Deleted user");
        assert_eq!((overview.unread, overview.last_message.unwrap().text.as_str()), (1, "bye"));
    }

    async fn a_user_without_chats_has_an_empty_list(mut conn: TestConnection) {
        let ann = register(&mut conn, "ann");
        assert_eq!(newest(&mut conn, &ann, 8, 0), Page { items: vec![], more: false });
    }
}
