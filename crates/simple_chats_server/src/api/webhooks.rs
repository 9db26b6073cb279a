//! `/api/webhooks`: the caller's webhooks. An API token may read them, but not change them: it would learn what the requests
//! are signed with, and could have all chats told to somebody else.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::chats::chat_id_of;
use super::fields::{Integer, Names, body};
use super::representation::Representation;
use super::values::{GivenId, Id, Time};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::webhooks::{self, MadeWebhook, WebhookChange};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{
    ChatId, RestTime, UserId, Webhook, WebhookEvent, WebhookEvents, WebhookEventsError, WebhookId,
};
use simple_chats_persistence::webhooks::Delivery;
use utoipa::ToSchema;

/// An address that is told what happens in the caller's chats.
#[derive(Serialize, ToSchema)]
#[schema(as = Webhook)]
pub(super) struct WebhookShape {
    #[schema(value_type = Id)]
    webhook_id: WebhookId,
    url: String,
    #[schema(value_type = Vec<WebhookEventName>)]
    events: Vec<WebhookEvent>,
    /// The only chat whose events are told; null for all.
    #[schema(value_type = Option<Id>, required)]
    chat_id: Option<ChatId>,
    paused: bool,
    /// What requests are signed with, only when the webhook is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    secret: Option<String>,
}

impl From<Webhook> for WebhookShape {
    fn from(webhook: Webhook) -> Self {
        Self {
            webhook_id: webhook.webhook_id,
            url: webhook.url,
            events: webhook.events.kinds(),
            chat_id: webhook.chat_id,
            paused: webhook.paused,
            secret: None,
        }
    }
}

/// What a webhook can be told.
#[derive(ToSchema)]
#[schema(as = WebhookEvent, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) enum WebhookEventName {
    Message,
    Edited,
    Deleted,
    Reacted,
    ChatCreated,
    ChatDeleted,
    Read,
}

/// An attempt to deliver an event.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(super) struct DeliveryShape {
    /// The event.
    id: String,
    r#type: String,
    #[schema(value_type = Time)]
    at: RestTime,
    /// 1 for the first.
    attempt: i32,
    /// The status of the answer; null if there was none.
    #[schema(required)]
    status: Option<i32>,
    duration_ms: i64,
    /// The beginning of the answer, or what is wrong.
    #[schema(required)]
    answer: Option<String>,
}

/// A webhook that was deleted.
#[derive(Serialize, ToSchema)]
struct WebhookDeleted {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    webhook_id: WebhookId,
    /// What happened, for people.
    message: &'static str,
}

/// An event that a webhook gets to try it.
#[derive(Serialize, ToSchema)]
struct TestQueued {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    webhook_id: WebhookId,
    /// The event.
    id: String,
}

/// The last attempts to deliver to a webhook.
#[derive(Serialize, ToSchema)]
struct Deliveries {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    webhook_id: WebhookId,
    data: Vec<DeliveryShape>,
}

body! {
    /// What to tell, and to whom.
    NewWebhook {
        /// Where events are sent to: https, or http for networks that the server allows.
        url: String,
        #[schema(value_type = Vec<WebhookEventName>, min_items = 1)]
        events: Names,
        /// The only chat whose events are told; all if absent or null.
        #[schema(value_type = Option<GivenId>)]
        chat_id: Option<Integer>,
    }
}

body! {
    /// What changes.
    WebhookUpdate {
        url: Option<String>,
        #[schema(value_type = Option<Vec<WebhookEventName>>, min_items = 1)]
        events: Option<Names>,
        #[schema(nullable = false)]
        paused: Option<bool>,
    }
}

impl From<Delivery> for DeliveryShape {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.event_id,
            r#type: delivery.kind,
            at: RestTime(delivery.tried_at),
            attempt: delivery.attempt,
            status: delivery.status,
            duration_ms: delivery.duration_ms,
            answer: delivery.answer,
        }
    }
}

/// Makes a webhook.
///
/// An API token is refused.
#[utoipa::path(post, path = "/api/webhooks", tag = "Webhooks", request_body = NewWebhook,
    responses((status = 201, description = "The webhook, with its secret.", body = inline(Data<WebhookShape>))))]
pub(crate) async fn make_webhook(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let NewWebhook { url, events: Names(events), chat_id } = body.read()?;
    let events = events_of(&events)?;
    let chat_id = chat_id.map(|Integer(chat_id)| chat_id_of(&chat_id)).transpose()?;
    let me = caller.user_id();
    let made = webhooks::make_webhook(&caller.state, me, url, events, chat_id).await.map_err(of_url)?;
    let MadeWebhook { webhook, secret } = made;
    let data = WebhookShape { secret: Some(secret.text()), ..webhook.into() };
    Ok(json(StatusCode::CREATED, &Data { user_id: me, data }))
}

/// Lists the caller's webhooks.
#[utoipa::path(get, path = "/api/webhooks", tag = "Webhooks",
    responses((status = 200, description = "The webhooks, without their secrets.", body = inline(Data<Vec<WebhookShape>>))))]
pub(crate) async fn list_webhooks(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(webhooks::list_webhooks).await?;
    reader.has_read(me, found.len());
    let data: Vec<WebhookShape> = found.into_iter().map(WebhookShape::from).collect();
    let list = Representation::of(&Data { user_id: me, data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// Shows a webhook.
#[utoipa::path(get, path = "/api/webhooks/{webhook_id}", tag = "Webhooks",
    responses((status = 200, description = "The webhook, without its secret.", body = inline(Data<WebhookShape>))))]
pub(crate) async fn show_webhook(
    reader: Reader,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let webhook_id = webhook_id_of(&path)?;
    let (me, found) = reader.read(move |conn, me| webhooks::find_webhook(conn, me, webhook_id)).await?;
    let webhook = Representation::of(&Data { user_id: me, data: WebhookShape::from(found) });
    Ok(webhook.respond(&Conditions::of(&request, reader.state()), me))
}

/// Changes a webhook: any of the fields, all or nothing.
///
/// One that is paused forgets what waits for it. An API token is refused.
#[utoipa::path(patch, path = "/api/webhooks/{webhook_id}", tag = "Webhooks", request_body = WebhookUpdate,
    responses((status = 200, description = "The webhook, without its secret.", body = inline(Data<WebhookShape>))))]
pub(crate) async fn update_webhook(
    Owner(caller): Owner,
    path: web::Path<String>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let webhook_id = webhook_id_of(&path)?;
    let WebhookUpdate { url, events, paused } = body.read()?;
    let events = events.map(|Names(events)| events_of(&events)).transpose()?;
    if url.is_none() && events.is_none() && paused.is_none() {
        return Err(AppError::NothingUpdated.into());
    }
    let (me, change) = (caller.user_id(), WebhookChange { url, events, paused });
    let webhook = webhooks::update_webhook(&caller.state, me, webhook_id, change).await.map_err(of_url)?;
    Ok(json(StatusCode::OK, &Data { user_id: me, data: WebhookShape::from(webhook) }))
}

/// Deletes a webhook, with what waits for it.
///
/// An API token is refused.
#[utoipa::path(delete, path = "/api/webhooks/{webhook_id}", tag = "Webhooks",
    responses((status = 200, description = "The webhook is deleted.", body = inline(WebhookDeleted))))]
pub(crate) async fn delete_webhook(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, webhook_id) = (caller.user_id(), webhook_id_of(&path)?);
    webhooks::delete_webhook(&caller.state, me, webhook_id).await?;
    let message = "Webhook was successfully deleted";
    Ok(json(StatusCode::OK, &WebhookDeleted { user_id: me, webhook_id, message }))
}

/// Sends an event to a webhook, to try it.
///
/// An API token is refused.
#[utoipa::path(post, path = "/api/webhooks/{webhook_id}/test", tag = "Webhooks",
    responses((status = 202, description = "The event waits to be delivered.", body = inline(TestQueued))))]
pub(crate) async fn test_webhook(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, webhook_id) = (caller.user_id(), webhook_id_of(&path)?);
    let id = webhooks::test_webhook(&caller.state, me, webhook_id).await?;
    Ok(json(StatusCode::ACCEPTED, &TestQueued { user_id: me, webhook_id, id }))
}

/// Lists the last 100 attempts to deliver to a webhook, the newest first.
#[utoipa::path(get, path = "/api/webhooks/{webhook_id}/deliveries", tag = "Webhooks",
    responses((status = 200, description = "The attempts.", body = inline(Deliveries))))]
pub(crate) async fn list_deliveries(
    reader: Reader,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let webhook_id = webhook_id_of(&path)?;
    let list = move |conn: &mut _, me| webhooks::list_deliveries(conn, me, webhook_id);
    let (me, found) = reader.read(list).await?;
    reader.has_read(me, found.len());
    let data: Vec<DeliveryShape> = found.into_iter().map(DeliveryShape::from).collect();
    let list = Representation::of(&Deliveries { user_id: me, webhook_id, data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

fn webhook_id_of(text: &str) -> Result<WebhookId, AppError> {
    text.parse().map_err(|_| AppError::UnknownWebhook(text.to_owned()))
}

fn events_of(names: &[String]) -> Result<WebhookEvents, JsonError> {
    let events = WebhookEvents::parse(names.iter().map(String::as_str));
    events.map_err(|error: WebhookEventsError| JsonError::InField("events", error.into()))
}

fn of_url(error: AppError) -> JsonError {
    match error {
        AppError::WebhookUrl(_) => JsonError::InField("url", error),
        other => other.into(),
    }
}
