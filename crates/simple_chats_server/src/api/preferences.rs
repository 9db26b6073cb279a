//! `/api/chats/{chat_id}/preferences` and `…/clear`: the caller's own view of a chat.

use super::body::JsonObject;
use super::caller::Caller;
use super::chats::chat_id_of;
use super::fields::body;
use super::shapes::PreferencesShape;
use super::values::{Count, Id};
use crate::http::body::SMALL;
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use crate::messaging;
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatPreferences, Mute, PreferencesChange, UserId};
use utoipa::ToSchema;

body! {
    /// What to change. What is absent stays as it is.
    NewPreferences {
        /// Whether the chat stands above the others.
        pinned: Option<bool>,
        /// Whether the chat stands apart from the others, until the next message unless it is muted.
        archived: Option<bool>,
        /// Until when the chat is muted: a time, "forever", or null to end it. A time in the past is null.
        #[schema(value_type = Option<String>, required = false)]
        muted_until: Option<Option<Mute>>,
        /// Whether the chat looks unread, until the caller reads it.
        marked_unread: Option<bool>,
    }
}

/// What the caller has set for a chat.
#[derive(Serialize, ToSchema)]
struct OwnPreferences {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[schema(value_type = PreferencesShape)]
    preferences: ChatPreferences,
}

/// Pins, archives, or mutes a chat, or marks it as unread, for the caller alone.
#[utoipa::path(patch, path = "/api/chats/{chat_id}/preferences", tag = "Chats", request_body = NewPreferences,
    responses((status = 200, description = "The preferences as they are now.", body = inline(OwnPreferences))))]
pub(crate) async fn change_preferences(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::find_chat(&caller.state, me, chat_id).await?;
    let NewPreferences { pinned, archived, muted_until, marked_unread } = body.read()?;
    let change = PreferencesChange { pinned, archived, muted_until, marked_unread };
    let preferences = messaging::prefer(&caller.state, me, chat_id, change, None).await?;
    Ok(json(StatusCode::OK, &OwnPreferences { user_id: me, chat_id, preferences }))
}

/// A cleared chat.
#[derive(Serialize, ToSchema)]
struct ClearedChat {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    /// Messages up to this one are hidden from the caller; 0 if there was none.
    #[schema(value_type = Count)]
    cleared_up_to: i64,
    /// What happened, for people.
    message: &'static str,
}

/// Hides everything up to now from the caller, and the chat from the caller's list until the next message.
///
/// The companion keeps everything. What both have cleared is erased.
#[utoipa::path(post, path = "/api/chats/{chat_id}/clear", tag = "Chats",
    responses((status = 200, description = "The chat is cleared.", body = inline(ClearedChat))))]
pub(crate) async fn clear_chat(caller: Caller, path: web::Path<String>) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    let preferences = messaging::clear_chat(&caller.state, me, chat_id, None).await?;
    let message = "Chat was successfully cleared";
    let cleared_up_to = preferences.cleared_up_to;
    Ok(json(StatusCode::OK, &ClearedChat { user_id: me, chat_id, cleared_up_to, message }))
}
