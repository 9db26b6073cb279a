//! `/account/email`, and the page that a mailed link to confirm an address opens.

use super::form::{Form, FormPage, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::flash::Flash;
use super::visitor::{Anonymous, LoggedIn, Visitor};
use crate::accounts::{self, ConfirmationLink};
use crate::error::AppError;
use crate::http::peer::{network_of, requester_of};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use url::form_urlencoded;

const PATH: &str = "/account/email";

const TITLE: &str = "email-confirm-email-address";

#[derive(Serialize)]
struct EmailPage<'a> {
    email: &'a str,
    /// Whether a code is asked for.
    needs_code: bool,
    form: FormState,
}

#[derive(Serialize)]
struct ConfirmationPage<'a> {
    email: &'a str,
    username: &'a str,
    action: String,
}

#[derive(Serialize)]
struct InvalidLinkPage {
    reason: &'static str,
}

/// `GET /account/email`
pub(crate) async fn show_email(caller: LoggedIn) -> PageResult {
    let form = FormState::blank(&caller.visitor);
    email_page(&caller, form)
}

/// `POST /account/email`: answers alike whether or not the address is taken.
pub(crate) async fn change_email(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let (fields, mut form) = match form.open(&["email"]) {
        Ok(opened) => opened,
        Err(stale) => return email_page(&caller, stale),
    };
    let (state, me) = (caller.state(), caller.user_id());
    let (email, password) = (fields.get("email"), fields.get("password"));
    let requester = requester_of(&request, &state.settings);
    let code = caller.given_code(fields.get("code"));
    match accounts::request_email_change(state, &requester, me, password, code, email).await {
        Ok(_) => {
            let text = "email-link-its-way-new";
            Ok(caller.visitor.redirect_with(PATH, Flash::success(text)))
        }
        Err(AppError::NothingUpdated) => {
            Ok(caller.visitor.redirect_with(PATH, Flash::info("email-address-already")))
        }
        Err(error) => {
            form.add_confirmation_error(error)?;
            email_page(&caller, form)
        }
    }
}

fn email_page(caller: &LoggedIn, form: FormState) -> PageResult {
    let (status, email) = (form.status(), caller.session.user.email.as_str());
    let content = EmailPage { email, needs_code: caller.needs_code(), form };
    let page = HtmlPage::new("email.html", "common-email", content);
    caller.visitor.show(&page.status(status))
}

/// `GET /authentication/confirm_email`
pub(crate) async fn show_request(Anonymous(visitor): Anonymous) -> PageResult {
    request_page(&visitor, &FormState::blank(&visitor))
}

/// `POST /authentication/confirm_email`: sends the link again. Answers alike whether or not somebody needs one.
pub(crate) async fn request_link(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["email"]) {
        Ok(opened) => opened,
        Err(stale) => return request_page(&visitor, &stale),
    };
    let network = network_of(&request, &visitor.state.settings);
    match accounts::request_confirmation(&visitor.state, network, fields.get("email")).await {
        Ok(()) => {
            let flash = Flash::success("email-if-account-waits-address");
            Ok(visitor.redirect_with("/authentication/login", flash))
        }
        Err(error) => {
            form.add_error(error)?;
            request_page(&visitor, &form)
        }
    }
}

fn request_page(visitor: &Visitor, form: &FormState) -> PageResult {
    let page = HtmlPage::new("authentication/request_confirmation.html", TITLE, FormPage { form });
    visitor.show(&page.status(form.status()))
}

/// `GET /authentication/confirm_email/{token}`: shows a button, since programs open the links in mails.
pub(crate) async fn show_confirmation(visitor: Visitor, token: web::Path<String>) -> PageResult {
    match accounts::find_confirmation_link(&visitor.state, &token).await {
        Ok(link) => visitor.show(&confirmation_page(&token, &link)),
        Err(error) => invalid_link_page(&visitor, error),
    }
}

/// `POST /authentication/confirm_email/{token}`
pub(crate) async fn confirm(
    visitor: Visitor,
    token: web::Path<String>,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let link = match accounts::find_confirmation_link(&visitor.state, &token).await {
        Ok(link) => link,
        Err(error) => return invalid_link_page(&visitor, error),
    };
    if form.is_stale() {
        return visitor.show(&confirmation_page(&token, &link).stale());
    }
    let requester = requester_of(&request, &visitor.state.settings);
    match accounts::confirm_email(&visitor.state, &requester, link).await {
        Ok(user_id) => {
            let is_own = visitor.session().is_some_and(|session| session.user.user_id == user_id);
            let path = match visitor.session() {
                None => "/authentication/login",
                Some(_) if is_own => PATH,
                Some(_) => "/",
            };
            Ok(visitor.redirect_with(path, Flash::success("email-email-address-confirmed")))
        }
        Err(error) => invalid_link_page(&visitor, error),
    }
}

fn confirmation_page<'a>(token: &str, link: &'a ConfirmationLink) -> HtmlPage<ConfirmationPage<'a>> {
    let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let action = format!("/authentication/confirm_email/{token}");
    let content = ConfirmationPage { email: &link.email, username: &link.username, action };
    HtmlPage::new("authentication/confirm_email.html", TITLE, content)
}

/// Says why a link doesn't work. Fails with the error if it isn't about the link.
fn invalid_link_page(visitor: &Visitor, error: AppError) -> PageResult {
    let (status, title, reason) = match error {
        AppError::EmailLinkExpired => (StatusCode::GONE, "email-link-expired", "expired"),
        AppError::EmailLinkUsed => (StatusCode::GONE, "email-link-expired", "used"),
        AppError::EmailLinkInvalid => (StatusCode::NOT_FOUND, "email-page-not-found", "unknown"),
        AppError::EmailTaken(_) => (StatusCode::CONFLICT, "email-address-use", "taken"),
        other => return Err(other.into()),
    };
    let page = HtmlPage::new("authentication/email_link_invalid.html", title, InvalidLinkPage { reason });
    visitor.show(&page.status(status))
}
