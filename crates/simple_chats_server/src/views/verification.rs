//! `/authentication/verify`: the second step of a login.

use super::form::{Form, FormState, SMALL};
use super::logging_in::{logged_in, login_page};
use super::page::{HtmlPage, PageResult, add_cookie, redirect};
use super::visitor::flash::Flash;
use super::visitor::query::own_path;
use super::visitor::{Anonymous, Visitor};
use crate::accounts::{self, LoginBrowser, Verification};
use crate::error::{AppError, AppResult};
use crate::http::peer;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use simple_chats_persistence::Account;
use url::form_urlencoded;

const PATH: &str = "/authentication/verify";

#[derive(Serialize)]
struct VerificationPage<'a> {
    next: Option<&'a str>,
    passkey_host: Option<&'a str>,
    form: &'a FormState,
    /// Whether there were too many wrong codes.
    is_over: bool,
}

/// Asks a user whose password was right for the code.
pub(super) async fn begin_verification(
    visitor: &Visitor,
    account: &Account,
    next: &str,
) -> AppResult<HttpResponse> {
    let token = accounts::begin_verification(&visitor.state, account).await?;
    let mut response = redirect(&with_next(PATH, next));
    add_cookie(&mut response, &visitor.verification_cookie(token));
    Ok(response)
}

/// `GET /authentication/verify`
pub(crate) async fn show_verification(Anonymous(visitor): Anonymous) -> PageResult {
    let next = visitor.query("next").unwrap_or_default();
    if !accounts::is_waiting(&visitor.state, &visitor.verification_tokens).await? {
        return Ok(over(&visitor, &next));
    }
    page(&visitor, &FormState::blank(&visitor).with("next", &next), false)
}

/// `POST /authentication/verify`
pub(crate) async fn verify(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["next"]) {
        Ok(opened) => opened,
        Err(stale) => return page(&visitor, &stale, false),
    };
    let next = fields.get("next");
    let mut response = match check(&visitor, &request, fields.get("code")).await {
        Ok(Verification::LoggedIn { user_id, token }) => logged_in(&visitor, user_id, token, next),
        Ok(Verification::WrongCode) => {
            form.add_error(AppError::WrongCode)?;
            return page(&visitor, &form, false);
        }
        Ok(Verification::TooManyWrongCodes) => {
            form.add_error(AppError::WrongCode)?;
            page(&visitor, &form, true)?
        }
        Ok(Verification::Over) => over(&visitor, next),
        Err(error) => {
            form.add_error(error)?;
            login_page(&visitor, &form, false)?
        }
    };
    add_cookie(&mut response, &visitor.verification_removal());
    Ok(response)
}

async fn check(visitor: &Visitor, request: &HttpRequest, code: &str) -> AppResult<Verification> {
    let requester = peer::requester_of(request, &visitor.state.settings);
    let browser = LoginBrowser { requester: &requester, known_users: visitor.known_browser.users() };
    accounts::verify(&visitor.state, &visitor.verification_tokens, code, browser).await
}

fn page(visitor: &Visitor, form: &FormState, is_over: bool) -> PageResult {
    let next = own_path(form.value("next"));
    let content = VerificationPage { next, passkey_host: visitor.passkey_host(), form, is_over };
    let page = HtmlPage::new("authentication/verify.html", "verify-two-step-verification", content);
    visitor.show(&page.status(form.status()))
}

fn over(visitor: &Visitor, next: &str) -> HttpResponse {
    visitor.redirect_with(&with_next("/authentication/login", next), Flash::info("verify-log-continue"))
}

/// A path with the page that is shown after the login.
fn with_next(path: &str, next: &str) -> String {
    match own_path(next) {
        Some(next) => {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
            format!("{path}?{query}")
        }
        None => path.to_owned(),
    }
}
