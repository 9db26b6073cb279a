//! Mails that wait to be sent, and those that were given up. A row holds the kind of mail, the address, and what the mail says,
//! but no secret.

use crate::cause;
use crate::connection::{DbConnection, MAX_LIST, by_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::mail_outbox;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{UserId, fold};

/// A mail that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mail_outbox, treat_none_as_default_value = false)]
pub struct WaitingMail {
    /// Identifies the mail.
    pub mail_id: i64,
    /// The kind of mail.
    pub kind: String,
    /// The recipient, who need not be a user.
    pub address: String,
    /// How often it has been claimed, including this time.
    pub tries: i32,
    /// The user whom it is about, if that was known.
    pub user_id: Option<i64>,
    /// What it says, if its kind doesn't tell.
    pub details: Option<String>,
    /// The id of the request that has queued it, if one has.
    pub request_id: Option<String>,
}

/// All columns.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = mail_outbox, treat_none_as_default_value = false)]
pub(crate) struct MailRow {
    #[diesel(embed)]
    pub(crate) mail: WaitingMail,
    created_at: Millis,
    next_try_at: Millis,
    failure: Option<String>,
    given_up_at: Option<Millis>,
}

/// Puts a mail into the outbox. Returns its id.
pub fn insert(conn: &mut DbConnection, kind: &str, address: &str, at: DateTime<Utc>) -> Result<i64> {
    insert_row(conn, (kind, address), None, at)
}

/// Puts a mail about a user into the outbox, which says more than its kind. Returns its id.
pub fn insert_about(
    conn: &mut DbConnection,
    kind: &str,
    address: &str,
    user_id: UserId,
    details: &str,
    at: DateTime<Utc>,
) -> Result<i64> {
    insert_row(conn, (kind, address), Some((user_id.get(), details)), at)
}

fn insert_row(
    conn: &mut DbConnection,
    (kind, address): (&str, &str),
    about: Option<(i64, &str)>,
    at: DateTime<Utc>,
) -> Result<i64> {
    Ok(diesel::insert_into(mail_outbox::table)
        .values((
            mail_outbox::kind.eq(kind),
            mail_outbox::address.eq(address),
            mail_outbox::created_at.eq(Millis::from(at)),
            mail_outbox::next_try_at.eq(Millis::from(at)),
            mail_outbox::user_id.eq(about.map(|(user_id, _)| user_id)),
            mail_outbox::details.eq(about.map(|(_, details)| details)),
            mail_outbox::request_id.eq(cause::request_id()),
        ))
        .returning(mail_outbox::mail_id)
        .get_result(conn)?)
}

/// Whether a mail is due.
pub fn is_due(conn: &mut DbConnection, now: DateTime<Utc>) -> Result<bool> {
    let waiting = mail_outbox::table.filter(mail_outbox::given_up_at.is_null());
    let due = waiting.filter(mail_outbox::next_try_at.le(Millis::from(now)));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Claims the mail that has been due the longest, if any is due, and postpones it until `retry_at`: until then other
/// instances leave it alone, and afterwards it is tried again if this one has died.
pub fn claim(
    conn: &mut DbConnection,
    now: DateTime<Utc>,
    retry_at: DateTime<Utc>,
) -> Result<Option<WaitingMail>> {
    let due = mail_outbox::table
        .filter(mail_outbox::given_up_at.is_null())
        .filter(mail_outbox::next_try_at.le(Millis::from(now)))
        .order((mail_outbox::next_try_at, mail_outbox::mail_id))
        .select(mail_outbox::mail_id);
    let mail_id: Option<i64> = by_backend!(conn,
        Postgres(conn) => due.for_update().skip_locked().first(conn).optional()?,
        Sqlite(conn) => due.first(conn).optional()?,
    );
    let Some(mail_id) = mail_id else { return Ok(None) };
    let mail = diesel::update(mail_outbox::table.find(mail_id))
        .set((
            mail_outbox::next_try_at.eq(Millis::from(retry_at)),
            mail_outbox::tries.eq(mail_outbox::tries + 1),
        ))
        .returning((
            mail_outbox::mail_id,
            mail_outbox::kind,
            mail_outbox::address,
            mail_outbox::tries,
            mail_outbox::user_id,
            mail_outbox::details,
            mail_outbox::request_id,
        ))
        .get_result(conn)?;
    Ok(Some(mail))
}

/// Postpones a mail that couldn't be sent for some reason.
pub fn set_next_try(conn: &mut DbConnection, mail_id: i64, at: DateTime<Utc>, failure: &str) -> Result<()> {
    diesel::update(mail_outbox::table.find(mail_id))
        .set((mail_outbox::next_try_at.eq(Millis::from(at)), mail_outbox::failure.eq(failure)))
        .execute(conn)?;
    Ok(())
}

/// Notes that a mail to a user is never tried again, and why, and erases what it would say.
pub fn give_up(
    conn: &mut DbConnection,
    mail_id: i64,
    user_id: UserId,
    at: DateTime<Utc>,
    failure: &str,
) -> Result<()> {
    diesel::update(mail_outbox::table.find(mail_id))
        .set((
            mail_outbox::user_id.eq(user_id.get()),
            mail_outbox::details.eq(None::<String>),
            mail_outbox::given_up_at.eq(Millis::from(at)),
            mail_outbox::failure.eq(failure),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes the mails that were given up before a time. Returns how many.
pub fn delete_given_up_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let old = mail_outbox::table.filter(mail_outbox::given_up_at.lt(Millis::from(time)));
    Ok(diesel::delete(old).execute(conn)?)
}

/// Deletes all mails to an address, in any spelling of it that means the same user.
pub fn delete_all_to(conn: &mut DbConnection, address: &str) -> Result<()> {
    let key = fold(address);
    let waiting: Vec<(i64, String)> =
        mail_outbox::table.select((mail_outbox::mail_id, mail_outbox::address)).load(conn)?;
    let same = waiting.into_iter().filter(|(_, address)| fold(address) == key);
    for ids in same.map(|(mail_id, _)| mail_id).collect::<Vec<_>>().chunks(MAX_LIST) {
        diesel::delete(mail_outbox::table.filter(mail_outbox::mail_id.eq_any(ids))).execute(conn)?;
    }
    Ok(())
}

/// Deletes all mails about a user.
pub fn delete_all_about(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(mail_outbox::table.filter(mail_outbox::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}

/// Deletes all mails of a kind about a user.
pub fn delete_kind_about(conn: &mut DbConnection, kind: &str, user_id: UserId) -> Result<()> {
    let about = mail_outbox::table.filter(mail_outbox::user_id.eq(user_id.get()));
    diesel::delete(about.filter(mail_outbox::kind.eq(kind))).execute(conn)?;
    Ok(())
}

/// Whether a mail still waits.
pub fn is_waiting(conn: &mut DbConnection, mail_id: i64) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(mail_outbox::table.find(mail_id))).get_result(conn)?)
}

/// Deletes a mail that was sent or is no longer wanted.
pub fn delete(conn: &mut DbConnection, mail_id: i64) -> Result<()> {
    diesel::delete(mail_outbox::table.find(mail_id)).execute(conn)?;
    Ok(())
}

/// A mail that was tried and not sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailingMail {
    /// The mail.
    pub mail: WaitingMail,
    /// When it was put into the outbox.
    pub created_at: DateTime<Utc>,
    /// When it is tried again.
    pub next_try_at: DateTime<Utc>,
    /// Why it wasn't sent at the last try, if that has come to an end.
    pub failure: Option<String>,
}

/// A mail that is never tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUpMail {
    /// The mail, without what it would say.
    pub mail: WaitingMail,
    /// When it was put into the outbox.
    pub created_at: DateTime<Utc>,
    /// When it was given up.
    pub given_up_at: DateTime<Utc>,
    /// Why.
    pub failure: String,
}

/// How many mails of a state there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailCount {
    /// The mails.
    pub count: i64,
    /// When the oldest of them was put into the outbox.
    pub oldest: Option<DateTime<Utc>>,
}

/// The mails that wait and have not failed, those that have failed and wait, and those that were given up.
pub fn count(conn: &mut DbConnection) -> Result<[MailCount; 3]> {
    let count_and_oldest = (diesel::dsl::count_star(), diesel::dsl::min(mail_outbox::created_at));
    let all = mail_outbox::table.select(count_and_oldest);
    let pending = all.filter(mail_outbox::given_up_at.is_null());
    let rows: [(i64, Option<Millis>); 3] = [
        pending.filter(mail_outbox::failure.is_null()).get_result(conn)?,
        pending.filter(mail_outbox::failure.is_not_null()).get_result(conn)?,
        all.filter(mail_outbox::given_up_at.is_not_null()).get_result(conn)?,
    ];
    Ok(rows.map(|(count, oldest)| MailCount { count, oldest: oldest.map(Millis::time) }))
}

/// The mails that were put into the outbox before a time, have been tried, and still wait; the oldest first.
pub fn list_failing(conn: &mut DbConnection, before: DateTime<Utc>, limit: i64) -> Result<Vec<FailingMail>> {
    let rows: Vec<MailRow> = mail_outbox::table
        .filter(mail_outbox::given_up_at.is_null())
        .filter(mail_outbox::tries.gt(0))
        .filter(mail_outbox::created_at.lt(Millis::from(before)))
        .order(mail_outbox::mail_id)
        .limit(limit)
        .select(MailRow::as_select())
        .load(conn)?;
    let failing = |row: MailRow| FailingMail {
        mail: row.mail,
        created_at: row.created_at.time(),
        next_try_at: row.next_try_at.time(),
        failure: row.failure,
    };
    Ok(rows.into_iter().map(failing).collect())
}

/// The mails that were given up, those that were put into the outbox last first.
pub fn list_given_up(conn: &mut DbConnection, limit: i64) -> Result<Vec<GivenUpMail>> {
    let rows: Vec<MailRow> = mail_outbox::table
        .filter(mail_outbox::given_up_at.is_not_null())
        .order(mail_outbox::mail_id.desc())
        .limit(limit)
        .select(MailRow::as_select())
        .load(conn)?;
    let given_up = |row: MailRow| {
        Some(GivenUpMail {
            mail: row.mail,
            created_at: row.created_at.time(),
            given_up_at: row.given_up_at?.time(),
            failure: row.failure.unwrap_or_default(),
        })
    };
    Ok(rows.into_iter().filter_map(given_up).collect())
}
