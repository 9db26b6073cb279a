//! What all ways to log in share: the page, the browser, and the redirect with a new session.

use super::form::FormState;
use super::page::{HtmlPage, PageResult, add_cookie};
use super::visitor::Visitor;
use super::visitor::flash::Flash;
use super::visitor::query::own_path;
use actix_web::HttpResponse;
use serde::Serialize;
use simple_chats_domain::UserId;

#[derive(Serialize)]
struct LoginPage<'a> {
    next: Option<&'a str>,
    passkey_host: Option<&'a str>,
    form: &'a FormState,
    /// Whether to offer another link that confirms the address.
    must_confirm: bool,
}

/// The redirect after a login, with the cookie of the new session.
pub(super) fn logged_in(visitor: &Visitor, user_id: UserId, token: String, next: &str) -> HttpResponse {
    let path = own_path(next).unwrap_or("/chats/list");
    let mut response = visitor.redirect_with(path, Flash::success("login-logged"));
    let max_age = i64::from(visitor.state.settings.session_max_age);
    add_cookie(&mut response, &visitor.session_cookie(token, max_age));
    add_cookie(&mut response, &visitor.browser_cookie(user_id));
    response
}

pub(super) fn login_page(visitor: &Visitor, form: &FormState, must_confirm: bool) -> PageResult {
    let next = own_path(form.value("next"));
    let content = LoginPage { next, passkey_host: visitor.passkey_host(), form, must_confirm };
    visitor.show(&HtmlPage::new("authentication/login.html", "common-log-in", content).status(form.status()))
}
