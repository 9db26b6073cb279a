//! Users' own views of chats: what is stored, what a new message changes, and what is erased.

use simple_chats_domain::{
    Chat, ChatCursor, ChatId, ChatPreferences, ChatQuery, Event, MessageId, MessageQuery, Mute, Paging,
    PreferencesChange, SendRequest, User, UserId,
};
use simple_chats_persistence::messages::ChatPart;
use simple_chats_persistence::{DbConnection, StoreError, chats, messages, preferences, send_requests};
use simple_chats_tests::fixtures::{chat_of_two, moment, open_chat, register, send, text};
use simple_chats_tests::{TestConnection, TestStore, on_both_databases, sql};

const NONE: PreferencesChange =
    PreferencesChange { pinned: None, archived: None, muted_until: None, marked_unread: None };
const ARCHIVE: PreferencesChange = PreferencesChange { archived: Some(true), ..NONE };
const PIN: PreferencesChange = PreferencesChange { pinned: Some(true), ..NONE };

fn mute(seconds: i64) -> PreferencesChange {
    PreferencesChange { muted_until: Some(Some(Mute::Until(moment(seconds)))), ..NONE }
}

/// The chat as it is stored now.
fn again(conn: &mut DbConnection, chat: &Chat) -> Chat {
    chats::find(conn, chat.chat_id).unwrap()
}

fn change(conn: &mut DbConnection, chat: &Chat, user: UserId, change: PreferencesChange, at: i64) {
    let chat = again(conn, chat);
    preferences::change(conn, &chat, user, change, moment(at)).unwrap();
}

fn clear(conn: &mut DbConnection, chat: &Chat, user: UserId) -> (ChatPreferences, bool) {
    let chat = again(conn, chat);
    preferences::clear(conn, &chat, user, false, moment(0)).unwrap()
}

fn of(conn: &mut DbConnection, chat: &Chat, user: UserId) -> ChatPreferences {
    let chat = again(conn, chat);
    preferences::find(conn, &chat, user).unwrap()
}

fn request(chat: &Chat, sender: UserId, at: i64) -> SendRequest {
    SendRequest {
        sender_id: sender,
        written_at: moment(at),
        destination: chat.chat_id.into(),
        texts: vec![text("hello")],
        reply_to: None,
        attachment_ids: Vec::new(),
        client_id: None,
        origin: None,
    }
}

/// Sends a message alone. Returns whose preferences it has changed.
fn send_at(conn: &mut DbConnection, chat: &Chat, sender: &User, at: i64) -> Vec<UserId> {
    let mut publications = Vec::new();
    send_requests::execute(conn, &mut publications, &request(chat, sender.user_id, at)).unwrap();
    let told = publications.into_iter().filter(|one| matches!(one.event, Some(Event::Preferences { .. })));
    told.flat_map(|one| one.audience).collect()
}

fn newest(conn: &mut DbConnection, user: &User) -> Vec<ChatId> {
    let page = chats::list_newest(conn, user.user_id, Paging { limit: 20, offset: 0 }).unwrap();
    page.items.iter().map(|chat| chat.chat_id).collect()
}

fn texts(conn: &mut DbConnection, part: ChatPart) -> Vec<String> {
    let page = messages::list(conn, part, &MessageQuery::parse(&[])).unwrap();
    page.items.into_iter().map(|message| message.text).collect()
}

on_both_databases! {
    async fn there_is_no_row_until_something_is_set(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let rows = "SELECT COUNT(*) AS value FROM chat_preferences";
        change(&mut conn, &chat, ann.user_id, NONE, 0);
        change(&mut conn, &chat, ann.user_id, PreferencesChange { pinned: Some(false), ..NONE }, 0);
        assert_eq!(sql::number(&mut conn, rows), 0);
        assert!(!again(&mut conn, &chat).has_preferences);
        change(&mut conn, &chat, ann.user_id, PIN, 0);
        assert_eq!(sql::number(&mut conn, rows), 1);
        let expected = ChatPreferences { version: 1, pinned: true, ..ChatPreferences::default() };
        assert_eq!(of(&mut conn, &chat, ann.user_id), expected);
        assert_eq!(of(&mut conn, &chat, ben.user_id), ChatPreferences::default());
        chats::delete(&mut conn, chat.chat_id).unwrap();
        assert_eq!(sql::number(&mut conn, rows), 0, "they go with the chat");
    }

    async fn a_message_brings_an_archived_chat_back_unless_it_is_muted(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        change(&mut conn, &chat, ann.user_id, ARCHIVE, 0);
        change(&mut conn, &chat, ann.user_id, mute(100), 0);
        assert_eq!(send_at(&mut conn, &chat, &ben, 99), []);
        assert!(of(&mut conn, &chat, ann.user_id).archived);
        assert_eq!(send_at(&mut conn, &chat, &ben, 100), [ann.user_id]);
        let back = of(&mut conn, &chat, ann.user_id);
        assert_eq!((back.version, back.archived, back.muted_until), (3, false, None));
        assert_eq!(send_at(&mut conn, &chat, &ben, 101), []);
        // The user's own message, too, and only for the user who has archived the chat.
        change(&mut conn, &chat, ann.user_id, ARCHIVE, 0);
        assert_eq!(send_at(&mut conn, &chat, &ann, 102), [ann.user_id]);
        assert_eq!(of(&mut conn, &chat, ben.user_id), ChatPreferences::default());
    }

    async fn messages_in_a_group_bring_chats_back_too(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        change(&mut conn, &chat, ann.user_id, ARCHIVE, 0);
        clear(&mut conn, &chat, ben.user_id);
        store.database.send(request(&chat, ben.user_id, 1)).await.unwrap();
        assert!(!of(&mut conn, &chat, ann.user_id).archived);
        assert_eq!((newest(&mut conn, &ann), newest(&mut conn, &ben)), (vec![chat.chat_id], vec![chat.chat_id]));
        assert_eq!(again(&mut conn, &chat).wakes_from, None, "the next message has nothing to do");
    }

    async fn pinned_chats_come_first_the_newest_pin_first_page_by_page(mut conn: TestConnection) {
        let me = register(&mut conn, "myself");
        let people: Vec<User> = (0..6).map(|number| register(&mut conn, &format!("user{number}"))).collect();
        let all: Vec<Chat> = people.iter().map(|other| open_chat(&mut conn, &me, other)).collect();
        for chat in &all {
            send(&mut conn, chat, me.user_id, "hello");
        }
        change(&mut conn, &all[4], me.user_id, PIN, 1);
        change(&mut conn, &all[1], me.user_id, PIN, 2);
        // A pin that stays keeps its place.
        change(&mut conn, &all[4], me.user_id, PIN, 3);
        let expected = [1, 4, 5, 3, 2, 0].map(|position: usize| all[position].chat_id);
        assert_eq!(newest(&mut conn, &me), expected);
        for limit in 1..=6 {
            let (mut seen, mut place, mut offset) = (Vec::new(), ChatCursor::START, 0);
            loop {
                let page = chats::list_newest_after(&mut conn, me.user_id, place, limit).unwrap();
                let paged = chats::list_newest(&mut conn, me.user_id, Paging { limit, offset }).unwrap();
                let ids = page.items.iter().map(|chat| chat.chat_id).collect::<Vec<_>>();
                assert_eq!(paged.items.iter().map(|chat| chat.chat_id).collect::<Vec<_>>(), ids);
                seen.extend(ids);
                offset += limit;
                let Some(last) = page.items.last().filter(|_| page.more) else { break };
                place = ChatCursor::parse(&last.place.to_string()).unwrap();
            }
            assert_eq!(seen, expected, "{limit} a page");
        }
    }

    async fn archived_chats_are_listed_apart_and_counted(mut conn: TestConnection) {
        let me = register(&mut conn, "myself");
        let people: Vec<User> = (0..4).map(|number| register(&mut conn, &format!("user{number}"))).collect();
        let all: Vec<Chat> = people.iter().map(|other| open_chat(&mut conn, &me, other)).collect();
        for chat in &all[..3] {
            change(&mut conn, chat, me.user_id, ARCHIVE, 0);
        }
        change(&mut conn, &all[0], me.user_id, PIN, 0);
        clear(&mut conn, &all[2], me.user_id);
        let of_kind = |conn: &mut DbConnection, archived| {
            let page = Paging { limit: 9, offset: 0 };
            let (page, count) = chats::list_newest_archived(conn, me.user_id, archived, page).unwrap();
            (page.items.iter().map(|chat| chat.chat_id).collect::<Vec<_>>(), count)
        };
        assert_eq!(of_kind(&mut conn, true), (vec![all[0].chat_id, all[1].chat_id], 2));
        assert_eq!(of_kind(&mut conn, false), (vec![all[3].chat_id], 2));
        change(&mut conn, &all[3], me.user_id, ARCHIVE, 0);
        assert_eq!(of_kind(&mut conn, false), (vec![], 3), "also if the page is empty");
        for archived in [None, Some(true), Some(false)] {
            let query = ChatQuery { archived, ..ChatQuery::after(0, 9) };
            let chats = chats::list(&mut conn, me.user_id, query).unwrap().items;
            let overviews = chats::list_overviews(&mut conn, me.user_id, query).unwrap().items;
            let ids: Vec<_> = chats.iter().map(|chat| chat.chat_id).collect();
            assert_eq!(overviews.iter().map(|chat| chat.chat_id).collect::<Vec<_>>(), ids, "{archived:?}");
            assert_eq!(ids.len(), if archived == Some(false) { 0 } else { 3 }, "{archived:?}");
        }
    }

    async fn a_cleared_chat_is_empty_and_unlisted_for_one_user_until_the_next_message(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let last = ["one", "two"].map(|words| send(&mut conn, &chat, ann.user_id, words).message.message_id)[1];
        let (cleared, changed) = clear(&mut conn, &chat, ben.user_id);
        assert_eq!((cleared.version, cleared.cleared_up_to, changed), (1, last.get(), true));
        assert_eq!(clear(&mut conn, &chat, ben.user_id), (cleared, false), "there is nothing new");
        let part = ChatPart { chat_id: chat.chat_id, beyond: last.get() };
        assert_eq!(texts(&mut conn, part), [""; 0]);
        assert_eq!((newest(&mut conn, &ben), newest(&mut conn, &ann)), (vec![], vec![chat.chat_id]));
        assert_eq!(texts(&mut conn, chat.chat_id.into()), ["one", "two"], "the companion keeps everything");
        assert_eq!(chats::count_unread(&mut conn, chat.chat_id, ben.user_id).unwrap(), 0);
        assert_eq!(again(&mut conn, &chat).read_up_to(ben.user_id), 0, "the companion doesn't learn it");

        send_at(&mut conn, &chat, &ann, 1);
        assert_eq!(newest(&mut conn, &ben), [chat.chat_id]);
        assert_eq!(texts(&mut conn, part), ["hello"]);
        assert_eq!(of(&mut conn, &chat, ben.user_id), cleared);
        assert_eq!(chats::count_unread(&mut conn, chat.chat_id, ben.user_id).unwrap(), 1);
    }

    async fn unread_messages_that_were_cleared_are_never_counted_again(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let old = [1, 2, 3].map(|_| send(&mut conn, &chat, ann.user_id, "old").message);
        clear(&mut conn, &chat, ben.user_id);
        let new = [1, 2, 3].map(|_| send(&mut conn, &chat, ann.user_id, "new").message);
        let unread = |conn: &mut DbConnection| chats::count_unread(conn, chat.chat_id, ben.user_id).unwrap();
        assert_eq!(unread(&mut conn), 3);
        messages::delete(&mut conn, &old[1], moment(1)).unwrap();
        assert_eq!(unread(&mut conn), 3, "a cleared one is deleted");
        let named = |conn: &mut DbConnection, id: MessageId| chats::mark_read(conn, chat.chat_id, ben.user_id, id);
        assert!(matches!(named(&mut conn, old[2].message_id), Err(StoreError::NotFound)));
        named(&mut conn, new[0].message_id).unwrap();
        assert_eq!(unread(&mut conn), 2);
        messages::delete(&mut conn, &new[1], moment(1)).unwrap();
        assert_eq!(unread(&mut conn), 1);
    }

    async fn what_both_have_cleared_is_erased_without_new_revisions(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "secret");
        clear(&mut conn, &chat, ann.user_id);
        send(&mut conn, &chat, ben.user_id, "kept by ann");
        assert_eq!(texts(&mut conn, chat.chat_id.into()), ["secret", "kept by ann"]);
        let before = again(&mut conn, &chat).revision;
        clear(&mut conn, &chat, ben.user_id);
        assert_eq!(texts(&mut conn, chat.chat_id.into()), ["kept by ann"]);
        assert_eq!(again(&mut conn, &chat).revision, before);
        let rows = "SELECT text || ' ' || revision || ' ' || CASE WHEN deleted_at = 0 THEN '' ELSE 'deleted' END \
             AS value FROM messages ORDER BY message_id";
        assert_eq!(sql::texts(&mut conn, rows), [" 1 deleted", "kept by ann 2 "]);
        clear(&mut conn, &chat, ann.user_id);
        assert_eq!(texts(&mut conn, chat.chat_id.into()), [""; 0]);
        let newest = "SELECT last_message_id AS value FROM chats";
        assert_eq!(sql::number(&mut conn, newest), 0);
    }

    async fn what_a_user_has_cleared_is_erased_with_the_account_of_the_companion(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "cleared");
        clear(&mut conn, &chat, ann.user_id);
        send(&mut conn, &chat, ann.user_id, "kept");
        change(&mut conn, &chat, ben.user_id, PIN, 0);
        preferences::delete_all_of(&mut conn, ben.user_id, moment(1)).unwrap();
        assert_eq!(texts(&mut conn, chat.chat_id.into()), ["kept"]);
        assert_eq!(of(&mut conn, &chat, ben.user_id), ChatPreferences::default());
        let chat = again(&mut conn, &chat);
        preferences::clear(&mut conn, &chat, ann.user_id, true, moment(2)).unwrap();
        assert_eq!(texts(&mut conn, chat.chat_id.into()), [""; 0], "nobody else sees the rest");
    }

    async fn a_chat_without_messages_can_be_cleared(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let (cleared, changed) = clear(&mut conn, &chat, ann.user_id);
        assert_eq!((cleared.version, cleared.cleared_up_to, changed), (1, 0, true));
        assert_eq!(newest(&mut conn, &ann), []);
        send_at(&mut conn, &chat, &ann, 1);
        assert_eq!(newest(&mut conn, &ann), [chat.chat_id]);
    }
}
