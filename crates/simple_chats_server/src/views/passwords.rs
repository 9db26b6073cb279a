//! A forgotten password: asking for a link, and using it.

use super::authentication::add_cookie;
use super::cookies;
use super::error::PageError;
use super::flash::Flash;
use super::form::{Form, SMALL};
use super::form_messages::PASSWORDS_DIFFER;
use super::form_state::FormState;
use super::page::HtmlPage;
use super::visitor::{Anonymous, Visitor};
use crate::accounts;
use crate::error::AppError;
use crate::http::authentication::SESSION_COOKIE;
use crate::http::peer;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::{User, UserId};
use url::form_urlencoded;

#[derive(Serialize)]
struct ForgotPassword {
    form: FormState,
}

#[derive(Serialize)]
struct ResetPassword {
    form: FormState,
    action: String,
    min_password_length: usize,
}

#[derive(Serialize)]
struct InvalidLink {
    reason: &'static str,
}

/// `GET /authentication/forgot_password`
pub(crate) async fn show_forgot_password(anonymous: Anonymous) -> Result<HttpResponse, PageError> {
    forgot_password_page(&anonymous.0, FormState::default())
}

/// `POST /authentication/forgot_password`: the same answer whether the address is known or not.
pub(crate) async fn request_reset_link(
    anonymous: Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> Result<HttpResponse, PageError> {
    let Anonymous(visitor) = anonymous;
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return forgot_password_page(&visitor, FormState::stale(&fields, &["email"])),
    };
    let network = peer::network_of(&request, &visitor.state().settings);
    match accounts::request_reset(visitor.state(), network, fields.get("email")).await {
        Ok(_) => {
            let flash = Flash::success("Check Your e-email to reset the password!");
            Ok(visitor.redirect_with("/authentication/login", flash))
        }
        Err(error) => {
            let mut form = FormState::typed(&fields, &["email"]);
            form.refuse_by(error)?;
            forgot_password_page(&visitor, form)
        }
    }
}

fn forgot_password_page(visitor: &Visitor, form: FormState) -> Result<HttpResponse, PageError> {
    let status = form.status();
    let page = HtmlPage::new("authentication/forgot_password.html", "Forgot", ForgotPassword { form });
    visitor.show(&page.status(status))
}

/// `GET /authentication/reset_password/{token}`
pub(crate) async fn show_reset_password(
    visitor: Visitor,
    token: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    match accounts::find_reset_token(visitor.state(), &token).await {
        Ok(_) => reset_password_page(&visitor, &token, FormState::default()),
        Err(error) => invalid_link_page(&visitor, error),
    }
}

/// `POST /authentication/reset_password/{token}`
pub(crate) async fn reset_password(
    visitor: Visitor,
    token: web::Path<String>,
    form: Form<SMALL>,
) -> Result<HttpResponse, PageError> {
    let found = match accounts::find_reset_token(visitor.state(), &token).await {
        Ok(found) => found,
        Err(error) => return invalid_link_page(&visitor, error),
    };
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return reset_password_page(&visitor, &token, FormState::stale(&fields, &[])),
    };
    let (typed, mut form) = (fields.get("password1"), FormState::default());
    let password = accounts::check_password(visitor.state(), &found.user, typed);
    form.check(password.clone());
    if typed != fields.get("password2") {
        form.refuse(Some("password2"), PASSWORDS_DIFFER.to_owned());
    }
    let Some(password) = password.ok().filter(|_| !form.is_refused()) else {
        return reset_password_page(&visitor, &token, form);
    };
    match accounts::reset_password(visitor.state(), found, &password).await {
        Ok(user) => Ok(after_reset(&visitor, &user)),
        Err(error) => invalid_link_page(&visitor, error),
    }
}

/// The user's own sessions have ended with the old password; that of somebody else, who opened the link, goes on.
fn after_reset(visitor: &Visitor, user: &User) -> HttpResponse {
    let flash = Flash::success("Your password was successfully reset");
    let signed_in: Option<UserId> = visitor.signed_in().map(|signed_in| signed_in.user.user_id);
    if signed_in.is_some_and(|user_id| user_id != user.user_id) {
        return visitor.redirect_with("/", flash);
    }
    let mut response = visitor.redirect_with("/authentication/login", flash);
    if signed_in.is_some() {
        add_cookie(&mut response, &cookies::removal(SESSION_COOKIE, visitor.secure()));
    }
    response
}

fn reset_password_page(visitor: &Visitor, token: &str, form: FormState) -> Result<HttpResponse, PageError> {
    let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let (status, min_password_length) = (form.status(), visitor.state().password_rules.min_length);
    let action = format!("/authentication/reset_password/{token}");
    let content = ResetPassword { form, action, min_password_length };
    visitor.show(&HtmlPage::new("authentication/reset_password.html", "Reset", content).status(status))
}

/// Says why a link doesn't work. Fails with the error where it isn't about the link.
fn invalid_link_page(visitor: &Visitor, error: AppError) -> Result<HttpResponse, PageError> {
    let (status, title, reason) = match error {
        AppError::ResetTokenExpired => (StatusCode::GONE, "Expired", "expired"),
        AppError::ResetTokenUsed => (StatusCode::GONE, "Expired", "used"),
        AppError::ResetTokenInvalid => (StatusCode::NOT_FOUND, "Page not found", "wrong"),
        other => return Err(other.into()),
    };
    let page = HtmlPage::new("authentication/reset_link_void.html", title, InvalidLink { reason });
    visitor.show(&page.status(status))
}
