//! The identity of a database: its epoch.

use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use crate::schema::{email_confirmations, mail_outbox, meta, personal_tokens, reset_tokens, sessions, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = meta)]
pub(crate) struct MetaRow {
    pub(crate) name: String,
    value: String,
}

/// The epoch: the id of the history that the database holds. A client that knows another epoch starts over.
pub fn epoch(conn: &mut DbConnection) -> Result<String> {
    Ok(meta::table.find("epoch").select(meta::value).first(conn)?)
}

/// The size of the database in bytes, without SQLite's log.
pub fn database_size(conn: &mut DbConnection) -> Result<i64> {
    #[derive(QueryableByName)]
    struct Size {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        bytes: i64,
    }
    let statement = diesel::sql_query(match conn.backend() {
        Backend::Postgres => "SELECT pg_database_size(current_database()) AS bytes",
        Backend::Sqlite => {
            "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()"
        }
    });
    let size: Size = on_each_backend!(conn, |inner| statement.get_result(inner))?;
    Ok(size.bytes)
}

/// Starts a new epoch, and returns it: every client starts over. For a database that was restored to an earlier state, in
/// which ids and revisions may get other meanings.
pub fn start_epoch(conn: &mut DbConnection) -> Result<String> {
    let update = match conn.backend() {
        Backend::Postgres => "UPDATE meta SET value = replace(gen_random_uuid()::text, '-', '')",
        Backend::Sqlite => "UPDATE meta SET value = lower(hex(randomblob(16)))",
    };
    let updated = diesel::sql_query(format!("{update} WHERE name = 'epoch'")).execute(conn)?;
    if updated == 0 { Err(StoreError::NotFound) } else { epoch(conn) }
}

/// Revokes all credentials except passwords: sessions, API tokens, reset links, and the mails that would bring new ones.
/// For a database that was restored to an earlier state, in which credentials that were revoked since are valid again.
pub fn log_everybody_out(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<()> {
    on_each_backend!(&mut *conn, |inner| {
        diesel::delete(sessions::table).execute(inner)?;
        diesel::delete(reset_tokens::table).execute(inner)?;
        diesel::delete(personal_tokens::table).execute(inner)?;
        diesel::delete(email_confirmations::table).execute(inner)?;
        diesel::delete(mail_outbox::table).execute(inner)
    })?;
    // Adding the time makes sure that no earlier version comes back.
    diesel::update(users::table)
        .set(users::credentials_version.eq(users::credentials_version + now.timestamp()))
        .execute(conn)?;
    Ok(())
}
