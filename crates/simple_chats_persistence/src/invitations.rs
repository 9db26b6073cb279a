//! Invitations to register. A row's key is a hash of the token in the link.

use crate::connection::{DbConnection, MAX_LIST};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::invitations;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{EmailAddress, Invitation, InvitationId, InvitationTerms, Page, UserId, fold};

/// How many invitations of a user are listed at most, the newest first.
const MAX_LISTED: i64 = 200;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations, treat_none_as_default_value = false)]
pub(crate) struct InvitationRow {
    pub(crate) invitation_id: i64,
    token_key: String,
    maker_id: i64,
    accounts: i64,
    used: i64,
    email: Option<String>,
    created_at: Millis,
    expires_at: Millis,
}

impl From<InvitationRow> for Invitation {
    fn from(row: InvitationRow) -> Self {
        Self {
            invitation_id: InvitationId::stored(row.invitation_id),
            maker_id: UserId::stored(row.maker_id),
            accounts: row.accounts,
            used: row.used,
            email: row.email,
            created_at: row.created_at.time(),
            expires_at: row.expires_at.time(),
        }
    }
}

/// Stores an invitation of a user.
pub fn insert(
    conn: &mut DbConnection,
    token_key: &str,
    maker_id: UserId,
    terms: &InvitationTerms,
    now: DateTime<Utc>,
) -> Result<Invitation> {
    let row: InvitationRow = diesel::insert_into(invitations::table)
        .values((
            invitations::token_key.eq(token_key),
            invitations::maker_id.eq(maker_id.get()),
            invitations::accounts.eq(terms.accounts()),
            invitations::email.eq(terms.email().map(EmailAddress::as_str)),
            invitations::created_at.eq(Millis::from(now)),
            invitations::expires_at.eq(Millis::from(terms.expires_at(now))),
        ))
        .returning(invitations::all_columns)
        .get_result(conn)?;
    Ok(row.into())
}

/// Finds an invitation, which may have expired or been used up.
pub fn find(conn: &mut DbConnection, token_key: &str) -> Result<Invitation> {
    let row: InvitationRow = invitations::table
        .filter(invitations::token_key.eq(token_key))
        .select(InvitationRow::as_select())
        .first(conn)?;
    Ok(row.into())
}

/// Counts a registration. Fails with [`StoreError::NotFound`] if the invitation is gone or was used up.
pub fn count_use(conn: &mut DbConnection, invitation_id: InvitationId) -> Result<()> {
    let row =
        invitations::table.find(invitation_id.get()).filter(invitations::used.lt(invitations::accounts));
    match diesel::update(row).set(invitations::used.eq(invitations::used + 1)).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// The newest invitations of a user.
pub fn list_of(conn: &mut DbConnection, maker_id: UserId) -> Result<Vec<Invitation>> {
    let rows: Vec<InvitationRow> = invitations::table
        .filter(invitations::maker_id.eq(maker_id.get()))
        .order(invitations::invitation_id.desc())
        .limit(MAX_LISTED)
        .select(InvitationRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Invitation::from).collect())
}

/// The newest invitations of all users, or the newest before one of them.
pub fn list_all(conn: &mut DbConnection, before: Option<i64>, limit: i64) -> Result<Page<Invitation>> {
    let rows: Vec<InvitationRow> = invitations::table
        .filter(invitations::invitation_id.lt(before.unwrap_or(i64::MAX)))
        .order(invitations::invitation_id.desc())
        .limit(limit + 1)
        .select(InvitationRow::as_select())
        .load(conn)?;
    Ok(Page::cut(rows, limit).map(Invitation::from))
}

/// Deletes an invitation, whoever made it. Returns its maker.
pub fn delete_any(conn: &mut DbConnection, invitation_id: InvitationId) -> Result<UserId> {
    let row = invitations::table.find(invitation_id.get());
    Ok(UserId::stored(diesel::delete(row).returning(invitations::maker_id).get_result(conn)?))
}

/// The number of invitations of a user.
pub fn count_of(conn: &mut DbConnection, maker_id: UserId) -> Result<i64> {
    let of_maker = invitations::table.filter(invitations::maker_id.eq(maker_id.get()));
    Ok(of_maker.count().get_result(conn)?)
}

/// Deletes an invitation of a user. Fails with [`StoreError::NotFound`] if the user has none with this id.
pub fn delete(conn: &mut DbConnection, maker_id: UserId, invitation_id: InvitationId) -> Result<()> {
    let row = invitations::table.find(invitation_id.get()).filter(invitations::maker_id.eq(maker_id.get()));
    match diesel::delete(row).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Deletes all invitations of a user.
pub fn delete_all_of(conn: &mut DbConnection, maker_id: UserId) -> Result<()> {
    diesel::delete(invitations::table.filter(invitations::maker_id.eq(maker_id.get()))).execute(conn)?;
    Ok(())
}

/// Deletes all invitations for an address, in any spelling of it that means the same user, whoever made them.
pub fn delete_all_for(conn: &mut DbConnection, address: &str) -> Result<()> {
    let key = fold(address);
    let with_address: Vec<(i64, Option<String>)> = invitations::table
        .filter(invitations::email.is_not_null())
        .select((invitations::invitation_id, invitations::email))
        .load(conn)?;
    let same =
        with_address.into_iter().filter(|(_, email)| email.as_deref().map(fold).as_ref() == Some(&key));
    for ids in same.map(|(invitation_id, _)| invitation_id).collect::<Vec<_>>().chunks(MAX_LIST) {
        diesel::delete(invitations::table.filter(invitations::invitation_id.eq_any(ids))).execute(conn)?;
    }
    Ok(())
}

/// Deletes the invitations that expired before a time. Returns how many.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = invitations::table.filter(invitations::expires_at.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
