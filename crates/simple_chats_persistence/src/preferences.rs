//! Users' own views of chats. Most chats have none, which their rows say, so that nothing else has to be read for them.
//! Each change holds the lock of the chat's row.

use crate::cached::cached;
use crate::chats;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::messages;
use crate::preference_columns::{NEVER, cleared_up_to, mute_of};
use crate::schema::chat_preferences;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use simple_chats_domain::{
    Chat, ChatId, ChatPreferences, Event, Mute, PreferencesChange, Publication, UserId,
};

/// A row of the table `chat_preferences`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = chat_preferences)]
pub(crate) struct PreferencesRow {
    pub(crate) chat_id: i64,
    pub(crate) user_id: i64,
    version: i64,
    pinned_at: i64,
    archived: bool,
    muted_until: i64,
    marked_unread: bool,
    cleared_up_to: i64,
    hidden: bool,
}

impl PreferencesRow {
    fn new(chat_id: ChatId, user_id: UserId) -> Self {
        Self {
            chat_id: chat_id.get(),
            user_id: user_id.get(),
            version: 0,
            pinned_at: 0,
            archived: false,
            muted_until: 0,
            marked_unread: false,
            cleared_up_to: 0,
            hidden: false,
        }
    }

    fn preferences(&self) -> ChatPreferences {
        ChatPreferences {
            version: self.version,
            pinned: self.pinned_at > 0,
            archived: self.archived,
            muted_until: mute_of(self.muted_until),
            marked_unread: self.marked_unread,
            cleared_up_to: self.cleared_up_to,
        }
    }

    /// The row with other preferences. A pin takes this time, unless the chat was pinned already.
    fn with(self, preferences: ChatPreferences, now: DateTime<Utc>) -> Self {
        let pinned_at = match (preferences.pinned, self.pinned_at) {
            (false, _) => 0,
            (true, 0) => now.timestamp_millis(),
            (true, earlier) => earlier,
        };
        Self {
            version: preferences.version,
            pinned_at,
            archived: preferences.archived,
            muted_until: match preferences.muted_until {
                None => 0,
                Some(Mute::Until(time)) => time.timestamp_millis(),
                Some(Mute::Forever) => NEVER,
            },
            marked_unread: preferences.marked_unread,
            cleared_up_to: preferences.cleared_up_to,
            ..self
        }
    }

    /// From when on a new message changes the row.
    fn wakes_from(&self) -> i64 {
        match (self.hidden, self.archived) {
            (true, _) => 0,
            (false, true) => self.muted_until,
            (false, false) => NEVER,
        }
    }
}

/// A user's preferences for a chat.
pub fn find(conn: &mut DbConnection, chat: &Chat, user_id: UserId) -> Result<ChatPreferences> {
    Ok(find_row(conn, chat, user_id)?.preferences())
}

fn find_row(conn: &mut DbConnection, chat: &Chat, user_id: UserId) -> Result<PreferencesRow> {
    let new = || PreferencesRow::new(chat.chat_id, user_id);
    if !chat.has_preferences {
        return Ok(new());
    }
    let row = chat_preferences::table.find((chat.chat_id.get(), user_id.get()));
    let found: Option<PreferencesRow> = on_each_backend!(conn, |inner| row.first(inner).optional())?;
    Ok(found.unwrap_or_else(new))
}

/// Changes a user's preferences. Returns them, and whether something has changed.
pub fn change(
    conn: &mut DbConnection,
    chat: &Chat,
    user_id: UserId,
    change: PreferencesChange,
    now: DateTime<Utc>,
) -> Result<(ChatPreferences, bool)> {
    let row = find_row(conn, chat, user_id)?;
    let before = row.preferences();
    let after = before.changed(change, now);
    let is_changed = after.version != before.version;
    if is_changed {
        store(conn, &row.with(after, now))?;
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
    let row = find_row(conn, chat, user_id)?;
    let before = row.preferences();
    let newest = messages::newest_id(conn, chat.chat_id)?;
    let after = before.cleared(newest, now);
    let is_changed = after != before || !row.hidden;
    // Also if the chat only leaves the list.
    let after = ChatPreferences { version: before.version + i64::from(is_changed), ..after };
    if is_changed {
        store(conn, &PreferencesRow { hidden: true, ..row.with(after, now) })?;
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
        let row = find_row(conn, chat, user_id)?;
        if row.wakes_from() > now.timestamp_millis() {
            continue;
        }
        let before = row.preferences();
        let preferences = before.woken(now);
        store(conn, &PreferencesRow { hidden: false, ..row.with(preferences, now) })?;
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

fn store(conn: &mut DbConnection, row: &PreferencesRow) -> Result<()> {
    let key = (row.chat_id, row.user_id);
    let updated = diesel::update(chat_preferences::table.find(key)).set(row).execute(conn)?;
    if updated == 0 {
        diesel::insert_into(chat_preferences::table).values(row).execute(conn)?;
    }
    note_in_chat(conn, row.chat_id)
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
