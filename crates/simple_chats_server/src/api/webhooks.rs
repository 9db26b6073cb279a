//! `/api/webhooks`: the caller's webhooks. An API token may read them, but not change them: it would learn what the requests
//! are signed with, and could have all chats told to somebody else.

use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::chats::chat_id_of;
use super::representation::Representation;
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::{json, object};
use crate::http::json_error::{JsonError, JsonResult};
use crate::webhooks::{self, MadeWebhook, WebhookChange};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{
    ChatId, RestTime, Webhook, WebhookEvent, WebhookEvents, WebhookEventsError, WebhookId,
};
use simple_chats_persistence::webhooks::Delivery;

#[derive(Serialize)]
struct WebhookShape {
    webhook_id: WebhookId,
    url: String,
    events: Vec<WebhookEvent>,
    chat_id: Option<ChatId>,
    paused: bool,
    /// Once, when the webhook is made.
    #[serde(skip_serializing_if = "Option::is_none")]
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

#[derive(Serialize)]
struct DeliveryShape {
    id: String,
    r#type: String,
    at: RestTime,
    attempt: i32,
    status: Option<i32>,
    duration_ms: i64,
    answer: Option<String>,
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

/// `POST /api/webhooks`
pub(crate) async fn make_webhook(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let (url, events, chat_id) =
        body.read(|body| (body.text("url"), body.strings("events"), body.optional_integer("chat_id")))?;
    let events = events_of(&events)?;
    let chat_id = chat_id.map(|chat_id| chat_id_of(&chat_id)).transpose()?;
    let me = caller.user_id();
    let made = webhooks::make_webhook(&caller.state, me, url, events, chat_id).await.map_err(of_url)?;
    let MadeWebhook { webhook, secret } = made;
    let data = WebhookShape { secret: Some(secret.text()), ..webhook.into() };
    Ok(json(StatusCode::CREATED, &object! { user_id: me, data: data }))
}

/// `GET /api/webhooks`
pub(crate) async fn list_webhooks(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(webhooks::list_webhooks).await?;
    reader.has_read(me, found.len());
    let data: Vec<WebhookShape> = found.into_iter().map(WebhookShape::from).collect();
    let list = Representation::of(&object! { user_id: me, data: data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// `GET /api/webhooks/{webhook_id}`
pub(crate) async fn show_webhook(
    reader: Reader,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let webhook_id = webhook_id_of(&path)?;
    let (me, found) = reader.read(move |conn, me| webhooks::find_webhook(conn, me, webhook_id)).await?;
    let webhook = Representation::of(&object! { user_id: me, data: WebhookShape::from(found) });
    Ok(webhook.respond(&Conditions::of(&request, reader.state()), me))
}

/// `PATCH /api/webhooks/{webhook_id}`: any of the fields, all or nothing.
pub(crate) async fn update_webhook(
    Owner(caller): Owner,
    path: web::Path<String>,
    body: JsonObject<SMALL>,
) -> JsonResult {
    let webhook_id = webhook_id_of(&path)?;
    let (url, events, paused) = body.read(|body| {
        (body.optional_text("url"), body.optional_strings("events"), body.optional_flag("paused"))
    })?;
    let events = events.map(|events| events_of(&events)).transpose()?;
    if url.is_none() && events.is_none() && paused.is_none() {
        return Err(AppError::NothingUpdated.into());
    }
    let (me, change) = (caller.user_id(), WebhookChange { url, events, paused });
    let webhook = webhooks::update_webhook(&caller.state, me, webhook_id, change).await.map_err(of_url)?;
    Ok(json(StatusCode::OK, &object! { user_id: me, data: WebhookShape::from(webhook) }))
}

/// `DELETE /api/webhooks/{webhook_id}`
pub(crate) async fn delete_webhook(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, webhook_id) = (caller.user_id(), webhook_id_of(&path)?);
    webhooks::delete_webhook(&caller.state, me, webhook_id).await?;
    let message = "Webhook was successfully deleted";
    Ok(json(StatusCode::OK, &object! { user_id: me, webhook_id: webhook_id, message: message }))
}

/// `POST /api/webhooks/{webhook_id}/test`
pub(crate) async fn test_webhook(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, webhook_id) = (caller.user_id(), webhook_id_of(&path)?);
    let id = webhooks::test_webhook(&caller.state, me, webhook_id).await?;
    Ok(json(StatusCode::ACCEPTED, &object! { user_id: me, webhook_id: webhook_id, id: id }))
}

/// `GET /api/webhooks/{webhook_id}/deliveries`
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
    let list = Representation::of(&object! { user_id: me, webhook_id: webhook_id, data: data });
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
