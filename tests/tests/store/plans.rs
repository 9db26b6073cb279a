//! How lists are read among 10,000 users and 100,000 messages: along an index, without a scan over a table and without
//! a sort of more than a page; and that the check would see it if an index is missing.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use simple_chats_domain::{
    AttachmentId, ChatId, ChatQuery, ExactPerson, Findable, HistoryRange, MessageId, MessageQuery, Paging,
    Pair, PeopleQuery, Privacy, UserId, UserQuery, WhoMayWrite,
};
use simple_chats_persistence::messages::Backlog;
use simple_chats_persistence::{
    DbConnection, StoreError, attachments, blocks, chats, former_usernames, invitations, lifetimes,
    mail_outbox, messages, personal_tokens, preferences, privacy, reports, sessions, uploads, users,
};
use simple_chats_tests::fixtures::{client, moment, pairs};
use simple_chats_tests::plans::{Derived, PlanFault, faults_of, plan_of, shown, statements_of};
use simple_chats_tests::{Backend, TestStore, on_both_databases};
use std::collections::BTreeSet;

/// Fills the tables: users of which each hundredth is deleted, with four chats each of five messages; one user with two
/// hundred chats more, and one chat with five hundred messages.
const FILL: &str = "
    INSERT INTO users (username, username_key, email, email_key, name, name_key, name_search, password_hash,
            date_joined)
        SELECT 'User' || n, 'user' || n, 'user' || n || '@example.com', 'user' || n || '@example.com',
               'Name ' || (n % 997), 'name ' || (n % 997), 'name ' || (n % 997), 'hash', 1767225600000 FROM numbers WHERE n <= 10000;
    UPDATE users SET username = NULL, username_key = NULL, email = NULL, email_key = NULL, name = NULL,
        name_key = NULL, name_search = NULL, password_hash = NULL, deleted_at = 1767312000000 WHERE user_id % 100 = 0;
    INSERT INTO user_grams (gram, user_id)
        SELECT DISTINCT substr(name_key, n, 3), user_id FROM users, numbers WHERE n <= length(name_key)
        UNION SELECT substr(username_key, n, 3), user_id FROM users, numbers WHERE n <= length(username_key);
    INSERT INTO chats (user1_id, user2_id)
        SELECT n, n + step FROM numbers, (SELECT 1 AS step UNION SELECT 2) AS steps WHERE n + step <= 10000;
    INSERT INTO chats (user1_id, user2_id) SELECT n * 49, 5001 FROM numbers WHERE n <= 100;
    INSERT INTO chats (user1_id, user2_id) SELECT 5001, 10000 - n * 49 FROM numbers WHERE n <= 100;
    INSERT INTO messages (message_id, chat_id, sender_id, receiver_id, text, text_key, written_at, written_late, revision,
            client_id)
        SELECT ROW_NUMBER() OVER (ORDER BY n, chat_id), chat_id, CASE WHEN n % 2 = 0 THEN user1_id ELSE user2_id END,
               CASE WHEN n % 2 = 0 THEN user2_id ELSE user1_id END, 'Hello ' || n, 'hello ' || n,
               1767225600000, n % 100 = 3, n, 'client ' || n
        FROM numbers, chats WHERE n <= 500 AND (chat_id = 1 OR n <= 5);
    UPDATE messages SET deleted_at = 1767312000000, text = '', text_key = NULL WHERE message_id % 50 = 0;
    UPDATE messages SET reply_to = message_id - 1 WHERE message_id % 2 = 0 AND message_id % 50 <> 0 AND chat_id = 1;
    UPDATE chats SET
        revision = (SELECT MAX(revision) FROM messages WHERE messages.chat_id = chats.chat_id),
        last_message_id = COALESCE((SELECT MAX(message_id) FROM messages
                                    WHERE messages.chat_id = chats.chat_id AND deleted_at = 0), 0);
    INSERT INTO attachments (attachment_id, uploader_id, chat_id, message_id, kind, name, media_type, size, storage_key,
            has_thumbnail, uploaded_at)
        SELECT '0000000000000000000000' || (1000000000 + message_id), sender_id, chat_id, message_id, 'file', 'a',
               'text/plain', 7, 'key ' || message_id, FALSE, 1767225600000
        FROM messages WHERE message_id % 4 = 1 AND deleted_at = 0;
    UPDATE messages SET attachment_count = 1 WHERE message_id % 4 = 1 AND deleted_at = 0;
    INSERT INTO attachments (attachment_id, uploader_id, kind, name, media_type, size, storage_key, has_thumbnail,
            uploaded_at, expires_at)
        SELECT '0000000000000000000000' || (2000000000 + n), n, 'file', 'a', 'text/plain', 7, 'upload ' || n, FALSE,
               1767225600000, 1767225600000 + n
        FROM numbers;
    UPDATE users SET findable_by_all = FALSE WHERE user_id % 7 = 1;
    INSERT INTO chat_preferences (chat_id, user_id, version, pinned_at, archived, muted_until, marked_unread,
            cleared_up_to, hidden)
        SELECT chat_id, user1_id, 1, CASE WHEN chat_id % 30 = 0 THEN chat_id ELSE 0 END, chat_id % 20 = 0, 0, FALSE, 0,
               chat_id % 50 = 0
        FROM chats WHERE chat_id % 10 = 0;
    UPDATE chats SET has_preferences = TRUE WHERE chat_id % 10 = 0;
    UPDATE messages SET expires_at = 1767225600000 + message_id WHERE message_id % 10 = 1;
    UPDATE chats SET lifetime_revision = 2000 WHERE chat_id % 7 = 1;
    INSERT INTO lifetime_changes (chat_id, revision, user_id, action, lifetime, proposed_lifetime, lifetime_proposer,
            changed_at, behind)
        SELECT chat_id, 1000 + n, user1_id, 'set', 60, 0, 0, 0, n FROM numbers, chats WHERE n <= 20 AND chat_id % 7 = 1;
    UPDATE chats SET request_to = user2_id WHERE chat_id % 20 = 3;
    INSERT INTO blocks (blocker_id, blocked_id, created_at)
        SELECT n, n + 1, 1767225600000 FROM numbers WHERE n < 10000;
    INSERT INTO reports (chat_id, message_id, reporter_id, reported_id, text, reason, written_at, created_at, done_at)
        SELECT 1, n, 1 + n % 10000, 1, 'x', 'y', 0, 0, CASE WHEN n % 100 = 0 THEN NULL ELSE 1 END
        FROM numbers WHERE n <= 10000;
    INSERT INTO sessions (session_key, session_id, user_id, created_at, last_seen_at, user_agent, address)
        SELECT 'key ' || n, 'id ' || n, 1 + n % 10000, 1767225600000, 1767225600000, '', ''
        FROM numbers WHERE n <= 10000;
    INSERT INTO invitations (token_key, maker_id, accounts, created_at, expires_at)
        SELECT 'key ' || n, 1 + n % 1000, 1, 1767225600000, 1767225600000 FROM numbers WHERE n <= 10000;
    INSERT INTO personal_tokens (token_key, user_id, name, scope, created_at, expires_at)
        SELECT 'key ' || n, 1 + n % 1000, 'bot', 'read', 1767225600000,
               CASE WHEN n % 2 = 0 THEN 1767225600000 + n END
        FROM numbers WHERE n <= 10000;
    INSERT INTO mail_outbox (kind, address, created_at, next_try_at)
        SELECT 'reset', 'user' || n, 1767225600000, 1767225600000 FROM numbers WHERE n <= 10;
    INSERT INTO mail_outbox (kind, address, created_at, next_try_at)
        SELECT 'reset', 'user' || n, 1767225600000, 1767312000000 FROM numbers WHERE n <= 10000;
    UPDATE users SET username_skeleton = 'user' || user_id WHERE deleted_at IS NULL;
    INSERT INTO former_usernames (username_key, username_skeleton, user_id, kept_until)
        SELECT 'former' || n, 'former' || n, n, 1767225600000 + n FROM numbers WHERE n <= 10000;
    UPDATE mail_outbox SET given_up_at = 1767225600000 WHERE mail_id % 100 = 0;
    INSERT INTO message_terms (chat_id, term, message_id)
        SELECT chat_id, 'hello', message_id FROM messages WHERE deleted_at = 0
        UNION ALL SELECT chat_id, text_key, message_id FROM messages WHERE deleted_at = 0;
    UPDATE chats SET indexed_revision = CASE WHEN chat_id % 1000 = 0 THEN revision - 1 ELSE revision END;
    DROP TABLE numbers;";

fn fill(conn: &mut DbConnection) {
    conn.batch_execute(match conn {
        DbConnection::Sqlite(_) => {
            "CREATE TEMP TABLE numbers AS WITH RECURSIVE numbers (n) AS
                 (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000) SELECT n FROM numbers;"
        }
        DbConnection::Postgres(_) => {
            "SET statement_timeout = 0;
             CREATE TEMP TABLE numbers AS SELECT n FROM generate_series(1, 10000) AS numbers (n);"
        }
    })
    .unwrap();
    conn.transaction::<_, diesel::result::Error, _>(|conn| conn.batch_execute(FILL)).unwrap();
    if let DbConnection::Postgres(conn) = conn {
        // If PostgreSQL expects few rows it may gather them as a bitmap and sort them. Without that it shows whether
        // an index can give the order.
        conn.batch_execute("SET enable_bitmapscan = off").unwrap();
    }
}

fn missing(error: StoreError) -> Result<(), StoreError> {
    if matches!(error, StoreError::NotFound) { Ok(()) } else { Err(error) }
}

fn list_users(conn: &mut DbConnection, query: &[(&str, &str)]) -> Result<(), StoreError> {
    users::list(conn, ANN, &UserQuery::parse(&pairs(query))).map(drop)
}

fn search(conn: &mut DbConnection, text: &str) -> Result<(), StoreError> {
    users::search(conn, ANN, &PeopleQuery::parse(text), 20).map(drop)
}

fn list_messages(conn: &mut DbConnection, query: &[(&str, &str)]) -> Result<(), StoreError> {
    messages::list(conn, LONG_CHAT, &MessageQuery::parse(&pairs(query))).map(drop)
}

const LONG_CHAT: ChatId = ChatId::stored(1);
const ANN: UserId = UserId::stored(1);
const BUSY: UserId = UserId::stored(5001);
const ASKED: UserId = UserId::stored(4);
const FIRST_PAGE: Paging = Paging { limit: 8, offset: 0 };
const LATER_PAGE: Paging = Paging { limit: 8, offset: 80 };
const BY_ID: ChatQuery = ChatQuery::after(0, 30);

const SHOWN: Privacy = Privacy {
    show_presence: true,
    send_read_marks: true,
    send_typing: true,
    findable: Findable::Everyone,
    who_may_write: WhoMayWrite::Everyone,
};
const HIDDEN: Privacy = Privacy { show_presence: false, send_read_marks: false, send_typing: false, ..SHOWN };

/// One with a chat, and one without.
fn some_pairs() -> BTreeSet<Pair> {
    [2, 7_000].into_iter().filter_map(|user_id| Pair::of(ANN, UserId::stored(user_id)).ok()).collect()
}

type List = fn(&mut DbConnection) -> Result<(), StoreError>;

/// Every list that a page, the live protocol or a REST address in its default order reads.
const LISTS: [(&str, List); 82] = [
    ("users", |conn| list_users(conn, &[])),
    ("users, a page", |conn| list_users(conn, &[("after", "5000"), ("limit", "30")])),
    ("users, by username", |conn| list_users(conn, &[("username", "User77")])),
    ("users, by id", |conn| list_users(conn, &[("user_id", "77")])),
    ("user by address", |conn| users::find_by_login(conn, "user77@example.com").map(drop)),
    ("user by username", |conn| users::find_by_login(conn, "user77").map(drop)),
    ("user who looks like another", |conn| users::is_like_taken(conn, "user77").map(drop)),
    ("former username that looks like another", |conn| {
        former_usernames::is_like_kept_from(conn, ANN, "user77", moment(0)).map(drop)
    }),
    ("users, by name", |conn| list_users(conn, &[("ordered-by", "name"), ("limit", "30")])),
    ("people, by a rare part", |conn| search(conn, "77")),
    ("people, by common and rare parts", |conn| search(conn, "name 77")),
    ("people, by a common part", |conn| search(conn, "ame")),
    ("people, by common parts", |conn| search(conn, "me na")),
    ("people, by a common beginning", |conn| search(conn, "name")),
    ("people, by a common beginning of usernames", |conn| search(conn, "user")),
    ("companions", |conn| users::list_companions(conn, BUSY).map(drop)),
    ("chats", |conn| chats::list(conn, BUSY, BY_ID).map(drop)),
    ("chats, a page", |conn| chats::list(conn, BUSY, ChatQuery::after(20_000, 30)).map(drop)),
    ("chat of a pair", |conn| {
        let pair = simple_chats_domain::Pair::of(ANN, UserId::stored(2)).map_err(|_| StoreError::NotFound)?;
        chats::find_of_pair(conn, pair).map(drop)
    }),
    ("overviews, newest", |conn| chats::list_newest(conn, BUSY, FIRST_PAGE).map(drop)),
    ("overviews, a later page", |conn| chats::list_newest(conn, BUSY, LATER_PAGE).map(drop)),
    ("overviews, archived", |conn| chats::list_newest_archived(conn, BUSY, true, FIRST_PAGE).map(drop)),
    ("overviews, not archived", |conn| chats::list_newest_archived(conn, BUSY, false, FIRST_PAGE).map(drop)),
    ("preferences", |conn| {
        let chat = chats::find(conn, ChatId::stored(20))?;
        preferences::find(conn, &chat, ANN).map(drop)
    }),
    ("overviews, behind a place", |conn| {
        let place = simple_chats_domain::ChatCursor { pinned_at: 0, last_message_id: 50_000, chat_id: 5_000 };
        chats::list_newest_after(conn, BUSY, place, 20).map(drop)
    }),
    ("own ones of some chats", |conn| {
        chats::filter_own(conn, BUSY, &[LONG_CHAT, ChatId::stored(20_000), ChatId::stored(20_100)]).map(drop)
    }),
    ("overviews, of few", |conn| chats::list_newest(conn, ANN, FIRST_PAGE).map(drop)),
    ("overviews, by id", |conn| chats::list_overviews(conn, BUSY, BY_ID).map(drop)),
    ("overviews with requests, by id", |conn| chats::list_all_overviews(conn, BUSY, BY_ID).map(drop)),
    ("messages", |conn| list_messages(conn, &[])),
    ("messages after", |conn| list_messages(conn, &[("after", "101250"), ("limit", "30")])),
    ("messages before", |conn| {
        list_messages(conn, &[("before", "101250"), ("ordered-by-desc", "message_id"), ("limit", "30")])
    }),
    ("messages, latest first", |conn| {
        list_messages(conn, &[("ordered-by-desc", "datetime_writing"), ("limit", "30")])
    }),
    ("messages, earliest first", |conn| {
        list_messages(conn, &[("ordered-by", "datetime_writing"), ("limit", "30"), ("sender_id", "1")])
    }),
    ("message by id", |conn| messages::find(conn, MessageId::stored(77)).map(drop)),
    ("history", |conn| messages::list_newest(conn, LONG_CHAT, None, 30).map(drop)),
    ("history before", |conn| {
        messages::list_newest(conn, LONG_CHAT, Some(MessageId::stored(101_250)), 30).map(drop)
    }),
    ("history after", |conn| {
        let range = HistoryRange::After(MessageId::stored(100_250));
        messages::list_history(conn, LONG_CHAT, range, 30).map(drop)
    }),
    ("history around", |conn| {
        let range = HistoryRange::Around(MessageId::stored(100_250));
        messages::list_history(conn, LONG_CHAT, range, 30).map(drop)
    }),
    ("chats that the index lacks", |conn| messages::is_index_behind(conn, Backlog::Any).map(drop)),
    ("chats of which the index lacks much", |conn| {
        messages::is_index_behind(conn, Backlog::FullPortion).map(drop)
    }),
    ("first unread", |conn| messages::first_received_after(conn, LONG_CHAT, ANN, 100_250).map(drop)),
    ("unread", |conn| chats::count_unread(conn, LONG_CHAT, ANN).map(drop)),
    ("changes", |conn| messages::list_changes(conn, LONG_CHAT, 300, 200).map(drop)),
    ("expired messages", |conn| messages::list_expired(conn, moment(0), 200).map(drop)),
    ("changes of the lifetime", |conn| {
        let chat = chats::find(conn, LONG_CHAT)?;
        lifetimes::list_after(conn, &chat, LONG_CHAT.into(), 1010, 200).map(drop)
    }),
    ("changes of the lifetime behind messages", |conn| {
        let chat = chats::find(conn, LONG_CHAT)?;
        lifetimes::list_behind(conn, &chat, 5..15, 100).map(drop)
    }),
    ("sent under a client id", |conn| {
        messages::list_sent(conn, LONG_CHAT, ANN, &client("client 300")).map(drop)
    }),
    ("deletion of the newest message", |conn| {
        let newest = messages::list_newest(conn, LONG_CHAT, None, 1)?.items.remove(0);
        messages::delete(conn, &newest, moment(0)).map(drop)
    }),
    ("attachment", |conn| {
        attachments::find_for(conn, ANN, AttachmentId::from_random(0x10_0000_0001), moment(0))
            .map(drop)
            .or_else(missing)
    }),
    ("uploads that have expired", |conn| uploads::delete_expired(conn, moment(1), 10).map(drop)),
    ("uploads of a user", |conn| uploads::delete_all_of(conn, ANN)),
    ("storage used by a user", |conn| attachments::storage_used_by(conn, ANN).map(drop)),
    ("a storage key", |conn| attachments::has_storage_key(conn, "key 500").map(drop)),
    ("storage keys", |conn| attachments::list_storage_keys(conn, "key 500", 30).map(drop)),
    ("messages that a user takes along", |conn| {
        let leaving = UserId::stored(3001);
        let of_user = chats::list_all(conn, leaving, ChatQuery::after(0, 100))?.items;
        let chat_ids = of_user.iter().map(|chat| chat.chat_id).collect();
        messages::delete_all_of(conn, leaving, &chat_ids, moment(0))?;
        messages::remove_reactions_of(conn, leaving, &chat_ids).map(drop)
    }),
    ("read mark", |conn| chats::mark_read(conn, LONG_CHAT, ANN, MessageId::stored(101_250)).map(drop)),
    ("client ids of a user", |conn| messages::erase_client_ids_of(conn, ANN, 1_000).map(drop)),
    ("sessions of a user, newest first", |conn| sessions::list_of(conn, ANN).map(drop)),
    ("sessions of a user but one", |conn| sessions::delete_all_but(conn, ANN, Some("key")).map(drop)),
    ("sessions of a user", |conn| sessions::delete_all_of(conn, ANN)),
    ("invitations of a user", |conn| invitations::list_of(conn, ANN).map(drop)),
    ("personal tokens of a user", |conn| personal_tokens::list_of(conn, ANN).map(drop)),
    ("personal token of a key", |conn| personal_tokens::find(conn, "key 77").map(drop)),
    ("invitation of a token", |conn| invitations::find(conn, "key 77").map(drop)),
    ("user by exact username or address", |conn| {
        users::find_by_exact(conn, &ExactPerson::Username("user78".to_owned()))?;
        users::find_by_exact(conn, &ExactPerson::Email("user78@example.com".to_owned())).map(drop)
    }),
    ("user whom another may find", |conn| users::find_findable(conn, ANN, UserId::stored(77)).map(drop)),
    ("requests", |conn| chats::list_requests(conn, ASKED, BY_ID).map(drop)),
    ("number of requests", |conn| chats::count_requests(conn, ASKED, 100).map(drop)),
    ("blocks of a user", |conn| blocks::list_of(conn, ANN, BY_ID).map(drop)),
    ("blocks among pairs", |conn| blocks::blocked_among(conn, &some_pairs()).map(drop)),
    ("users who take messages of everybody", |conn| {
        privacy::lock_open(conn, [ANN, BUSY, ASKED].into()).map(drop)
    }),
    ("new chats of pairs", |conn| chats::insert_missing(conn, &some_pairs()).map(drop)),
    ("chat of a block", |conn| {
        some_pairs().into_iter().try_for_each(|pair| privacy::apply_to_chat_of(conn, pair))
    }),
    ("chats of a user who hides", |conn| privacy::apply_settings(conn, ANN, &SHOWN, &HIDDEN)),
    ("chats of a user who hides no longer", |conn| privacy::apply_settings(conn, ANN, &HIDDEN, &SHOWN)),
    ("chats of a user who leaves", |conn| privacy::forget(conn, ANN)),
    ("reports", |conn| reports::list_open(conn, 30).map(drop)),
    ("reports by a user", |conn| reports::list_made_by(conn, ANN, 0, 30).map(drop)),
    ("outbox, at all", |conn| mail_outbox::is_due(conn, moment(0)).map(drop)),
    ("outbox, given up", |conn| mail_outbox::list_given_up(conn, 30).map(drop)),
    ("outbox", |conn| mail_outbox::claim(conn, moment(0), moment(600)).map(drop)),
];

/// Lists that are read along an index from one end or a cursor on until they are full, in the index's order.
const READ_IN_ORDER: [&str; 16] = [
    "expired messages",
    "chats that the index lacks",
    "chats of which the index lacks much",
    "users",
    "users, a page",
    "users, by name",
    "people, by a common part",
    "people, by common parts",
    "people, by a common beginning",
    "people, by a common beginning of usernames",
    "outbox",
    "outbox, at all",
    "outbox, given up",
    "reports",
    "uploads that have expired",
    "storage keys",
];

/// What is read by both ends of a range, up to a limit.
const RANGES: &str = "user_grams";

/// What SQLite reads as a whole because a statement gives it.
const JSON: &str = "json_each";

/// What SQLite calls the one row of a statement without a table, such as a question whether there is a row elsewhere.
const ONE_ROW: &str = "CONSTANT ROW";

/// Lists of few rows at most, which are put into order all the same.
const FEW_ROWS: [&str; 9] = [
    "users, by username",
    "people, by a rare part",
    "people, by common and rare parts",
    "users who take messages of everybody",
    "new chats of pairs",
    "chats of a user who hides",
    "chats of a user who hides no longer",
    "chats of a user who leaves",
    "messages that a user takes along",
];

/// Statements for rows that come as JSON, of which PostgreSQL expects so many that it would rather read a table of this size
/// as a whole. Without that it shows whether an index can be used.
const BY_JSON: [&str; 4] = [
    "blocks among pairs",
    "users who take messages of everybody",
    "new chats of pairs",
    "messages that a user takes along",
];

/// What is wrong with the plans of a list's statements, as people read it.
fn faults(conn: &mut DbConnection, name: &str, list: List) -> Vec<String> {
    if !BY_JSON.contains(&name) {
        return faults_as_planned(conn, name, list);
    }
    let may_scan = |conn: &mut DbConnection, may: &str| {
        if let DbConnection::Postgres(conn) = conn {
            conn.batch_execute(&format!("SET enable_seqscan = {may}")).unwrap();
        }
    };
    may_scan(conn, "off");
    let found = faults_as_planned(conn, name, list);
    may_scan(conn, "on");
    found
}

fn faults_as_planned(conn: &mut DbConnection, name: &str, list: List) -> Vec<String> {
    let statements = statements_of(conn, |conn| list(conn).unwrap());
    assert!(!statements.is_empty(), "{name} runs no statement");
    let faulty = statements.iter().filter_map(|statement| {
        let plan = plan_of(conn, statement);
        let mut faults = faults_of(
            &plan,
            &Derived(&[
                "place",
                "places",
                "first_side",
                "second_side",
                "rows",
                "counted",
                "files",
                "numbered",
                "(subquery-3)",
            ]),
        );
        faults.retain(|fault| match fault {
            PlanFault::WholeIndex(step) => {
                !READ_IN_ORDER.contains(&name)
                    && [RANGES, JSON, ONE_ROW].iter().all(|part| !step.contains(part))
            }
            PlanFault::Sort(_) => !FEW_ROWS.contains(&name),
            PlanFault::WholeTable(_) => true,
        });
        (!faults.is_empty()).then(|| format!("{name}: {faults:?}\n{}", shown(statement, &plan)))
    });
    faulty.collect()
}

fn assert_no_faults(conn: &mut DbConnection) {
    let faults: Vec<String> = LISTS.iter().flat_map(|(name, list)| faults(conn, name, *list)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// An index, and a list that needs it.
const NEEDED: [(&str, &str); 23] = [
    ("messages_expiring", "expired messages"),
    ("attachments_of_message", "history"),
    ("attachments_expiry", "uploads that have expired"),
    ("attachments_of_uploader", "storage used by a user"),
    ("attachments_storage_key", "storage keys"),
    ("chat_preferences_of_user", "overviews, newest"),
    ("users_username_key", "user by username"),
    ("users_email_key", "user by address"),
    ("chats_newest_of_user1", "overviews, newest"),
    ("chats_newest_of_user2", "overviews, newest"),
    ("chats_newest_of_user1", "overviews, behind a place"),
    ("chats_of_user1", "chats"),
    ("chats_of_user2", "overviews, by id"),
    ("messages_revision", "changes"),
    ("messages_client", "sent under a client id"),
    ("messages_late", "messages, latest first"),
    ("messages_late", "messages, earliest first"),
    ("users_by_name", "users, by name"),
    ("users_by_search", "people, by a common part"),
    ("users_by_search", "people, by a common beginning"),
    ("sessions_of_user", "sessions of a user"),
    ("mail_outbox_due", "outbox"),
    ("chats_requests", "requests"),
];

/// Further ones of one database; the other one's primary key has the same columns.
const NEEDED_ON_SQLITE: [(&str, &str); 3] = [
    ("messages_id", "message by id"),
    ("messages_id", "deletion of the newest message"),
    // What its replies quote.
    ("messages_id", "history"),
];
const NEEDED_ON_POSTGRES: [(&str, &str); 3] = [
    ("messages_of_chat", "history"),
    ("messages_of_chat", "messages, latest first"),
    ("messages_of_chat", "deletion of the newest message"),
];

on_both_databases! {
    async fn no_list_scans_or_sorts_and_a_missing_index_would_be_seen(store: TestStore) {
        let mut conn = store.connect();
        fill(&mut conn);
        if store.backend() == Backend::Sqlite {
            // SQLite has no statistics of its tables yet, unlike PostgreSQL, which gathers them by itself.
            assert_no_faults(&mut conn);
        }
        conn.batch_execute("ANALYZE").unwrap();
        assert_no_faults(&mut conn);

        let further = match store.backend() {
            Backend::Sqlite => &NEEDED_ON_SQLITE[..],
            Backend::Postgres => &NEEDED_ON_POSTGRES[..],
        };
        for (index, needing) in NEEDED.iter().chain(further) {
            let (name, list) = LISTS.iter().find(|(name, _)| name == needing).unwrap();
            conn.test_transaction::<_, diesel::result::Error, _>(|conn| {
                conn.batch_execute(&format!("DROP INDEX {index}"))?;
                assert!(!faults(conn, name, *list).is_empty(), "{name} is read as well without {index}");
                Ok(())
            });
        }
    }
}
