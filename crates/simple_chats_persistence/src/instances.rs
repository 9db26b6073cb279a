//! The server instances that share a database, and the users with open sockets at each of them.
//!
//! An instance renews a lease while it runs. Leases are measured by the clock of the database, so the clocks of the
//! instances may differ.

use crate::connection::{Backend, DbConnection, id_chunks, on_each_backend};
use crate::error::Result;
use crate::millis::{Millis, NOW_ON_POSTGRES, NOW_ON_SQLITE};
use crate::schema::{instances, online};
use crate::users::{raise_last_seen, set_last_seen};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{UserId, cut_to_millis};
use std::collections::{BTreeSet, HashSet};

/// The result of renewing a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// How many other instances hold a lease.
    pub others: i64,
    /// Whether there was none before: it is the first, or the previous one had lapsed and was removed together with the
    /// instance's online users.
    pub is_new: bool,
}

/// Renews the lease of an instance, from now for some seconds.
pub fn renew(conn: &mut DbConnection, instance_id: &str, seconds: u32) -> Result<Lease> {
    let is_new = set_lease(conn, instance_id, seconds)?;
    let now = now(conn);
    let others = instances::table
        .filter(instances::instance_id.ne(instance_id))
        .filter(instances::lease_until.gt(sql::<BigInt>(&now)))
        .count()
        .get_result(conn)?;
    Ok(Lease { others, is_new })
}

/// The instances that hold a lease.
pub fn list_running(conn: &mut DbConnection) -> Result<Vec<String>> {
    let now = now(conn);
    let running = instances::table.filter(instances::lease_until.gt(sql::<BigInt>(&now)));
    Ok(running.order(instances::instance_id).select(instances::instance_id).load(conn)?)
}

/// Adds users with an open socket at an instance.
pub fn add_online(conn: &mut DbConnection, instance_id: &str, people: &[UserId]) -> Result<()> {
    for ids in id_chunks(people) {
        let known: HashSet<i64> = online::table
            .filter(online::instance_id.eq(instance_id))
            .filter(online::user_id.eq_any(&ids))
            .select(online::user_id)
            .load(conn)?
            .into_iter()
            .collect();
        let missing: BTreeSet<i64> = ids.into_iter().filter(|user_id| !known.contains(user_id)).collect();
        let rows: Vec<_> = missing
            .into_iter()
            .map(|user_id| (online::user_id.eq(user_id), online::instance_id.eq(instance_id)))
            .collect();
        on_each_backend!(&mut *conn, |inner| diesel::insert_into(online::table)
            .values(&rows)
            .execute(inner))?;
    }
    Ok(())
}

/// Replaces the users with an open socket at an instance.
pub fn replace_online(conn: &mut DbConnection, instance_id: &str, people: &[UserId]) -> Result<()> {
    diesel::delete(online::table.filter(online::instance_id.eq(instance_id))).execute(conn)?;
    add_online(conn, instance_id, people)
}

/// Removes users whose sockets at an instance are closed, and sets when they were last online. Returns those who are
/// online at another instance.
pub fn remove_online(
    conn: &mut DbConnection,
    instance_id: &str,
    people: &[UserId],
    at: DateTime<Utc>,
) -> Result<HashSet<UserId>> {
    // This locks the users' rows first: if a user leaves two instances at once, the later one sees the other's change.
    set_last_seen(conn, people, at)?;
    for ids in id_chunks(people) {
        let rows =
            online::table.filter(online::instance_id.eq(instance_id)).filter(online::user_id.eq_any(ids));
        diesel::delete(rows).execute(conn)?;
    }
    online_elsewhere(conn, instance_id, people)
}

/// The given users who have an open socket at another instance.
pub fn online_elsewhere(
    conn: &mut DbConnection,
    instance_id: &str,
    people: &[UserId],
) -> Result<HashSet<UserId>> {
    let now = now(conn);
    let mut found = HashSet::new();
    for ids in id_chunks(people) {
        let rows: Vec<i64> = online::table
            .inner_join(instances::table)
            .filter(online::user_id.eq_any(ids))
            .filter(online::instance_id.ne(instance_id))
            .filter(instances::lease_until.gt(sql::<BigInt>(&now)))
            .select(online::user_id)
            .load(conn)?;
        found.extend(rows.into_iter().map(UserId::stored));
    }
    Ok(found)
}

/// Removes the instances whose lease has lapsed, and sets when their users were last online. `seconds` is the duration of
/// a lease. Returns how many instances were removed.
pub fn remove_lapsed(conn: &mut DbConnection, seconds: u32) -> Result<usize> {
    let now = now(conn);
    let lapsed: Vec<(String, Millis)> = instances::table
        .filter(instances::lease_until.lt(sql::<BigInt>(&now)))
        .order(instances::instance_id)
        .load(conn)?;
    let mut removed = 0;
    for (instance_id, lease_until) in lapsed {
        let people = online_at(conn, &instance_id)?;
        let gone = instances::table.find(&instance_id).filter(instances::lease_until.lt(sql::<BigInt>(&now)));
        // Another instance may do the same at the same time; only one of them finds the row.
        if diesel::delete(gone).execute(conn)? == 1 {
            let last_renewed = lease_until.time() - TimeDelta::seconds(i64::from(seconds));
            raise_last_seen(conn, &people, cut_to_millis(last_renewed))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Returns whether there was no lease before.
fn set_lease(conn: &mut DbConnection, instance_id: &str, seconds: u32) -> Result<bool> {
    let until = after(conn, seconds);
    let renewed = diesel::update(instances::table.find(instance_id))
        .set(instances::lease_until.eq(sql::<BigInt>(&until)))
        .execute(conn)?;
    if renewed == 0 {
        diesel::insert_into(instances::table)
            .values((
                instances::instance_id.eq(instance_id),
                instances::lease_until.eq(sql::<BigInt>(&until)),
            ))
            .execute(conn)?;
    }
    Ok(renewed == 0)
}

fn online_at(conn: &mut DbConnection, instance_id: &str) -> Result<Vec<UserId>> {
    let rows: Vec<i64> = online::table
        .filter(online::instance_id.eq(instance_id))
        .select(online::user_id)
        .order(online::user_id)
        .load(conn)?;
    Ok(rows.into_iter().map(UserId::stored).collect())
}

/// The present time of the database, as an SQL expression.
fn now(conn: &DbConnection) -> String {
    after(conn, 0)
}

fn after(conn: &DbConnection, seconds: u32) -> String {
    let now = match conn.backend() {
        Backend::Postgres => NOW_ON_POSTGRES,
        Backend::Sqlite => NOW_ON_SQLITE,
    };
    format!("{now} + {seconds} * 1000")
}
