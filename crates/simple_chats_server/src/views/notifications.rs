//! `/account/notifications`: the devices that get notifications while no page is open. A device adds itself by a form that its script
//! fills in with the browser's subscription; the rest works without scripts.

pub(crate) use super::chat::push_text;

use super::chat::id_of;
use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::device_name;
use crate::error::AppResult;
use crate::push::{self, SubscriptionRequest};
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{PushSubscription, PushSubscriptionId};

const PATH: &str = "/account/notifications";

#[derive(Serialize)]
struct NotificationsPage {
    form: FormState,
    push: PushDevices,
}

/// What `account/push_devices.html` shows.
#[derive(Serialize)]
pub(in crate::views) struct PushDevices {
    /// The key with which browsers subscribe.
    public_key: String,
    devices: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    subscription_id: PushSubscriptionId,
    label: String,
    added: Time,
    last_used: Option<Time>,
    /// Whether it has to subscribe anew.
    is_outdated: bool,
}

/// `GET /account/notifications`
pub(crate) async fn show_notifications(caller: LoggedIn) -> PageResult {
    let form = FormState::blank(&caller.visitor);
    caller.visitor.show(&page(&caller, form).await?)
}

/// `POST /account/notifications/devices`
pub(crate) async fn add_device(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let (fields, mut form) = match form.open(&["endpoint", "p256dh", "auth"]) {
        Ok(opened) => opened,
        Err(stale) => return show(&caller, stale).await,
    };
    let user_agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
    let subscription = SubscriptionRequest {
        endpoint: fields.get("endpoint").to_owned(),
        p256dh: fields.get("p256dh").to_owned(),
        auth: fields.get("auth").to_owned(),
        label: device_name(user_agent.unwrap_or_default()),
        session_key: Some(caller.session.session_key.clone()),
    };
    match push::subscribe(caller.state(), caller.user_id(), subscription).await {
        Ok(_) => Ok(caller.visitor.redirect_with(PATH, Flash::success("This device gets notifications"))),
        Err(error) => {
            form.add_error(error)?;
            show(&caller, form).await
        }
    }
}

/// `POST /account/notifications/devices/{subscription_id}/remove`
pub(crate) async fn remove_device(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let id = id_of(&path)?;
    if form.is_stale() {
        return stale(&caller).await;
    }
    push::remove_subscription(caller.state(), caller.user_id(), id).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("The device gets no more notifications")))
}

/// `POST /account/notifications/devices/{subscription_id}/test`
pub(crate) async fn test_device(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let id = id_of(&path)?;
    if form.is_stale() {
        return stale(&caller).await;
    }
    push::test_subscription(caller.state(), caller.user_id(), id).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("A test is on its way to the device")))
}

/// The devices of a user, for the page that has them.
pub(in crate::views) async fn push_devices(caller: &LoggedIn) -> AppResult<PushDevices> {
    let (state, me) = (caller.state(), caller.user_id());
    state.rate_limiter.read(me)?;
    let found = state.database.read(move |conn| push::list_subscriptions(conn, me)).await?;
    let public_key = state.vapid.current().public_key().to_owned();
    let devices = found.into_iter().map(|found| Row::of(found, &public_key)).collect();
    Ok(PushDevices { public_key, devices })
}

impl Row {
    fn of(subscription: PushSubscription, public_key: &str) -> Self {
        Self {
            subscription_id: subscription.subscription_id,
            label: subscription.label,
            added: Time::of(subscription.created_at),
            last_used: subscription.last_used_at.map(Time::of),
            is_outdated: subscription.server_key != public_key,
        }
    }
}

async fn stale(caller: &LoggedIn) -> PageResult {
    let form = FormState::blank(&caller.visitor);
    caller.visitor.show(&page(caller, form).await?.stale())
}

async fn show(caller: &LoggedIn, form: FormState) -> PageResult {
    let status = form.status();
    caller.visitor.show(&page(caller, form).await?.status(status))
}

async fn page(caller: &LoggedIn, form: FormState) -> AppResult<HtmlPage<NotificationsPage>> {
    let push = push_devices(caller).await?;
    Ok(HtmlPage::new("account/notifications.html", "Notifications", NotificationsPage { form, push }))
}
