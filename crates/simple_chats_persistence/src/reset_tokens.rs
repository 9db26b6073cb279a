//! Tokens that reset a password, each valid once. A row's key is a hash of the token in the mail.

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::reset_tokens;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// A token that resets a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetToken {
    /// The user whose password it resets.
    pub user_id: UserId,
    /// When it becomes invalid.
    pub expires_at: DateTime<Utc>,
    /// Whether it was used, or voided by a change of the password.
    pub used: bool,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reset_tokens, treat_none_as_default_value = false)]
pub(crate) struct ResetTokenRow {
    pub(crate) token_key: String,
    user_id: i64,
    expires_at: Millis,
    used_at: Option<Millis>,
}

/// Stores a token.
pub fn insert(
    conn: &mut DbConnection,
    token_key: &str,
    user_id: UserId,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(reset_tokens::table)
        .values((
            reset_tokens::token_key.eq(token_key),
            reset_tokens::user_id.eq(user_id.get()),
            reset_tokens::expires_at.eq(Millis::from(expires_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Finds a token, which may have expired or been used.
pub fn find(conn: &mut DbConnection, token_key: &str) -> Result<ResetToken> {
    let row: ResetTokenRow = reset_tokens::table.find(token_key).first(conn)?;
    Ok(ResetToken {
        user_id: UserId::stored(row.user_id),
        expires_at: row.expires_at.time(),
        used: row.used_at.is_some(),
    })
}

/// Marks a token as used. Fails with [`StoreError::NotFound`] if it was used before.
pub fn take(conn: &mut DbConnection, token_key: &str, at: DateTime<Utc>) -> Result<()> {
    let unused = reset_tokens::table.find(token_key).filter(reset_tokens::used_at.is_null());
    match diesel::update(unused).set(reset_tokens::used_at.eq(Millis::from(at))).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Voids all tokens of a user.
pub fn void_all_of(conn: &mut DbConnection, user_id: UserId, at: DateTime<Utc>) -> Result<()> {
    let unused = reset_tokens::table
        .filter(reset_tokens::user_id.eq(user_id.get()))
        .filter(reset_tokens::used_at.is_null());
    diesel::update(unused).set(reset_tokens::used_at.eq(Millis::from(at))).execute(conn)?;
    Ok(())
}

/// Deletes all tokens of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(reset_tokens::table.filter(reset_tokens::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}

/// Deletes the tokens that expired before a time. Returns how many.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = reset_tokens::table.filter(reset_tokens::expires_at.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
