//! Signed-in browsers. The key of a row is a hash of what the browser's cookie holds.

use crate::connection::{DbConnection, MAX_LIST};
use crate::error::StoreError;
use crate::schema::{sessions, users};
use crate::users::{Account, USER_COLUMNS, UserRow};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;
use std::collections::HashSet;

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of what the cookie holds.
    pub session_key: String,
    /// Who is signed in.
    pub user_id: UserId,
    /// When the user signed in.
    pub created_at: DateTime<Utc>,
    /// When the browser last asked for something, to some minutes.
    pub last_seen_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub user_agent: String,
    /// From which address the user signed in.
    pub address: String,
}

type SessionRow = (String, i64, NaiveDateTime, NaiveDateTime, String, String);

impl From<SessionRow> for Session {
    fn from((session_key, user_id, created_at, last_seen_at, user_agent, address): SessionRow) -> Self {
        Self {
            session_key,
            user_id: UserId::stored(user_id),
            created_at: created_at.and_utc(),
            last_seen_at: last_seen_at.and_utc(),
            user_agent,
            address,
        }
    }
}

/// Stores a session.
pub fn insert(conn: &mut DbConnection, session: &Session) -> Result<(), StoreError> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::session_key.eq(&session.session_key),
            sessions::user_id.eq(session.user_id.get()),
            sessions::created_at.eq(session.created_at.naive_utc()),
            sessions::last_seen_at.eq(session.last_seen_at.naive_utc()),
            sessions::user_agent.eq(&session.user_agent),
            sessions::address.eq(&session.address),
        ))
        .execute(conn)?;
    Ok(())
}

/// A session with the account of its user.
pub fn find(conn: &mut DbConnection, session_key: &str) -> Result<(Session, Account), StoreError> {
    let (session, user): (SessionRow, UserRow) = sessions::table
        .inner_join(users::table)
        .filter(sessions::session_key.eq(session_key))
        .select((sessions::all_columns, USER_COLUMNS))
        .first(conn)?;
    Ok((session.into(), user.into_account()?))
}

/// Notes that a session is in use.
pub fn set_last_seen(
    conn: &mut DbConnection,
    session_key: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(session_key))
        .set(sessions::last_seen_at.eq(at.naive_utc()))
        .execute(conn)?;
    Ok(())
}

/// Ends a session; nothing happens where there is none.
pub fn delete(conn: &mut DbConnection, session_key: &str) -> Result<(), StoreError> {
    diesel::delete(sessions::table.find(session_key)).execute(conn)?;
    Ok(())
}

/// Ends all sessions of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<(), StoreError> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}

/// Which of these sessions have not ended.
pub fn filter_existing(conn: &mut DbConnection, keys: &[String]) -> Result<HashSet<String>, StoreError> {
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

/// Removes sessions that were last seen before a time.
pub fn delete_unseen_since(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize, StoreError> {
    Ok(diesel::delete(sessions::table.filter(sessions::last_seen_at.lt(time.naive_utc()))).execute(conn)?)
}
