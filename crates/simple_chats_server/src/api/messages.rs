//! `/api/chats/{chat_id}/messages`: the messages of a chat.

use super::body::JsonObject;
use super::caller::Caller;
use super::chats::chat_id_of;
use super::paging::{Next, list_response, parameters};
use super::shapes::MessageShape;
use super::users::user_id_of;
use crate::accounts;
use crate::error::AppError;
use crate::http::body::LARGE;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging::{self, Deleted, Destination, SendRequest};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Utc;
use serde_json::json;
use simple_chats_domain::{
    ChatId, ClientId, ClientIdError, Direction, Message, MessageColumn, MessageId, MessageQuery, MessageText,
    Page, cut_to_millis,
};

/// `GET /api/chats/{chat_id}/messages`
pub(crate) async fn list_messages(
    caller: Caller,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    let query = MessageQuery::parse(&parameters(&request));
    let page = messaging::list_messages(&caller.state, me, chat_id, query.clone()).await?;
    let next = next_of(&page, &query);
    let data: Vec<MessageShape> = page.items.into_iter().map(MessageShape::from).collect();
    Ok(list_response(&request, next).json(json!({ "user_id": me, "chat_id": chat_id, "data": data })))
}

/// A cursor for lists in order of id, else an offset.
fn next_of(page: &Page<Message>, query: &MessageQuery) -> Option<Next> {
    let last = page.items.last().filter(|_| page.more)?.message_id.get();
    Some(match query.order.first() {
        None | Some((MessageColumn::Id, Direction::Ascending)) => Next::After(last),
        Some((MessageColumn::Id, Direction::Descending)) => Next::Before(last),
        _ => Next::Offset(query.paging.offset + query.paging.limit),
    })
}

/// `POST /api/chats/{chat_id}/messages`
pub(crate) async fn send_messages(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<LARGE>,
    request: HttpRequest,
) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    messaging::find_chat(&caller.state, caller.user_id(), chat_id).await?;
    send(&caller, Destination::Chat(chat_id), &body, &request).await
}

/// `POST /api/users/{user_id}/messages`
pub(crate) async fn send_to_user(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<LARGE>,
    request: HttpRequest,
) -> JsonResult {
    let user_id = user_id_of(&path)?;
    if user_id == caller.user_id() {
        return Err(AppError::Yourself.into());
    }
    // A chat with a deleted user still exists, and its error is more precise.
    if messaging::chat_of_pair(&caller.state, caller.user_id(), user_id).await?.is_none() {
        accounts::find_user(&caller.state, user_id).await?;
    }
    send(&caller, Destination::Companion(user_id), &body, &request).await
}

async fn send(
    caller: &Caller,
    destination: Destination,
    body: &JsonObject<LARGE>,
    request: &HttpRequest,
) -> JsonResult {
    let texts = body.read(|body| body.texts("texts"))?;
    let texts: Result<Vec<_>, _> = texts.iter().map(|text| parse_text("texts", text)).collect();
    let request = SendRequest {
        sender_id: caller.user_id(),
        written_at: cut_to_millis(Utc::now()),
        destination,
        texts: texts?,
        client_id: idempotency_key(request)?,
        origin: None,
    };
    let sent = messaging::send(&caller.state, request).await?;
    let ids: Vec<MessageId> = sent.messages.iter().map(|stored| stored.message.message_id).collect();
    let message = match ids.len() {
        1 => "Your message was successfully sent",
        _ => "Your messages were successfully sent",
    };
    Ok(HttpResponse::Created().json(json!({
        "user_id": caller.user_id(),
        "chat_id": sent.chat_id,
        "message_ids": ids,
        "message": message,
    })))
}

fn parse_text(field: &'static str, text: &str) -> Result<MessageText, JsonError> {
    MessageText::parse(text).map_err(|error| JsonError::InField(field, error.into()))
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<ClientId>, JsonError> {
    const HEADER: &str = "Idempotency-Key";
    let Some(value) = request.headers().get(HEADER) else { return Ok(None) };
    let key = std::str::from_utf8(value.as_bytes()).map_err(|_| ClientIdError);
    key.and_then(ClientId::parse).map(Some).map_err(|error| JsonError::InField(HEADER, error.into()))
}

/// `GET /api/chats/{chat_id}/messages/{message_id}`
pub(crate) async fn show_message(caller: Caller, path: web::Path<(String, String)>) -> JsonResult {
    let (chat_id, message_id) = ids_of(&caller, &path).await?;
    let stored = messaging::find_message(&caller.state, caller.user_id(), chat_id, message_id).await?;
    let data = MessageShape::from(stored.message);
    Ok(HttpResponse::Ok().json(json!({ "user_id": caller.user_id(), "chat_id": chat_id, "data": data })))
}

/// `DELETE /api/chats/{chat_id}/messages/{message_id}`
pub(crate) async fn delete_message(caller: Caller, path: web::Path<(String, String)>) -> JsonResult {
    let (me, (chat_id, message_id)) = (caller.user_id(), ids_of(&caller, &path).await?);
    match messaging::delete_message(&caller.state, me, Some(chat_id), message_id, None).await? {
        Deleted::Now => Ok(HttpResponse::Ok().json(json!({
            "user_id": me,
            "chat_id": chat_id,
            "message_id": message_id,
            "message": format!("Message {message_id} was successfully deleted"),
        }))),
        Deleted::Before => Err(AppError::UnknownMessage(message_id.to_string()).into()),
    }
}

/// `PUT /api/chats/{chat_id}/messages/{message_id}`
pub(crate) async fn edit_message(
    caller: Caller,
    path: web::Path<(String, String)>,
    body: JsonObject<LARGE>,
) -> JsonResult {
    let (me, (chat_id, message_id)) = (caller.user_id(), ids_of(&caller, &path).await?);
    // The original reports an unknown or foreign message before a fault of the body.
    messaging::find_own_message(&caller.state, me, chat_id, message_id).await?;
    let text = parse_text("text", &body.read(|body| body.text("text"))?)?;
    let edited = messaging::edit_message(&caller.state, me, Some(chat_id), message_id, text, None).await?;
    Ok(HttpResponse::Ok().json(json!({
        "user_id": me,
        "chat_id": chat_id,
        "message_id": message_id,
        "text": edited.message.text,
        "message": format!("Message {message_id} was successfully updated"),
    })))
}

/// The ids of the path. The original reports an unknown chat before a malformed message id.
async fn ids_of(
    caller: &Caller,
    (chat, message): &(String, String),
) -> Result<(ChatId, MessageId), JsonError> {
    let chat_id = chat_id_of(chat)?;
    if let Ok(message_id) = message.parse() {
        return Ok((chat_id, message_id));
    }
    messaging::find_chat(&caller.state, caller.user_id(), chat_id).await?;
    Err(AppError::UnknownMessage(message.clone()).into())
}
