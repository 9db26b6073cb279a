//! Forgotten passwords: requesting a link and using it.

use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie};
use super::visitor::flash::Flash;
use super::visitor::{Anonymous, Visitor};
use crate::accounts;
use crate::error::AppError;
use crate::http::peer;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::User;
use url::form_urlencoded;

const TITLE: &str = "reset-reset-password";

#[derive(Serialize)]
struct ForgotPasswordPage<'a> {
    form: &'a FormState,
    /// Whether the server sends mails. Otherwise it keeps them in a folder.
    sends_mail: bool,
}

#[derive(Serialize)]
struct ResetPasswordPage<'a> {
    form: &'a FormState,
    action: String,
}

#[derive(Serialize)]
struct InvalidLinkPage {
    reason: &'static str,
}

/// `GET /authentication/forgot_password`
pub(crate) async fn show_forgot_password(Anonymous(visitor): Anonymous) -> PageResult {
    forgot_password_page(&visitor, &FormState::blank(&visitor))
}

/// `POST /authentication/forgot_password`: responds alike whether or not the address is known.
pub(crate) async fn request_reset_link(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["email"]) {
        Ok(opened) => opened,
        Err(stale) => return forgot_password_page(&visitor, &stale),
    };
    let network = peer::network_of(&request, &visitor.state.settings);
    match accounts::request_reset(&visitor.state, network, fields.get("email")).await {
        Ok(_) => {
            let flash = if sends_mail(&visitor) {
                Flash::success("reset-if-address-has-account")
            } else {
                Flash::info("reset-server-sends-no-mail-ask")
            };
            Ok(visitor.redirect_with("/authentication/login", flash))
        }
        Err(error) => {
            form.add_error(error)?;
            forgot_password_page(&visitor, &form)
        }
    }
}

fn forgot_password_page(visitor: &Visitor, form: &FormState) -> PageResult {
    let content = ForgotPasswordPage { form, sends_mail: sends_mail(visitor) };
    let page = HtmlPage::new("authentication/forgot_password.html", TITLE, content);
    visitor.show(&page.status(form.status()))
}

fn sends_mail(visitor: &Visitor) -> bool {
    visitor.state.settings.mail.server.is_some()
}

/// `GET /authentication/reset_password/{token}`
pub(crate) async fn show_reset_password(visitor: Visitor, token: web::Path<String>) -> PageResult {
    match accounts::find_reset_token(&visitor.state, &token).await {
        Ok(_) => reset_password_page(&visitor, &token, &FormState::blank(&visitor)),
        Err(error) => invalid_link_page(&visitor, error),
    }
}

/// `POST /authentication/reset_password/{token}`
pub(crate) async fn reset_password(
    visitor: Visitor,
    token: web::Path<String>,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let reset = match accounts::find_reset_token(&visitor.state, &token).await {
        Ok(reset) => reset,
        Err(error) => return invalid_link_page(&visitor, error),
    };
    let (fields, mut form) = match form.open(&[]) {
        Ok(opened) => opened,
        Err(stale) => return reset_password_page(&visitor, &token, &stale),
    };
    let typed = fields.get("password1");
    let password = form.check(accounts::check_password(&visitor.state, &reset.user, typed));
    form.check_repeated(typed, fields.get("password2"));
    let Some(password) = password.filter(|_| form.is_valid()) else {
        return reset_password_page(&visitor, &token, &form);
    };
    let requester = peer::requester_of(&request, &visitor.state.settings);
    match accounts::reset_password(&visitor.state, &requester, reset, &password).await {
        Ok(user) => Ok(after_reset(&visitor, &user)),
        Err(error) => invalid_link_page(&visitor, error),
    }
}

/// The user's own sessions have ended with the old password. If another user opened the link, that session continues.
fn after_reset(visitor: &Visitor, user: &User) -> HttpResponse {
    let flash = Flash::success("reset-new-password-saved-log");
    let session = visitor.session();
    if session.is_some_and(|session| session.user.user_id != user.user_id) {
        return visitor.redirect_with("/", flash);
    }
    let mut response = visitor.redirect_with("/authentication/login", flash);
    if session.is_some() {
        add_cookie(&mut response, &visitor.session_removal());
    }
    response
}

fn reset_password_page(visitor: &Visitor, token: &str, form: &FormState) -> PageResult {
    let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let content = ResetPasswordPage { form, action: format!("/authentication/reset_password/{token}") };
    visitor.show(&HtmlPage::new("authentication/reset_password.html", TITLE, content).status(form.status()))
}

/// Says why a link doesn't work. Fails with the error if it isn't about the link.
fn invalid_link_page(visitor: &Visitor, error: AppError) -> PageResult {
    let (status, title, reason) = match error {
        AppError::ResetTokenExpired => (StatusCode::GONE, "reset-link-expired", "expired"),
        AppError::ResetTokenUsed => (StatusCode::GONE, "reset-link-expired", "used"),
        AppError::ResetTokenInvalid => (StatusCode::NOT_FOUND, "reset-page-not-found", "unknown"),
        other => return Err(other.into()),
    };
    let page = HtmlPage::new("authentication/reset_link_invalid.html", title, InvalidLinkPage { reason });
    visitor.show(&page.status(status))
}
