//! Authenticator apps: the encrypted secret of each user who has one, and which of its codes were used.

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::authenticators;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{UserId, WrongCodes};
use std::fmt;

/// The authenticator app of a user.
#[derive(Clone, PartialEq, Eq)]
pub struct Authenticator {
    /// The user.
    pub user_id: UserId,
    /// The secret, encrypted.
    pub sealed_secret: String,
    /// When the user added it.
    pub added_at: DateTime<Utc>,
    /// The wrong codes since the last right one.
    pub wrong_codes: WrongCodes,
}

impl fmt::Debug for Authenticator {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = authenticators, treat_none_as_default_value = false)]
pub(crate) struct AuthenticatorRow {
    pub(crate) user_id: i64,
    sealed_secret: String,
    added_at: Millis,
    last_step: i64,
    wrong_codes: i64,
    wrong_code_at: Option<Millis>,
}

impl From<AuthenticatorRow> for Authenticator {
    fn from(row: AuthenticatorRow) -> Self {
        Self {
            user_id: UserId::stored(row.user_id),
            sealed_secret: row.sealed_secret,
            added_at: row.added_at.time(),
            wrong_codes: WrongCodes { count: row.wrong_codes, last_at: row.wrong_code_at.map(Millis::time) },
        }
    }
}

/// Stores the authenticator app of a user who has none. The code of `step` was used to add it.
pub fn insert(
    conn: &mut DbConnection,
    user_id: UserId,
    sealed_secret: &str,
    step: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = AuthenticatorRow {
        user_id: user_id.get(),
        sealed_secret: sealed_secret.to_owned(),
        added_at: now.into(),
        last_step: step,
        wrong_codes: 0,
        wrong_code_at: None,
    };
    diesel::insert_into(authenticators::table).values(&row).execute(conn)?;
    Ok(())
}

/// Finds the authenticator app of a user.
pub fn find(conn: &mut DbConnection, user_id: UserId) -> Result<Authenticator> {
    let row: AuthenticatorRow =
        authenticators::table.find(user_id.get()).select(AuthenticatorRow::as_select()).first(conn)?;
    Ok(row.into())
}

/// Uses the code of a step. Fails with [`StoreError::NotFound`] if it, or that of a later step, was used before.
pub fn use_step(conn: &mut DbConnection, user_id: UserId, step: i64) -> Result<()> {
    let unused = authenticators::table.find(user_id.get()).filter(authenticators::last_step.lt(step));
    let used = (
        authenticators::last_step.eq(step),
        authenticators::wrong_codes.eq(0),
        authenticators::wrong_code_at.eq(None::<Millis>),
    );
    match diesel::update(unused).set(used).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Counts a wrong code.
pub fn count_wrong_code(conn: &mut DbConnection, user_id: UserId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(authenticators::table.find(user_id.get()))
        .set((
            authenticators::wrong_codes.eq(authenticators::wrong_codes + 1),
            authenticators::wrong_code_at.eq(Millis::from(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Removes the authenticator app of a user, if there is one.
pub fn delete_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(authenticators::table.find(user_id.get())).execute(conn)?;
    Ok(())
}

/// The authenticator apps of users with higher ids than `after`, in this order, at most `limit`.
pub fn list_after(conn: &mut DbConnection, after: i64, limit: i64) -> Result<Vec<Authenticator>> {
    let rows: Vec<AuthenticatorRow> = authenticators::table
        .filter(authenticators::user_id.gt(after))
        .order(authenticators::user_id)
        .limit(limit)
        .select(AuthenticatorRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Authenticator::from).collect())
}

/// Replaces an encrypted secret by the same one, encrypted anew; does nothing if the old one is no longer stored.
pub fn replace_secret(conn: &mut DbConnection, user_id: UserId, old: &str, new: &str) -> Result<()> {
    let row = authenticators::table.find(user_id.get()).filter(authenticators::sealed_secret.eq(old));
    diesel::update(row).set(authenticators::sealed_secret.eq(new)).execute(conn)?;
    Ok(())
}
