//! Logins whose password was right, and which wait for the second factor. A row's key is a hash of the token in the
//! browser's cookie.

use crate::connection::DbConnection;
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::login_attempts;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// A login that waits for the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginAttempt {
    /// The hash of the cookie's token.
    pub attempt_key: String,
    /// Whose password was right.
    pub user_id: UserId,
    /// The version of the credentials at that time.
    pub credentials_version: i64,
    /// How many wrong codes came.
    pub wrong_codes: i64,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = login_attempts)]
pub(crate) struct LoginAttemptRow {
    pub(crate) attempt_key: String,
    user_id: i64,
    credentials_version: i64,
    wrong_codes: i64,
    expires_at: Millis,
}

impl From<LoginAttemptRow> for LoginAttempt {
    fn from(row: LoginAttemptRow) -> Self {
        Self {
            attempt_key: row.attempt_key,
            user_id: UserId::stored(row.user_id),
            credentials_version: row.credentials_version,
            wrong_codes: row.wrong_codes,
            expires_at: row.expires_at.time(),
        }
    }
}

/// Stores a login that waits.
pub fn insert(conn: &mut DbConnection, attempt: &LoginAttempt) -> Result<()> {
    let row = LoginAttemptRow {
        attempt_key: attempt.attempt_key.clone(),
        user_id: attempt.user_id.get(),
        credentials_version: attempt.credentials_version,
        wrong_codes: attempt.wrong_codes,
        expires_at: attempt.expires_at.into(),
    };
    diesel::insert_into(login_attempts::table).values(&row).execute(conn)?;
    Ok(())
}

/// The logins with these keys, which may have expired. A browser may send several.
pub fn list_with_keys(conn: &mut DbConnection, keys: &[String]) -> Result<Vec<LoginAttempt>> {
    let rows: Vec<LoginAttemptRow> = login_attempts::table
        .filter(login_attempts::attempt_key.eq_any(keys))
        .select(LoginAttemptRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(LoginAttempt::from).collect())
}

/// Counts a wrong code. Returns how many there were; fails with [`StoreError::NotFound`](crate::StoreError) if the login
/// doesn't wait any longer.
pub fn count_wrong_code(conn: &mut DbConnection, attempt_key: &str) -> Result<i64> {
    let count = diesel::update(login_attempts::table.find(attempt_key))
        .set(login_attempts::wrong_codes.eq(login_attempts::wrong_codes + 1))
        .returning(login_attempts::wrong_codes)
        .get_result(conn)?;
    Ok(count)
}

/// Ends a login that waits, if it exists.
pub fn delete(conn: &mut DbConnection, attempt_key: &str) -> Result<()> {
    diesel::delete(login_attempts::table.find(attempt_key)).execute(conn)?;
    Ok(())
}

/// Ends all logins of a user that wait.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(login_attempts::table.filter(login_attempts::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}

/// Deletes the logins that expired before a time. Returns how many.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = login_attempts::table.filter(login_attempts::expires_at.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
