//! Passkeys: public keys by which users log in, and the challenges that were answered with them.

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::{answered_challenges, passkeys};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// A passkey of a user. The states are encoded by the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Names it among all passkeys.
    pub credential_id: String,
    /// Who logs in with it.
    pub user_id: UserId,
    /// What its user calls it.
    pub name: String,
    /// Names the user to devices.
    pub user_handle: String,
    /// What stays the same: the public key.
    pub static_state: String,
    /// What changes when it is used.
    pub dynamic_state: String,
    /// When the user added it.
    pub added_at: DateTime<Utc>,
    /// When it was last used to log in.
    pub last_used_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = passkeys, treat_none_as_default_value = false)]
pub(crate) struct PasskeyRow {
    pub(crate) credential_id: String,
    user_id: i64,
    name: String,
    user_handle: String,
    static_state: String,
    dynamic_state: String,
    added_at: Millis,
    last_used_at: Option<Millis>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = answered_challenges)]
pub(crate) struct AnsweredChallengeRow {
    pub(crate) challenge: String,
    expires_at: Millis,
}

impl From<PasskeyRow> for Passkey {
    fn from(row: PasskeyRow) -> Self {
        Self {
            credential_id: row.credential_id,
            user_id: UserId::stored(row.user_id),
            name: row.name,
            user_handle: row.user_handle,
            static_state: row.static_state,
            dynamic_state: row.dynamic_state,
            added_at: row.added_at.time(),
            last_used_at: row.last_used_at.map(Millis::time),
        }
    }
}

/// Stores a passkey.
pub fn insert(conn: &mut DbConnection, passkey: &Passkey) -> Result<()> {
    let row = PasskeyRow {
        credential_id: passkey.credential_id.clone(),
        user_id: passkey.user_id.get(),
        name: passkey.name.clone(),
        user_handle: passkey.user_handle.clone(),
        static_state: passkey.static_state.clone(),
        dynamic_state: passkey.dynamic_state.clone(),
        added_at: passkey.added_at.into(),
        last_used_at: passkey.last_used_at.map(Millis::from),
    };
    diesel::insert_into(passkeys::table).values(&row).execute(conn)?;
    Ok(())
}

/// Finds a passkey.
pub fn find(conn: &mut DbConnection, credential_id: &str) -> Result<Passkey> {
    let row: PasskeyRow = passkeys::table.find(credential_id).select(PasskeyRow::as_select()).first(conn)?;
    Ok(row.into())
}

/// The passkeys of a user, the oldest first.
pub fn list_of(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<Passkey>> {
    let rows: Vec<PasskeyRow> = passkeys::table
        .filter(passkeys::user_id.eq(user_id.get()))
        .order((passkeys::added_at, passkeys::credential_id))
        .select(PasskeyRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Passkey::from).collect())
}

/// Notes that a passkey was used.
pub fn set_used(
    conn: &mut DbConnection,
    credential_id: &str,
    dynamic_state: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(passkeys::table.find(credential_id))
        .set((passkeys::dynamic_state.eq(dynamic_state), passkeys::last_used_at.eq(Millis::from(now))))
        .execute(conn)?;
    Ok(())
}

/// Removes a passkey of a user. Fails with [`StoreError::NotFound`] if the user has no such passkey.
pub fn delete(conn: &mut DbConnection, user_id: UserId, credential_id: &str) -> Result<()> {
    let row = passkeys::table.find(credential_id).filter(passkeys::user_id.eq(user_id.get()));
    match diesel::delete(row).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Removes all passkeys of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(passkeys::table.filter(passkeys::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}

/// Notes that a challenge was answered, until it expires. Returns whether it is the first answer.
pub fn answer(conn: &mut DbConnection, challenge: &str, expires_at: DateTime<Utc>) -> Result<bool> {
    let found = answered_challenges::table
        .find(challenge)
        .select(answered_challenges::challenge)
        .first::<String>(conn)
        .optional()?;
    if found.is_some() {
        return Ok(false);
    }
    let row = AnsweredChallengeRow { challenge: challenge.to_owned(), expires_at: expires_at.into() };
    diesel::insert_into(answered_challenges::table).values(&row).execute(conn)?;
    Ok(true)
}

/// Forgets the challenges that expired before a time. Returns how many.
pub fn forget_challenges_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = answered_challenges::table.filter(answered_challenges::expires_at.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
