//! Blocking users, and ending that. A block holds for messages from the moment it is stored, and for open sockets at once.

use super::standing::lock_usable;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{ChatQuery, Page, Pair, Publication, UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, LockScope, blocks, privacy, users};

pub(crate) use simple_chats_persistence::blocks::BlockedUser;

/// Blocks a user; blocking again changes nothing. Whom the caller may not find can't be blocked, so that nothing is learned
/// from trying.
pub(crate) async fn block(state: &AppState, me: UserId, user_id: UserId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let pair = Pair::of(me, user_id).map_err(|_| AppError::BlockingYourself)?;
    let now = cut_to_millis(Utc::now());
    let insert = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<()> {
        privacy::lock_users(conn, &[me, user_id])?;
        lock_usable(conn, me)?;
        if !blocks::exists(conn, me, user_id)? {
            let unknown = || AppError::UnknownUser(user_id.to_string());
            users::find_findable(conn, me, user_id).or_not_found(unknown)?;
            blocks::insert(conn, me, user_id, now)?;
            privacy::apply_to_chat_of(conn, pair)?;
        }
        publications.push(Publication::of_privacy(me, Some(user_id)));
        Ok(())
    };
    state.database.write_locking(LockScope::Many, insert).await
}

/// Ends the block of a user; without one, nothing changes.
pub(crate) async fn unblock(state: &AppState, me: UserId, user_id: UserId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let pair = Pair::of(me, user_id).map_err(|_| AppError::BlockingYourself)?;
    let delete = move |conn: &mut DbConnection, publications: &mut Vec<_>| -> AppResult<()> {
        privacy::lock_users(conn, &[me, user_id])?;
        lock_usable(conn, me)?;
        if blocks::delete(conn, me, user_id)? {
            privacy::apply_to_chat_of(conn, pair)?;
        } else {
            let unknown = || AppError::UnknownUser(user_id.to_string());
            users::find_findable(conn, me, user_id).or_not_found(unknown)?;
        }
        publications.push(Publication::of_privacy(me, Some(user_id)));
        Ok(())
    };
    state.database.write_locking(LockScope::Many, delete).await
}

/// The users whom the caller has blocked, in order of id.
pub(crate) fn list_blocks(
    conn: &mut DbConnection,
    me: UserId,
    query: ChatQuery,
) -> AppResult<Page<BlockedUser>> {
    Ok(blocks::list_of(conn, me, query)?)
}
