//! Messages that participants of their chats have reported, for the administrators.

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::reports;
use crate::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{ChatId, Message, MessageId, Page, Person, ReportId, ReportReason, UserId};
use std::collections::HashMap;

/// A row of the table `reports`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reports, treat_none_as_default_value = false)]
pub(crate) struct ReportRow {
    pub(crate) report_id: i64,
    chat_id: i64,
    message_id: i64,
    reporter_id: i64,
    reported_id: i64,
    text: String,
    text_since: Option<String>,
    reason: String,
    written_at: Millis,
    created_at: Millis,
    done_at: Option<Millis>,
}

/// A report as administrators see it: the one message, and nothing else of its chat.
#[derive(Debug, Clone)]
pub struct Report {
    /// Identifies the report.
    pub report_id: ReportId,
    /// The participant who has reported the message.
    pub reporter: Person,
    /// The user who has sent it.
    pub reported: Person,
    /// The message's text when it was reported first.
    pub text: String,
    /// The message's text when it was reported last, if it was edited in between.
    pub text_since: Option<String>,
    /// Why it was reported.
    pub reason: String,
    /// When the message was sent.
    pub written_at: DateTime<Utc>,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
}

/// A report as the participant sees it who has made it.
#[derive(Debug, Clone)]
pub struct MadeReport {
    /// Identifies the report.
    pub report_id: ReportId,
    /// The chat of the message.
    pub chat_id: ChatId,
    /// The message.
    pub message_id: MessageId,
    /// The user who has sent it.
    pub reported: Person,
    /// The message's text when it was reported first; empty once the administrators are done with the report.
    pub text: String,
    /// The message's text when it was reported last, if it was edited in between.
    pub text_since: Option<String>,
    /// Why it was reported; empty once the administrators are done with the report.
    pub reason: String,
    /// When the message was sent.
    pub written_at: DateTime<Utc>,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// When the administrators were done with the report, if they are.
    pub done_at: Option<DateTime<Utc>>,
}

/// Stores a report. Who reports a message again changes the reason, and adds the message's text if it has another one by
/// now. If the administrators are done with it, it is a new report.
pub fn insert(
    conn: &mut DbConnection,
    reporter: UserId,
    message: &Message,
    reason: &ReportReason,
    at: DateTime<Utc>,
) -> Result<()> {
    let (message_id, reporter_id) = (message.message_id.get(), reporter.get());
    let same = reports::table
        .filter(reports::message_id.eq(message_id))
        .filter(reports::reporter_id.eq(reporter_id));
    let before: Option<(i64, String, Option<Millis>)> =
        same.select((reports::report_id, reports::text, reports::done_at)).first(conn).optional()?;
    let reason = reports::reason.eq(reason.as_str());
    match before {
        Some((report_id, text, None)) => {
            let text_since = Some(&message.text).filter(|since| **since != text);
            diesel::update(reports::table.find(report_id))
                .set((reason, reports::text_since.eq(text_since)))
                .execute(conn)?;
        }
        Some((report_id, _, Some(_))) => {
            diesel::update(reports::table.find(report_id))
                .set((
                    reason,
                    reports::text.eq(&message.text),
                    reports::created_at.eq(Millis::from(at)),
                    reports::done_at.eq(None::<Millis>),
                ))
                .execute(conn)?;
        }
        None => {
            diesel::insert_into(reports::table)
                .values((
                    reports::chat_id.eq(message.chat_id.get()),
                    reports::message_id.eq(message_id),
                    reports::reporter_id.eq(reporter_id),
                    reports::reported_id.eq(message.sender_id.get()),
                    reports::text.eq(&message.text),
                    reason,
                    reports::written_at.eq(Millis::from(message.written_at)),
                    reports::created_at.eq(Millis::from(at)),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// The oldest reports with which nobody is done, up to a limit.
pub fn list_open(conn: &mut DbConnection, limit: i64) -> Result<Vec<Report>> {
    let rows: Vec<ReportRow> = reports::table
        .filter(reports::done_at.is_null())
        .order(reports::report_id)
        .limit(limit)
        .select(ReportRow::as_select())
        .load(conn)?;
    let ids = rows.iter().flat_map(|row| [row.reporter_id, row.reported_id]);
    let people = users::find_people(conn, ids.map(UserId::stored).collect())?;
    rows.into_iter().map(|row| with_people(&people, row)).collect()
}

/// The reports with higher ids than `after` that a user has made, in order of id.
pub fn list_made_by(
    conn: &mut DbConnection,
    reporter: UserId,
    after: i64,
    limit: i64,
) -> Result<Page<MadeReport>> {
    let rows: Vec<ReportRow> = reports::table
        .filter(reports::reporter_id.eq(reporter.get()))
        .filter(reports::report_id.gt(after))
        .order(reports::report_id)
        .limit(limit + 1)
        .select(ReportRow::as_select())
        .load(conn)?;
    let Page { items, more } = Page::cut(rows, limit);
    let people = users::find_people(conn, items.iter().map(|row| UserId::stored(row.reported_id)).collect())?;
    let items = items.into_iter().map(|row| made(&people, row)).collect::<Result<_>>()?;
    Ok(Page { items, more })
}

fn person(people: &HashMap<UserId, Person>, user_id: i64) -> Result<Person> {
    people.get(&UserId::stored(user_id)).cloned().ok_or(StoreError::NotFound)
}

fn made(people: &HashMap<UserId, Person>, row: ReportRow) -> Result<MadeReport> {
    Ok(MadeReport {
        report_id: ReportId::stored(row.report_id),
        chat_id: ChatId::stored(row.chat_id),
        message_id: MessageId::stored(row.message_id),
        reported: person(people, row.reported_id)?,
        text: row.text,
        text_since: row.text_since,
        reason: row.reason,
        written_at: row.written_at.time(),
        created_at: row.created_at.time(),
        done_at: row.done_at.map(Millis::time),
    })
}

fn with_people(people: &HashMap<UserId, Person>, row: ReportRow) -> Result<Report> {
    Ok(Report {
        report_id: ReportId::stored(row.report_id),
        reporter: person(people, row.reporter_id)?,
        reported: person(people, row.reported_id)?,
        text: row.text,
        text_since: row.text_since,
        reason: row.reason,
        written_at: row.written_at.time(),
        created_at: row.created_at.time(),
    })
}

/// Notes that the administrators are done with a report, and erases what it says. Returns whose message was reported. Fails with
/// [`StoreError::NotFound`] if there is no such open report.
pub fn set_done(conn: &mut DbConnection, report_id: ReportId, at: DateTime<Utc>) -> Result<UserId> {
    let open = reports::table.find(report_id.get()).filter(reports::done_at.is_null());
    let done = (
        reports::done_at.eq(Millis::from(at)),
        reports::text.eq(""),
        reports::text_since.eq(None::<String>),
        reports::reason.eq(""),
    );
    let reported_id: i64 = diesel::update(open).set(done).returning(reports::reported_id).get_result(conn)?;
    Ok(UserId::stored(reported_id))
}

/// Deletes the reports by a user, and with `messages` those of the user's messages, too.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId, messages: bool) -> Result<()> {
    diesel::delete(reports::table.filter(reports::reporter_id.eq(user_id.get()))).execute(conn)?;
    if messages {
        diesel::delete(reports::table.filter(reports::reported_id.eq(user_id.get()))).execute(conn)?;
    }
    Ok(())
}
