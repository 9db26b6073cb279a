//! Users' own views of chats. Most chats have none, which their rows say, so that nothing else has to be read for them.
//! Each change holds the lock of the chat's row.

use crate::cached::cached;
use crate::chats;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::messages;
use crate::preference_columns::{NEVER, PreferenceColumns, cleared_up_to};
use crate::schema::chat_preferences;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{Chat, ChatId, ChatPreferences, Event, PreferencesChange, Publication, UserId};

/// A row of the table `chat_preferences`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = chat_preferences)]
pub(crate) struct PreferencesRow {
    pub(crate) chat_id: i64,
    pub(crate) user_id: i64,
    #[diesel(embed)]
    columns: PreferenceColumns,
}

/// A user's preferences for a chat.
pub fn find(conn: &mut DbConnection, chat: &Chat, user_id: UserId) -> Result<ChatPreferences> {
    Ok(find_columns(conn, chat, user_id)?.preferences())
}

fn find_columns(conn: &mut DbConnection, chat: &Chat, user_id: UserId) -> Result<PreferenceColumns> {
    if !chat.has_preferences {
        return Ok(PreferenceColumns::default());
    }
    let key = (chat.chat_id.get(), user_id.get());
    let found = on_each_backend!(conn, |inner| {
        chat_preferences::table.find(key).select(PreferenceColumns::as_select()).first(inner).optional()
    })?;
    Ok(found.unwrap_or_default())
}

/// Changes a user's preferences. Returns them, and whether something has changed.
pub fn change(
    conn: &mut DbConnection,
    chat: &Chat,
    user_id: UserId,
    change: PreferencesChange,
    now: DateTime<Utc>,
) -> Result<(ChatPreferences, bool)> {
    let columns = find_columns(conn, chat, user_id)?;
    let before = columns.preferences();
    let after = before.changed(change, now);
    let is_changed = after.version != before.version;
    if is_changed {
        store(conn, chat, user_id, columns.with(after, now))?;
    }
    Ok((after, is_changed))
}

/// Hides everything up to now from a user, and the chat until the next message. What neither user sees any more is erased;
/// `is_alone` says that there is no companion who sees anything. Returns the preferences, and whether something has
/// changed.
pub fn clear(
    conn: &mut DbConnection,
    chat: &Chat,
    user_id: UserId,
    is_alone: bool,
    now: DateTime<Utc>,
) -> Result<(ChatPreferences, bool)> {
    let columns = find_columns(conn, chat, user_id)?;
    let before = columns.preferences();
    let newest = messages::newest_id(conn, chat.chat_id)?;
    let after = before.cleared(newest, now);
    let is_changed = after != before || !columns.hidden;
    // Also if the chat only leaves the list.
    let after = ChatPreferences { version: before.version + i64::from(is_changed), ..after };
    if is_changed {
        store(conn, chat, user_id, columns.with(after, now).hidden(true))?;
        chats::forget_unread(conn, chat.chat_id, user_id)?;
        let seen_from = if is_alone { i64::MAX } else { companions_bound(conn, chat, user_id)? };
        messages::erase_up_to(conn, chat.chat_id, seen_from.min(after.cleared_up_to), now)?;
    }
    Ok((after, is_changed))
}

fn companions_bound(conn: &mut DbConnection, chat: &Chat, user_id: UserId) -> Result<i64> {
    let [one, other] = chat.users();
    cleared_up_to(conn, chat.chat_id.get(), if one == user_id { other } else { one }.get())
}

/// Brings a chat back into the lists from which it was archived or cleared, as a message is about to be sent at this time.
/// Returns what users have to be told.
pub(crate) fn wake(conn: &mut DbConnection, chat: &Chat, now: DateTime<Utc>) -> Result<Vec<Publication>> {
    let mut publications = Vec::new();
    for user_id in chat.users() {
        let columns = find_columns(conn, chat, user_id)?;
        if columns.wakes_from() > now.timestamp_millis() {
            continue;
        }
        let before = columns.preferences();
        let preferences = before.woken(now);
        store(conn, chat, user_id, columns.with(preferences, now).hidden(false))?;
        if preferences.version != before.version {
            let event = Event::Preferences { chat_id: chat.chat_id, preferences };
            publications.push(Publication::to_all([user_id], event));
        }
    }
    if publications.is_empty() {
        // The row of a deleted user no longer says anything.
        note_in_chat(conn, chat.chat_id.get())?;
    }
    Ok(publications)
}

fn store(conn: &mut DbConnection, chat: &Chat, user_id: UserId, columns: PreferenceColumns) -> Result<()> {
    let (chat_id, user_id) = (chat.chat_id.get(), user_id.get());
    let updated =
        diesel::update(chat_preferences::table.find((chat_id, user_id))).set(columns).execute(conn)?;
    if updated == 0 {
        let row = PreferencesRow { chat_id, user_id, columns };
        diesel::insert_into(chat_preferences::table).values(row).execute(conn)?;
    }
    note_in_chat(conn, chat_id)
}

/// Notes in the chat's row what follows from its preferences.
fn note_in_chat(conn: &mut DbConnection, chat_id: i64) -> Result<()> {
    let statement = diesel::sql_query(format!(
        "UPDATE chats SET has_preferences = EXISTS \
                 (SELECT 1 FROM chat_preferences WHERE chat_preferences.chat_id = chats.chat_id), \
             wakes_from = COALESCE((SELECT MIN(CASE WHEN hidden THEN 0 ELSE muted_until END) FROM chat_preferences \
                 WHERE chat_preferences.chat_id = chats.chat_id AND (hidden OR archived)), {NEVER}) \
         WHERE chat_id = $1"
    ));
    let query = cached(statement.bind::<BigInt, _>(chat_id));
    on_each_backend!(conn, |inner| query.run(inner))?;
    Ok(())
}

#[derive(QueryableByName)]
struct Bound {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    cleared_up_to: i64,
}

/// Deletes the preferences of a user whose account is about to be deleted, and erases what the companions have cleared,
/// since nobody sees it any more.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId, now: DateTime<Utc>) -> Result<()> {
    let statement = diesel::sql_query(
        "SELECT chats.chat_id AS chat_id, others.cleared_up_to AS cleared_up_to \
         FROM chats JOIN chat_preferences AS others ON others.chat_id = chats.chat_id AND others.user_id <> $1 \
         WHERE has_preferences AND others.cleared_up_to > 0 AND chats.chat_id IN \
             (SELECT chat_id FROM chats WHERE user1_id = $1 UNION ALL SELECT chat_id FROM chats WHERE user2_id = $1) \
         ORDER BY chats.chat_id",
    );
    let query = statement.bind::<BigInt, _>(user_id.get());
    let bounds: Vec<Bound> = on_each_backend!(&mut *conn, |inner| query.load(inner))?;
    for bound in bounds {
        let chat_id = ChatId::stored(bound.chat_id);
        // Another instance may have deleted the chat in the meantime.
        if chats::lock(conn, chat_id).is_ok() {
            messages::erase_up_to(conn, chat_id, bound.cleared_up_to, now)?;
        }
    }
    diesel::delete(chat_preferences::table.filter(chat_preferences::user_id.eq(user_id.get())))
        .execute(conn)?;
    Ok(())
}
