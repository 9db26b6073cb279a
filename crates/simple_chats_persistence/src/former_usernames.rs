//! Usernames that users had before, in their folded form. For a while, nobody else can take them or what looks like them.

use crate::connection::DbConnection;
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::former_usernames;
use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use simple_chats_domain::{UserId, fold, username_skeleton};

/// How many former usernames of a user are kept, the latest. Otherwise one user could keep any number from others.
const MAX_KEPT: i64 = 10;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = former_usernames)]
pub(crate) struct FormerUsernameRow {
    pub(crate) username_key: String,
    username_skeleton: String,
    user_id: i64,
    kept_until: Millis,
}

/// Keeps a username for the user who had it.
pub fn keep(conn: &mut DbConnection, user_id: UserId, username: &str, until: DateTime<Utc>) -> Result<()> {
    let username_key = fold(username);
    release(conn, &username_key)?;
    let row = FormerUsernameRow {
        username_key,
        username_skeleton: username_skeleton(username),
        user_id: user_id.get(),
        kept_until: Millis::from(until),
    };
    diesel::insert_into(former_usernames::table).values(row).execute(conn)?;
    let surplus: Vec<String> = former_usernames::table
        .filter(former_usernames::user_id.eq(user_id.get()))
        .order((former_usernames::kept_until.desc(), former_usernames::username_key))
        .offset(MAX_KEPT)
        .limit(MAX_KEPT)
        .select(former_usernames::username_key)
        .load(conn)?;
    diesel::delete(former_usernames::table.filter(former_usernames::username_key.eq_any(surplus)))
        .execute(conn)?;
    Ok(())
}

/// Whether a username is kept for another user.
pub fn is_kept_from(
    conn: &mut DbConnection,
    user_id: UserId,
    username_key: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let kept = former_usernames::table
        .find(username_key)
        .filter(former_usernames::kept_until.gt(Millis::from(now)))
        .filter(former_usernames::user_id.ne(user_id.get()));
    Ok(diesel::select(exists(kept)).get_result(conn)?)
}

/// Whether a username that looks like this one is kept for another user.
pub fn is_like_kept_from(
    conn: &mut DbConnection,
    user_id: UserId,
    skeleton: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let kept = former_usernames::table
        .filter(former_usernames::username_skeleton.eq(skeleton))
        .filter(former_usernames::kept_until.gt(Millis::from(now)))
        .filter(former_usernames::user_id.ne(user_id.get()));
    Ok(diesel::select(exists(kept)).get_result(conn)?)
}

/// Keeps a username no longer.
pub fn release(conn: &mut DbConnection, username_key: &str) -> Result<()> {
    diesel::delete(former_usernames::table.find(username_key)).execute(conn)?;
    Ok(())
}

/// Keeps no username of a user any longer.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    let of_user = former_usernames::table.filter(former_usernames::user_id.eq(user_id.get()));
    diesel::delete(of_user).execute(conn)?;
    Ok(())
}

/// Deletes the rows of usernames that are free again. Returns how many.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = former_usernames::table.filter(former_usernames::kept_until.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
