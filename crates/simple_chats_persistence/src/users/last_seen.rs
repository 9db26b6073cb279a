//! When users were last online.

use crate::connection::{DbConnection, id_chunks};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::{chats, users};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// A user, and when the user was last online, if known.
pub type LastSeen = (UserId, Option<DateTime<Utc>>);

/// Sets when users were last online. On PostgreSQL this locks their rows.
pub fn set_last_seen(conn: &mut DbConnection, people: &[UserId], at: DateTime<Utc>) -> Result<()> {
    for ids in id_chunks(people) {
        diesel::update(users::table.filter(users::user_id.eq_any(ids)).filter(users::deleted_at.is_null()))
            .set(users::last_seen.eq(Millis::from(at)))
            .execute(conn)?;
    }
    Ok(())
}

/// Sets when users were last online, except for users who were online later.
pub fn raise_last_seen(conn: &mut DbConnection, people: &[UserId], at: DateTime<Utc>) -> Result<()> {
    for ids in id_chunks(people) {
        let seen_before = users::last_seen.is_null().or(users::last_seen.lt(Millis::from(at)));
        diesel::update(users::table.filter(users::user_id.eq_any(ids)).filter(users::deleted_at.is_null()))
            .filter(seen_before)
            .set(users::last_seen.eq(Millis::from(at)))
            .execute(conn)?;
    }
    Ok(())
}

/// When users were last online, for those who have a chat with `user_id`.
pub fn list_last_seen(conn: &mut DbConnection, user_id: UserId, people: &[UserId]) -> Result<Vec<LastSeen>> {
    let (me, ids) = (user_id.get(), people.iter().map(|person| person.get()).collect::<Vec<i64>>());
    let above = chats::table.filter(chats::user1_id.eq(me)).filter(chats::user2_id.eq_any(&ids));
    let below = chats::table.filter(chats::user2_id.eq(me)).filter(chats::user1_id.eq_any(&ids));
    let mut known: Vec<i64> = above.select(chats::user2_id).load(conn)?;
    known.extend(below.select(chats::user1_id).load::<i64>(conn)?);
    last_seen(conn, &known.into_iter().map(UserId::stored).collect::<Vec<_>>())
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
