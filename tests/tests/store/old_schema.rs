//! Migration from the first schema: of a database that its program filled (see `tests/fixtures/first_schema`). Every row
//! stays as it was, the new columns are right, and a migration that is interrupted leaves the old schema.

use super::contents::{Columns, contents};
use diesel::Connection;
use diesel::connection::SimpleConnection;
use simple_chats_domain::{
    ChatId, Direction, MessageColumn, MessageId, MessageQuery, Paging, PeopleQuery, UserId,
};
use simple_chats_persistence::{
    DbConnection, StoreError, backup, chats, mail_outbox, messages, migrate, users,
};
use simple_chats_tests::backends::OnBackend;
use simple_chats_tests::fixtures::{moment, open_chat, register, send};
use simple_chats_tests::{Backend, TestDatabase, on_both_databases, sql};

/// A database of the first schema.
struct FirstSchema(TestDatabase, DbConnection);

impl OnBackend for FirstSchema {
    async fn start(backend: Backend) -> Self {
        let database = TestDatabase::of_first_schema(backend);
        let conn = database.connect();
        Self(database, conn)
    }
}

/// The tables with the columns of the first schema.
const OLD: [Columns; 9] = [
    ("meta", &["name", "value"]),
    (
        "users",
        &[
            "user_id",
            "username",
            "username_key",
            "email",
            "email_key",
            "name",
            "name_key",
            "password_hash",
            "credentials_version",
            "@date_joined",
            "@last_seen",
            "@deleted_at",
        ],
    ),
    (
        "chats",
        &[
            "chat_id",
            "user1_id",
            "user2_id",
            "revision",
            "last_message_id",
            "user1_read_up_to",
            "user2_read_up_to",
        ],
    ),
    (
        "messages",
        &[
            "message_id",
            "chat_id",
            "sender_id",
            "receiver_id",
            "text",
            "text_key",
            "@written_at",
            "@edited_at",
            "@deleted_at",
            "revision",
            "client_id",
            "client_part",
        ],
    ),
    ("sessions", &["session_key", "user_id", "@created_at", "@last_seen_at", "user_agent", "address"]),
    ("reset_tokens", &["token_key", "user_id", "@expires_at", "@used_at"]),
    ("mail_outbox", &["mail_id", "kind", "address", "@created_at", "@next_try_at", "tries"]),
    ("instances", &["instance_id", "@lease_until"]),
    ("online", &["user_id", "instance_id"]),
];

/// All rows as the first schema has them.
fn old_rows(conn: &mut DbConnection) -> Vec<Vec<String>> {
    contents(conn, &OLD)
}

/// The same rows, read from the present schema. It notes one fact more about the database.
fn same_rows(conn: &mut DbConnection) -> Vec<Vec<String>> {
    let present = |(table, columns): &Columns| -> Columns {
        let column = |column: &&'static str| match (*table, column.trim_start_matches('@')) {
            ("messages", "text_key") => "COALESCE(text_key, text)",
            ("messages", "deleted_at") => "NULLIF(deleted_at, 0)",
            (_, column) => column,
        };
        (table, columns.iter().map(column).collect::<Vec<_>>().leak())
    };
    let mut rows = contents(conn, &OLD.iter().map(present).collect::<Vec<_>>());
    rows[0].retain(|row| !row.starts_with("search_key_version") && !row.starts_with("search_terms_version"));
    rows
}

/// The chats whose counts are not those of their messages.
const WRONG_COUNTS: &str = "SELECT COUNT(*) AS value FROM chats WHERE \
     user1_unread <> (SELECT COUNT(*) FROM messages WHERE messages.chat_id = chats.chat_id AND deleted_at = 0 \
         AND sender_id = user2_id AND message_id > user1_read_up_to) \
     OR user2_unread <> (SELECT COUNT(*) FROM messages WHERE messages.chat_id = chats.chat_id AND deleted_at = 0 \
         AND sender_id = user1_id AND message_id > user2_read_up_to) \
     OR written_until <> COALESCE((SELECT MAX(written_at) FROM messages WHERE messages.chat_id = chats.chat_id), 0)";

fn message_query(column: MessageColumn, direction: Direction) -> MessageQuery {
    MessageQuery {
        filters: Vec::new(),
        order: vec![(column, direction)],
        paging: Paging { limit: 1000, offset: 0 },
    }
}

on_both_databases! {
    async fn every_row_of_the_first_schema_stays_as_it_was(first: FirstSchema) {
        let FirstSchema(_database, mut conn) = first;
        let before = old_rows(&mut conn);
        assert_eq!(before.iter().map(Vec::len).collect::<Vec<_>>(), [1, 7, 7, 139, 2, 2, 1, 1, 1]);
        assert_eq!(migrate(&mut conn).unwrap().len(), 28);
        for ((table, _), (before, after)) in OLD.iter().zip(before.iter().zip(same_rows(&mut conn))) {
            assert_eq!(*before, after, "{table}");
        }
        assert_eq!(sql::number(&mut conn, WRONG_COUNTS), 0);
        let unread = "SELECT user1_unread || ' ' || user2_unread AS value FROM chats ORDER BY chat_id";
        assert_eq!(sql::texts(&mut conn, unread), ["2 1", "0 0", "0 0", "119 0", "1 1", "0 2", "1 0"]);
        let late = "SELECT CAST(message_id AS TEXT) AS value FROM messages WHERE written_late ORDER BY message_id";
        assert_eq!(sql::texts(&mut conn, late), ["4", "6", "139"]);
    }

    async fn every_list_of_a_migrated_database_works(first: FirstSchema) {
        let FirstSchema(_database, mut conn) = first;
        migrate(&mut conn).unwrap();
        let (ann, of_two) = (UserId::stored(1), ChatId::stored(1));
        let overviews = chats::list_newest(&mut conn, ann, Paging { limit: 9, offset: 0 }).unwrap().items;
        let shown: Vec<_> = overviews.iter().map(|chat| (chat.chat_id.get(), chat.unread)).collect();
        assert_eq!(shown, [(6, 0), (5, 1), (4, 100), (1, 2), (2, 0)]);
        for (column, direction, expected) in [
            (MessageColumn::Id, Direction::Ascending, [1, 2, 3, 4, 6, 7, 8]),
            (MessageColumn::Written, Direction::Ascending, [4, 6, 1, 2, 3, 7, 8]),
            (MessageColumn::Written, Direction::Descending, [8, 7, 3, 2, 1, 6, 4]),
        ] {
            let listed = messages::list(&mut conn, of_two, &message_query(column, direction)).unwrap().items;
            let ids: Vec<i64> = listed.iter().map(|message| message.message_id.get()).collect();
            assert_eq!(ids, expected, "{column:?} {direction:?}");
        }
        let changes = messages::list_changes(&mut conn, of_two, 0, 100).unwrap().items;
        let revisions: Vec<i64> = changes.iter().map(|stored| stored.revision).collect();
        assert_eq!(revisions, [1, 3, 4, 6, 7, 9, 10, 11]);
        assert!(messages::find(&mut conn, MessageId::stored(5)).unwrap().deleted);
        let found = users::search(&mut conn, ann, &PeopleQuery::parse("EN"), 9).unwrap().items;
        assert_eq!(found.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Ben"]);
        assert!(mail_outbox::claim(&mut conn, moment(40_000_000), moment(40_000_600)).unwrap().is_some());
    }

    async fn no_id_that_the_first_schema_gave_is_given_again(first: FirstSchema) {
        let FirstSchema(_database, mut conn) = first;
        migrate(&mut conn).unwrap();
        let dan = register(&mut conn, "another");
        assert_eq!(dan.user_id.get(), 8);
        let eve = users::find(&mut conn, UserId::stored(5)).unwrap();
        let chat = open_chat(&mut conn, &eve, &dan);
        assert_eq!(chat.chat_id.get(), 9, "the eighth was deleted");
        assert_eq!(send(&mut conn, &chat, eve.user_id, "hello").message.message_id.get(), 141);
        assert_eq!(mail_outbox::insert(&mut conn, "reset", "a@example.com", moment(0)).unwrap(), 3);
    }

    async fn a_migration_that_fails_leaves_the_old_schema_and_succeeds_next_time(first: FirstSchema) {
        let FirstSchema(database, mut conn) = first;
        let before = old_rows(&mut conn);
        // A table of this name comes late in the migration of SQLite, as does this column in that of PostgreSQL.
        let (obstacle, removal) = match conn {
            DbConnection::Sqlite(_) => ("CREATE TABLE message_sequence (x)", "DROP TABLE message_sequence"),
            DbConnection::Postgres(_) => {
                ("ALTER TABLE chats ADD written_until TEXT", "ALTER TABLE chats DROP written_until")
            }
        };
        conn.batch_execute(obstacle).unwrap();
        let failed = migrate(&mut conn);
        assert!(matches!(failed, Err(StoreError::Schema(_))), "{failed:?}");
        let mut conn = database.connect();
        assert_eq!(old_rows(&mut conn), before);
        conn.batch_execute(removal).unwrap();
        assert_eq!(migrate(&mut conn).unwrap().len(), 28);
        assert_eq!(same_rows(&mut conn), before);
    }

    async fn the_way_back_restores_every_row(first: FirstSchema) {
        let FirstSchema(database, mut conn) = first;
        let before = old_rows(&mut conn);
        migrate(&mut conn).unwrap();
        let side = if matches!(conn, DbConnection::Sqlite(_)) { "sqlite" } else { "postgres" };
        for migration in [
            "2026-12-01-000000_pushes",
            "2026-11-30-033000_lifetimes",
            "2026-11-30-030000_attachments",
            "2026-11-30-022000_message_terms",
            "2026-11-30-021000_chat_preferences",
            "2026-11-30-020000_replies_and_reactions",
            "2026-11-30-012000_mail_request_ids",
            "2026-11-30-011000_search_keys",
            "2026-11-30-010000_webhooks",
            "2026-11-30-002000_username_skeletons",
            "2026-11-30-001000_refused_mails",
            "2026-11-30-000000_reports_of_reporter",
            "2026-11-29-230000_administration",
            "2026-11-29-222000_confirmed_addresses",
            "2026-11-29-221000_email_confirmations",
            "2026-11-29-220500_notices",
            "2026-11-29-220000_personal_tokens",
            "2026-11-29-211000_reports",
            "2026-11-29-210000_privacy",
            "2026-11-29-201000_passkeys",
            "2026-11-29-200000_second_factors",
            "2026-11-29-195000_former_usernames",
            "2026-11-29-190000_session_ids",
            "2026-11-29-180000_invitations",
            "2026-11-29-120000_user_grams",
            "2026-11-29-000000_clustered_messages",
        ] {
            let down = format!("{}/../migrations/{side}/{migration}/down.sql", env!("CARGO_MANIFEST_DIR"));
            let down = std::fs::read_to_string(down).unwrap();
            conn.transaction::<_, diesel::result::Error, _>(|conn| conn.batch_execute(&down)).unwrap();
        }
        let mut conn = database.connect();
        assert_eq!(old_rows(&mut conn), before);
    }
}

/// A backup may be of an older version. Its counts are checked when it is restored.
#[test]
fn a_restored_backup_of_the_first_schema_is_migrated_and_wrong_counts_are_corrected() {
    let database = TestDatabase::of_first_schema(Backend::Sqlite);
    let before = old_rows(&mut database.connect());
    backup::start_new_history(database.file(), moment(0)).unwrap();
    let mut conn = database.connect();
    let after = same_rows(&mut conn);
    assert_eq!((&after[2], &after[3]), (&before[2], &before[3]), "chats and messages");
    conn.batch_execute("UPDATE chats SET user1_unread = 5, user2_unread = -1 WHERE chat_id IN (1, 3)")
        .unwrap();
    drop(conn);
    backup::start_new_history(database.file(), moment(1)).unwrap();
    assert_eq!(sql::number(&mut database.connect(), WRONG_COUNTS), 0);
}
