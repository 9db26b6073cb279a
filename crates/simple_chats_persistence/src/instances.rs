//! The servers that share a database, and who has a socket open at which of them.
//!
//! A server holds a lease that it renews while it runs. Leases are measured by the database's clock, so it doesn't
//! matter when the servers' own clocks disagree.

use crate::connection::{DbConnection, id_chunks, on_each_backend};
use crate::error::StoreError;
use crate::schema::{instances, online};
use crate::users::{raise_last_seen, set_last_seen};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Timestamp;
use simple_chats_domain::{UserId, cut_to_millis};
use std::collections::{BTreeSet, HashSet};

/// A lease that was renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// How many other servers hold one.
    pub others: i64,
    /// Whether there was none before: it is the first, or the one before was taken for lapsed, and with it what was noted
    /// of the server's users.
    pub is_new: bool,
}

/// Lets a server's lease run from now for some seconds.
pub fn renew(conn: &mut DbConnection, instance_id: &str, seconds: u32) -> Result<Lease, StoreError> {
    let is_new = set_lease(conn, instance_id, seconds)?;
    let now = now(conn);
    let others = instances::table
        .filter(instances::instance_id.ne(instance_id))
        .filter(instances::lease_until.gt(sql::<Timestamp>(&now)))
        .count()
        .get_result(conn)?;
    Ok(Lease { others, is_new })
}

/// Notes that these users have a socket open at a server.
pub fn add_online(conn: &mut DbConnection, instance_id: &str, people: &[UserId]) -> Result<(), StoreError> {
    for ids in id_chunks(people) {
        let noted: HashSet<i64> = online::table
            .filter(online::instance_id.eq(instance_id))
            .filter(online::user_id.eq_any(&ids))
            .select(online::user_id)
            .load(conn)?
            .into_iter()
            .collect();
        let missing: BTreeSet<i64> = ids.into_iter().filter(|user_id| !noted.contains(user_id)).collect();
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

/// Notes that these users alone have a socket open at a server.
pub fn replace_online(
    conn: &mut DbConnection,
    instance_id: &str,
    people: &[UserId],
) -> Result<(), StoreError> {
    diesel::delete(online::table.filter(online::instance_id.eq(instance_id))).execute(conn)?;
    add_online(conn, instance_id, people)
}

/// Notes that users have left a server, and when. Returns who of them is still there at another one.
pub fn remove_online(
    conn: &mut DbConnection,
    instance_id: &str,
    people: &[UserId],
    at: DateTime<Utc>,
) -> Result<HashSet<UserId>, StoreError> {
    // The users' rows are locked first: of two servers that a user leaves at once, the later one sees what the other did.
    set_last_seen(conn, people, at)?;
    for ids in id_chunks(people) {
        let theirs =
            online::table.filter(online::instance_id.eq(instance_id)).filter(online::user_id.eq_any(ids));
        diesel::delete(theirs).execute(conn)?;
    }
    online_elsewhere(conn, instance_id, people)
}

/// Which of these people have a socket open at another server than this one.
pub fn online_elsewhere(
    conn: &mut DbConnection,
    instance_id: &str,
    people: &[UserId],
) -> Result<HashSet<UserId>, StoreError> {
    let now = now(conn);
    let mut found = HashSet::new();
    for ids in id_chunks(people) {
        let rows: Vec<i64> = online::table
            .inner_join(instances::table)
            .filter(online::user_id.eq_any(ids))
            .filter(online::instance_id.ne(instance_id))
            .filter(instances::lease_until.gt(sql::<Timestamp>(&now)))
            .select(online::user_id)
            .load(conn)?;
        found.extend(rows.into_iter().map(UserId::stored));
    }
    Ok(found)
}

/// Forgets the servers whose lease has ended, of `seconds` when it was renewed, and notes when their users were last
/// there. Returns how many servers that were.
pub fn remove_lapsed(conn: &mut DbConnection, seconds: u32) -> Result<usize, StoreError> {
    let now = now(conn);
    let lapsed: Vec<(String, NaiveDateTime)> = instances::table
        .filter(instances::lease_until.lt(sql::<Timestamp>(&now)))
        .order(instances::instance_id)
        .load(conn)?;
    let mut removed = 0;
    for (instance_id, lease_until) in lapsed {
        let people = online_at(conn, &instance_id)?;
        let gone =
            instances::table.find(&instance_id).filter(instances::lease_until.lt(sql::<Timestamp>(&now)));
        // Another server may do the same at this moment; one of them finds the row.
        if diesel::delete(gone).execute(conn)? == 1 {
            let last_renewed = lease_until.and_utc() - TimeDelta::seconds(i64::from(seconds));
            raise_last_seen(conn, &people, cut_to_millis(last_renewed))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Returns whether there was no lease before.
fn set_lease(conn: &mut DbConnection, instance_id: &str, seconds: u32) -> Result<bool, StoreError> {
    let until = after(conn, seconds);
    let renewed = diesel::update(instances::table.find(instance_id))
        .set(instances::lease_until.eq(sql::<Timestamp>(&until)))
        .execute(conn)?;
    if renewed == 0 {
        diesel::insert_into(instances::table)
            .values((
                instances::instance_id.eq(instance_id),
                instances::lease_until.eq(sql::<Timestamp>(&until)),
            ))
            .execute(conn)?;
    }
    Ok(renewed == 0)
}

fn online_at(conn: &mut DbConnection, instance_id: &str) -> Result<Vec<UserId>, StoreError> {
    let rows: Vec<i64> = online::table
        .filter(online::instance_id.eq(instance_id))
        .select(online::user_id)
        .order(online::user_id)
        .load(conn)?;
    Ok(rows.into_iter().map(UserId::stored).collect())
}

/// The database's own time, as an expression in its SQL.
fn now(conn: &DbConnection) -> String {
    after(conn, 0)
}

fn after(conn: &DbConnection, seconds: u32) -> String {
    match conn {
        DbConnection::Postgres(_) => {
            format!("timezone('UTC', clock_timestamp()) + make_interval(secs => {seconds})")
        }
        DbConnection::Sqlite(_) => format!("strftime('%Y-%m-%d %H:%M:%f', 'now', '+{seconds} seconds')"),
    }
}
