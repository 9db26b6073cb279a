//! Tokens that confirm an address of a user, each valid once. A row's key is a hash of the token in the mail.

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::email_confirmations;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// A token that confirms an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailConfirmation {
    /// Whose address it is to be.
    pub user_id: UserId,
    /// The address.
    pub email: String,
    /// The version of the user's credentials for which it is valid.
    pub credentials_version: i64,
    /// When it becomes invalid.
    pub expires_at: DateTime<Utc>,
    /// Whether it was used, or voided by another address.
    pub used: bool,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = email_confirmations, treat_none_as_default_value = false)]
pub(crate) struct EmailConfirmationRow {
    pub(crate) token_key: String,
    user_id: i64,
    email: String,
    credentials_version: i64,
    expires_at: Millis,
    used_at: Option<Millis>,
}

/// Stores a token, and voids the earlier ones of its user.
pub fn insert(
    conn: &mut DbConnection,
    token_key: &str,
    new: &EmailConfirmation,
    now: DateTime<Utc>,
) -> Result<()> {
    void_all_of(conn, new.user_id, now)?;
    diesel::insert_into(email_confirmations::table)
        .values((
            email_confirmations::token_key.eq(token_key),
            email_confirmations::user_id.eq(new.user_id.get()),
            email_confirmations::email.eq(&new.email),
            email_confirmations::credentials_version.eq(new.credentials_version),
            email_confirmations::expires_at.eq(Millis::from(new.expires_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Finds a token, which may have expired or been used.
pub fn find(conn: &mut DbConnection, token_key: &str) -> Result<EmailConfirmation> {
    let row: EmailConfirmationRow = email_confirmations::table.find(token_key).first(conn)?;
    Ok(EmailConfirmation {
        user_id: UserId::stored(row.user_id),
        email: row.email,
        credentials_version: row.credentials_version,
        expires_at: row.expires_at.time(),
        used: row.used_at.is_some(),
    })
}

/// Marks a token as used. Fails with [`StoreError::NotFound`] if it was used before.
pub fn take(conn: &mut DbConnection, token_key: &str, at: DateTime<Utc>) -> Result<()> {
    let unused = email_confirmations::table.find(token_key).filter(email_confirmations::used_at.is_null());
    match diesel::update(unused).set(email_confirmations::used_at.eq(Millis::from(at))).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Voids all tokens of a user.
pub fn void_all_of(conn: &mut DbConnection, user_id: UserId, at: DateTime<Utc>) -> Result<()> {
    let unused = email_confirmations::table
        .filter(email_confirmations::user_id.eq(user_id.get()))
        .filter(email_confirmations::used_at.is_null());
    diesel::update(unused).set(email_confirmations::used_at.eq(Millis::from(at))).execute(conn)?;
    Ok(())
}

/// Deletes all tokens of a user, and with them the addresses.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(email_confirmations::table.filter(email_confirmations::user_id.eq(user_id.get())))
        .execute(conn)?;
    Ok(())
}

/// Deletes the tokens that expired before a time. Returns how many.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = email_confirmations::table.filter(email_confirmations::expires_at.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
