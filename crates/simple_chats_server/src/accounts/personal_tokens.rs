//! Personal tokens: making, listing, and revoking them, and noting their use.

use super::current_credential::is_current;
use super::notices::PendingNotice;
use super::requester::Requester;
use super::security_log::{SecurityEvent, note};
use super::standing::lock_usable;
use crate::delivery::{Credential, Revocation};
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{NoticeEvent, PersonalTokenSecret};
use simple_chats_domain::{PersonalToken, PersonalTokenId, TokenTerms, UserId, cut_to_millis};
use simple_chats_persistence::{DbConnection, LockScope, personal_tokens};

/// How many tokens a user may have at once, without expired ones.
const MAX_TOKENS: i64 = 50;

/// A token and its secret, which nobody can read later.
#[derive(Debug)]
pub(crate) struct MadeToken {
    pub(crate) token: PersonalToken,
    pub(crate) secret: PersonalTokenSecret,
}

/// Makes a token of a user whose credential is still valid: one that is made at the moment of a new password ends with the
/// old one.
pub(crate) async fn make_token(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    credential: Credential,
    terms: TokenTerms,
) -> AppResult<MadeToken> {
    state.rate_limiter.change(me)?;
    let event = NoticeEvent::TokenMade { name: terms.name().to_owned() };
    let notice = PendingNotice::new(state, me, event, requester)?;
    let secret = PersonalTokenSecret::generate();
    let (key, now) = (secret.hash(), cut_to_millis(Utc::now()));
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<PersonalToken> {
        let account = lock_usable(conn, me)?;
        if !is_current(conn, &account, &credential)? {
            return Err(AppError::TokenInvalid);
        }
        if personal_tokens::count_valid_of(conn, me, now)? >= MAX_TOKENS {
            return Err(AppError::TooManyTokens(MAX_TOKENS));
        }
        personal_tokens::delete_old_of(conn, me)?;
        notice.queue(conn, &account.user.email)?;
        Ok(personal_tokens::insert(conn, &key, me, &terms, now)?)
    };
    let token = state.database.write_locking(LockScope::Many, insert).await?;
    note(SecurityEvent::TokenMade, Some(me), Some(requester.network()));
    state.mail_queued.notify_one();
    Ok(MadeToken { token, secret })
}

/// The user's tokens, the newest first. Expired ones are listed for some days.
pub(crate) fn list_tokens(conn: &mut DbConnection, me: UserId) -> AppResult<Vec<PersonalToken>> {
    Ok(personal_tokens::list_of(conn, me)?)
}

/// Makes a token of the user invalid, and closes its sockets.
pub(crate) async fn revoke_token(
    state: &AppState,
    requester: &Requester,
    me: UserId,
    token_id: PersonalTokenId,
) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let delete = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_usable(conn, me)?;
        let unknown = || AppError::UnknownToken(token_id.to_string());
        personal_tokens::delete(conn, me, token_id).or_not_found(unknown)
    };
    state.database.write_locking(LockScope::Many, delete).await?;
    note(SecurityEvent::TokenRevoked, Some(me), Some(requester.network()));
    state.hub.revoke(me, Revocation::Token(token_id));
    Ok(())
}

/// Notes in the background that a token was used. Each instance writes once a minute at most.
pub(super) fn note_use(state: &AppState, token_id: PersonalTokenId) {
    if state.token_uses.take(&token_id).is_err() {
        return;
    }
    let (database, at) = (state.database.clone(), cut_to_millis(Utc::now()));
    tokio::spawn(async move {
        let set =
            move |conn: &mut DbConnection, _: &mut _| personal_tokens::set_last_used(conn, token_id, at);
        if let Err(error) = database.write(set).await {
            tracing::warn!(%error, "failed to store when a token was used");
        }
    });
}
