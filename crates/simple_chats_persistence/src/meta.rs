//! Facts about the database itself.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::StoreError;
use crate::schema::{mail_outbox, meta, reset_tokens, sessions, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// The name of this database's history. A client that remembers another one starts over.
pub fn epoch(conn: &mut DbConnection) -> Result<String, StoreError> {
    Ok(meta::table.find("epoch").select(meta::value).first(conn)?)
}

/// Begins a new history, and returns its name: every client starts over. For a database that was put back to an earlier
/// state, so that nobody takes what is there now for what was there before.
pub fn start_epoch(conn: &mut DbConnection) -> Result<String, StoreError> {
    let draw = match conn {
        DbConnection::Postgres(_) => "UPDATE meta SET value = replace(gen_random_uuid()::text, '-', '')",
        DbConnection::Sqlite(_) => "UPDATE meta SET value = lower(hex(randomblob(16)))",
    };
    let begun = diesel::sql_query(format!("{draw} WHERE name = 'epoch'")).execute(conn)?;
    if begun == 0 { Err(StoreError::NotFound) } else { epoch(conn) }
}

/// Ends all that proves an identity but the passwords: sessions, API tokens, reset links and the mails that would bring
/// new ones. For a database that was put back to an earlier state, in which what was revoked since is good again.
pub fn log_everybody_out(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    on_each_backend!(&mut *conn, |inner| {
        diesel::delete(sessions::table).execute(inner)?;
        diesel::delete(reset_tokens::table).execute(inner)?;
        diesel::delete(mail_outbox::table).execute(inner)
    })?;
    // Counted on from the time, no version of before comes back.
    diesel::update(users::table)
        .set(users::credentials_version.eq(users::credentials_version + now.timestamp()))
        .execute(conn)?;
    Ok(())
}
