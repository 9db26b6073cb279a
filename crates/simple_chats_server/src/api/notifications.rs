//! `/api/me/notifications`: how the caller wants to be told of messages while no page is open.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::fields::body;
use super::representation::Representation;
use super::values::{MinuteOfDay, MissedSeconds};
use crate::accounts;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use simple_chats_domain::{MissedAfter, NotificationChange, QuietHours, TimeOfDay};
use utoipa::ToSchema;

/// How a user wants to be told of messages while no page is open.
#[derive(ToSchema)]
#[schema(as = NotificationSettings)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct NotificationsShape {
    /// Whether notifications on devices show what a message says.
    show_text: bool,
    /// When nothing is sent.
    #[schema(value_type = Option<QuietHoursShape>, required)]
    quiet_hours: Option<QuietHours>,
    /// After how many seconds unread messages are told of by mail; null for no mails.
    #[schema(value_type = Option<MissedSeconds>, required)]
    missed_mail_after: Option<MissedAfter>,
    /// Whether that mail shows what the messages say.
    mail_text: bool,
}

/// A part of each day, which may go over midnight.
#[derive(ToSchema)]
#[schema(as = QuietHours)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct QuietHoursShape {
    #[schema(value_type = MinuteOfDay)]
    from: TimeOfDay,
    #[schema(value_type = MinuteOfDay)]
    to: TimeOfDay,
    /// A name of the IANA database, such as `Europe/Kyiv`.
    time_zone: String,
}

body! {
    /// New notification settings. Those that are absent stay.
    NewNotificationSettings {
        #[schema(nullable = false)]
        show_text: Option<bool>,
        /// Null for none.
        #[schema(value_type = Option<QuietHoursShape>)]
        quiet_hours: Option<Option<QuietHours>>,
        /// Null for no mails.
        #[schema(value_type = Option<MissedSeconds>)]
        missed_mail_after: Option<Option<MissedAfter>>,
        #[schema(nullable = false)]
        mail_text: Option<bool>,
    }
}

/// Shows how the caller wants to be told of messages while no page is open.
#[utoipa::path(get, path = "/api/me/notifications", tag = "Accounts",
    responses((status = 200, description = "The settings.", body = inline(Data<NotificationsShape>))))]
pub(crate) async fn show_notifications(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, settings) = reader.read(accounts::find_notification_settings).await?;
    let settings = Representation::of(&Data { user_id: me, data: settings });
    Ok(settings.respond(&Conditions::of(&request, reader.state()), me))
}

/// Changes any of the caller's notification settings, all or nothing.
#[utoipa::path(patch, path = "/api/me/notifications", tag = "Accounts", request_body = NewNotificationSettings,
    responses((status = 200, description = "All settings.", body = inline(Data<NotificationsShape>))))]
pub(crate) async fn update_notifications(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let NewNotificationSettings { show_text, quiet_hours, missed_mail_after, mail_text } = body.read()?;
    let change = NotificationChange { show_text, quiet_hours, missed_mail_after, mail_text };
    let me = caller.user_id();
    let settings = accounts::update_notification_settings(&caller.state, me, change).await?;
    Ok(json(StatusCode::OK, &Data { user_id: me, data: settings }))
}
