//! `/api/invitations`: the caller's invitations.

use super::body::JsonObject;
use super::caller::{Caller, Reader};
use super::representation::Representation;
use crate::accounts::{self, MadeInvitation};
use crate::error::AppError;
use crate::http::base_url::base_url;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::{json, object};
use crate::http::json_error::{JsonError, JsonResult};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{
    EmailAddress, Invitation, InvitationError, InvitationId, InvitationTerms, RestTime,
};

#[derive(Serialize)]
struct InvitationShape {
    invitation_id: InvitationId,
    /// Only when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    accounts: i64,
    used: i64,
    email: Option<String>,
    expires_at: RestTime,
}

impl From<Invitation> for InvitationShape {
    fn from(invitation: Invitation) -> Self {
        Self {
            invitation_id: invitation.invitation_id,
            url: None,
            accounts: invitation.accounts,
            used: invitation.used,
            email: invitation.email,
            expires_at: RestTime(invitation.expires_at),
        }
    }
}

/// `GET /api/invitations`
pub(crate) async fn list_invitations(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(accounts::list_invitations).await?;
    reader.has_read(me, found.len());
    let data: Vec<InvitationShape> = found.into_iter().map(InvitationShape::from).collect();
    let list = Representation::of(&object! { user_id: me, data: data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// `POST /api/invitations`
pub(crate) async fn invite(caller: Caller, body: JsonObject<SMALL>, request: HttpRequest) -> JsonResult {
    accounts::check_may_invite(&caller.state, caller.account.is_administrator)?;
    let (number, seconds, email) = body
        .read(|body| (body.integer("accounts"), body.integer("expires_in"), body.optional_text("email")))?;
    let email = email.map(|email| EmailAddress::parse(&email)).transpose();
    let email = email.map_err(|error| JsonError::InField("email", error.into()))?;
    // A number that fits no integer is out of bounds.
    let integer = |text: &str| text.parse().unwrap_or(i64::MAX);
    let terms = InvitationTerms::new(integer(&number), integer(&seconds), email).map_err(|error| {
        let field = match error {
            InvitationError::Lifetime => "expires_in",
            InvitationError::Accounts | InvitationError::AccountsOfAddress => "accounts",
        };
        JsonError::InField(field, error.into())
    })?;
    let me = caller.user_id();
    let MadeInvitation { invitation, token } = accounts::invite(&caller.state, me, terms).await?;
    let path = accounts::path_of_invitation(token.plain());
    let url = format!("{}{path}", base_url(&request, &caller.state.settings));
    let data = InvitationShape { url: Some(url), ..InvitationShape::from(invitation) };
    Ok(json(StatusCode::CREATED, &object! { user_id: me, data: data }))
}

/// `DELETE /api/invitations/{invitation_id}`
pub(crate) async fn revoke_invitation(caller: Caller, path: web::Path<String>) -> JsonResult {
    let invitation_id = path.parse().map_err(|_| AppError::UnknownInvitation(path.clone()))?;
    let me = caller.user_id();
    accounts::revoke_invitation(&caller.state, me, invitation_id).await?;
    let message = "Invitation was successfully revoked";
    Ok(json(StatusCode::OK, &object! { user_id: me, invitation_id: invitation_id, message: message }))
}
