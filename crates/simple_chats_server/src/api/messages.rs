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
use crate::http::json_error::JsonError;
use crate::messaging::{self, Deleted, Destination, SendRequest};
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Utc;
use serde_json::json;
use simple_chats_domain::{
    ChatId, ClientId, Direction, Message, MessageColumn, MessageId, MessageQuery, MessageText, Page, UserId,
    cut_to_millis,
};

/// `GET /api/chats/{chat_id}/messages`
pub(crate) async fn list_messages(
    caller: Caller,
    path: web::Path<String>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let chat_id = chat_id_of(&path)?;
    let query = MessageQuery::parse(&parameters(&request));
    let page = messaging::list_messages(&state, caller.user_id(), chat_id, query.clone()).await?;
    let next = next_of(&page, &query);
    let data: Vec<MessageShape> = page.items.into_iter().map(MessageShape::from).collect();
    let answer = json!({ "user_id": caller.user_id(), "chat_id": chat_id, "data": data });
    Ok(list_response(&request, next).json(answer))
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
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let chat_id = chat_id_of(&path)?;
    messaging::find_chat(&state, caller.user_id(), chat_id).await?;
    send(&state, caller.user_id(), Destination::Chat(chat_id), &body, &request).await
}

/// `POST /api/users/{user_id}/messages`
pub(crate) async fn send_to_user(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<LARGE>,
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let user_id = user_id_of(&path)?;
    if user_id == caller.user_id() {
        return Err(AppError::Yourself.into());
    }
    // A chat with a deleted user still exists, and its error is more precise.
    if messaging::chat_of_pair(&state, caller.user_id(), user_id).await?.is_none() {
        accounts::find_user(&state, user_id).await?;
    }
    send(&state, caller.user_id(), Destination::Companion(user_id), &body, &request).await
}

async fn send(
    state: &AppState,
    me: UserId,
    destination: Destination,
    body: &JsonObject<LARGE>,
    request: &HttpRequest,
) -> Result<HttpResponse, JsonError> {
    let mut fields = body.fields();
    let texts = fields.texts("texts");
    fields.finish()?;
    let in_texts = |error| JsonError::InField("texts", AppError::Text(error));
    let texts: Vec<MessageText> =
        texts.iter().map(|text| MessageText::parse(text)).collect::<Result<_, _>>().map_err(in_texts)?;
    let many = texts.len() > 1;
    let request = SendRequest {
        sender_id: me,
        written_at: cut_to_millis(Utc::now()),
        destination,
        texts,
        client_id: idempotency_key(request)?,
        origin: None,
    };
    let sent = messaging::send(state, request).await?;
    let ids: Vec<MessageId> = sent.messages.iter().map(|stored| stored.message.message_id).collect();
    let message =
        if many { "Your messages were successfully sent" } else { "Your message was successfully sent" };
    Ok(HttpResponse::Created()
        .json(json!({ "user_id": me, "chat_id": sent.chat_id, "message_ids": ids, "message": message })))
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<ClientId>, JsonError> {
    const HEADER: &str = "Idempotency-Key";
    let Some(value) = request.headers().get(HEADER) else { return Ok(None) };
    let key = std::str::from_utf8(value.as_bytes()).map_err(|_| simple_chats_domain::ClientIdError);
    match key.and_then(ClientId::parse) {
        Ok(key) => Ok(Some(key)),
        Err(error) => Err(JsonError::InField(HEADER, error.into())),
    }
}

/// `GET /api/chats/{chat_id}/messages/{message_id}`
pub(crate) async fn show_message(
    caller: Caller,
    path: web::Path<(String, String)>,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let (chat_id, message_id) = ids_of(&state, &caller, &path).await?;
    let stored = messaging::find_message(&state, caller.user_id(), chat_id, message_id).await?;
    let data = MessageShape::from(stored.message);
    Ok(HttpResponse::Ok().json(json!({ "user_id": caller.user_id(), "chat_id": chat_id, "data": data })))
}

/// `DELETE /api/chats/{chat_id}/messages/{message_id}`
pub(crate) async fn delete_message(
    caller: Caller,
    path: web::Path<(String, String)>,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let (chat_id, message_id) = ids_of(&state, &caller, &path).await?;
    let me = caller.user_id();
    match messaging::delete_message(&state, me, Some(chat_id), message_id, None).await? {
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
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    let (chat_id, message_id) = ids_of(&state, &caller, &path).await?;
    let me = caller.user_id();
    // The original reports an unknown or foreign message before a fault of the body.
    messaging::find_own_message(&state, me, chat_id, message_id).await?;
    let mut fields = body.fields();
    let text = fields.text("text");
    fields.finish()?;
    let text =
        MessageText::parse(&text).map_err(|error| JsonError::InField("text", AppError::Text(error)))?;
    let edited = messaging::edit_message(&state, me, Some(chat_id), message_id, text, None).await?;
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
    state: &AppState,
    caller: &Caller,
    (chat, message): &(String, String),
) -> Result<(ChatId, MessageId), JsonError> {
    let chat_id = chat_id_of(chat)?;
    if let Ok(message_id) = message.parse() {
        return Ok((chat_id, message_id));
    }
    messaging::find_chat(state, caller.user_id(), chat_id).await?;
    Err(AppError::UnknownMessage(message.clone()).into())
}
