//! Sessions of browsers. A row's key is a hash of the token in the browser's cookie.

use crate::connection::{DbConnection, MAX_LIST, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::{sessions, users};
use crate::users::{Account, UserRow};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;
use std::collections::HashSet;

/// The session of a browser in which a user is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the cookie's token.
    pub session_key: String,
    /// The user.
    pub user_id: UserId,
    /// When the user logged in.
    pub created_at: DateTime<Utc>,
    /// When the browser last sent a request, to within a few minutes.
    pub last_seen_at: DateTime<Utc>,
    /// The browser's user agent.
    pub user_agent: String,
    /// The address from which the user logged in.
    pub address: String,
    /// Names the session to its user.
    pub session_id: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub(crate) struct SessionRow {
    pub(crate) session_key: String,
    user_id: i64,
    created_at: Millis,
    last_seen_at: Millis,
    user_agent: String,
    address: String,
    session_id: String,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            session_key: row.session_key,
            user_id: UserId::stored(row.user_id),
            created_at: row.created_at.time(),
            last_seen_at: row.last_seen_at.time(),
            user_agent: row.user_agent,
            address: row.address,
            session_id: row.session_id,
        }
    }
}

/// Stores a session.
pub fn insert(conn: &mut DbConnection, session: &Session) -> Result<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::session_key.eq(&session.session_key),
            sessions::user_id.eq(session.user_id.get()),
            sessions::created_at.eq(Millis::from(session.created_at)),
            sessions::last_seen_at.eq(Millis::from(session.last_seen_at)),
            sessions::user_agent.eq(&session.user_agent),
            sessions::address.eq(&session.address),
            sessions::session_id.eq(&session.session_id),
        ))
        .execute(conn)?;
    Ok(())
}

/// Finds a session and the account of its user.
pub fn find(conn: &mut DbConnection, session_key: &str) -> Result<(Session, Account)> {
    let (session, user): (SessionRow, UserRow) = on_each_backend!(conn, |inner| sessions::table
        .inner_join(users::table)
        .filter(sessions::session_key.eq(session_key))
        .select((SessionRow::as_select(), UserRow::as_select()))
        .first(inner))?;
    Ok((session.into(), user.try_into()?))
}

/// The sessions of a user, the last used first, at most 200.
pub fn list_of(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<Session>> {
    let rows: Vec<SessionRow> = sessions::table
        .filter(sessions::user_id.eq(user_id.get()))
        .order((sessions::last_seen_at.desc(), sessions::session_key))
        .limit(200)
        .select(SessionRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Session::from).collect())
}

/// Ends the session of a user with this id. Returns its key; fails with [`StoreError::NotFound`](crate::StoreError) if the
/// user has none.
pub fn delete_of(conn: &mut DbConnection, user_id: UserId, session_id: &str) -> Result<String> {
    let row = sessions::table
        .filter(sessions::session_id.eq(session_id))
        .filter(sessions::user_id.eq(user_id.get()));
    Ok(diesel::delete(row).returning(sessions::session_key).get_result(conn)?)
}

/// Ends all sessions of a user but the one with this key. Returns the keys of those that it ended.
pub fn delete_all_but(conn: &mut DbConnection, user_id: UserId, kept: Option<&str>) -> Result<Vec<String>> {
    let others = sessions::table
        .filter(sessions::user_id.eq(user_id.get()))
        .filter(sessions::session_key.ne(kept.unwrap_or_default()));
    Ok(diesel::delete(others).returning(sessions::session_key).get_results(conn)?)
}

/// Sets when a session was last used.
pub fn set_last_seen(conn: &mut DbConnection, session_key: &str, at: DateTime<Utc>) -> Result<()> {
    diesel::update(sessions::table.find(session_key))
        .set(sessions::last_seen_at.eq(Millis::from(at)))
        .execute(conn)?;
    Ok(())
}

/// Ends a session, if it exists.
pub fn delete(conn: &mut DbConnection, session_key: &str) -> Result<()> {
    diesel::delete(sessions::table.find(session_key)).execute(conn)?;
    Ok(())
}

/// Ends all sessions of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}

/// The given sessions that exist.
pub fn filter_existing(conn: &mut DbConnection, keys: &[String]) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for chunk in keys.chunks(MAX_LIST) {
        let rows: Vec<String> = sessions::table
            .filter(sessions::session_key.eq_any(chunk))
            .select(sessions::session_key)
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Ends the sessions that were last used before a time. Returns how many.
pub fn delete_unseen_since(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::last_seen_at.lt(Millis::from(time)))).execute(conn)?)
}
