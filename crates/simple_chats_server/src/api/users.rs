//! `/api/users`: users.

use super::caller::Caller;
use super::paging::{Next, list_response, parameters};
use super::shapes::UserShape;
use crate::accounts;
use crate::error::{AppError, AppResult};
use crate::http::json_error::JsonResult;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;
use simple_chats_domain::{Direction, UserColumn, UserId, UserQuery};

/// `GET /api/users`
pub(crate) async fn list_users(caller: Caller, request: HttpRequest) -> JsonResult {
    let query = UserQuery::parse(&parameters(&request));
    let page = accounts::list_users(&caller.state, Some(caller.user_id()), query.clone()).await?;
    let last = page.items.last().filter(|_| page.more).map(|user| user.user_id.get());
    let next = last.map(|id| match query.order.first() {
        None | Some((UserColumn::Id, Direction::Ascending)) => Next::After(id),
        _ => Next::Offset(query.paging.offset + query.paging.limit),
    });
    let data: Vec<UserShape> = page.items.into_iter().map(UserShape::from).collect();
    Ok(list_response(&request, next).json(json!({ "user_id": caller.user_id(), "data": data })))
}

/// `GET /api/users/{user_id}`
pub(crate) async fn show_user(caller: Caller, path: web::Path<String>) -> JsonResult {
    let user = accounts::find_user(&caller.state, user_id_of(&path)?).await?;
    Ok(HttpResponse::Ok().json(json!({ "user_id": caller.user_id(), "data": UserShape::from(user) })))
}

/// Parses a user id; a malformed one is unknown.
pub(super) fn user_id_of(text: &str) -> AppResult<UserId> {
    text.parse().map_err(|_| AppError::UnknownUser(text.to_owned()))
}
