//! `/api/chats`: the caller's chats.

use super::body::JsonObject;
use super::caller::Caller;
use super::paging::{Next, list_response, parameters};
use super::shapes::{ChatShape, ExpandedChatShape};
use super::users::user_id_of;
use crate::error::{AppError, AppResult};
use crate::http::body::SMALL;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;
use simple_chats_domain::{ChatId, ChatQuery};
use simple_chats_protocol::Changes;

/// `GET /api/chats`
pub(crate) async fn list_chats(caller: Caller, request: HttpRequest) -> JsonResult {
    let (me, state, parameters) = (caller.user_id(), &caller.state, parameters(&request));
    let query = ChatQuery::parse(&parameters);
    let expand = parameters.iter().find(|(key, _)| key == "expand").is_some_and(|(_, value)| value == "true");
    let behind = |more: bool, last: Option<ChatId>| last.filter(|_| more).map(|id| Next::After(id.get()));
    if expand {
        let page = messaging::list_overviews(state, me, query).await?;
        let next = behind(page.more, page.items.last().map(|chat| chat.chat_id));
        let data: Vec<_> = page.items.into_iter().map(|chat| ExpandedChatShape::of(me, chat)).collect();
        return Ok(list_response(&request, next).json(json!({ "user_id": me, "data": data })));
    }
    let page = messaging::list_chats(state, me, query).await?;
    let next = behind(page.more, page.items.last().map(|chat| chat.chat_id));
    let data: Vec<ChatShape> = page.items.into_iter().map(ChatShape::from).collect();
    Ok(list_response(&request, next).json(json!({ "user_id": me, "data": data })))
}

/// `POST /api/chats`
pub(crate) async fn create_chat(caller: Caller, body: JsonObject<SMALL>) -> JsonResult {
    let companion_id = user_id_of(&body.read(|body| body.integer("companion_id"))?)?;
    let chat_id = messaging::create_chat(&caller.state, caller.user_id(), companion_id).await?;
    Ok(HttpResponse::Created().json(json!({
        "user_id": caller.user_id(),
        "companion_id": companion_id,
        "chat_id": chat_id,
        "message": "Chat was successfully created",
    })))
}

/// `GET /api/chats/{chat_id}`
pub(crate) async fn show_chat(caller: Caller, path: web::Path<String>) -> JsonResult {
    let chat = messaging::find_chat(&caller.state, caller.user_id(), chat_id_of(&path)?).await?;
    Ok(HttpResponse::Ok().json(json!({ "user_id": caller.user_id(), "data": ChatShape::from(chat) })))
}

/// `DELETE /api/chats/{chat_id}`
pub(crate) async fn delete_chat(caller: Caller, path: web::Path<String>) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    messaging::delete_chat(&caller.state, caller.user_id(), chat_id).await?;
    Ok(HttpResponse::Ok().json(json!({
        "user_id": caller.user_id(),
        "chat_id": chat_id,
        "message": "Chat was successfully deleted",
    })))
}

/// `POST /api/chats/{chat_id}/read`
pub(crate) async fn mark_read(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::find_chat(&caller.state, me, chat_id).await?;
    let message = body.read(|body| body.integer("message_id"))?;
    let message_id = message.parse().map_err(|_| AppError::UnknownMessage(message))?;
    let mark = messaging::mark_read(&caller.state, me, chat_id, message_id, None).await?;
    Ok(HttpResponse::Ok().json(json!({ "user_id": me, "chat_id": chat_id, "message_id": mark })))
}

/// `GET /api/chats/{chat_id}/changes`
pub(crate) async fn list_changes(
    caller: Caller,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::find_chat(&caller.state, me, chat_id).await?;
    let after = parameters(&request).into_iter().find(|(key, _)| key == "after");
    let after = after.map_or(Some(0), |(_, text)| text.parse().ok().filter(|revision| *revision >= 0));
    let Some(after) = after else {
        let fault = ("after".to_owned(), json!("Must be a revision: an integer from 0 on"));
        return Err(JsonError::Fields([fault].into_iter().collect()));
    };
    let changes = messaging::list_changes(&caller.state, me, chat_id, after).await?;
    Ok(HttpResponse::Ok().json(Changes::of(me, &changes.chat, changes.changes)))
}

/// Parses a chat id; a malformed one is unknown.
pub(super) fn chat_id_of(text: &str) -> AppResult<ChatId> {
    text.parse().map_err(|_| AppError::UnknownChat(text.to_owned()))
}
