//! `/api/users`: users.

use super::answers::Data;
use super::caller::Reader;
use super::paging::{Next, parameters};
use super::parameters::UserFilters;
use super::person_shapes::UserShape;
use super::representation::Representation;
use crate::accounts;
use crate::error::{AppError, AppResult};
use crate::http::conditional::Conditions;
use crate::http::json_error::JsonResult;
use actix_web::{HttpRequest, web};
use simple_chats_domain::{Direction, Page, User, UserColumn, UserId, UserQuery};

/// Lists users, including the caller.
///
/// Strangers who want to be found only by the exact username or address are left out.
#[utoipa::path(get, path = "/api/users", tag = "Users", params(UserFilters),
    responses((status = 200, description = "Users who meet the conditions.", body = inline(Data<Vec<UserShape>>))))]
pub(crate) async fn list_users(reader: Reader, request: HttpRequest) -> JsonResult {
    let query = UserQuery::parse(&parameters(&request));
    let (state, wanted) = (reader.state().clone(), query.clone());
    let read = move |conn: &mut _, me| accounts::list_users(conn, &state.rate_limiter, me, &wanted);
    let (me, page) = reader.read(read).await?;
    let (next, count) = (next_of(&page, &query), page.items.len());
    reader.has_read(me, count);
    let data: Vec<UserShape> = page.items.into_iter().map(UserShape::from).collect();
    let list = Representation::of_page(&request, next, count, &Data { user_id: me, data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// A cursor for lists in order of id, else an offset.
fn next_of(page: &Page<User>, query: &UserQuery) -> Option<Next> {
    let last = page.items.last().filter(|_| page.more)?.user_id.get();
    Some(match query.order.first() {
        None | Some((UserColumn::Id, Direction::Ascending)) => Next::After(last),
        _ => Next::Offset(query.paging.offset + query.paging.limit),
    })
}

/// Shows a user.
#[utoipa::path(get, path = "/api/users/{user_id}", tag = "Users",
    responses((status = 200, description = "The user.", body = inline(Data<UserShape>))))]
pub(crate) async fn show_user(reader: Reader, path: web::Path<String>, request: HttpRequest) -> JsonResult {
    let user_id = user_id_of(&path)?;
    let (me, user) = reader.read(move |conn, me| accounts::find_user(conn, me, user_id)).await?;
    let user = Representation::of(&Data { user_id: me, data: UserShape::from(user) });
    Ok(user.respond(&Conditions::of(&request, reader.state()), me))
}

/// Parses a user id; a malformed one is unknown.
pub(super) fn user_id_of(text: &str) -> AppResult<UserId> {
    text.parse().map_err(|_| AppError::UnknownUser(text.to_owned()))
}
