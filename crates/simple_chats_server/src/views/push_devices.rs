//! `/account/notifications/devices`: the devices that are told of messages while no page is open. A device adds itself by a form
//! that its script fills in with the browser's subscription; the rest works without scripts.

use super::chat::id_of;
use super::form::{Form, FormState, SMALL};
use super::notifications;
use super::page::PageResult;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::device_name;
use crate::push::{self, SubscriptionRequest};
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, web};

/// The page that shows them.
const PATH: &str = "/account/notifications";

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
        Ok(_) => {
            Ok(caller.visitor.redirect_with(PATH, Flash::success("notifications-device-gets-notifications")))
        }
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
    Ok(caller.visitor.redirect_with(PATH, Flash::success("notifications-device-gets-no-more")))
}

/// `POST /account/notifications/devices/{subscription_id}/test`
pub(crate) async fn test_device(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let id = id_of(&path)?;
    if form.is_stale() {
        return stale(&caller).await;
    }
    push::test_subscription(caller.state(), caller.user_id(), id).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("notifications-test-its-way-device")))
}

async fn stale(caller: &LoggedIn) -> PageResult {
    let form = FormState::blank(&caller.visitor);
    caller.visitor.show(&notifications::page(caller, form).await?.stale())
}

async fn show(caller: &LoggedIn, form: FormState) -> PageResult {
    let status = form.status();
    caller.visitor.show(&notifications::page(caller, form).await?.status(status))
}
