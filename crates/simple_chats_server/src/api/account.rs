//! Registration, tokens, passwords and the caller's own account.

use super::body::JsonObject;
use super::caller::Caller;
use super::shapes::UserShape;
use crate::accounts::{self, Registration};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::json_error::JsonResult;
use crate::http::peer::network_of;
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Map, json};

/// `POST /api/register`
pub(crate) async fn register(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> JsonResult {
    let names = ["email", "username", "name", "password"];
    let [email, username, name, password] = body.read(|body| names.map(|name| body.text(name)))?;
    let registration = Registration::parse(&state.password_rules, &email, &username, &name, &password)
        .map_err(AppError::from)?;
    let network = network_of(&request, &state.settings);
    let user = accounts::register(&state, Some(network), registration).await?;
    Ok(HttpResponse::Created().json(json!({ "email": user.email, "message": "Successfully registered!" })))
}

/// `GET /api/token`
pub(crate) async fn token(caller: Caller) -> HttpResponse {
    HttpResponse::Ok().json(accounts::issue_token(&caller.state, &caller.account))
}

/// `POST /api/update`
pub(crate) async fn update(caller: Caller, body: JsonObject<SMALL>) -> JsonResult {
    let (username, name) = body.read(|body| (body.optional_text("username"), body.optional_text("name")))?;
    let (username, name) = (username.as_deref(), name.as_deref());
    let changed = accounts::update_profile(&caller.state, caller.user_id(), username, name).await?;
    let mut response = Map::from_iter([("message".to_owned(), json!("Successfully updated"))]);
    response.extend(changed.username.map(|username| ("username".to_owned(), json!(username.as_str()))));
    response.extend(changed.name.map(|name| ("name".to_owned(), json!(name.as_str()))));
    Ok(HttpResponse::Accepted().json(response))
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
    Ok(HttpResponse::Ok().json(json!({ "email": address.as_str(), "message": message })))
}

/// `POST /api/reset-password`
pub(crate) async fn reset_password(body: JsonObject<SMALL>, state: web::Data<AppState>) -> JsonResult {
    let (token, password) = body.read(|body| (body.text("token"), body.text("password")))?;
    let token = accounts::find_reset_token(&state, &token).await?;
    let password = accounts::check_password(&state, &token.user, &password).map_err(AppError::from)?;
    let user = accounts::reset_password(&state, token, &password).await?;
    Ok(HttpResponse::Accepted().json(json!({ "email": user.email, "message": "Successfully reset" })))
}

/// `GET /api/me`
pub(crate) async fn me(caller: Caller) -> HttpResponse {
    let user_id = caller.user_id();
    HttpResponse::Ok().json(json!({ "user_id": user_id, "data": UserShape::with_email(caller.account.user) }))
}

/// `POST /api/change-password`
pub(crate) async fn change_password(
    caller: Caller,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let (current, new) = body.read(|body| (body.text("old_password"), body.text("new_password")))?;
    let new = accounts::check_password(state, &caller.account.user, &new);
    let network = network_of(&request, &state.settings);
    accounts::change_password(state, network, me, &current, new, None).await?;
    Ok(HttpResponse::Accepted().json(json!({ "user_id": me, "message": "Successfully changed" })))
}

/// `DELETE /api/me`
pub(crate) async fn delete_me(caller: Caller, body: JsonObject<SMALL>, request: HttpRequest) -> JsonResult {
    let (me, state) = (caller.user_id(), &caller.state);
    let (password, delete_messages) =
        body.read(|body| (body.text("password"), body.flag("delete_messages")))?;
    let network = network_of(&request, &state.settings);
    accounts::delete_account(state, network, me, &password, delete_messages).await?;
    Ok(HttpResponse::Ok().json(json!({ "user_id": me, "message": "Successfully deleted" })))
}
