//! When users were last online.

use crate::connection::{DbConnection, id_chunks};
use crate::error::Result;
use crate::millis::Millis;
use crate::privacy;
use crate::schema::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{Chat, Pair, UserId};
use std::collections::HashMap;

/// A user, and when the user was last online, if known.
pub type LastSeen = (UserId, Option<DateTime<Utc>>);

/// Sets when users were last online. On PostgreSQL this locks their rows, in order of id.
pub fn set_last_seen(conn: &mut DbConnection, people: &[UserId], at: DateTime<Utc>) -> Result<()> {
    privacy::lock_users(conn, people)?;
    for ids in id_chunks(people) {
        diesel::update(users::table.filter(users::user_id.eq_any(ids)).filter(users::deleted_at.is_null()))
            .set(users::last_seen.eq(Millis::from(at)))
            .execute(conn)?;
    }
    Ok(())
}

/// Sets when users were last online, except for users who were online later. On PostgreSQL this locks their rows, in order
/// of id.
pub fn raise_last_seen(conn: &mut DbConnection, people: &[UserId], at: DateTime<Utc>) -> Result<()> {
    privacy::lock_users(conn, people)?;
    for ids in id_chunks(people) {
        let seen_before = users::last_seen.is_null().or(users::last_seen.lt(Millis::from(at)));
        diesel::update(users::table.filter(users::user_id.eq_any(ids)).filter(users::deleted_at.is_null()))
            .filter(seen_before)
            .set(users::last_seen.eq(Millis::from(at)))
            .execute(conn)?;
    }
    Ok(())
}

/// Those of these users who have a chat with `user_id`, with whether the two show each other their presence.
pub fn list_watchable(
    conn: &mut DbConnection,
    user_id: UserId,
    people: &[UserId],
) -> Result<HashMap<UserId, bool>> {
    let pairs = people.iter().filter_map(|person| Pair::of(user_id, *person).ok()).collect();
    let found = crate::chats::list_of_pairs(conn, &pairs)?;
    let watchable = |chat: Chat| Some((chat.companion_of(user_id).ok()?, chat.shows_presence()));
    Ok(found.into_iter().filter_map(watchable).collect())
}

/// When users were last online, for those who are not deleted.
pub fn last_seen(conn: &mut DbConnection, people: &[UserId]) -> Result<Vec<LastSeen>> {
    let mut found = Vec::new();
    for ids in id_chunks(people) {
        let rows: Vec<(i64, Option<Millis>)> = users::table
            .filter(users::user_id.eq_any(ids))
            .filter(users::deleted_at.is_null())
            .select((users::user_id, users::last_seen))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(id, seen)| (UserId::stored(id), seen.map(Millis::time))));
    }
    Ok(found)
}
