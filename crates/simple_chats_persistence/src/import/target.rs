//! The database to be filled: it must be empty and unused, and is filled in one transaction.

use super::error::ImportError;
use crate::address::DatabaseAddress;
use crate::commit_outcome::in_one_transaction;
use crate::connection::{DbConnection, on_each_backend};
use crate::copy::{LastId, analyze, lock_unused, restart_ids};
use crate::error::StoreError;
use crate::messages::FullMessageRow;
use crate::migrations::{has_migrations, migrate, refuse_original};
use crate::millis::Millis;
use crate::row_batch::RowStatement;
use crate::schema::{chats, messages, meta, users};
use crate::users::{FILL_GRAMS, FullUserRow};
use chrono::{SubsecRound, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Pair, rfc3339_millis};
use std::sync::LazyLock;

/// The fact that says that a database holds an import, and of which time.
const IMPORTED_AT: &str = "imported_at";

/// How many chats are changed in one statement.
const CHUNK_CHATS: usize = 500;

/// A chat, its revision, its last message, and its latest time.
pub(super) type ChatState = (i64, i64, i64, Millis);

pub(super) enum Opened {
    Ready(Target),
    /// It was filled before, at this time.
    HoldsImport(String),
}

/// A database at this version without users; nothing in a dry run.
pub(super) struct Target {
    address: DatabaseAddress,
    conn: Option<DbConnection>,
}

/// The one transaction; nothing in a dry run.
pub(super) struct Transaction<'a>(Option<&'a mut DbConnection>);

impl Target {
    /// Opens the database, and brings its schema up to date unless it has users. A dry run only looks at an existing one.
    pub(super) fn open(address: &DatabaseAddress, is_dry_run: bool) -> Result<Opened, ImportError> {
        let is_missing = matches!(address, DatabaseAddress::Sqlite(path) if path.symlink_metadata().is_err());
        let (address, mut conn) = (address.clone(), None);
        if !(is_dry_run && is_missing) {
            let mut opened = DbConnection::open(&address)?;
            refuse_original(&mut opened)?;
            if has_migrations(&mut opened)?
                && let Some(time) = expect_no_users(&mut opened)?
            {
                return Ok(Opened::HoldsImport(time));
            }
            conn = Some(opened).filter(|_| !is_dry_run);
        }
        if let Some(conn) = &mut conn {
            migrate(conn)?;
        }
        Ok(Opened::Ready(Self { address, conn }))
    }

    /// Makes a change in one transaction.
    pub(super) fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<T, ImportError>,
    ) -> Result<T, ImportError> {
        let Some(conn) = &mut self.conn else { return change(&mut Transaction(None)) };
        let changed = in_one_transaction(conn, &self.address, |conn| {
            claim(conn)?;
            change(&mut Transaction(Some(conn)))
        });
        Ok(changed?)
    }
}

/// Makes sure that nobody else changes the database, and that it is still empty.
fn claim(conn: &mut DbConnection) -> Result<(), ImportError> {
    if let DbConnection::Postgres(conn) = conn
        && !lock_unused(conn)?
    {
        return Err(ImportError::InUse);
    }
    match expect_no_users(conn)? {
        None => Ok(()),
        Some(_) => Err(ImportError::InUse),
    }
}

/// Fails if there are users who weren't imported. Returns when they were.
fn expect_no_users(conn: &mut DbConnection) -> Result<Option<String>, ImportError> {
    let imported_at = meta::table.find(IMPORTED_AT).select(meta::value);
    let imported_at: Option<String> = imported_at.first(conn).optional().map_err(StoreError::from)?;
    if imported_at.is_some() {
        return Ok(imported_at);
    }
    if crate::users::is_empty(conn)? { Ok(None) } else { Err(ImportError::NotEmpty) }
}

/// The row of a chat is complete when its last message is known. Everything is read.
static COMPLETE: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(
        "UPDATE chats SET revision = CAST(rows.value ->> 1 AS BIGINT), \
             last_message_id = CAST(rows.value ->> 2 AS BIGINT), user1_read_up_to = CAST(rows.value ->> 2 AS BIGINT), \
             user2_read_up_to = CAST(rows.value ->> 2 AS BIGINT), written_until = CAST(rows.value ->> 3 AS BIGINT) \
         FROM {rows} WHERE chat_id = CAST(rows.value ->> 0 AS BIGINT) RETURNING chat_id",
    )
});

#[derive(QueryableByName)]
struct Completed {
    #[diesel(sql_type = BigInt)]
    #[expect(dead_code, reason = "a statement that returns nothing can't be loaded")]
    chat_id: i64,
}

impl Transaction<'_> {
    pub(super) fn insert_users(&mut self, rows: &[FullUserRow]) -> Result<(), ImportError> {
        self.insert(|conn| {
            on_each_backend!(conn, |inner| diesel::insert_into(users::table).values(rows).execute(inner))
        })
    }

    pub(super) fn insert_chats(&mut self, rows: &[(i64, Pair)]) -> Result<(), ImportError> {
        let row = |(chat_id, pair): &(i64, Pair)| {
            let (user1_id, user2_id) = (pair.user1_id().get(), pair.user2_id().get());
            (chats::chat_id.eq(*chat_id), chats::user1_id.eq(user1_id), chats::user2_id.eq(user2_id))
        };
        let rows: Vec<_> = rows.iter().map(row).collect();
        self.insert(|conn| {
            on_each_backend!(conn, |inner| diesel::insert_into(chats::table).values(&rows).execute(inner))
        })
    }

    pub(super) fn insert_messages(&mut self, rows: &[FullMessageRow]) -> Result<(), ImportError> {
        self.insert(|conn| {
            on_each_backend!(conn, |inner| diesel::insert_into(messages::table).values(rows).execute(inner))
        })
    }

    fn insert(
        &mut self,
        insert: impl FnOnce(&mut DbConnection) -> QueryResult<usize>,
    ) -> Result<(), ImportError> {
        if let Some(conn) = &mut self.0 {
            insert(conn).map_err(StoreError::from)?;
        }
        Ok(())
    }

    /// Stores what is derived, makes new ids start after the last ones, and notes that this database holds an import.
    pub(super) fn finish(&mut self, chats: &[ChatState], last_ids: &[LastId]) -> Result<(), ImportError> {
        let Some(conn) = &mut self.0 else { return Ok(()) };
        for states in chats.chunks(CHUNK_CHATS) {
            COMPLETE.load::<Completed>(conn, &states)?;
        }
        let now = rfc3339_millis(Utc::now().trunc_subsecs(0));
        let imported = (meta::name.eq(IMPORTED_AT), meta::value.eq(now));
        on_each_backend!(&mut **conn, |inner| {
            diesel::sql_query(FILL_GRAMS)
                .execute(inner)
                .and_then(|_| diesel::insert_into(meta::table).values(&imported).execute(inner))
        })
        .map_err(StoreError::from)?;
        restart_ids(conn, last_ids)?;
        Ok(analyze(conn)?)
    }
}
