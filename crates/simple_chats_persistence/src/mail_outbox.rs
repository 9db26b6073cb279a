//! Mails that wait to be sent. A row holds what kind of mail and to which address, and no secret.

use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::schema::mail_outbox;
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// A mail that waits to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingMail {
    /// Identifies the row.
    pub mail_id: i64,
    /// Which mail.
    pub kind: String,
    /// To whom, whether known here or not.
    pub address: String,
    /// How often it has been claimed, this time included.
    pub tries: i32,
}

/// Puts a mail into the outbox. Returns its id.
pub fn insert(
    conn: &mut DbConnection,
    kind: &str,
    address: &str,
    at: DateTime<Utc>,
) -> Result<i64, StoreError> {
    Ok(diesel::insert_into(mail_outbox::table)
        .values((
            mail_outbox::kind.eq(kind),
            mail_outbox::address.eq(address),
            mail_outbox::created_at.eq(at.naive_utc()),
            mail_outbox::next_try_at.eq(at.naive_utc()),
        ))
        .returning(mail_outbox::mail_id)
        .get_result(conn)?)
}

/// Whether a mail is due.
pub fn is_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = mail_outbox::table.filter(mail_outbox::next_try_at.le(now.naive_utc()));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Takes the mail that has been due for longest, and puts it off until `again_at`, so that another instance leaves it
/// alone and a mail whose sender dies is tried again. Nothing where none is due.
pub fn claim(
    conn: &mut DbConnection,
    now: DateTime<Utc>,
    again_at: DateTime<Utc>,
) -> Result<Option<WaitingMail>, StoreError> {
    let due = mail_outbox::table
        .filter(mail_outbox::next_try_at.le(now.naive_utc()))
        .order((mail_outbox::next_try_at, mail_outbox::mail_id))
        .select(mail_outbox::mail_id);
    let mail_id: Option<i64> = match conn {
        DbConnection::Postgres(conn) => due.for_update().skip_locked().first(conn).optional()?,
        DbConnection::Sqlite(conn) => due.first(conn).optional()?,
    };
    let Some(mail_id) = mail_id else { return Ok(None) };
    let (kind, address, tries) = diesel::update(mail_outbox::table.find(mail_id))
        .set((
            mail_outbox::next_try_at.eq(again_at.naive_utc()),
            mail_outbox::tries.eq(mail_outbox::tries + 1),
        ))
        .returning((mail_outbox::kind, mail_outbox::address, mail_outbox::tries))
        .get_result(conn)?;
    Ok(Some(WaitingMail { mail_id, kind, address, tries }))
}

/// Puts a mail off.
pub fn set_next_try(conn: &mut DbConnection, mail_id: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(mail_outbox::table.find(mail_id))
        .set(mail_outbox::next_try_at.eq(at.naive_utc()))
        .execute(conn)?;
    Ok(())
}

/// Removes a mail: it was sent, or never will be.
pub fn delete(conn: &mut DbConnection, mail_id: i64) -> Result<(), StoreError> {
    diesel::delete(mail_outbox::table.find(mail_id)).execute(conn)?;
    Ok(())
}
