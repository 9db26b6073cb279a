//! The database of the original application, which is only read.

use super::error::{ImportError, of_source};
use crate::address::DatabaseAddress;
use crate::connection::{Access, DbConnection};
use crate::copy::LastId;
use crate::error::StoreError;
use crate::migrations::has_migrations;
use diesel::connection::SimpleConnection;
use diesel::deserialize::QueryableByName;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

/// How many rows are read at once. The greatest number of values in a statement of SQLite is 32,766, and a row has up to 24.
const CHUNK_ROWS: usize = 500;

/// The oldest version whose statements this program uses.
const OLDEST_VERSION: i64 = 12;

/// The tables, their keys, and their other columns.
const TABLES: [(&str, &str, &[&str]); 3] = [
    ("users", "user_id", &["username", "email", "name", "password_hash", "date_joined"]),
    ("chats", "chat_id", &["user1_id", "user2_id"]),
    ("messages", "message_id", &["datetime_writing", "text", "sender_id", "receiver_id", "chat_id"]),
];

pub(super) struct Source(DbConnection);

#[derive(QueryableByName)]
pub(super) struct SourceUser {
    #[diesel(sql_type = BigInt)]
    pub(super) user_id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) email: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) password_hash: Option<String>,
    /// In milliseconds since 1970.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) date_joined: Option<i64>,
}

#[derive(QueryableByName)]
#[expect(clippy::struct_field_names, reason = "columns of the table")]
pub(super) struct SourceChat {
    #[diesel(sql_type = BigInt)]
    pub(super) chat_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) user1_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) user2_id: Option<i64>,
}

#[derive(QueryableByName)]
pub(super) struct SourceMessage {
    #[diesel(sql_type = BigInt)]
    pub(super) message_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) chat_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) sender_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) receiver_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) text: Option<String>,
    /// In milliseconds since 1970.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) written_at: Option<i64>,
}

// A time without a zone counts as UTC, and one beyond the years of four digits as unknown.
const USERS: &str = "SELECT user_id::bigint AS user_id, username::text AS username, email::text AS email, name::text AS name, \
         password_hash::text AS password_hash, \
         CASE WHEN date_joined >= '0001-01-01' AND date_joined < '9999-12-31' \
             THEN floor(extract(epoch FROM date_joined) * 1000)::bigint END AS date_joined \
     FROM users WHERE user_id > $1 ORDER BY users.user_id LIMIT $2";
const CHATS: &str = "SELECT chat_id::bigint AS chat_id, user1_id::bigint AS user1_id, user2_id::bigint AS user2_id \
     FROM chats WHERE chat_id > $1 ORDER BY chats.chat_id LIMIT $2";
const MESSAGES: &str = "SELECT message_id::bigint AS message_id, chat_id::bigint AS chat_id, sender_id::bigint AS sender_id, \
         receiver_id::bigint AS receiver_id, text::text AS text, \
         CASE WHEN datetime_writing >= '0001-01-01' AND datetime_writing < '9999-12-31' \
             THEN floor(extract(epoch FROM datetime_writing) * 1000)::bigint END AS written_at \
     FROM messages WHERE message_id > $1 ORDER BY messages.message_id LIMIT $2";

impl Source {
    pub(super) fn open(url: &str) -> Result<Self, ImportError> {
        let address = DatabaseAddress::Postgres(url.to_owned());
        DbConnection::open_for(&address, Access::ReadOnly).map(Self).map_err(of_source)
    }

    /// Runs reads that all see the database as it was at the first one. Nobody waits for them.
    pub(super) fn snapshot<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ImportError>,
    ) -> Result<T, ImportError> {
        const TIMEOUTS: &str =
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";
        let Self(conn) = self;
        conn.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").map_err(of_source)?;
        conn.batch_execute(TIMEOUTS).map_err(of_source)?;
        // The connection and with it the transaction end after this.
        read(self)
    }

    /// Fails unless this is a database of the original, on a server that is new enough.
    pub(super) fn expect_original(&mut self) -> Result<(), ImportError> {
        expect_version(self.number("current_setting('server_version_num')::int")?)?;
        if has_migrations(&mut self.0).map_err(of_source)? {
            return Err(ImportError::NotTheOriginal(
                "is one of Simple Chats already: use it as DATABASE_URL".to_owned(),
            ));
        }
        for (table, key, columns) in TABLES {
            if !self.is_there(&format!("to_regclass('{table}') IS NOT NULL"))? {
                return Err(ImportError::NotTheOriginal(format!(
                    "has no table {table}: expected that of flask-simple-chats after `flask db upgrade`"
                )));
            }
            for column in std::iter::once(&key).chain(columns) {
                let found = format!(
                    "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('{table}') AND attname = '{column}' \
                     AND NOT attisdropped)"
                );
                if !self.is_there(&found)? {
                    return Err(ImportError::NotTheOriginal(format!(
                        "has no column {column} in its table {table}: expected that of flask-simple-chats after `flask db \
                         upgrade`"
                    )));
                }
            }
        }
        Ok(())
    }

    /// Reads all users in the order of their ids.
    pub(super) fn each_chunk_of_users(
        &mut self,
        each: impl FnMut(Vec<SourceUser>) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.each_chunk(USERS, |user: &SourceUser| user.user_id, each)
    }

    /// Reads all chats in the order of their ids.
    pub(super) fn each_chunk_of_chats(
        &mut self,
        each: impl FnMut(Vec<SourceChat>) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.each_chunk(CHATS, |chat: &SourceChat| chat.chat_id, each)
    }

    /// Reads all messages in the order of their ids.
    pub(super) fn each_chunk_of_messages(
        &mut self,
        each: impl FnMut(Vec<SourceMessage>) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.each_chunk(MESSAGES, |message: &SourceMessage| message.message_id, each)
    }

    fn each_chunk<R: QueryableByName<Pg> + 'static>(
        &mut self,
        statement: &str,
        id_of: impl Fn(&R) -> i64,
        mut each: impl FnMut(Vec<R>) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut last = i64::MIN;
        loop {
            let limit = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
            let chunk = diesel::sql_query(statement).bind::<BigInt, _>(last).bind::<BigInt, _>(limit);
            let rows: Vec<R> = chunk.load(self.inner()?).map_err(of_source)?;
            let Some(id) = rows.last().map(&id_of) else { return Ok(()) };
            last = id;
            each(rows)?;
        }
    }

    /// The greatest ids that the tables ever had, as far as it is known.
    pub(super) fn last_ids(&mut self) -> Result<Vec<LastId>, ImportError> {
        let mut last_ids = Vec::new();
        for (table, column, _) in TABLES {
            let used = format!("pg_get_serial_sequence('{table}', '{column}')::regclass");
            let drawn = format!(
                "CASE WHEN has_sequence_privilege({used}, 'SELECT') THEN pg_sequence_last_value({used}) END"
            );
            let value = self.number(&format!(
                "GREATEST((SELECT MAX({column}) FROM {table})::bigint, ({drawn})::bigint, 0)"
            ))?;
            last_ids.push(LastId { table, column, value });
        }
        Ok(last_ids)
    }

    fn number(&mut self, expression: &str) -> Result<i64, ImportError> {
        #[derive(QueryableByName)]
        struct Number {
            #[diesel(sql_type = BigInt)]
            number: i64,
        }
        let query = diesel::sql_query(format!("SELECT ({expression})::bigint AS number"));
        Ok(query.get_result::<Number>(self.inner()?).map_err(of_source)?.number)
    }

    fn is_there(&mut self, condition: &str) -> Result<bool, ImportError> {
        Ok(self.number(&format!("({condition})::int"))? != 0)
    }

    fn inner(&mut self) -> Result<&mut PgConnection, ImportError> {
        match &mut self.0 {
            DbConnection::Postgres(conn) => Ok(conn),
            DbConnection::Sqlite(_) => Err(ImportError::Source(StoreError::NotFound)),
        }
    }
}

/// PostgreSQL's number of a version is its major version times 10,000 and something.
fn expect_version(number: i64) -> Result<(), ImportError> {
    let major = number / 10_000;
    if major >= OLDEST_VERSION {
        return Ok(());
    }
    Err(ImportError::NotTheOriginal(format!(
        "is on a server of PostgreSQL {major}: expected {OLDEST_VERSION} or newer, so move it with pg_dump first"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_too_old_is_refused() {
        assert!(expect_version(120_000).is_ok() && expect_version(170_002).is_ok());
        let error = expect_version(110_022).unwrap_err().to_string();
        assert!(error.contains("PostgreSQL 11: expected 12 or newer"), "{error}");
    }
}
