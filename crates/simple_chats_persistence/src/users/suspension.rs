//! Suspended accounts, and the administrators of whom one has to stay.

use crate::connection::{DbConnection, by_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::UserId;

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Good,
    /// An administrator has suspended it.
    Suspended,
    /// It was deleted, or there never was one.
    Deleted,
}

/// Whether an account can be used.
pub fn standing(conn: &mut DbConnection, user_id: UserId) -> Result<Standing> {
    let row: Option<(Option<Millis>, Option<Millis>)> = users::table
        .find(user_id.get())
        .select((users::deleted_at, users::suspended_at))
        .first(conn)
        .optional()?;
    Ok(match row {
        None | Some((Some(_), _)) => Standing::Deleted,
        Some((None, Some(_))) => Standing::Suspended,
        Some((None, None)) => Standing::Good,
    })
}

/// Suspends an account, or ends that with `None`. Fails with [`StoreError::NotFound`] if there is no account that isn't
/// suspended, or that is.
pub fn set_suspended(conn: &mut DbConnection, user_id: UserId, at: Option<DateTime<Utc>>) -> Result<()> {
    let row = users::table.find(user_id.get()).filter(users::deleted_at.is_null());
    let set = users::suspended_at.eq(at.map(Millis::from));
    let changed = match at {
        Some(_) => diesel::update(row.filter(users::suspended_at.is_null())).set(set).execute(conn)?,
        None => diesel::update(row.filter(users::suspended_at.is_not_null())).set(set).execute(conn)?,
    };
    if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// The administrators whose accounts can be used. Until the transaction ends, none of them can become anything else; their
/// messages can be written meanwhile.
pub fn lock_administrators(conn: &mut DbConnection) -> Result<Vec<UserId>> {
    by_backend!(conn,
        Postgres(conn) => {
            let all = users::table.filter(users::is_administrator).order(users::user_id);
            all.select(users::user_id).for_no_key_update().load::<i64>(conn)?;
        },
        // The transaction holds the only write lock already.
        Sqlite(_) => {},
    );
    list_administrators(conn)
}

/// The administrators whose accounts can be used.
pub fn list_administrators(conn: &mut DbConnection) -> Result<Vec<UserId>> {
    let ids: Vec<i64> = users::table
        .filter(users::is_administrator)
        .filter(users::suspended_at.is_null())
        .order(users::user_id)
        .select(users::user_id)
        .load(conn)?;
    Ok(ids.into_iter().map(UserId::stored).collect())
}
