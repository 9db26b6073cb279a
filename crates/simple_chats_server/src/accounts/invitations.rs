//! Invitations: making, listing, and revoking them.

use super::registration::is_setup_token;
use super::standing::lock_usable;
use crate::error::{AppError, AppResult, MissingRow};
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{OpaqueToken, hash_token};
use simple_chats_domain::{
    Invitation, InvitationId, InvitationTerms, Inviters, Person, RegistrationError, RegistrationMode, UserId,
    cut_to_millis,
};
use simple_chats_persistence::users::Standing;
use simple_chats_persistence::{DbConnection, LockScope, StoreError, invitations, users};

/// How many invitations a user may have at once, used or not.
const MAX_INVITATIONS: i64 = 200;

/// An invitation and its token, which nobody can read later.
#[derive(Debug)]
pub struct MadeInvitation {
    pub(crate) invitation: Invitation,
    pub(crate) token: OpaqueToken,
}

/// The path of the page on which somebody registers with a token.
pub(crate) fn path_of_invitation(token: &str) -> String {
    format!("/authentication/register?invitation={token}")
}

/// Whether a user may invite others.
pub(crate) fn check_may_invite(state: &AppState, is_administrator: bool) -> AppResult<()> {
    check_inviter(state.settings.registration, state.settings.inviters, is_administrator)
}

fn check_inviter(mode: RegistrationMode, inviters: Inviters, is_administrator: bool) -> AppResult<()> {
    if mode == RegistrationMode::Closed {
        return Err(RegistrationError::Closed.into());
    }
    match inviters {
        Inviters::Administrators if !is_administrator => Err(AppError::InvitingNotAllowed),
        Inviters::Administrators | Inviters::Everyone => Ok(()),
    }
}

/// Makes an invitation of a user.
pub async fn invite(state: &AppState, me: UserId, terms: InvitationTerms) -> AppResult<MadeInvitation> {
    state.rate_limiter.change(me)?;
    let token = OpaqueToken::generate();
    let (key, now) = (token.hash(), cut_to_millis(Utc::now()));
    let (mode, inviters) = (state.settings.registration, state.settings.inviters);
    let insert = move |conn: &mut DbConnection, _: &mut _| -> AppResult<Invitation> {
        let account = lock_usable(conn, me)?;
        check_inviter(mode, inviters, account.is_administrator)?;
        if invitations::count_of(conn, me)? >= MAX_INVITATIONS {
            return Err(AppError::TooManyInvitations(MAX_INVITATIONS));
        }
        Ok(invitations::insert(conn, &key, me, &terms, now)?)
    };
    let invitation = state.database.write_locking(LockScope::Many, insert).await?;
    Ok(MadeInvitation { invitation, token })
}

/// The user's invitations, the newest first.
pub(crate) fn list_invitations(conn: &mut DbConnection, me: UserId) -> AppResult<Vec<Invitation>> {
    Ok(invitations::list_of(conn, me)?)
}

/// Makes an invitation of the user invalid.
pub async fn revoke_invitation(state: &AppState, me: UserId, invitation_id: InvitationId) -> AppResult<()> {
    state.rate_limiter.change(me)?;
    let delete = move |conn: &mut DbConnection, _: &mut _| -> AppResult<()> {
        lock_usable(conn, me)?;
        invitations::delete(conn, me, invitation_id)
            .or_not_found(|| AppError::UnknownInvitation(invitation_id.to_string()))
    };
    state.database.write_locking(LockScope::Many, delete).await
}

/// Who invites by a token, before somebody registers with it; `None` for the setup link.
pub(crate) async fn check_invitation(
    state: &AppState,
    token: &str,
) -> AppResult<Result<Option<Person>, RegistrationError>> {
    if is_setup_token(state, token) {
        let is_first = state.database.read(users::is_empty).await?;
        return Ok(if is_first { Ok(None) } else { Err(RegistrationError::InvalidInvitation) });
    }
    if let Err(error) = state.settings.registration.admit(true) {
        return Ok(Err(error));
    }
    let key = hash_token(token);
    let find = move |conn: &mut DbConnection| -> Result<Option<Person>, StoreError> {
        let Some(invitation) = invitations::find(conn, &key).or_none()? else { return Ok(None) };
        let stands = users::standing(conn, invitation.maker_id)? == Standing::Good;
        if !stands || !invitation.is_usable(Utc::now()) {
            return Ok(None);
        }
        users::find_person(conn, invitation.maker_id).or_none()
    };
    let inviter = state.database.read(find).await?;
    Ok(inviter.map(Some).ok_or(RegistrationError::InvalidInvitation))
}
