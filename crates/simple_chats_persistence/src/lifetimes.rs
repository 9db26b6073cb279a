//! The lifetime of a chat's new messages: the columns of its row, and the changes that its timeline shows. The caller of each
//! change holds the lock of the chat's row.

use crate::chats;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::lifetime_columns::{columns_of, lifetime_of};
use crate::messages::{self, ChatPart};
use crate::millis::Millis;
use crate::schema::{chats as chats_table, lifetime_changes};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{Chat, ChatId, ChatLifetime, LifetimeAction, LifetimeChange, Page, UserId};
use std::ops::Range;

/// The words of the column `action`.
const ACTIONS: [(LifetimeAction, &str); 4] = [
    (LifetimeAction::Set, "set"),
    (LifetimeAction::Proposed, "proposed"),
    (LifetimeAction::Withdrawn, "withdrawn"),
    (LifetimeAction::Declined, "declined"),
];

/// A row of the table `lifetime_changes`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lifetime_changes)]
pub(crate) struct LifetimeRow {
    pub(crate) chat_id: i64,
    pub(crate) revision: i64,
    user_id: i64,
    action: String,
    lifetime: i64,
    proposed_lifetime: i64,
    lifetime_proposer: i64,
    changed_at: Millis,
    behind: i64,
}

impl From<LifetimeRow> for LifetimeChange {
    fn from(row: LifetimeRow) -> Self {
        let action = ACTIONS.into_iter().find(|(_, word)| *word == row.action);
        Self {
            chat_id: ChatId::stored(row.chat_id),
            revision: row.revision,
            lifetime: lifetime_of(row.lifetime, row.proposed_lifetime, row.lifetime_proposer),
            user_id: UserId::stored(row.user_id),
            action: action.map_or(LifetimeAction::Set, |(action, _)| action),
            changed_at: row.changed_at.time(),
            behind: row.behind,
        }
    }
}

/// Gives a chat another lifetime, as a change by one of its users. It has taken the next revision of the chat.
pub fn set(
    conn: &mut DbConnection,
    chat: &Chat,
    user_id: UserId,
    wanted: ChatLifetime,
    at: DateTime<Utc>,
) -> Result<LifetimeChange> {
    let action = LifetimeAction::of(user_id, chat.lifetime, wanted);
    let (lifetime, proposed_lifetime, lifetime_proposer) = columns_of(wanted);
    let revision = chats::take_revision(conn, chat.chat_id)?;
    diesel::update(chats_table::table.find(chat.chat_id.get()))
        .set((
            chats_table::lifetime.eq(lifetime),
            chats_table::proposed_lifetime.eq(proposed_lifetime),
            chats_table::lifetime_proposer.eq(lifetime_proposer),
            chats_table::lifetime_revision.eq(revision),
        ))
        .execute(conn)?;
    let word = ACTIONS.into_iter().find(|(known, _)| *known == action).map_or("set", |(_, word)| word);
    let row = LifetimeRow {
        chat_id: chat.chat_id.get(),
        revision,
        user_id: user_id.get(),
        action: word.to_owned(),
        lifetime,
        proposed_lifetime,
        lifetime_proposer,
        changed_at: Millis::from(at),
        behind: messages::newest_id(conn, chat.chat_id)?,
    };
    diesel::insert_into(lifetime_changes::table).values(&row).execute(conn)?;
    Ok(row.into())
}

/// The changes of a chat's lifetime after a revision, in order of revision. Those that a user has cleared with the messages
/// before them are left out.
pub fn list_after(
    conn: &mut DbConnection,
    chat: &Chat,
    part: ChatPart,
    after: i64,
    limit: i64,
) -> Result<Page<LifetimeChange>> {
    if after >= chat.lifetime_revision {
        return Ok(Page::empty());
    }
    let rows = lifetime_changes::table
        .filter(lifetime_changes::chat_id.eq(part.chat_id.get()))
        .filter(lifetime_changes::revision.gt(after))
        .filter(lifetime_changes::behind.ge(part.beyond))
        .order(lifetime_changes::revision.asc())
        .limit(limit + 1);
    let rows: Vec<LifetimeRow> =
        on_each_backend!(conn, |inner| rows.select(LifetimeRow::as_select()).load(inner))?;
    Ok(Page::cut(rows, limit).map(LifetimeChange::from))
}

/// The newest changes of a chat's lifetime that the timeline shows behind some messages, in order of revision.
pub fn list_behind(
    conn: &mut DbConnection,
    chat: &Chat,
    messages: Range<i64>,
    limit: i64,
) -> Result<Vec<LifetimeChange>> {
    if chat.lifetime_revision == 0 {
        return Ok(Vec::new());
    }
    let rows = lifetime_changes::table
        .filter(lifetime_changes::chat_id.eq(chat.chat_id.get()))
        .filter(lifetime_changes::behind.ge(messages.start))
        .filter(lifetime_changes::behind.lt(messages.end))
        .order(lifetime_changes::revision.desc())
        .limit(limit);
    let rows: Vec<LifetimeRow> =
        on_each_backend!(conn, |inner| rows.select(LifetimeRow::as_select()).load(inner))?;
    Ok(rows.into_iter().rev().map(LifetimeChange::from).collect())
}
