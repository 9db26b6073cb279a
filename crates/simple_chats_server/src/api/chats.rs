//! `/api/chats`: the caller's chats.

use super::answers::{ChatDone, Data};
use super::body::JsonObject;
use super::caller::{Caller, Reader};
use super::fields::{Integer, body};
use super::paging::{Next, is_set, parameters};
use super::parameters::{AfterRevision, ChatParameters};
use super::representation::Representation;
use super::shapes::{ChangesShape, ChatShape, ExpandedChatShape, ListedChatShape};
use super::users::user_id_of;
use super::values::{Count, GivenId, Id};
use crate::error::{AppError, AppResult};
use crate::http::body::SMALL;
use crate::http::conditional::{Conditions, EntityTag, not_modified};
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging::{self, OwnView};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatQuery, MessageId, Page, UserId};
use simple_chats_protocol::Changes;
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists the caller's chats.
#[utoipa::path(get, path = "/api/chats", tag = "Chats", params(ChatParameters),
    responses((status = 200, description = "The chats.", body = inline(Data<Vec<ListedChatShape>>))))]
pub(crate) async fn list_chats(reader: Reader, request: HttpRequest) -> JsonResult {
    let parameters = parameters(&request);
    let query = ChatQuery::parse(&parameters);
    let (expand, requests) = (is_set(&parameters, "expand"), is_set(&parameters, "requests"));
    if !expand && !requests {
        let (me, page) = reader.read(move |conn, me| messaging::list_chats(conn, me, query)).await?;
        let last = page.items.last().map(|chat| chat.chat_id);
        let page = page.map(|chat| ChatShape::of(me, &chat));
        return Ok(respond_with_page(&reader, &request, me, last, &page));
    }
    let read = if requests { messaging::list_requests } else { messaging::list_overviews };
    let (me, page) = reader.read(move |conn, me| read(conn, me, query)).await?;
    let last = page.items.last().map(|chat| chat.chat_id);
    if expand {
        let page = page.map(|chat| ExpandedChatShape::of(me, chat));
        return Ok(respond_with_page(&reader, &request, me, last, &page));
    }
    let page = page.map(|chat| ChatShape::of_overview(me, &chat));
    Ok(respond_with_page(&reader, &request, me, last, &page))
}

fn respond_with_page(
    reader: &Reader,
    request: &HttpRequest,
    me: UserId,
    last: Option<ChatId>,
    page: &Page<impl Serialize>,
) -> HttpResponse {
    let next = last.filter(|_| page.more).map(|chat_id| Next::After(chat_id.get()));
    let text = Data { user_id: me, data: &page.items };
    reader.has_read(me, page.items.len());
    let page = Representation::of_page(request, next, page.items.len(), &text);
    page.respond(&Conditions::of(request, reader.state()), me)
}

body! {
    /// The user to chat with.
    NewChat {
        #[schema(value_type = GivenId)]
        companion_id: Integer,
    }
}

/// A new chat.
#[derive(Serialize, ToSchema)]
struct Created {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    companion_id: UserId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    /// What happened, for people.
    message: &'static str,
}

/// Begins a chat.
#[utoipa::path(post, path = "/api/chats", tag = "Chats", request_body = NewChat,
    responses((status = 201, description = "The chat.", body = inline(Created))))]
pub(crate) async fn create_chat(caller: Caller, body: JsonObject<SMALL>) -> JsonResult {
    let NewChat { companion_id: Integer(companion_id) } = body.read()?;
    let companion_id = user_id_of(&companion_id)?;
    let chat_id = messaging::create_chat(&caller.state, caller.user_id(), companion_id).await?;
    let created = Created {
        user_id: caller.user_id(),
        companion_id,
        chat_id,
        message: "Chat was successfully created",
    };
    Ok(json(StatusCode::CREATED, &created))
}

/// Shows a chat.
#[utoipa::path(get, path = "/api/chats/{chat_id}", tag = "Chats",
    responses((status = 200, description = "The chat.", body = inline(Data<ChatShape>))))]
pub(crate) async fn show_chat(reader: Reader, path: web::Path<String>, request: HttpRequest) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    let (me, chat) = reader.read(move |conn, me| messaging::own_chat(conn, me, chat_id)).await?;
    let chat = Representation::of(&Data { user_id: me, data: ChatShape::of(me, &chat) });
    Ok(chat.respond(&Conditions::of(&request, reader.state()), me))
}

/// Deletes a chat with its messages, for both users.
#[utoipa::path(delete, path = "/api/chats/{chat_id}", tag = "Chats",
    responses((status = 200, description = "The chat is deleted.", body = inline(ChatDone))))]
pub(crate) async fn delete_chat(caller: Caller, path: web::Path<String>) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::delete_chat(&caller.state, me, chat_id).await?;
    let message = "Chat was successfully deleted";
    Ok(json(StatusCode::OK, &ChatDone { user_id: me, chat_id, message }))
}

/// Accepts a chat that a stranger has begun.
#[utoipa::path(post, path = "/api/chats/{chat_id}/accept", tag = "Chats",
    responses((status = 200, description = "The chat is accepted.", body = inline(ChatDone))))]
pub(crate) async fn accept_chat(caller: Caller, path: web::Path<String>) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::accept_chat(&caller.state, me, chat_id).await?;
    let message = "Chat was successfully accepted";
    Ok(json(StatusCode::OK, &ChatDone { user_id: me, chat_id, message }))
}

body! {
    /// What was read.
    NewReadMark {
        #[schema(value_type = GivenId)]
        message_id: Integer,
    }
}

/// How far a user has read.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the response has these names")]
struct ReadMark {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    /// The newest message that was read; 0 for none.
    #[schema(value_type = Count)]
    message_id: MessageId,
}

/// Marks messages as read, up to one of them.
///
/// The mark only moves forward.
#[utoipa::path(post, path = "/api/chats/{chat_id}/read", tag = "Chats", request_body = NewReadMark,
    responses((status = 200, description = "The current mark.", body = inline(ReadMark))))]
pub(crate) async fn mark_read(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::find_chat(&caller.state, me, chat_id).await?;
    let NewReadMark { message_id: Integer(message) } = body.read()?;
    let message_id = message.parse().map_err(|_| AppError::UnknownMessage(message))?;
    let mark = messaging::mark_read(&caller.state, me, chat_id, message_id, None).await?;
    Ok(json(StatusCode::OK, &ReadMark { user_id: me, chat_id, message_id: mark }))
}

/// Lists what has changed in a chat since a revision, as `sync` of the live protocol does.
#[utoipa::path(get, path = "/api/chats/{chat_id}/changes", tag = "Chats", params(AfterRevision),
    responses((status = 200, description = "The changes, in order of revision.", body = inline(ChangesShape))))]
pub(crate) async fn list_changes(
    reader: Reader,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    let after = parameters(&request).into_iter().find(|(key, _)| key == "after");
    let after = after.map_or(Some(0), |(_, text)| text.parse().ok().filter(|revision| *revision >= 0));
    let Some(after) = after else {
        // An unknown chat is reported first.
        reader.read(move |conn, me| messaging::own_chat(conn, me, chat_id)).await?;
        return Err(JsonError::Fields(vec![("after", "Must be a revision: an integer from 0 on")]));
    };
    let conditions = Arc::new(Conditions::of(&request, reader.state()));
    let checked = Arc::clone(&conditions);
    let read = move |conn: &mut _, me| {
        let caller_has = |view: &OwnView| checked.client_has(&tag_of_changes(&checked, me, view));
        messaging::list_new_changes(conn, me, chat_id, after, caller_has)
    };
    let (me, (view, changes)) = reader.read(read).await?;
    let tag = tag_of_changes(&conditions, me, &view);
    let Some(changes) = changes else { return Ok(not_modified(&tag)) };
    reader.has_read(me, changes.len());
    let changes = Changes::of(me, &changes.chat, changes.changes);
    Ok(Representation::of(&changes).respond_with(&conditions, &tag))
}

/// A chat's changes say its revision and its read marks as the user may know them, and depend on nothing else that changes but
/// what the user has cleared.
fn tag_of_changes(conditions: &Conditions, me: UserId, view: &OwnView) -> EntityTag {
    let OwnView { chat, preferences } = view;
    let marks = (chat.read_up_to(me), chat.companion_read_up_to(me));
    conditions.tag(me, (chat.revision, marks, preferences.cleared_up_to))
}

/// Parses a chat id; a malformed one is unknown.
pub(super) fn chat_id_of(text: &str) -> AppResult<ChatId> {
    text.parse().map_err(|_| AppError::UnknownChat(text.to_owned()))
}
