//! Links that set a new password, each once. The key of a row is a hash of what the mail holds.

use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::schema::reset_tokens;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// A link that sets a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetToken {
    /// Whose password it sets.
    pub user_id: UserId,
    /// From when on it is of no use.
    pub expires_at: DateTime<Utc>,
    /// Whether it was used, or made void by a change of the password.
    pub used: bool,
}

/// Stores a token.
pub fn insert(
    conn: &mut DbConnection,
    token_key: &str,
    user_id: UserId,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(reset_tokens::table)
        .values((
            reset_tokens::token_key.eq(token_key),
            reset_tokens::user_id.eq(user_id.get()),
            reset_tokens::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A token, which may have expired or been used.
pub fn find(conn: &mut DbConnection, token_key: &str) -> Result<ResetToken, StoreError> {
    let (user_id, expires_at, used_at): (i64, NaiveDateTime, Option<NaiveDateTime>) = reset_tokens::table
        .find(token_key)
        .select((reset_tokens::user_id, reset_tokens::expires_at, reset_tokens::used_at))
        .first(conn)?;
    Ok(ResetToken {
        user_id: UserId::stored(user_id),
        expires_at: expires_at.and_utc(),
        used: used_at.is_some(),
    })
}

/// Uses a token up. Fails with [`StoreError::NotFound`] where it has been used already.
pub fn take(conn: &mut DbConnection, token_key: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    let unused = reset_tokens::table.find(token_key).filter(reset_tokens::used_at.is_null());
    match diesel::update(unused).set(reset_tokens::used_at.eq(at.naive_utc())).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Makes all tokens of a user void.
pub fn void_all_of(conn: &mut DbConnection, user_id: UserId, at: DateTime<Utc>) -> Result<(), StoreError> {
    let unused = reset_tokens::table
        .filter(reset_tokens::user_id.eq(user_id.get()))
        .filter(reset_tokens::used_at.is_null());
    diesel::update(unused).set(reset_tokens::used_at.eq(at.naive_utc())).execute(conn)?;
    Ok(())
}

/// Removes tokens that expired before a time.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize, StoreError> {
    let expired = reset_tokens::table.filter(reset_tokens::expires_at.lt(time.naive_utc()));
    Ok(diesel::delete(expired).execute(conn)?)
}
