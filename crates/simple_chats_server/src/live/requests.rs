//! A client's requests: calls the use case for each, and makes the response.

use crate::error::{AppError, AppResult};
use crate::messaging::{self, SendRequest};
use crate::state::AppState;
use actix_web::web;
use chrono::Utc;
use futures_util::future::LocalBoxFuture;
use simple_chats_domain::{
    ChatCursor, ClientId, Destination, Emoji, ErrorCode, HistoryRange, MessageText, Origin,
    PreferencesChange, UserId, cut_to_millis,
};
use simple_chats_protocol::{Changes, ChatMark, ClientFrame, Envelope, ErrorFrame, History, ServerFrame};
use std::collections::BTreeMap;

/// Handles a request. An ack and the response to `watch` come through the hub, in their place among the events; any
/// other response is returned.
pub(super) fn handle_request(
    state: web::Data<AppState>,
    user_id: UserId,
    origin: Origin,
    request: ClientFrame,
) -> LocalBoxFuture<'static, Option<Envelope<ServerFrame>>> {
    let (reference, in_flight) = (origin.reference.clone(), state.hub.begin_request());
    Box::pin(async move {
        let _in_flight = in_flight;
        let frame = match respond(&state, user_id, origin, request).await {
            Ok(frame) => frame?,
            Err(error) => error_frame(&error),
        };
        Some(Envelope { frame, reference })
    })
}

/// Whether a request changes something, or lets others see something of the user.
pub(super) fn is_change(request: &ClientFrame) -> bool {
    match request {
        ClientFrame::Send { .. }
        | ClientFrame::Edit { .. }
        | ClientFrame::Delete { .. }
        | ClientFrame::React { .. }
        | ClientFrame::Read { .. }
        | ClientFrame::Prefer { .. }
        | ClientFrame::Clear { .. }
        | ClientFrame::Typing { .. } => true,
        ClientFrame::Resume { .. }
        | ClientFrame::History { .. }
        | ClientFrame::Sync { .. }
        | ClientFrame::Watch { .. }
        | ClientFrame::Ping => false,
    }
}

/// The response to a request that is not valid.
pub(super) fn bad_request(message: impl Into<String>) -> ServerFrame {
    ServerFrame::Error(ErrorFrame::new(ErrorCode::BadRequest, message))
}

async fn respond(
    state: &AppState,
    me: UserId,
    origin: Origin,
    request: ClientFrame,
) -> AppResult<Option<ServerFrame>> {
    match request {
        ClientFrame::Send { client_id, text, chat_id, companion_id, reply_to, attachment_ids } => {
            let Some(destination) =
                chat_id.map(Destination::Chat).or(companion_id.map(Destination::Companion))
            else {
                return Ok(Some(bad_request("chat_id is missing")));
            };
            let texts = MessageText::parse_beside(&text, !attachment_ids.is_empty())?;
            let attachment_ids = messaging::attachment_ids_of(&attachment_ids)?;
            let client_id = match ClientId::parse(&client_id) {
                Ok(client_id) => Some(client_id),
                Err(error) => return Ok(Some(bad_request(format!("client_id: {error}")))),
            };
            let (written_at, origin) = (cut_to_millis(Utc::now()), Some(origin));
            let request = SendRequest {
                sender_id: me,
                written_at,
                destination,
                texts,
                reply_to,
                attachment_ids,
                client_id,
                origin,
            };
            messaging::send(state, request).await?;
        }
        ClientFrame::Edit { message_id, text } => {
            let text = MessageText::parse(&text)?;
            messaging::edit_message(state, me, None, message_id, text, Some(origin)).await?;
        }
        ClientFrame::Delete { message_id } => {
            messaging::delete_message(state, me, None, message_id, Some(origin)).await?;
        }
        ClientFrame::React { message_id, emoji } => {
            let emoji = emoji.as_deref().map(Emoji::parse).transpose()?;
            messaging::react(state, me, None, message_id, emoji, Some(origin)).await?;
        }
        ClientFrame::Read { chat_id, message_id } => {
            messaging::mark_read(state, me, chat_id, message_id, Some(origin)).await?;
        }
        ClientFrame::Prefer { chat_id, pinned, archived, muted_until, marked_unread } => {
            let change = PreferencesChange { pinned, archived, muted_until, marked_unread };
            messaging::prefer(state, me, chat_id, change, Some(origin)).await?;
        }
        ClientFrame::Clear { chat_id } => {
            messaging::clear_chat(state, me, chat_id, Some(origin)).await?;
        }
        ClientFrame::Watch { user_ids } => messaging::watch(state, me, origin, user_ids).await?,
        ClientFrame::Typing { chat_id } => messaging::typing(state, me, chat_id).await?,
        ClientFrame::History { chat_id, before, after, around, limit } => {
            let Some(range) = HistoryRange::of(before, after, around) else {
                return Ok(Some(bad_request("only one of before, after, and around is possible")));
            };
            let history = messaging::history(state, me, chat_id, range, limit).await?;
            return Ok(Some(ServerFrame::History(History::of(me, &history.chat, range, history.page))));
        }
        ClientFrame::Resume { have, before } => return resume(state, me, have, before).await.map(Some),
        ClientFrame::Sync { chat_id, after } => {
            let changes = messaging::list_changes(state, me, chat_id, after).await?;
            return Ok(Some(ServerFrame::Changes(Changes::of(me, &changes.chat, changes.changes))));
        }
        ClientFrame::Ping => {
            state.rate_limiter.read(me)?;
            return Ok(Some(ServerFrame::Pong));
        }
    }
    Ok(None)
}

async fn resume(
    state: &AppState,
    me: UserId,
    have: BTreeMap<String, ChatMark>,
    before: Option<String>,
) -> AppResult<ServerFrame> {
    let Some(from) = before.as_deref().map_or(Some(ChatCursor::START), ChatCursor::parse) else {
        return Ok(bad_request("before: what `next` said in an earlier answer"));
    };
    let mut held = BTreeMap::new();
    for (key, mark) in have {
        let Ok(chat_id) = key.parse() else {
            return Ok(bad_request(format!("have: '{key}' is no chat id")));
        };
        held.insert(chat_id, mark);
    }
    messaging::resume(state, me, held, from).await.map(ServerFrame::State)
}

/// The response to a request that failed. Someone else's chat looks like one that does not exist.
pub(super) fn error_frame(error: &AppError) -> ServerFrame {
    error.log();
    let (code, message) = match error {
        AppError::NotAParticipant(chat_id) => {
            (ErrorCode::NotFound, AppError::UnknownChat(chat_id.to_string()).to_string())
        }
        other => (other.kind().0, other.to_string()),
    };
    ServerFrame::Error(ErrorFrame { code: Some(code), message, retry_after: error.retry_after() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::ChatId;

    #[test]
    fn a_chat_of_others_looks_like_none() {
        let json = |error: AppError| serde_json::to_string(&error_frame(&error)).unwrap();
        let others = json(AppError::NotAParticipant(ChatId::stored(5)));
        assert_eq!(others, json(AppError::UnknownChat("5".into())));
        assert_eq!(others, r#"{"type":"error","code":"not_found","message":"Chat 5 does not exist"}"#);
    }
}
