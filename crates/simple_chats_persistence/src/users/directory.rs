//! Users as administrators see them: with their addresses and what they use, and without what they write.

use super::Account;
use super::row::UserRow;
use crate::connection::{DbConnection, MultiBackend, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::{sessions, users};
use crate::text_search::{can_be_stored, pattern_containing};
use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable};
use simple_chats_domain::{Page, User, UserId, fold};
use std::collections::HashMap;

/// A user as administrators see them.
#[derive(Debug, Clone)]
pub struct UserSummary {
    /// The user.
    pub user: User,
    /// Whether the user is an administrator.
    pub is_administrator: bool,
    /// When the account was suspended, if it is.
    pub suspended_at: Option<DateTime<Utc>>,
    /// When the user was last online, if known.
    pub last_seen: Option<DateTime<Utc>>,
    /// In how many browsers the user is logged in.
    pub devices: i64,
}

/// The sessions that have not ended by themselves: those that were last used and begun after these times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alive {
    /// They were last used after this time.
    pub seen_after: DateTime<Utc>,
    /// They were begun after this time.
    pub created_after: DateTime<Utc>,
}

/// What a user has stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Storage {
    /// The messages that the user has sent and nobody has deleted.
    #[diesel(sql_type = BigInt)]
    pub messages: i64,
    /// The length of their texts in bytes.
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
}

/// How many accounts there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountCounts {
    /// All that are not deleted.
    pub accounts: i64,
    /// Those of them that are suspended.
    pub suspended: i64,
}

type Row = (UserRow, Option<Millis>);

/// The users whose name, username, or address contains a text, in order of id, after one of them. With an empty text, all.
pub fn list_summaries(
    conn: &mut DbConnection,
    text: &str,
    after: i64,
    limit: i64,
    alive: Alive,
) -> Result<Page<UserSummary>> {
    type Match = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Nullable<Bool>>>;
    let text = fold(text.trim());
    if !can_be_stored(&text) {
        return Ok(Page::empty());
    }
    let mut found = users::table
        .filter(users::deleted_at.is_null())
        .filter(users::user_id.gt(after))
        .select((UserRow::as_select(), users::last_seen))
        .into_boxed();
    if !text.is_empty() {
        let pattern = pattern_containing(&text);
        let matches: Match = Box::new(
            users::username_key
                .like(pattern.clone())
                .escape('\\')
                .or(users::name_key.like(pattern.clone()).escape('\\'))
                .or(users::email_key.like(pattern).escape('\\')),
        );
        found = found.filter(matches);
    }
    let rows: Vec<Row> = found.order(users::user_id).limit(limit + 1).load(conn)?;
    let page = Page::cut(rows, limit);
    Ok(Page { items: with_devices(conn, page.items, alive)?, more: page.more })
}

/// Finds a user who is not deleted.
pub fn find_summary(conn: &mut DbConnection, user_id: UserId, alive: Alive) -> Result<UserSummary> {
    let row: Row =
        users::table.find(user_id.get()).select((UserRow::as_select(), users::last_seen)).first(conn)?;
    // A deleted user's row becomes no summary.
    with_devices(conn, vec![row], alive)?.into_iter().next().ok_or(crate::StoreError::NotFound)
}

fn with_devices(conn: &mut DbConnection, rows: Vec<Row>, alive: Alive) -> Result<Vec<UserSummary>> {
    let ids: Vec<i64> = rows.iter().map(|(row, _)| row.user_id).collect();
    let counts: Vec<(i64, i64)> = sessions::table
        .filter(sessions::user_id.eq_any(&ids))
        .filter(sessions::last_seen_at.gt(Millis::from(alive.seen_after)))
        .filter(sessions::created_at.gt(Millis::from(alive.created_after)))
        .group_by(sessions::user_id)
        .select((sessions::user_id, count_star()))
        .load(conn)?;
    let counts: HashMap<i64, i64> = counts.into_iter().collect();
    let summary = |(row, last_seen): Row| {
        let devices = counts.get(&row.user_id).copied().unwrap_or(0);
        let account = Account::try_from(row)?;
        Ok(UserSummary {
            is_administrator: account.is_administrator,
            suspended_at: account.suspended_at,
            last_seen: last_seen.map(Millis::time),
            devices,
            user: account.user,
        })
    };
    rows.into_iter().map(summary).collect()
}

/// What a user has stored.
pub fn storage_of(conn: &mut DbConnection, user_id: UserId) -> Result<Storage> {
    let statement = diesel::sql_query(
        "SELECT COUNT(*) AS messages, CAST(COALESCE(SUM(octet_length(text)), 0) AS BIGINT) AS bytes FROM messages \
         WHERE chat_id IN (SELECT chat_id FROM chats WHERE user1_id = $1 UNION ALL \
                           SELECT chat_id FROM chats WHERE user2_id = $1) \
             AND sender_id = $1 AND deleted_at = 0",
    )
    .bind::<BigInt, _>(user_id.get());
    Ok(on_each_backend!(conn, |inner| statement.get_result(inner))?)
}

/// How many accounts there are.
pub fn count(conn: &mut DbConnection) -> Result<AccountCounts> {
    let present = users::table.filter(users::deleted_at.is_null());
    let accounts = present.count().get_result(conn)?;
    let suspended = present.filter(users::suspended_at.is_not_null()).count().get_result(conn)?;
    Ok(AccountCounts { accounts, suspended })
}
