//! When users were last there, and whether what they have shown still holds: what is asked of many users at once.

use crate::connection::{DbConnection, id_chunks};
use crate::error::StoreError;
use crate::schema::{chats, users};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;
use std::collections::HashMap;

/// Notes when some users were last there. It locks their rows on PostgreSQL.
pub fn set_last_seen(
    conn: &mut DbConnection,
    people: &[UserId],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    for ids in id_chunks(people) {
        diesel::update(users::table.filter(users::user_id.eq_any(ids)).filter(users::deleted_at.is_null()))
            .set(users::last_seen.eq(at.naive_utc()))
            .execute(conn)?;
    }
    Ok(())
}

/// Notes when some users were last there, where they weren't seen later.
pub fn raise_last_seen(
    conn: &mut DbConnection,
    people: &[UserId],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    for ids in id_chunks(people) {
        let seen_before = users::last_seen.is_null().or(users::last_seen.lt(at.naive_utc()));
        diesel::update(users::table.filter(users::user_id.eq_any(ids)).filter(users::deleted_at.is_null()))
            .filter(seen_before)
            .set(users::last_seen.eq(at.naive_utc()))
            .execute(conn)?;
    }
    Ok(())
}

/// A user, and when the user was last there, where that is known.
pub type LastSeen = (UserId, Option<DateTime<Utc>>);

/// Those of some people with whom a user has a chat, each with when they were last there.
pub fn list_last_seen(
    conn: &mut DbConnection,
    user_id: UserId,
    people: &[UserId],
) -> Result<Vec<LastSeen>, StoreError> {
    let (me, ids) = (user_id.get(), people.iter().map(|person| person.get()).collect::<Vec<i64>>());
    let above = chats::table.filter(chats::user1_id.eq(me)).filter(chats::user2_id.eq_any(&ids));
    let below = chats::table.filter(chats::user2_id.eq(me)).filter(chats::user1_id.eq_any(&ids));
    let mut known: Vec<i64> = above.select(chats::user2_id).load(conn)?;
    known.extend(below.select(chats::user1_id).load::<i64>(conn)?);
    last_seen(conn, &known.into_iter().map(UserId::stored).collect::<Vec<_>>())
}

/// When each of some people who are not deleted was last there.
pub fn last_seen(conn: &mut DbConnection, people: &[UserId]) -> Result<Vec<LastSeen>, StoreError> {
    let mut found = Vec::new();
    for ids in id_chunks(people) {
        let rows: Vec<(i64, Option<NaiveDateTime>)> = users::table
            .filter(users::user_id.eq_any(ids))
            .filter(users::deleted_at.is_null())
            .select((users::user_id, users::last_seen))
            .load(conn)?;
        found
            .extend(rows.into_iter().map(|(id, seen)| (UserId::stored(id), seen.map(|time| time.and_utc()))));
    }
    Ok(found)
}

/// The version of the credentials of each of these people who is not deleted.
pub fn list_credentials_versions(
    conn: &mut DbConnection,
    people: &[UserId],
) -> Result<HashMap<UserId, i64>, StoreError> {
    let mut versions = HashMap::new();
    for ids in id_chunks(people) {
        let rows: Vec<(i64, i64)> = users::table
            .filter(users::user_id.eq_any(ids))
            .filter(users::deleted_at.is_null())
            .select((users::user_id, users::credentials_version))
            .load(conn)?;
        versions.extend(rows.into_iter().map(|(user_id, version)| (UserId::stored(user_id), version)));
    }
    Ok(versions)
}
