//! Tokens with which programs act for a user. A row's key is a hash of the token.

use crate::connection::{DbConnection, id_chunks, on_each_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::{personal_tokens, users};
use crate::users::{Account, UserRow};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{PersonalToken, PersonalTokenId, TokenScope, TokenTerms, UserId};
use std::collections::HashSet;

/// How many tokens of a user are listed at most, the newest first.
const MAX_LISTED: i64 = 200;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = personal_tokens, treat_none_as_default_value = false)]
pub(crate) struct PersonalTokenRow {
    pub(crate) token_id: i64,
    token_key: String,
    user_id: i64,
    name: String,
    scope: String,
    created_at: Millis,
    last_used_at: Option<Millis>,
    expires_at: Option<Millis>,
}

impl From<PersonalTokenRow> for PersonalToken {
    fn from(row: PersonalTokenRow) -> Self {
        Self {
            token_id: PersonalTokenId::stored(row.token_id),
            user_id: UserId::stored(row.user_id),
            name: row.name,
            // What nobody knows allows the least.
            scope: TokenScope::parse(&row.scope).unwrap_or(TokenScope::Read),
            created_at: row.created_at.time(),
            last_used_at: row.last_used_at.map(Millis::time),
            expires_at: row.expires_at.map(Millis::time),
        }
    }
}

/// Stores a token of a user.
pub fn insert(
    conn: &mut DbConnection,
    token_key: &str,
    user_id: UserId,
    terms: &TokenTerms,
    now: DateTime<Utc>,
) -> Result<PersonalToken> {
    let row: PersonalTokenRow = diesel::insert_into(personal_tokens::table)
        .values((
            personal_tokens::token_key.eq(token_key),
            personal_tokens::user_id.eq(user_id.get()),
            personal_tokens::name.eq(terms.name()),
            personal_tokens::scope.eq(terms.scope().as_str()),
            personal_tokens::created_at.eq(Millis::from(now)),
            personal_tokens::expires_at.eq(terms.expires_at(now).map(Millis::from)),
        ))
        .returning(personal_tokens::all_columns)
        .get_result(conn)?;
    Ok(row.into())
}

/// Finds a token, which may have expired, and the account of its user.
pub fn find(conn: &mut DbConnection, token_key: &str) -> Result<(PersonalToken, Account)> {
    let (token, user): (PersonalTokenRow, UserRow) = on_each_backend!(conn, |inner| personal_tokens::table
        .inner_join(users::table)
        .filter(personal_tokens::token_key.eq(token_key))
        .select((PersonalTokenRow::as_select(), UserRow::as_select()))
        .first(inner))?;
    Ok((token.into(), user.try_into()?))
}

/// The newest tokens of a user.
pub fn list_of(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<PersonalToken>> {
    let rows: Vec<PersonalTokenRow> = personal_tokens::table
        .filter(personal_tokens::user_id.eq(user_id.get()))
        .order(personal_tokens::token_id.desc())
        .limit(MAX_LISTED)
        .select(PersonalTokenRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(PersonalToken::from).collect())
}

/// The number of tokens of a user that haven't expired.
pub fn count_valid_of(conn: &mut DbConnection, user_id: UserId, now: DateTime<Utc>) -> Result<i64> {
    let lasting = personal_tokens::expires_at.is_null().or(personal_tokens::expires_at.gt(Millis::from(now)));
    let of_user = personal_tokens::table.filter(personal_tokens::user_id.eq(user_id.get()));
    Ok(of_user.filter(lasting).count().get_result(conn)?)
}

/// Deletes the expired tokens of a user that [`list_of`] wouldn't return once another one is made.
pub fn delete_old_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    let of_user = personal_tokens::table.filter(personal_tokens::user_id.eq(user_id.get()));
    let ids: Vec<i64> = of_user
        .order(personal_tokens::token_id.desc())
        .offset(MAX_LISTED - 1)
        .select(personal_tokens::token_id)
        .load(conn)?;
    let old = personal_tokens::table.filter(personal_tokens::token_id.eq_any(ids));
    diesel::delete(old.filter(personal_tokens::expires_at.is_not_null())).execute(conn)?;
    Ok(())
}

/// Those of the given tokens that exist and whose users are not suspended.
pub fn filter_existing(conn: &mut DbConnection, ids: &[PersonalTokenId]) -> Result<HashSet<PersonalTokenId>> {
    let mut found = HashSet::new();
    for chunk in id_chunks(ids) {
        let rows: Vec<i64> = personal_tokens::table
            .inner_join(users::table)
            .filter(personal_tokens::token_id.eq_any(chunk))
            .filter(users::suspended_at.is_null())
            .select(personal_tokens::token_id)
            .load(conn)?;
        found.extend(rows.into_iter().map(PersonalTokenId::stored));
    }
    Ok(found)
}

/// Sets when a token was last used.
pub fn set_last_used(conn: &mut DbConnection, token_id: PersonalTokenId, at: DateTime<Utc>) -> Result<()> {
    diesel::update(personal_tokens::table.find(token_id.get()))
        .set(personal_tokens::last_used_at.eq(Millis::from(at)))
        .execute(conn)?;
    Ok(())
}

/// Deletes a token of a user. Fails with [`StoreError::NotFound`] if the user has none with this id.
pub fn delete(conn: &mut DbConnection, user_id: UserId, token_id: PersonalTokenId) -> Result<()> {
    let row = personal_tokens::table.find(token_id.get()).filter(personal_tokens::user_id.eq(user_id.get()));
    match diesel::delete(row).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Deletes all tokens of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(personal_tokens::table.filter(personal_tokens::user_id.eq(user_id.get())))
        .execute(conn)?;
    Ok(())
}

/// Deletes the tokens that expired before a time. Returns how many.
pub fn delete_expired_before(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<usize> {
    let expired = personal_tokens::table.filter(personal_tokens::expires_at.lt(Millis::from(time)));
    Ok(diesel::delete(expired).execute(conn)?)
}
