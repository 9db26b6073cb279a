//! Registration, tokens, passwords and the caller's own account.

use super::body::JsonObject;
use super::caller::Caller;
use super::shapes::MeShape;
use crate::accounts::{self, Registration};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::json_error::JsonError;
use crate::http::peer::network_of;
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Map, json};

/// `POST /api/register`
pub(crate) async fn register(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let [email, username, name, password] =
        ["email", "username", "name", "password"].map(|name| fields.text(name));
    fields.finish()?;
    let registration = Registration::parse(&state.password_rules, &email, &username, &name, &password)
        .map_err(AppError::from)?;
    let network = network_of(&request, &state.settings);
    let user = accounts::register(&state, Some(network), registration).await?;
    Ok(HttpResponse::Created().json(json!({ "email": user.email, "message": "Successfully registered!" })))
}

/// `GET /api/token`
pub(crate) async fn token(caller: Caller, state: web::Data<AppState>) -> HttpResponse {
    HttpResponse::Ok().json(accounts::issue_token(&state, &caller.0))
}

/// `POST /api/update`
pub(crate) async fn update(
    caller: Caller,
    body: JsonObject<SMALL>,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let (username, name) = (fields.optional_text("username"), fields.optional_text("name"));
    fields.finish()?;
    let changed =
        accounts::update_profile(&state, caller.user_id(), username.as_deref(), name.as_deref()).await?;
    let mut answer = Map::from_iter([("message".to_owned(), json!("Successfully updated"))]);
    answer.extend(changed.username.map(|username| ("username".to_owned(), json!(username.as_str()))));
    answer.extend(changed.name.map(|name| ("name".to_owned(), json!(name.as_str()))));
    Ok(HttpResponse::Accepted().json(answer))
}

/// `POST /api/forgot-password`
pub(crate) async fn forgot_password(
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let email = fields.text("email");
    fields.finish()?;
    let address = accounts::request_reset(&state, network_of(&request, &state.settings), &email).await?;
    let message = "Check Your e-email to reset the password!";
    Ok(HttpResponse::Ok().json(json!({ "email": address.as_str(), "message": message })))
}

/// `POST /api/reset-password`
pub(crate) async fn reset_password(
    body: JsonObject<SMALL>,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let (token, password) = (fields.text("token"), fields.text("password"));
    fields.finish()?;
    let token = accounts::find_reset_token(&state, &token).await?;
    let password = accounts::check_password(&state, &token.user, &password).map_err(AppError::from)?;
    let user = accounts::reset_password(&state, token, &password).await?;
    Ok(HttpResponse::Accepted().json(json!({ "email": user.email, "message": "Successfully reset" })))
}

/// `GET /api/me`
pub(crate) async fn me(caller: Caller) -> HttpResponse {
    let user_id = caller.user_id();
    HttpResponse::Ok().json(json!({ "user_id": user_id, "data": MeShape::from(caller.0.user) }))
}

/// `POST /api/change-password`
pub(crate) async fn change_password(
    caller: Caller,
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let (current, new) = (fields.text("old_password"), fields.text("new_password"));
    fields.finish()?;
    let network = network_of(&request, &state.settings);
    let new = accounts::check_password(&state, &caller.0.user, &new);
    accounts::change_password(&state, network, caller.user_id(), &current, new, None).await?;
    Ok(HttpResponse::Accepted()
        .json(json!({ "user_id": caller.user_id(), "message": "Successfully changed" })))
}

/// `DELETE /api/me`
pub(crate) async fn delete_me(
    caller: Caller,
    body: JsonObject<SMALL>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let (password, delete_messages) = (fields.text("password"), fields.flag("delete_messages"));
    fields.finish()?;
    let network = network_of(&request, &state.settings);
    accounts::delete_account(&state, network, caller.user_id(), &password, delete_messages).await?;
    Ok(HttpResponse::Ok().json(json!({ "user_id": caller.user_id(), "message": "Successfully deleted" })))
}
