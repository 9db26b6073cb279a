//! Reports of messages: the form of a participant, and `/administration/reports` for administrators.

use super::administration::Administrator;
use super::chat::{chat_path, id_of, message_path, preview_of};
use super::error::PageError;
use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::messaging::{self, Report};
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, MessageId, Person, ReportId, ReportReason};
use simple_chats_persistence::DbConnection;

const PATH: &str = "/administration/reports";

#[derive(Serialize)]
struct ReportPage {
    action: String,
    /// The message.
    text: String,
    back: String,
    form: FormState,
}

#[derive(Serialize)]
struct ReportsPage {
    reports: Vec<Row>,
}

/// A report: the one message, and nothing that leads to its chat.
#[derive(Serialize)]
struct Row {
    report_id: ReportId,
    reporter: Person,
    reported: Person,
    text: String,
    /// The text when it was reported last, if it was edited in between.
    text_since: Option<String>,
    reason: String,
    written: Time,
    reported_at: Time,
}

impl From<Report> for Row {
    fn from(report: Report) -> Self {
        Self {
            report_id: report.report_id,
            reporter: report.reporter,
            reported: report.reported,
            text: report.text,
            text_since: report.text_since,
            reason: report.reason,
            written: Time::of(report.written_at),
            reported_at: Time::of(report.created_at),
        }
    }
}

/// `GET /chats/{chat_id}/messages/{message_id}/report`
pub(crate) async fn show_report_form(caller: LoggedIn, path: web::Path<(String, String)>) -> PageResult {
    let form = FormState::blank(&caller.visitor);
    show_form(&caller, id_of(&path.0)?, id_of(&path.1)?, form).await
}

/// `POST /chats/{chat_id}/messages/{message_id}/report`
pub(crate) async fn report_message(
    caller: LoggedIn,
    path: web::Path<(String, String)>,
    form: Form<SMALL>,
) -> PageResult {
    let (chat_id, message_id) = (id_of(&path.0)?, id_of(&path.1)?);
    let (fields, mut form) = match form.open(&["reason"]) {
        Ok(opened) => opened,
        Err(stale) => return show_form(&caller, chat_id, message_id, stale).await,
    };
    let Some(reason) = form.check(ReportReason::parse(fields.get("reason"))) else {
        return show_form(&caller, chat_id, message_id, form).await;
    };
    messaging::report_message(caller.state(), caller.user_id(), chat_id, message_id, reason).await?;
    let flash = Flash::success("report-message-reported-administrators");
    Ok(caller.visitor.redirect_with(&chat_path(chat_id), flash))
}

async fn show_form(caller: &LoggedIn, chat_id: ChatId, message_id: MessageId, form: FormState) -> PageResult {
    let me = caller.user_id();
    let find = move |conn: &mut DbConnection| messaging::find_message(conn, me, chat_id, message_id);
    let message = caller.state().database.read(find).await?.message;
    let (path, status) = (message_path(chat_id, message_id), form.status());
    let back = format!("{}#message-{message_id}", chat_path(chat_id));
    let content = ReportPage {
        action: format!("{path}/report"),
        text: preview_of(caller.visitor.texts(), message),
        back,
        form,
    };
    caller.visitor.show(&HtmlPage::new("chats/report.html", "report-report-message", content).status(status))
}

/// `GET /administration/reports`
pub(crate) async fn show_reports(Administrator(caller): Administrator) -> PageResult {
    caller.visitor.show(&page(&caller).await?)
}

/// `POST /administration/reports/{report_id}/done`
pub(crate) async fn finish_report(
    Administrator(caller): Administrator,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    if form.is_stale() {
        return caller.visitor.show(&page(&caller).await?.stale());
    }
    messaging::finish_report(caller.state(), caller.user_id(), id_of(&path)?).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("report-report-done")))
}

async fn page(caller: &LoggedIn) -> Result<HtmlPage<ReportsPage>, PageError> {
    caller.state().rate_limiter.read(caller.user_id())?;
    let found = caller.state().database.read(messaging::list_reports).await?;
    let reports = found.into_iter().map(Row::from).collect();
    Ok(HtmlPage::new("administration/reports.html", "report-reports", ReportsPage { reports }))
}
