//! `/api/chats/{chat_id}/lifetime`: how long new messages of a chat live.

use super::body::JsonObject;
use super::caller::Caller;
use super::chats::chat_id_of;
use super::fields::{Integer, OrNull, body};
use super::shapes::LifetimeShape;
use super::values::{Id, LifetimeSeconds};
use crate::http::body::SMALL;
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging::{self, LifetimeWish};
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatLifetime, Lifetime, UserId};
use utoipa::ToSchema;

body! {
    /// How long new messages are to live.
    NewLifetime {
        /// Null for messages that stay.
        #[schema(value_type = Option<LifetimeSeconds>, required)]
        seconds: OrNull<Integer>,
    }
}

/// The lifetime of a chat's new messages.
#[derive(Serialize, ToSchema)]
struct LifetimeNow {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[schema(value_type = LifetimeShape)]
    lifetime: ChatLifetime,
}

/// Sets how long new messages of a chat live, or proposes it.
///
/// A shorter lifetime and none take effect at once, and so does what the companion has proposed. Anything else becomes the
/// chat's one proposal, until the companion sends the same.
#[utoipa::path(put, path = "/api/chats/{chat_id}/lifetime", tag = "Chats", request_body = NewLifetime,
    responses((status = 200, description = "The lifetime as it is now.", body = inline(LifetimeNow))))]
pub(crate) async fn set_lifetime(
    caller: Caller,
    path: web::Path<String>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let (me, chat_id) = (caller.user_id(), chat_id_of(&path)?);
    messaging::find_chat(&caller.state, me, chat_id).await?;
    let NewLifetime { seconds: OrNull(seconds) } = body.read()?;
    let lifetime = seconds.map(|seconds| Lifetime::of_seconds(seconds.get())).transpose();
    let lifetime = lifetime.map_err(|_| {
        JsonError::Fields(vec![("seconds", "Must be an integer from 60 to 31536000, or null")])
    })?;
    change(&caller, chat_id, LifetimeWish::Set(lifetime)).await
}

/// Withdraws the caller's proposal of a lifetime, or declines the companion's.
#[utoipa::path(delete, path = "/api/chats/{chat_id}/lifetime", tag = "Chats",
    responses((status = 200, description = "The lifetime, without a proposal.", body = inline(LifetimeNow))))]
pub(crate) async fn withdraw_lifetime(caller: Caller, path: web::Path<String>) -> JsonResult {
    let chat_id = chat_id_of(&path)?;
    change(&caller, chat_id, LifetimeWish::Withdraw).await
}

async fn change(caller: &Caller, chat_id: ChatId, wish: LifetimeWish) -> JsonResult {
    let user_id = caller.user_id();
    let lifetime = messaging::set_lifetime(&caller.state, user_id, chat_id, wish, None).await?;
    Ok(json(StatusCode::OK, &LifetimeNow { user_id, chat_id, lifetime }))
}
