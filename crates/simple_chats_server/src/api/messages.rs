//! `/api/chats/{chat_id}/messages`: the messages of a chat.

use super::answers::{DataOfChat, Edited, MessageDone, Sent};
use super::body::JsonObject;
use super::caller::{Caller, Reader};
use super::chats::chat_id_of;
use super::fields::{Integer, Names, SentTexts, body};
use super::message_shapes::{ExpandedMessageShape, MessageShape, ShownMessageShape};
use super::paging::{Next, is_set, parameters};
use super::parameters::{Expand, Key, MessageFilters};
use super::representation::Representation;
use super::users::user_id_of;
use super::values::{GivenId, Text, Texts};
use crate::accounts;
use crate::error::AppError;
use crate::http::body::{LARGE, SMALL};
use crate::http::conditional::{Conditions, EntityTag, not_modified};
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging::{self, Deleted, Destination, OwnView, SendRequest};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use chrono::Utc;
use simple_chats_domain::{
    ChatId, ClientId, ClientIdError, Direction, Message, MessageColumn, MessageId, MessageQuery, MessageText,
    Page, ReportReason, UserId, cut_to_millis,
};
use std::sync::Arc;

/// Lists a chat's messages.
#[utoipa::path(get, path = "/api/chats/{chat_id}/messages", tag = "Messages", params(MessageFilters),
    responses((status = 200, description = "Messages that meet the conditions.", body = inline(DataOfChat<Vec<ShownMessageShape>>))))]
pub(crate) async fn list_messages(
    reader: Reader,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    let parameters = parameters(&request);
    let (query, expand) = (MessageQuery::parse(&parameters), is_set(&parameters, "expand"));
    let conditions = Arc::new(Conditions::of(&request, reader.state()));
    let (wanted, checked) = (query.clone(), Arc::clone(&conditions));
    let read = move |conn: &mut _, me| {
        let caller_has = |view: &OwnView| checked.client_has(&tag_of_messages(&checked, me, view));
        messaging::list_messages(conn, me, chat_id, &wanted, caller_has)
    };
    let (me, (view, page)) = reader.read(read).await?;
    let tag = tag_of_messages(&conditions, me, &view);
    let Some(page) = page else { return Ok(not_modified(&tag)) };
    let (next, count) = (next_of(&page, &query), page.items.len());
    reader.has_read(me, count);
    let messages = page.items;
    let page = if expand {
        let list = DataOfChat { user_id: me, chat_id, data: shapes_of::<ExpandedMessageShape>(messages) };
        Representation::of_page(&request, next, count, &list)
    } else {
        let list = DataOfChat { user_id: me, chat_id, data: shapes_of::<MessageShape>(messages) };
        Representation::of_page(&request, next, count, &list)
    };
    Ok(page.respond_with(&conditions, &tag))
}

fn shapes_of<Shape: From<Message>>(messages: Vec<Message>) -> Vec<Shape> {
    messages.into_iter().map(Shape::from).collect()
}

/// Each change of a message takes the next revision of its chat, and a list of messages depends on nothing else that
/// changes but what the caller has cleared. The chat is read first, so that a tag is never newer than its list.
fn tag_of_messages(conditions: &Conditions, me: UserId, view: &OwnView) -> EntityTag {
    conditions.tag(me, (view.chat.revision, view.preferences.cleared_up_to))
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

body! {
    /// What to send.
    NewMessages {
        /// They may be absent if there are attachments, which go with one text at most.
        #[schema(value_type = Texts, required = false)]
        texts: SentTexts,
        /// The message of this chat that the only message answers.
        #[schema(value_type = Option<GivenId>)]
        reply_to: Option<Integer>,
        /// Up to 10 attachments of the only message: uploads that weren't sent yet, or attachments that the caller sees, to
        /// forward them.
        #[schema(value_type = Option<Vec<String>>)]
        attachment_ids: Option<Names>,
    }
}

/// Sends messages to a chat, all or none.
#[utoipa::path(post, path = "/api/chats/{chat_id}/messages", tag = "Messages", params(Key), request_body = NewMessages,
    responses((status = 201, description = "The messages are sent.", body = inline(Sent))))]
pub(crate) async fn send_messages(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<LARGE>,
    request: HttpRequest,
) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    let send_request = match send_request(&caller, Destination::Chat(chat_id), body, &request) {
        Ok(send_request) => send_request,
        Err(fault) => {
            // An unknown or foreign chat is reported first.
            messaging::find_chat(&caller.state, caller.user_id(), chat_id).await?;
            return Err(fault);
        }
    };
    send(&caller, send_request).await
}

/// Sends messages to a user, all or none. Begins a chat if there is none.
#[utoipa::path(post, path = "/api/users/{user_id}/messages", tag = "Messages", params(Key), request_body = NewMessages,
    responses((status = 201, description = "The messages are sent.", body = inline(Sent))))]
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
        let me = caller.user_id();
        caller.state.database.read(move |conn| accounts::find_user(conn, me, user_id)).await?;
    }
    let send_request = send_request(&caller, Destination::Companion(user_id), body, &request)?;
    send(&caller, send_request).await
}

fn send_request(
    caller: &Caller,
    destination: Destination,
    body: JsonObject<LARGE>,
    request: &HttpRequest,
) -> Result<SendRequest, JsonError> {
    let NewMessages { texts: SentTexts(texts), reply_to, attachment_ids } = body.read()?;
    let reply_to = reply_to.as_ref().map(original_of).transpose()?;
    let named = attachment_ids.unwrap_or_default().0;
    let texts = match texts.as_slice() {
        [text] => MessageText::parse_beside(text, !named.is_empty())
            .map_err(|error| JsonError::InField("texts", error.into()))?,
        texts => texts.iter().map(|text| parse_text("texts", text)).collect::<Result<_, _>>()?,
    };
    let send_request = SendRequest {
        sender_id: caller.user_id(),
        written_at: cut_to_millis(Utc::now()),
        destination,
        texts,
        reply_to,
        attachment_ids: messaging::attachment_ids_of(&named)?,
        client_id: idempotency_key(request)?,
        origin: None,
    };
    messaging::check_parts(&send_request).map_err(|error| match error {
        AppError::SeveralReplies => JsonError::InField("reply_to", error),
        AppError::Text(_) => JsonError::InField("texts", error),
        error => JsonError::InField("attachment_ids", error),
    })?;
    Ok(send_request)
}

/// The message to reply to. An id that is none is unknown.
fn original_of(id: &Integer) -> Result<MessageId, JsonError> {
    let unknown = || AppError::UnknownMessage(id.0.clone());
    Ok(MessageId::new(id.get()).ok_or_else(unknown)?)
}

async fn send(caller: &Caller, request: SendRequest) -> JsonResult {
    let sent = messaging::send(&caller.state, request).await?;
    let message_ids: Vec<MessageId> = sent.messages.iter().map(|stored| stored.message.message_id).collect();
    let message = match message_ids.len() {
        1 => "Your message was successfully sent",
        _ => "Your messages were successfully sent",
    };
    let sent = Sent { user_id: caller.user_id(), chat_id: sent.chat_id, message_ids, message };
    Ok(json(StatusCode::CREATED, &sent))
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

/// Shows a message.
#[utoipa::path(get, path = "/api/chats/{chat_id}/messages/{message_id}", tag = "Messages", params(Expand),
    responses((status = 200, description = "The message.", body = inline(DataOfChat<ShownMessageShape>))))]
pub(crate) async fn show_message(
    reader: Reader,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> JsonResult {
    let (chat, message) = &*path;
    let chat_id = chat_id_of(chat)?;
    let Ok(message_id) = message.parse() else {
        // An unknown or foreign chat is reported first.
        reader.read(move |conn, me| messaging::own_chat(conn, me, chat_id)).await?;
        return Err(AppError::UnknownMessage(message.clone()).into());
    };
    let find = move |conn: &mut _, me| messaging::find_message(conn, me, chat_id, message_id);
    let (me, stored) = reader.read(find).await?;
    let shown = if is_set(&parameters(&request), "expand") {
        let data = ExpandedMessageShape::from(stored.message);
        Representation::of(&DataOfChat { user_id: me, chat_id, data })
    } else {
        Representation::of(&DataOfChat { user_id: me, chat_id, data: MessageShape::from(stored.message) })
    };
    Ok(shown.respond(&Conditions::of(&request, reader.state()), me))
}

/// Deletes one of the caller's messages, for both users.
#[utoipa::path(delete, path = "/api/chats/{chat_id}/messages/{message_id}", tag = "Messages",
    responses((status = 200, description = "The message is deleted.", body = inline(MessageDone))))]
pub(crate) async fn delete_message(caller: Caller, path: web::Path<(String, String)>) -> JsonResult {
    let (me, (chat_id, message_id)) = (caller.user_id(), ids_of(&caller, &path).await?);
    match messaging::delete_message(&caller.state, me, Some(chat_id), message_id, None).await? {
        Deleted::Now => {
            let message = format!("Message {message_id} was successfully deleted");
            let deleted = MessageDone { user_id: me, chat_id, message_id, message };
            Ok(json(StatusCode::OK, &deleted))
        }
        Deleted::Before => Err(AppError::UnknownMessage(message_id.to_string()).into()),
    }
}

body! {
    /// What a message says instead.
    NewText {
        #[schema(value_type = Text)]
        text: String,
    }
}

/// Edits one of the caller's messages.
#[utoipa::path(put, path = "/api/chats/{chat_id}/messages/{message_id}", tag = "Messages", request_body = NewText,
    responses((status = 200, description = "The message is edited.", body = inline(Edited))))]
pub(crate) async fn edit_message(
    caller: Caller,
    path: web::Path<(String, String)>,
    body: JsonObject<LARGE>,
) -> JsonResult {
    let (me, (chat_id, message_id)) = (caller.user_id(), ids_of(&caller, &path).await?);
    // The original reports an unknown or foreign message before a fault of the body.
    messaging::find_own_message(&caller.state, me, chat_id, message_id).await?;
    let text = parse_text("text", &body.read::<NewText>()?.text)?;
    let edited = messaging::edit_message(&caller.state, me, Some(chat_id), message_id, text, None).await?;
    let edited = Edited {
        user_id: me,
        chat_id,
        message_id,
        text: edited.message.text,
        message: format!("Message {message_id} was successfully updated"),
    };
    Ok(json(StatusCode::OK, &edited))
}

body! {
    /// Why a message is reported.
    Report {
        #[schema(min_length = 1, max_length = 1000)]
        reason: String,
    }
}

/// Reports a message to the administrators.
///
/// Reporting it again changes the reason.
#[utoipa::path(post, path = "/api/chats/{chat_id}/messages/{message_id}/report", tag = "Messages", request_body = Report,
    responses((status = 201, description = "The message is reported.", body = inline(MessageDone))))]
pub(crate) async fn report_message(
    caller: Caller,
    path: web::Path<(String, String)>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let (me, (chat_id, message_id)) = (caller.user_id(), ids_of(&caller, &path).await?);
    let find = move |conn: &mut _| messaging::find_message(conn, me, chat_id, message_id);
    caller.state.database.read(find).await?;
    let reason = ReportReason::parse(&body.read::<Report>()?.reason);
    let reason = reason.map_err(|error| JsonError::InField("reason", error.into()))?;
    messaging::report_message(&caller.state, me, chat_id, message_id, reason).await?;
    let message = format!("Message {message_id} was successfully reported");
    let reported = MessageDone { user_id: me, chat_id, message_id, message };
    Ok(json(StatusCode::CREATED, &reported))
}

/// The ids of the path. The original reports an unknown chat before a malformed message id.
pub(super) async fn ids_of(
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

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;
    use actix_web::test::TestRequest;
    use simple_chats_fuzzing::{fuzz, texts};

    #[test]
    fn fuzz_idempotency_keys() {
        fuzz!(|input: &[u8]| {
            for text in texts(input, &["é", "\t", "\u{85}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\u{FFFD}"]) {
                let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) else { continue };
                let request =
                    TestRequest::default().insert_header(("idempotency-key", value)).to_http_request();
                let key = idempotency_key(&request).ok().flatten();
                assert_eq!(key, ClientId::parse(&text).ok(), "{text}");
                assert!(key.is_none_or(|key| key.as_str() == text));
            }
        });
    }
}
