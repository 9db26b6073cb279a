//! `/account/notifications`: how the user wants to be told of messages, and the page that ends mails about missed ones.

mod devices;

pub(crate) use super::chat::push_text;

use devices::{PushDevices, push_devices};

use super::error::PageError;
use super::form::{Form, FormFields, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::flash::Flash;
use super::visitor::{LoggedIn, Visitor};
use crate::accounts;
use crate::error::AppResult;
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{
    MissedAfter, NotificationChange, NotificationSettings, QuietHours, QuietHoursError, time_zones,
};
use simple_chats_persistence::DbConnection;
use simple_chats_texts::Texts;

const PATH: &str = "/account/notifications";

/// What the fields say before the user has chosen hours.
const USUAL_NIGHT: (&str, &str) = ("22:00", "07:00");

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box on the page, or decides about some")]
pub(super) struct NotificationsPage {
    /// The form by which a device adds itself.
    form: FormState,
    push: PushDevices,
    show_text: bool,
    is_quiet: bool,
    quiet_from: String,
    quiet_to: String,
    /// The chosen one; empty without one.
    time_zone: String,
    time_zones: Vec<&'static str>,
    /// What is wrong with the quiet hours.
    quiet_error: Option<String>,
    missed_mail_after: i64,
    mail_text: bool,
    /// Whether this server has a mail server.
    sends_mail: bool,
}

/// `GET /account/notifications`
pub(crate) async fn show_notifications(caller: LoggedIn) -> PageResult {
    let form = FormState::blank(&caller.visitor);
    caller.visitor.show(&page(&caller, form).await?)
}

/// `POST /account/notifications`
pub(crate) async fn update_notifications(caller: LoggedIn, form: Form<SMALL>) -> PageResult {
    let blank = FormState::blank(&caller.visitor);
    let Ok(fields) = form.fields() else {
        return caller.visitor.show(&page(&caller, blank).await?.stale());
    };
    let change = match change_of(&fields, sends_mail(&caller)) {
        Ok(change) => change,
        Err(error) => {
            let page = page(&caller, blank).await?.status(StatusCode::UNPROCESSABLE_ENTITY);
            return caller.visitor.show(&with_typed(caller.visitor.texts(), page, &fields, error));
        }
    };
    accounts::update_notification_settings(caller.state(), caller.user_id(), change).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("notifications-settings-saved")))
}

/// All settings of the form. An unchecked box is missing, and so are the fields of mails if there are none.
fn change_of(fields: &FormFields, sends_mail: bool) -> Result<NotificationChange, QuietHoursError> {
    let is_checked = |name: &str| !fields.get(name).is_empty();
    let hours = || {
        QuietHours::parse(fields.get("quiet_from"), fields.get("quiet_to"), fields.get("time_zone")).map(Some)
    };
    let after = fields.get("missed_mail_after").parse().ok().and_then(MissedAfter::of_seconds);
    Ok(NotificationChange {
        show_text: Some(is_checked("show_text")),
        quiet_hours: Some(if is_checked("quiet") { hours()? } else { None }),
        missed_mail_after: sends_mail.then_some(after),
        mail_text: sends_mail.then_some(is_checked("mail_text")),
    })
}

/// The page with what was typed.
fn with_typed(
    texts: &Texts,
    mut page: HtmlPage<NotificationsPage>,
    fields: &FormFields,
    error: QuietHoursError,
) -> HtmlPage<NotificationsPage> {
    let content = &mut page.content;
    content.show_text = !fields.get("show_text").is_empty();
    content.is_quiet = true;
    fields.get("quiet_from").clone_into(&mut content.quiet_from);
    fields.get("quiet_to").clone_into(&mut content.quiet_to);
    fields.get("time_zone").clone_into(&mut content.time_zone);
    content.missed_mail_after = fields.get("missed_mail_after").parse().unwrap_or(0);
    content.mail_text = !fields.get("mail_text").is_empty();
    let key = match error {
        QuietHoursError::Time => "notifications-quiet-times",
        QuietHoursError::Empty => "notifications-quiet-empty",
        QuietHoursError::TimeZone => "notifications-quiet-zone",
    };
    content.quiet_error = Some(texts.text(key));
    page
}

fn sends_mail(caller: &LoggedIn) -> bool {
    caller.state().settings.mail.server.is_some()
}

/// The page with a form by which a device adds itself.
pub(super) async fn page(caller: &LoggedIn, form: FormState) -> AppResult<HtmlPage<NotificationsPage>> {
    let me = caller.user_id();
    caller.state().rate_limiter.read(me)?;
    let read = move |conn: &mut DbConnection| accounts::find_notification_settings(conn, me);
    let settings: NotificationSettings = caller.state().database.read(read).await?;
    let hours = settings.quiet_hours;
    let (from, to) = USUAL_NIGHT;
    let content = NotificationsPage {
        form,
        push: push_devices(caller).await?,
        show_text: settings.show_text,
        is_quiet: hours.is_some(),
        quiet_from: hours.map_or_else(|| from.to_owned(), |hours| hours.from().to_string()),
        quiet_to: hours.map_or_else(|| to.to_owned(), |hours| hours.to().to_string()),
        time_zone: hours.map_or_else(String::new, |hours| hours.time_zone().to_owned()),
        time_zones: time_zones().collect(),
        quiet_error: None,
        missed_mail_after: settings.missed_mail_after.map_or(0, MissedAfter::seconds),
        mail_text: settings.mail_text,
        sends_mail: sends_mail(caller),
    };
    Ok(HtmlPage::new("account/notifications.html", "notifications-notifications", content))
}

#[derive(Serialize)]
struct UnsubscribingPage {
    /// Where the button posts to; `None` once the mails are off.
    action: Option<String>,
}

/// `GET /notifications/end/{token}`: shows a button, since programs open the links in mails.
pub(crate) async fn show_unsubscribing(visitor: Visitor, token: web::Path<String>) -> PageResult {
    accounts::find_unsubscribing_user(&visitor.state, &token).ok_or(PageError::NotFound)?;
    let action = Some(format!("/notifications/end/{}", token.as_str()));
    visitor.show(&HtmlPage::new(
        "account/unsubscribe.html",
        "notifications-mails-about-missed-messages",
        UnsubscribingPage { action },
    ))
}

/// `POST /notifications/end/{token}`: by the button, or by a mail program (RFC 8058), which has no cookies. What the body says
/// doesn't matter, as the link says all.
pub(crate) async fn unsubscribe(visitor: Visitor, token: web::Path<String>) -> PageResult {
    let user_id = accounts::find_unsubscribing_user(&visitor.state, &token).ok_or(PageError::NotFound)?;
    accounts::end_missed_mails(&visitor.state, user_id).await?;
    visitor.show(&HtmlPage::new(
        "account/unsubscribe.html",
        "notifications-mails-about-missed-messages",
        UnsubscribingPage { action: None },
    ))
}
