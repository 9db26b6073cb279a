//! `/account/devices`: the browsers in which the user is logged in.

use super::error::PageError;
use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie};
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, Device};
use crate::error::AppResult;
use actix_web::web;
use serde::Serialize;

const PATH: &str = "/account/devices";

#[derive(Serialize)]
struct DevicesPage {
    devices: Vec<Row>,
    /// How many others there are.
    others: usize,
}

#[derive(Serialize)]
struct Row {
    session_id: String,
    browser: &'static str,
    system: &'static str,
    address: String,
    is_current: bool,
    logged_in: Time,
    last_seen: Time,
}

impl Row {
    fn of(device: Device, current: &str) -> Self {
        Self {
            is_current: device.session_key == current,
            session_id: device.session_id,
            browser: device.browser,
            system: device.system,
            address: device.address,
            logged_in: Time::of(device.logged_in_at),
            last_seen: Time::of(device.last_seen_at),
        }
    }
}

/// `GET /account/devices`
pub(crate) async fn show_devices(caller: LoggedIn) -> PageResult {
    caller.visitor.show(&page(&caller).await?)
}

/// `POST /account/sessions/{session_id}/end`
pub(crate) async fn end_device(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    if form.is_stale() {
        return caller.visitor.show(&page(&caller).await?.stale());
    }
    let ended = accounts::end_device(caller.state(), caller.user_id(), &path).await;
    let ended = ended.map_err(PageError::from)?;
    if ended != caller.session.session_key {
        return Ok(caller.visitor.redirect_with(PATH, Flash::success("devices-device-logged-out")));
    }
    let mut response = caller.visitor.redirect_with("/", Flash::success("devices-logged-out"));
    add_cookie(&mut response, &caller.visitor.session_removal());
    Ok(response)
}

/// `POST /account/sessions/end-all`: all but the current one.
pub(crate) async fn end_others(caller: LoggedIn, form: Form<SMALL>) -> PageResult {
    if form.is_stale() {
        return caller.visitor.show(&page(&caller).await?.stale());
    }
    let kept = Some(caller.session.session_key.clone());
    accounts::end_devices(caller.state(), caller.user_id(), kept).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("devices-all-other-devices-logged")))
}

async fn page(caller: &LoggedIn) -> AppResult<HtmlPage<DevicesPage>> {
    let found = accounts::list_devices(caller.state(), caller.user_id()).await?;
    let devices: Vec<Row> =
        found.into_iter().map(|device| Row::of(device, &caller.session.session_key)).collect();
    let others = devices.iter().filter(|row| !row.is_current).count();
    Ok(HtmlPage::new("devices.html", "devices-devices", DevicesPage { devices, others }))
}
