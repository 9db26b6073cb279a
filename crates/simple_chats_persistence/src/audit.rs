//! The record of what administrators and the operator have done. It names users by their ids.

use crate::connection::DbConnection;
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::audit;
use crate::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{AuditAction, Page, Person, UserId};
use std::collections::BTreeSet;

/// An entry of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Identifies the entry; later ones have greater ids.
    pub audit_id: i64,
    /// When it was done.
    pub done_at: DateTime<Utc>,
    /// The administrator, who may be deleted by now; `None` for the command line.
    pub actor: Option<Person>,
    /// What was done. `None` for an action of a later version.
    pub action: Option<AuditAction>,
    /// The user concerned, who may be deleted by now.
    pub subject: Option<Person>,
}

/// All columns.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = audit, treat_none_as_default_value = false)]
pub(crate) struct AuditRow {
    pub(crate) audit_id: i64,
    done_at: Millis,
    actor_id: Option<i64>,
    action: String,
    subject_id: i64,
}

/// Records an action of an administrator, or of the command line.
pub fn insert(
    conn: &mut DbConnection,
    done_at: DateTime<Utc>,
    actor_id: Option<UserId>,
    action: AuditAction,
    subject_id: UserId,
) -> Result<()> {
    diesel::insert_into(audit::table)
        .values((
            audit::done_at.eq(Millis::from(done_at)),
            audit::actor_id.eq(actor_id.map(UserId::get)),
            audit::action.eq(action.name()),
            audit::subject_id.eq(subject_id.get()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The id of the newest entry; 0 if there is none.
pub fn newest_id(conn: &mut DbConnection) -> Result<i64> {
    let newest = audit::table.order(audit::audit_id.desc()).select(audit::audit_id);
    Ok(newest.first(conn).optional()?.unwrap_or(0))
}

/// The ids of the entries after one of them, in order, with the users concerned; at most 1,000.
pub fn list_subjects_after(conn: &mut DbConnection, after: i64) -> Result<Vec<(i64, UserId)>> {
    let rows: Vec<(i64, i64)> = audit::table
        .filter(audit::audit_id.gt(after))
        .order(audit::audit_id)
        .limit(1_000)
        .select((audit::audit_id, audit::subject_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(audit_id, user_id)| (audit_id, UserId::stored(user_id))).collect())
}

/// The newest entries, or the newest before one of them, newest first.
pub fn list(conn: &mut DbConnection, before: Option<i64>, limit: i64) -> Result<Page<AuditEntry>> {
    let rows: Vec<AuditRow> = audit::table
        .filter(audit::audit_id.lt(before.unwrap_or(i64::MAX)))
        .order(audit::audit_id.desc())
        .limit(limit + 1)
        .select(AuditRow::as_select())
        .load(conn)?;
    let ids: BTreeSet<UserId> = rows
        .iter()
        .flat_map(|row| row.actor_id.into_iter().chain([row.subject_id]))
        .map(UserId::stored)
        .collect();
    let people = users::find_people(conn, ids)?;
    let person = |user_id: i64| people.get(&UserId::stored(user_id)).cloned();
    Ok(Page::cut(rows, limit).map(|row| AuditEntry {
        audit_id: row.audit_id,
        done_at: row.done_at.time(),
        actor: row.actor_id.and_then(person),
        action: AuditAction::of_name(&row.action),
        subject: person(row.subject_id),
    }))
}
