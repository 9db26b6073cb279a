//! `/api/invitations`: the caller's invitations.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Caller, Reader};
use super::fields::{Integer, body};
use super::representation::Representation;
use super::values::{Email, Id, Time};
use crate::accounts::{self, MadeInvitation};
use crate::error::AppError;
use crate::http::base_url::base_url;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{
    EmailAddress, Invitation, InvitationError, InvitationId, InvitationTerms, RestTime, UserId,
};
use utoipa::ToSchema;

/// An invitation to register.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitation)]
pub(super) struct InvitationShape {
    #[schema(value_type = Id)]
    invitation_id: InvitationId,
    /// The link, only when the invitation is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    url: Option<String>,
    /// How many people may register with it.
    accounts: i64,
    /// How many have.
    used: i64,
    /// Only this address may.
    #[schema(value_type = Option<Email>, required)]
    email: Option<String>,
    #[schema(value_type = Time)]
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

/// Lists the caller's invitations, the newest first.
#[utoipa::path(get, path = "/api/invitations", tag = "Accounts",
    responses((status = 200, description = "The invitations.", body = inline(Data<Vec<InvitationShape>>))))]
pub(crate) async fn list_invitations(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(accounts::list_invitations).await?;
    reader.has_read(me, found.len());
    let data: Vec<InvitationShape> = found.into_iter().map(InvitationShape::from).collect();
    let list = Representation::of(&Data { user_id: me, data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

body! {
    /// What an invitation is good for.
    NewInvitation {
        /// How many people may register with it: 1 to 100.
        #[schema(value_type = i64, minimum = 1, maximum = 100)]
        accounts: Integer,
        /// For how many seconds: an hour to 90 days.
        #[schema(value_type = i64, minimum = 3600, maximum = 7_776_000)]
        expires_in: Integer,
        /// Only this address may.
        #[schema(value_type = Option<Email>)]
        email: Option<String>,
    }
}

/// Makes an invitation.
#[utoipa::path(post, path = "/api/invitations", tag = "Accounts", request_body = NewInvitation,
    responses((status = 201, description = "The invitation, with its link.", body = inline(Data<InvitationShape>))))]
pub(crate) async fn invite(caller: Caller, body: JsonObject<SMALL>, request: HttpRequest) -> JsonResult {
    accounts::check_may_invite(&caller.state, caller.account.is_administrator)?;
    let NewInvitation { accounts: number, expires_in, email } = body.read()?;
    let email = email.map(|email| EmailAddress::parse(&email)).transpose();
    let email = email.map_err(|error| JsonError::InField("email", error.into()))?;
    let terms = InvitationTerms::new(number.get(), expires_in.get(), email).map_err(|error| {
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
    Ok(json(StatusCode::CREATED, &Data { user_id: me, data }))
}

/// An invitation that is no longer valid.
#[derive(Serialize, ToSchema)]
struct InvitationRevoked {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    invitation_id: InvitationId,
    /// What happened, for people.
    message: &'static str,
}

/// Revokes an invitation.
#[utoipa::path(delete, path = "/api/invitations/{invitation_id}", tag = "Accounts",
    responses((status = 200, description = "The invitation is no longer valid.", body = inline(InvitationRevoked))))]
pub(crate) async fn revoke_invitation(caller: Caller, path: web::Path<String>) -> JsonResult {
    let invitation_id = path.parse().map_err(|_| AppError::UnknownInvitation(path.clone()))?;
    let me = caller.user_id();
    accounts::revoke_invitation(&caller.state, me, invitation_id).await?;
    let message = "Invitation was successfully revoked";
    Ok(json(StatusCode::OK, &InvitationRevoked { user_id: me, invitation_id, message }))
}
