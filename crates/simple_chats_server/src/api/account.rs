//! Registration, tokens, passwords and the caller's own account.

use super::body::JsonObject;
use super::caller::{Caller, Owner, OwnerReader, Reader};
use super::representation::Representation;
use super::shapes::UserShape;
use crate::accounts::{self, GivenCode, KeptAccess, Registration};
use crate::error::AppError;
use crate::http::authentication;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::{json, object};
use crate::http::json_error::JsonResult;
use crate::http::peer::{network_of, requester_of};
use crate::state::AppState;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{Name, Username};

/// `POST /api/register`
pub(crate) async fn register(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let names = ["email", "username", "name", "password"];
    let ([email, username, name, password], invitation) =
        body.read(|body| (names.map(|name| body.text(name)), body.optional_text("invitation")))?;
    let registration = Registration::parse(&state.password_rules, &email, &username, &name, &password)
        .map_err(AppError::from)?;
    let network = network_of(&request, &state.settings);
    let user = accounts::register(&state, network, invitation.as_deref(), registration).await?;
    let message = "Successfully registered!";
    if state.settings.email_confirmation {
        let answer = object! { email: user.email, message: message, confirmation: "required" };
        return Ok(json(StatusCode::CREATED, &answer));
    }
    Ok(json(StatusCode::CREATED, &object! { email: user.email, message: message }))
}

/// `GET /api/token`
pub(crate) async fn token(OwnerReader(reader): OwnerReader) -> JsonResult {
    let (_, account) = reader.read_account(|_, account| Ok(account)).await?;
    Ok(json(StatusCode::OK, &accounts::issue_token(reader.state(), &account, reader.credentials())?))
}

#[derive(Serialize)]
struct Updated<'a> {
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

/// `POST /api/update`
pub(crate) async fn update(caller: Caller, body: JsonObject<SMALL>) -> JsonResult {
    let (username, name) = body.read(|body| (body.optional_text("username"), body.optional_text("name")))?;
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

/// `POST /api/forgot-password`
pub(crate) async fn forgot_password(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let email = body.read(|body| body.text("email"))?;
    let address = accounts::request_reset(&state, network_of(&request, &state.settings), &email).await?;
    let message = "Check Your e-email to reset the password!";
    Ok(json(StatusCode::OK, &object! { email: address.as_str(), message: message }))
}

/// `POST /api/reset-password`
pub(crate) async fn reset_password(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let (token, password) = body.read(|body| (body.text("token"), body.text("password")))?;
    let token = accounts::find_reset_token(&state, &token).await?;
    let password = accounts::check_password(&state, &token.user, &password).map_err(AppError::from)?;
    let requester = requester_of(&request, &state.settings);
    let user = accounts::reset_password(&state, &requester, token, &password).await?;
    Ok(json(StatusCode::ACCEPTED, &object! { email: user.email, message: "Successfully reset" }))
}

/// `GET /api/me`
pub(crate) async fn me(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, user) = reader.read_account(|_, account| Ok(account.user)).await?;
    let user = Representation::of(&object! { user_id: me, data: UserShape::with_email(user) });
    Ok(user.respond(&Conditions::of(&request, reader.state()), me))
}

/// `POST /api/change-password`
pub(crate) async fn change_password(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let (current, new, revoke_tokens) = body.read(|body| {
        (body.text("old_password"), body.text("new_password"), body.flag_or("revoke_tokens", true))
    })?;
    let new = accounts::check_password(state, &caller.account.user, &new);
    let requester = requester_of(&request, &state.settings);
    let kept = KeptAccess { session: None, tokens: !revoke_tokens };
    let header = authentication::code_of(&request);
    let given = (current.as_str(), caller.given_code(header.as_deref()));
    accounts::change_password(state, &requester, me, given, new, kept).await?;
    Ok(json(StatusCode::ACCEPTED, &object! { user_id: me, message: "Successfully changed" }))
}

/// `POST /api/change-email`
pub(crate) async fn change_email(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let (email, password) = body.read(|body| (body.text("email"), body.text("password")))?;
    let requester = requester_of(&request, &state.settings);
    let header = authentication::code_of(&request);
    let code = caller.given_code(header.as_deref());
    let address = accounts::request_email_change(state, &requester, me, &password, code, &email).await?;
    let message = "Check Your e-mail to confirm the new address!";
    Ok(json(StatusCode::ACCEPTED, &object! { user_id: me, email: address.as_str(), message: message }))
}

/// `DELETE /api/me`
pub(crate) async fn delete_me(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let (password, delete_messages) =
        body.read(|body| (body.text("password"), body.flag("delete_messages")))?;
    let requester = requester_of(&request, &state.settings);
    let header = authentication::code_of(&request);
    let code = match header.as_deref() {
        _ if caller.has_given_code => GivenCode::Accepted,
        Some(code) => GivenCode::Typed(code),
        None => GivenCode::None,
    };
    accounts::delete_account(state, &requester, me, &password, code, delete_messages).await?;
    Ok(json(StatusCode::OK, &object! { user_id: me, message: "Successfully deleted" }))
}
