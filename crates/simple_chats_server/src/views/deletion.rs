//! `/account/delete`: deletion of the user's own account, and the page after it.

use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie, redirect};
use super::visitor::{Anonymous, LoggedIn};
use crate::accounts;
use crate::error::AppError;
use crate::http::peer::network_of;
use actix_web::HttpRequest;
use serde::Serialize;

#[derive(Serialize)]
struct DeletionPage<'a> {
    form: &'a FormState,
    /// Whether nobody else is an administrator.
    is_only_administrator: bool,
}

/// `GET /account/delete`: says what is deleted, and asks for the password.
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
    let network = network_of(&request, &state.settings);
    let deleted =
        accounts::delete_account(state, network, caller.user_id(), fields.get("password"), delete_messages);
    match deleted.await {
        Ok(()) => {
            let mut response = redirect("/account/deleted");
            add_cookie(&mut response, &caller.visitor.session_removal());
            Ok(response)
        }
        Err(AppError::WrongPassword) => {
            form.refuse("password", "The password is wrong");
            deletion_page(&caller, &form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /account/deleted`: the last page, for a browser that is logged out by now.
pub(crate) async fn show_deleted(Anonymous(visitor): Anonymous) -> PageResult {
    visitor.show(&HtmlPage::new("account/deleted.html", "Account deleted", ()))
}

fn blank(caller: &LoggedIn) -> FormState {
    FormState::blank(&caller.visitor).with("delete_messages", "false")
}

async fn deletion_page(caller: &LoggedIn, form: &FormState) -> PageResult {
    let is_only_administrator = caller.session.is_administrator
        && accounts::is_only_administrator(caller.state(), caller.user_id()).await?;
    let content = DeletionPage { form, is_only_administrator };
    let page = HtmlPage::new("account/delete.html", "Delete account", content);
    caller.visitor.show(&page.status(form.status()))
}
