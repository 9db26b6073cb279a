//! Registration, tokens, passwords and the caller's own account.

use super::answers::{Data, Done, DoneByMail};
use super::body::JsonObject;
use super::caller::{Caller, Owner, OwnerReader, Reader};
use super::fields::body;
use super::person_shapes::UserShape;
use super::representation::Representation;
use super::values;
use super::values::{Email, Id, NewPassword};
use crate::accounts::{self, GivenCode, KeptAccess, Registration};
use crate::error::AppError;
use crate::http::authentication;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use crate::http::peer::{network_of, requester_of};
use crate::state::AppState;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{Name, UserId, Username};
use utoipa::ToSchema;

body! {
    /// Who registers.
    NewAccount {
        #[schema(value_type = Email)]
        email: String,
        #[schema(value_type = values::Username)]
        username: String,
        #[schema(value_type = values::Name)]
        name: String,
        #[schema(value_type = NewPassword)]
        password: String,
        /// The token of an invitation: the value of `invitation` in its link.
        invitation: Option<String>,
    }
}

#[derive(Serialize, ToSchema)]
struct Registered<'a> {
    #[schema(value_type = Email)]
    email: &'a str,
    /// What happened, for people.
    message: &'static str,
    /// `required` if the mailed link has to be opened before the account can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    confirmation: Option<&'static str>,
}

/// Registers a user.
#[utoipa::path(post, path = "/api/register", tag = "Accounts", request_body = NewAccount, security(()),
    responses((status = 201, description = "The user is registered.", body = inline(Registered<'_>))))]
pub(crate) async fn register(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let NewAccount { email, username, name, password, invitation } = body.read()?;
    let registration = Registration::parse(&state.password_rules, &email, &username, &name, &password)
        .map_err(AppError::from)?;
    let network = network_of(&request, &state.settings);
    let user = accounts::register(&state, network, invitation.as_deref(), registration).await?;
    let registered = Registered {
        email: &user.email,
        message: "Successfully registered!",
        confirmation: state.settings.email_confirmation.then_some("required"),
    };
    Ok(json(StatusCode::CREATED, &registered))
}

/// A token to be sent as Bearer.
#[derive(ToSchema)]
#[schema(as = IssuedToken)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct IssuedTokenShape {
    /// The JWT.
    token: String,
    /// How many seconds it stays valid.
    expires_in: u64,
}

/// Issues a token, which stands for the password until it expires.
///
/// With a second factor, it takes the password and a code.
#[utoipa::path(get, path = "/api/token", tag = "Credentials",
    responses((status = 200, description = "A token.", body = inline(IssuedTokenShape))))]
pub(crate) async fn token(OwnerReader(reader): OwnerReader) -> JsonResult {
    let (_, account) = reader.read_account(|_, account| Ok(account)).await?;
    Ok(json(StatusCode::OK, &accounts::issue_token(reader.state(), &account, reader.credentials())?))
}

body! {
    /// What changes.
    Update {
        #[schema(value_type = Option<values::Username>)]
        username: Option<String>,
        #[schema(value_type = Option<values::Name>)]
        name: Option<String>,
    }
}

/// What has changed.
#[derive(Serialize, ToSchema)]
struct Updated<'a> {
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    username: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    name: Option<&'a str>,
}

/// Changes the caller's username, name, or both, all or nothing.
#[utoipa::path(post, path = "/api/update", tag = "Accounts", request_body = Update,
    responses((status = 202, description = "What has changed.", body = inline(Updated<'_>))))]
pub(crate) async fn update(caller: Caller, body: JsonObject<SMALL>) -> JsonResult {
    let Update { username, name } = body.read()?;
    let (username, name) = (username.as_deref(), name.as_deref());
    let changed = accounts::update_profile(&caller.state, caller.user_id(), username, name).await?;
    let (username, name) = (changed.username.as_ref(), changed.name.as_ref());
    let updated = Updated {
        message: "Successfully updated",
        username: username.map(Username::as_str),
        name: name.map(Name::as_str),
    };
    Ok(json(StatusCode::ACCEPTED, &updated))
}

body! {
    /// Who has forgotten the password.
    ForgottenPassword {
        #[schema(value_type = Email)]
        email: String,
    }
}

/// Mails a link to reset the password.
///
/// The answer is the same whether or not the address is known.
#[utoipa::path(post, path = "/api/forgot-password", tag = "Credentials", request_body = ForgottenPassword, security(()),
    responses((status = 200, description = "The mail is on its way, if the address is known.", body = inline(DoneByMail<'_>))))]
pub(crate) async fn forgot_password(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let ForgottenPassword { email } = body.read()?;
    let address = accounts::request_reset(&state, network_of(&request, &state.settings), &email).await?;
    let message = "Check Your e-email to reset the password!";
    Ok(json(StatusCode::OK, &DoneByMail { email: address.as_str(), message }))
}

body! {
    /// A new password for the user of a mailed link.
    ResetPassword {
        /// The token from the link, which works once.
        token: String,
        #[schema(value_type = NewPassword)]
        password: String,
    }
}

/// Sets a new password, and ends all sessions and tokens.
#[utoipa::path(post, path = "/api/reset-password", tag = "Credentials", request_body = ResetPassword, security(()),
    responses((status = 202, description = "The password is set.", body = inline(DoneByMail<'_>))))]
pub(crate) async fn reset_password(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let ResetPassword { token, password } = body.read()?;
    let token = accounts::find_reset_token(&state, &token).await?;
    let password = accounts::check_password(&state, &token.user, &password).map_err(AppError::from)?;
    let requester = requester_of(&request, &state.settings);
    let user = accounts::reset_password(&state, &requester, token, &password).await?;
    Ok(json(StatusCode::ACCEPTED, &DoneByMail { email: &user.email, message: "Successfully reset" }))
}

/// Shows the caller's account.
#[utoipa::path(get, path = "/api/me", tag = "Accounts",
    responses((status = 200, description = "The caller, with the email address.", body = inline(Data<UserShape>))))]
pub(crate) async fn me(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, user) = reader.read_account(|_, account| Ok(account.user)).await?;
    let user = Representation::of(&Data { user_id: me, data: UserShape::with_email(user) });
    Ok(user.respond(&Conditions::of(&request, reader.state()), me))
}

body! {
    /// A new password.
    ChangedPassword {
        /// The current password.
        old_password: String,
        #[schema(value_type = NewPassword)]
        new_password: String,
        /// Whether API tokens end, too; by default, they do.
        #[schema(nullable = false)]
        revoke_tokens: Option<bool>,
    }
}

/// Changes the password, and ends all sessions and tokens.
#[utoipa::path(post, path = "/api/change-password", tag = "Credentials", request_body = ChangedPassword,
    responses((status = 202, description = "The password is changed.", body = inline(Done))))]
pub(crate) async fn change_password(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let ChangedPassword { old_password, new_password, revoke_tokens } = body.read()?;
    let new = accounts::check_password(state, &caller.account.user, &new_password);
    let requester = requester_of(&request, &state.settings);
    let kept = KeptAccess { session: None, tokens: revoke_tokens == Some(false) };
    let header = authentication::code_of(&request);
    let given = (old_password.as_str(), caller.given_code(header.as_deref()));
    accounts::change_password(state, &requester, me, given, new, kept).await?;
    Ok(json(StatusCode::ACCEPTED, &Done { user_id: me, message: "Successfully changed" }))
}

body! {
    /// A new address.
    ChangedEmail {
        #[schema(value_type = Email)]
        email: String,
        /// The current password.
        password: String,
    }
}

/// A link that was mailed to the new address.
#[derive(Serialize, ToSchema)]
struct EmailChange<'a> {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Email)]
    email: &'a str,
    /// What happened, for people.
    message: &'static str,
}

/// Mails a link to a new address, which becomes the caller's once the link is confirmed.
///
/// The answer is the same whether or not the address is taken.
#[utoipa::path(post, path = "/api/change-email", tag = "Credentials", request_body = ChangedEmail,
    responses((status = 202, description = "The mail is on its way.", body = inline(EmailChange<'_>))))]
pub(crate) async fn change_email(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let ChangedEmail { email, password } = body.read()?;
    let requester = requester_of(&request, &state.settings);
    let header = authentication::code_of(&request);
    let code = caller.given_code(header.as_deref());
    let address = accounts::request_email_change(state, &requester, me, &password, code, &email).await?;
    let message = "Check Your e-mail to confirm the new address!";
    Ok(json(StatusCode::ACCEPTED, &EmailChange { user_id: me, email: address.as_str(), message }))
}

body! {
    /// How the account is deleted.
    Deletion {
        /// The current password.
        password: String,
        /// Whether the caller's messages are deleted, too; by default, companions keep them.
        #[schema(required = false)]
        delete_messages: bool,
    }
}

/// Deletes the caller's account.
///
/// With a second factor, it takes a code, also with a token.
#[utoipa::path(delete, path = "/api/me", tag = "Accounts", request_body = Deletion,
    responses((status = 200, description = "The account is deleted.", body = inline(Done))))]
pub(crate) async fn delete_me(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let Deletion { password, delete_messages } = body.read()?;
    let requester = requester_of(&request, &state.settings);
    let header = authentication::code_of(&request);
    let code = match header.as_deref() {
        _ if caller.has_given_code => GivenCode::Accepted,
        Some(code) => GivenCode::Typed(code),
        None => GivenCode::None,
    };
    accounts::delete_account(state, &requester, me, &password, code, delete_messages).await?;
    Ok(json(StatusCode::OK, &Done { user_id: me, message: "Successfully deleted" }))
}
