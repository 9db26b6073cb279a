//! How users want to be told of messages, and what they have missed. A user without a row has the default settings.

use crate::connection::{DbConnection, by_backend, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::schema::notification_settings;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use simple_chats_domain::{ChatId, MissedAfter, NotificationSettings, Person, QuietHours, TimeOfDay, UserId};

/// A row of the table `notification_settings`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = notification_settings, primary_key(user_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct NotificationSettingsRow {
    pub(crate) user_id: i64,
    show_text: bool,
    quiet_from: Option<i32>,
    quiet_to: Option<i32>,
    time_zone: Option<String>,
    missed_mail_after: i64,
    mail_text: bool,
    look_at: Option<Millis>,
    told_until: Millis,
}

impl NotificationSettingsRow {
    fn settings(&self) -> NotificationSettings {
        NotificationSettings {
            show_text: self.show_text,
            quiet_hours: self.quiet_hours(),
            missed_mail_after: MissedAfter::of_seconds(self.missed_mail_after),
            mail_text: self.mail_text,
        }
    }

    /// Hours in a zone that a later version doesn't know any more are as none.
    fn quiet_hours(&self) -> Option<QuietHours> {
        let time = |minutes: Option<i32>| {
            TimeOfDay::of_minutes(u16::try_from(minutes?).ok()?).map(|time| time.to_string())
        };
        QuietHours::parse(&time(self.quiet_from)?, &time(self.quiet_to)?, self.time_zone.as_deref()?).ok()
    }
}

fn row_of(conn: &mut DbConnection, user_id: UserId) -> Result<Option<NotificationSettingsRow>> {
    let row = notification_settings::table.find(user_id.get());
    Ok(row.select(NotificationSettingsRow::as_select()).first(conn).optional()?)
}

/// A user's settings.
pub fn find(conn: &mut DbConnection, user_id: UserId) -> Result<NotificationSettings> {
    Ok(row_of(conn, user_id)?.map(|row| row.settings()).unwrap_or_default())
}

/// Sets a user's settings. Messages that were written before mails were turned on are not told of. The caller holds the lock of
/// the user.
pub fn set(
    conn: &mut DbConnection,
    user_id: UserId,
    settings: &NotificationSettings,
    now: DateTime<Utc>,
) -> Result<()> {
    if *settings == NotificationSettings::default() {
        return delete_of(conn, user_id);
    }
    let before = row_of(conn, user_id)?;
    let after = settings.missed_mail_after;
    let had_mails = before.as_ref().filter(|row| row.settings().missed_mail_after.is_some());
    let told_until = had_mails.map_or(now, |row| row.told_until.time());
    // At once, if that is over: other hours may be quiet now.
    let look_at = after.map(|after| Millis::from(told_until + after.length()));
    let hours = settings.quiet_hours;
    let row = NotificationSettingsRow {
        user_id: user_id.get(),
        show_text: settings.show_text,
        quiet_from: hours.map(|hours| hours.from().minutes().into()),
        quiet_to: hours.map(|hours| hours.to().minutes().into()),
        time_zone: hours.map(|hours| hours.time_zone().to_owned()),
        missed_mail_after: after.map_or(0, MissedAfter::seconds),
        mail_text: settings.mail_text,
        look_at,
        told_until: Millis::from(told_until),
    };
    if before.is_some() {
        diesel::update(notification_settings::table.find(user_id.get())).set(row).execute(conn)?;
    } else {
        diesel::insert_into(notification_settings::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Deletes a user's settings.
pub fn delete_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(notification_settings::table.find(user_id.get())).execute(conn)?;
    Ok(())
}

/// Those for whose missed messages it is time to look, the longest due first.
pub fn list_due(conn: &mut DbConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<UserId>> {
    let due = notification_settings::table
        .filter(notification_settings::look_at.le(Millis::from(now)))
        .order(notification_settings::look_at)
        .limit(limit)
        .select(notification_settings::user_id);
    let ids: Vec<i64> = due.load(conn)?;
    Ok(ids.into_iter().map(UserId::stored).collect())
}

/// A user for whose missed messages it is time to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueUser {
    /// The user's settings.
    pub settings: NotificationSettings,
    /// Messages that were written up to then are told of already.
    pub told_until: DateTime<Utc>,
}

/// Locks the settings of a user until the transaction ends, if it is still time to look.
pub fn lock_due(conn: &mut DbConnection, user_id: UserId, now: DateTime<Utc>) -> Result<Option<DueUser>> {
    let due = notification_settings::table
        .find(user_id.get())
        .filter(notification_settings::look_at.le(Millis::from(now)));
    let row: Option<NotificationSettingsRow> = by_backend!(conn,
        Postgres(conn) => {
            due.select(NotificationSettingsRow::as_select()).for_update().first(conn).optional()?
        },
        Sqlite(conn) => due.select(NotificationSettingsRow::as_select()).first(conn).optional()?,
    );
    Ok(row.map(|row| DueUser { settings: row.settings(), told_until: row.told_until.time() }))
}

/// Sets when to look again, and up to when messages are told of.
pub fn look_again(
    conn: &mut DbConnection,
    user_id: UserId,
    at: DateTime<Utc>,
    told_until: DateTime<Utc>,
) -> Result<()> {
    diesel::update(notification_settings::table.find(user_id.get()))
        .set((
            notification_settings::look_at.eq(Some(Millis::from(at))),
            notification_settings::told_until.eq(Millis::from(told_until)),
        ))
        .execute(conn)?;
    Ok(())
}

/// What a user has missed in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedMessages {
    /// The chat.
    pub chat_id: ChatId,
    /// Who has written.
    pub companion: Person,
    /// How many messages.
    pub count: i64,
    /// When the oldest of them was written.
    pub since: DateTime<Utc>,
    /// All of them come after this one.
    pub after: i64,
}

#[derive(QueryableByName)]
struct MissedRow {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    companion_id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = BigInt)]
    after: i64,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    since: i64,
}

impl MissedRow {
    fn missed(self) -> MissedMessages {
        let companion = Person::from_row(UserId::stored(self.companion_id), self.username, self.name);
        MissedMessages {
            chat_id: ChatId::stored(self.chat_id),
            companion,
            count: self.count,
            since: DateTime::from_timestamp_millis(self.since).unwrap_or_default(),
            after: self.after,
        }
    }
}

/// The chats of a user in which a companion's message is unread, as seen from one side of the pair. SQLite numbers parameters in
/// the order in which they appear first.
fn unread_of(own: u8, other: u8) -> String {
    format!(
        "SELECT chats.chat_id, user{other}_id AS companion_id, \
             CASE WHEN user{own}_read_up_to > COALESCE(cleared_up_to, 0) THEN user{own}_read_up_to \
                 ELSE COALESCE(cleared_up_to, 0) END AS after \
         FROM chats LEFT JOIN chat_preferences \
             ON chat_preferences.chat_id = chats.chat_id AND chat_preferences.user_id = $1 \
         WHERE user{own}_id = $1 AND user{own}_unread > 0 AND NOT user1_blocks AND NOT user2_blocks \
             AND request_to <> $1 AND COALESCE(muted_until, 0) <= $2"
    )
}

/// What a user has not read of what was written after a time and up to another, in chats that may tell of it: neither muted
/// nor requests, and with nobody blocked. The chat with the newest message comes first.
pub fn missed(
    conn: &mut DbConnection,
    user_id: UserId,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<MissedMessages>> {
    let statement = format!(
        "SELECT unread.chat_id, companion_id, username, name, after, \
             COUNT(*) AS count, MIN(messages.written_at) AS since \
         FROM ({} UNION ALL {}) AS unread \
         JOIN users ON users.user_id = companion_id \
         JOIN messages ON messages.chat_id = unread.chat_id AND messages.message_id > after \
         WHERE messages.receiver_id = $1 AND messages.deleted_at = 0 \
             AND messages.written_at > $3 AND messages.written_at <= $4 \
             AND (messages.expires_at IS NULL OR messages.expires_at > $2) \
         GROUP BY unread.chat_id, companion_id, username, name, after \
         ORDER BY MAX(messages.message_id) DESC",
        unread_of(1, 2),
        unread_of(2, 1),
    );
    let query = diesel::sql_query(statement)
        .bind::<BigInt, _>(user_id.get())
        .bind::<BigInt, _>(now.timestamp_millis())
        .bind::<BigInt, _>(after.timestamp_millis())
        .bind::<BigInt, _>(until.timestamp_millis());
    let rows: Vec<MissedRow> = on_each_backend!(conn, |inner| query.load(inner))?;
    Ok(rows.into_iter().map(MissedRow::missed).collect())
}
