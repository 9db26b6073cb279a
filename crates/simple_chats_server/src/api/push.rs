//! `/api/push`: the browsers and programs in which the caller gets pushes. An API token may read them, but not change them: it could
//! have all messages told to somebody else.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::fields::{PushKeyTexts, body};
use super::representation::Representation;
use super::values::{Id, Time};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::push::{self, SubscriptionRequest};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_auth::PushKeysError;
use simple_chats_domain::{PushSubscription, PushSubscriptionId, RestTime, UserId};
use utoipa::ToSchema;

/// A browser or a program that gets pushes.
#[derive(Serialize, ToSchema)]
#[schema(as = PushSubscription)]
pub(super) struct SubscriptionShape {
    #[schema(value_type = Id)]
    subscription_id: PushSubscriptionId,
    /// The name of the device.
    label: String,
    #[schema(value_type = Time)]
    created_at: RestTime,
    /// When the push service last took a push; null if it never did.
    #[schema(value_type = Option<Time>, required)]
    last_used_at: Option<RestTime>,
    /// How often in a row it took none.
    failures: i32,
    /// Whether the server's key has changed since: the device has to subscribe anew.
    outdated: bool,
}

/// What a browser needs to subscribe, and those that have.
#[derive(Serialize, ToSchema)]
struct Push {
    /// The server's key, which browsers call `applicationServerKey`.
    public_key: String,
    subscriptions: Vec<SubscriptionShape>,
}

/// A subscription that was deleted.
#[derive(Serialize, ToSchema)]
struct SubscriptionDeleted {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    subscription_id: PushSubscriptionId,
    /// What happened, for people.
    message: &'static str,
}

/// A push that shows that pushes arrive.
#[derive(Serialize, ToSchema)]
struct PushQueued {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    subscription_id: PushSubscriptionId,
}

body! {
    /// What `PushSubscription.toJSON()` gives in a browser.
    NewPushSubscription {
        /// Where pushes are sent to: https, at a public address.
        endpoint: String,
        keys: PushKeyTexts,
        /// The name of the device.
        #[schema(nullable = true)]
        label: Option<String>,
    }
}

fn shape_of(subscription: PushSubscription, public_key: &str) -> SubscriptionShape {
    SubscriptionShape {
        subscription_id: subscription.subscription_id,
        label: subscription.label,
        created_at: RestTime(subscription.created_at),
        last_used_at: subscription.last_used_at.map(RestTime),
        failures: subscription.failures,
        outdated: subscription.server_key != public_key,
    }
}

/// Shows the server's key, and the caller's subscriptions.
#[utoipa::path(get, path = "/api/push", tag = "Pushes",
    responses((status = 200, description = "The key and the subscriptions, without their endpoints.", body = inline(Data<Push>))))]
pub(crate) async fn show_push(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(push::list_subscriptions).await?;
    reader.has_read(me, found.len());
    let public_key = reader.state().vapid.current().public_key().to_owned();
    let subscriptions = found.into_iter().map(|found| shape_of(found, &public_key)).collect();
    let data = Data { user_id: me, data: Push { public_key, subscriptions } };
    Ok(Representation::of(&data).respond(&Conditions::of(&request, reader.state()), me))
}

/// Adds a subscription, or replaces the one with the same endpoint.
///
/// An API token is refused.
#[utoipa::path(post, path = "/api/push/subscriptions", tag = "Pushes", request_body = NewPushSubscription,
    responses((status = 201, description = "The subscription.", body = inline(Data<SubscriptionShape>))))]
pub(crate) async fn subscribe(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let NewPushSubscription { endpoint, keys, label } = body.read()?;
    let me = caller.user_id();
    let PushKeyTexts { p256dh, auth } = keys;
    let label = label.unwrap_or_default();
    let request = SubscriptionRequest { endpoint, p256dh, auth, label, session_key: None };
    let made = push::subscribe(&caller.state, me, request).await.map_err(in_field)?;
    let data = shape_of(made, caller.state.vapid.current().public_key());
    Ok(json(StatusCode::CREATED, &Data { user_id: me, data }))
}

/// Deletes a subscription, with what waits for it.
///
/// An API token is refused.
#[utoipa::path(delete, path = "/api/push/subscriptions/{subscription_id}", tag = "Pushes",
    responses((status = 200, description = "The subscription is deleted.", body = inline(SubscriptionDeleted))))]
pub(crate) async fn unsubscribe(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, subscription_id) = (caller.user_id(), subscription_id_of(&path)?);
    push::remove_subscription(&caller.state, me, subscription_id).await?;
    let message = "Subscription was successfully deleted";
    Ok(json(StatusCode::OK, &SubscriptionDeleted { user_id: me, subscription_id, message }))
}

/// Sends a push to a subscription, to try it.
///
/// An API token is refused.
#[utoipa::path(post, path = "/api/push/subscriptions/{subscription_id}/test", tag = "Pushes",
    responses((status = 202, description = "The push waits to be sent.", body = inline(PushQueued))))]
pub(crate) async fn test_subscription(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, subscription_id) = (caller.user_id(), subscription_id_of(&path)?);
    push::test_subscription(&caller.state, me, subscription_id).await?;
    Ok(json(StatusCode::ACCEPTED, &PushQueued { user_id: me, subscription_id }))
}

fn subscription_id_of(text: &str) -> Result<PushSubscriptionId, AppError> {
    text.parse().map_err(|_| AppError::UnknownPushSubscription(text.to_owned()))
}

fn in_field(error: AppError) -> JsonError {
    match error {
        AppError::WebhookUrl(_) => JsonError::InField("endpoint", error),
        AppError::PushKeys(PushKeysError::P256dh | PushKeysError::Auth) => JsonError::InField("keys", error),
        other => other.into(),
    }
}
