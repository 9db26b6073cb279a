//! The keys by which people are searched for, which the program computes. Those of users whom a program with other rules has
//! stored are computed again.

use super::grams;
use crate::connection::DbConnection;
use crate::error::Result;
use crate::schema::{meta, users};
use diesel::prelude::*;
use simple_chats_domain::{SEARCH_KEY_VERSION, UserId, search_key};

/// The row of `meta` that names the version of the rules by which all stored keys were computed.
const VERSION: &str = "search_key_version";

/// How many users are looked at in one transaction.
const BATCH: i64 = 1_000;

/// Whether all keys are those of this program.
pub(crate) fn are_current(conn: &mut DbConnection) -> Result<bool> {
    let stored: Option<String> = meta::table.find(VERSION).select(meta::value).first(conn).optional()?;
    Ok(stored.is_some_and(|version| version == SEARCH_KEY_VERSION.to_string()))
}

/// Computes all keys again, unless they are current. If it is interrupted, it starts over the next time.
pub(crate) fn bring_up_to_date(conn: &mut DbConnection) -> Result<()> {
    if are_current(conn)? {
        return Ok(());
    }
    let mut last = Some(0);
    while let Some(after) = last {
        last = conn.write_transaction(|conn| compute_batch(conn, after))?;
    }
    conn.write_transaction(|conn| {
        diesel::delete(meta::table.find(VERSION)).execute(conn)?;
        let version = (meta::name.eq(VERSION), meta::value.eq(SEARCH_KEY_VERSION.to_string()));
        diesel::insert_into(meta::table).values(version).execute(conn)?;
        Ok(())
    })
}

/// Computes the keys of some users after one of them. Returns the last one, unless there are none.
fn compute_batch(conn: &mut DbConnection, after: i64) -> Result<Option<i64>> {
    let rows: Vec<(i64, Option<String>, Option<String>)> = users::table
        .filter(users::user_id.gt(after))
        .order(users::user_id)
        .limit(BATCH)
        .select((users::user_id, users::name, users::name_search))
        .load(conn)?;
    for (user_id, name, stored) in &rows {
        let key = name.as_deref().map(search_key);
        if key != *stored {
            grams::keep_current(conn, UserId::stored(*user_id), |conn| {
                diesel::update(users::table.find(user_id)).set(users::name_search.eq(&key)).execute(conn)?;
                Ok(())
            })?;
        }
    }
    Ok(rows.last().map(|(user_id, _, _)| *user_id))
}
