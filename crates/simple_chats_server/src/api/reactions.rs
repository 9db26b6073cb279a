//! `/api/chats/{chat_id}/messages/{message_id}/reaction`: the caller's reaction to a message.

use super::body::JsonObject;
use super::caller::Caller;
use super::fields::{OrNull, body};
use super::messages::ids_of;
use super::values::{Emoji as EmojiText, Id};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging;
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, Emoji, MessageId, UserId};
use utoipa::ToSchema;

body! {
    /// What the caller thinks of a message.
    NewReaction {
        /// Null removes the reaction.
        #[schema(value_type = Option<EmojiText>, required)]
        emoji: OrNull<String>,
    }
}

/// A reaction that was saved, or removed.
#[derive(Serialize, ToSchema)]
pub(super) struct Reacted {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[schema(value_type = Id)]
    message_id: MessageId,
    /// The emoji in its full form; null if there is no reaction now.
    #[schema(value_type = Option<EmojiText>, required)]
    emoji: Option<String>,
    /// What happened, for people.
    message: &'static str,
}

/// Reacts to a message, in place of an earlier reaction of the caller.
#[utoipa::path(put, path = "/api/chats/{chat_id}/messages/{message_id}/reaction", tag = "Messages", request_body = NewReaction,
    responses((status = 200, description = "The reaction is saved.", body = inline(Reacted))))]
pub(crate) async fn set_reaction(
    caller: Caller,
    path: web::Path<(String, String)>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let (me, (chat_id, message_id)) = (caller.user_id(), ids_of(&caller, &path).await?);
    // An unknown or foreign message is reported before a fault of the body.
    let find = move |conn: &mut _| messaging::find_message(conn, me, chat_id, message_id);
    caller.state.database.read(find).await?;
    let NewReaction { emoji: OrNull(emoji) } = body.read()?;
    let emoji = emoji.as_deref().map(Emoji::parse).transpose();
    let emoji = emoji.map_err(|error| JsonError::InField("emoji", AppError::Emoji(error)))?;
    react(&caller, chat_id, message_id, emoji).await
}

/// Removes the caller's reaction to a message, if there is one.
#[utoipa::path(delete, path = "/api/chats/{chat_id}/messages/{message_id}/reaction", tag = "Messages",
    responses((status = 200, description = "There is no reaction of the caller now.", body = inline(Reacted))))]
pub(crate) async fn remove_reaction(caller: Caller, path: web::Path<(String, String)>) -> JsonResult {
    let (chat_id, message_id) = ids_of(&caller, &path).await?;
    react(&caller, chat_id, message_id, None).await
}

async fn react(caller: &Caller, chat_id: ChatId, message_id: MessageId, emoji: Option<Emoji>) -> JsonResult {
    let me = caller.user_id();
    let stored = messaging::react(&caller.state, me, Some(chat_id), message_id, emoji, None).await?;
    let emoji = stored.message.reaction_of(me).map(str::to_owned);
    let message = "Your reaction was successfully saved";
    Ok(json(StatusCode::OK, &Reacted { user_id: me, chat_id, message_id, emoji, message }))
}
