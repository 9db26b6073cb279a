//! Reports of messages to the administrators, who see the reported message and nothing else of its chat.

use super::messages::find_message;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{ChatId, MessageId, ReportId, ReportReason, UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, LockScope, chats, reports, users};

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
        chats::lock(conn, chat_id).or_not_found(|| AppError::UnknownChat(chat_id.to_string()))?;
        users::find(conn, me).or_not_found(|| AppError::TokenInvalid)?;
        let message = find_message(conn, me, chat_id, message_id)?.message;
        Ok(reports::insert(conn, me, &message, &reason, now)?)
    };
    state.database.write_locking(LockScope::Chat(chat_id), insert).await
}

/// The oldest reports with which nobody is done. The caller is an administrator.
pub(crate) fn list_reports(conn: &mut DbConnection) -> AppResult<Vec<Report>> {
    Ok(reports::list_open(conn, MAX_LISTED)?)
}

/// Notes that the administrators are done with a report, and erases what it says. `me` must be an administrator.
pub(crate) async fn finish_report(state: &AppState, me: UserId, report_id: ReportId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let now = cut_to_millis(Utc::now());
    let finish = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        let unknown = || AppError::UnknownReport(report_id.to_string());
        let account = users::find_account(conn, me).or_not_found(unknown)?;
        if !account.is_administrator {
            return Err(unknown());
        }
        reports::set_done(conn, report_id, now).or_not_found(unknown)
    };
    state.database.write(finish).await
}
