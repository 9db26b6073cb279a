//! Reports of messages to the administrators, who see the reported message and nothing else of its chat.

use super::chats::lock_chat;
use super::messages::find_message;
use crate::accounts::{self, Actor};
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{AuditAction, ChatId, MessageId, ReportId, ReportReason, UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, LockScope, reports};

pub(crate) use simple_chats_persistence::reports::Report;

/// How many reports are listed at once.
const MAX_LISTED: i64 = 100;

/// Reports a message of a chat in which the user is a participant.
pub(crate) async fn report_message(
    state: &AppState,
    me: UserId,
    chat_id: ChatId,
    message_id: MessageId,
    reason: ReportReason,
) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let now = cut_to_millis(Utc::now());
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        // The account can't be deleted meanwhile.
        accounts::lock_usable(conn, me)?;
        lock_chat(conn, me, chat_id)?;
        let message = find_message(conn, me, chat_id, message_id)?.message;
        Ok(reports::insert(conn, me, &message, &reason, now)?)
    };
    state.database.write_locking(LockScope::Many, insert).await
}

/// The oldest reports with which nobody is done. The caller is an administrator.
pub(crate) fn list_reports(conn: &mut DbConnection) -> AppResult<Vec<Report>> {
    Ok(reports::list_open(conn, MAX_LISTED)?)
}

/// Notes that the administrators are done with a report, and erases what it says, which is recorded. `me` must be an
/// administrator.
pub(crate) async fn finish_report(state: &AppState, me: UserId, report_id: ReportId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let now = cut_to_millis(Utc::now());
    let actor = Actor::Administrator(me);
    let finish = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        actor.authorize(conn)?;
        let unknown = || AppError::UnknownReport(report_id.to_string());
        let reported = reports::set_done(conn, report_id, now).or_not_found(unknown)?;
        Ok(actor.record(conn, now, AuditAction::ReportDone, reported)?)
    };
    state.database.write_locking(LockScope::Many, finish).await
}
