//! `/account/delete`: deletion of the user's own account, and the page after it.

use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie, redirect};
use super::visitor::{Anonymous, LoggedIn};
use crate::accounts::{self, GivenCode};
use crate::http::peer::requester_of;
use actix_web::HttpRequest;
use serde::Serialize;

#[derive(Serialize)]
struct DeletionPage<'a> {
    form: &'a FormState,
    /// Whether nobody else is an administrator.
    is_only_administrator: bool,
    /// Whether a code is asked for.
    needs_code: bool,
}

/// `GET /account/delete`: says what is deleted, and asks for the password and, if there is one, the second factor.
pub(crate) async fn show_deletion(caller: LoggedIn) -> PageResult {
    deletion_page(&caller, &blank(&caller)).await
}

/// `POST /account/delete`
pub(crate) async fn delete_account(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let (fields, mut form) = match form.open(&["delete_messages"]) {
        Ok(opened) => opened,
        Err(stale) => return deletion_page(&caller, &stale).await,
    };
    let (state, delete_messages) = (caller.state(), fields.get("delete_messages") == "true");
    let requester = requester_of(&request, &state.settings);
    let (me, password) = (caller.user_id(), fields.get("password"));
    let code =
        if caller.has_recent_passkey() { GivenCode::Accepted } else { GivenCode::Typed(fields.get("code")) };
    match accounts::delete_account(state, &requester, me, password, code, delete_messages).await {
        Ok(()) => {
            let mut response = redirect("/account/deleted");
            add_cookie(&mut response, &caller.visitor.session_removal());
            Ok(response)
        }
        Err(error) => {
            form.add_confirmation_error(error)?;
            deletion_page(&caller, &form).await
        }
    }
}

/// `GET /account/deleted`: the last page, for a browser that is logged out by now.
pub(crate) async fn show_deleted(Anonymous(visitor): Anonymous) -> PageResult {
    visitor.show(&HtmlPage::new("account/deleted.html", "leaving-account-deleted-text", ()))
}

fn blank(caller: &LoggedIn) -> FormState {
    FormState::blank(&caller.visitor).with("delete_messages", "false")
}

async fn deletion_page(caller: &LoggedIn, form: &FormState) -> PageResult {
    let is_only_administrator = caller.session.is_administrator
        && accounts::is_only_administrator(caller.state(), caller.user_id()).await?;
    let needs_code = caller.session.has_second_factor && !caller.has_recent_passkey();
    let content = DeletionPage { form, is_only_administrator, needs_code };
    let page = HtmlPage::new("account/delete.html", "leaving-delete-account-2", content);
    caller.visitor.show(&page.status(form.status()))
}
