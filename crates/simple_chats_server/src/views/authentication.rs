//! Registering, logging in and logging out.

use super::cookies;
use super::error::PageError;
use super::flash::Flash;
use super::form::{Form, FormFields, SMALL};
use super::form_messages::PASSWORDS_DIFFER;
use super::form_state::FormState;
use super::page::HtmlPage;
use super::query::{own_path, query_parameter};
use super::visitor::{Anonymous, LoggedIn, Visitor};
use crate::accounts::{self, Registration};
use crate::http::authentication::SESSION_COOKIE;
use crate::http::peer;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use simple_chats_domain::UserId;

/// What is shown again of a registration.
const REGISTRATION: &[&str] = &["email", "username", "name"];

#[derive(Serialize)]
struct Register {
    form: FormState,
    min_password_length: usize,
}

#[derive(Serialize)]
struct Login<'a> {
    form: FormState,
    next: Option<&'a str>,
}

/// `GET /authentication/register`
pub(crate) async fn show_register(anonymous: Anonymous) -> Result<HttpResponse, PageError> {
    register_page(&anonymous.0, FormState::default())
}

/// `POST /authentication/register`
pub(crate) async fn register(
    anonymous: Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> Result<HttpResponse, PageError> {
    let Anonymous(visitor) = anonymous;
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return register_page(&visitor, FormState::stale(&fields, REGISTRATION)),
    };
    let (state, mut form) = (visitor.state(), FormState::typed(&fields, REGISTRATION));
    let Some(registration) = parse_registration(&visitor, &fields, &mut form) else {
        return register_page(&visitor, form);
    };
    match accounts::register(state, Some(peer::network_of(&request, &state.settings)), registration).await {
        Ok(_) => {
            Ok(visitor.redirect_with("/authentication/login", Flash::success("Successfully registered!")))
        }
        Err(error) => {
            form.refuse_by(error)?;
            register_page(&visitor, form)
        }
    }
}

/// The registration, or nothing if the form has got faults to show.
fn parse_registration(visitor: &Visitor, fields: &FormFields, form: &mut FormState) -> Option<Registration> {
    let [email, username, name, password] =
        ["email", "username", "name", "password1"].map(|field| fields.get(field));
    let rules = &visitor.state().password_rules;
    let registration = Registration::parse(rules, email, username, name, password);
    let registration = registration
        .map_err(|faults| faults.into_iter().for_each(|fault| form.check(Err::<(), _>(fault))))
        .ok();
    if password != fields.get("password2") {
        form.refuse(Some("password2"), PASSWORDS_DIFFER.to_owned());
    }
    registration.filter(|_| !form.is_refused())
}

fn register_page(visitor: &Visitor, form: FormState) -> Result<HttpResponse, PageError> {
    let status = form.status();
    let content = Register { form, min_password_length: visitor.state().password_rules.min_length };
    visitor.show(&HtmlPage::new("authentication/register.html", "Register", content).status(status))
}

/// `GET /authentication/login`
pub(crate) async fn show_login(
    anonymous: Anonymous,
    request: HttpRequest,
) -> Result<HttpResponse, PageError> {
    login_page(&anonymous.0, FormState::default(), &query_parameter(&request, "next").unwrap_or_default())
}

/// `POST /authentication/login`
pub(crate) async fn log_in(
    anonymous: Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> Result<HttpResponse, PageError> {
    let Anonymous(visitor) = anonymous;
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => {
            return login_page(&visitor, FormState::stale(&fields, &["email"]), fields.get("next"));
        }
    };
    let (state, next) = (visitor.state(), fields.get("next"));
    let network = peer::network_of(&request, &state.settings);
    match accounts::log_in(state, network, fields.get("email"), fields.get("password")).await {
        Ok(account) => {
            let cookie = start_session(&visitor, &request, account.user.user_id).await?;
            let to = own_path(next).unwrap_or("/");
            let mut response = visitor.redirect_with(to, Flash::success("Successfully logged in!"));
            add_cookie(&mut response, &cookie);
            Ok(response)
        }
        Err(error) => {
            let mut form = FormState::typed(&fields, &["email"]);
            form.refuse_by(error)?;
            login_page(&visitor, form, next)
        }
    }
}

async fn start_session(
    visitor: &Visitor,
    request: &HttpRequest,
    user_id: UserId,
) -> Result<actix_web::cookie::Cookie<'static>, PageError> {
    let state = visitor.state();
    let agent =
        request.headers().get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()));
    let address = peer::address_of(request, &state.settings).to_string();
    let value = accounts::start_session(state, user_id, &agent.unwrap_or_default(), &address).await?;
    let age = i64::from(state.settings.session_max_age);
    Ok(cookies::make(SESSION_COOKIE, value, Some(age), visitor.secure()))
}

fn login_page(visitor: &Visitor, form: FormState, next: &str) -> Result<HttpResponse, PageError> {
    let status = form.status();
    let content = Login { form, next: own_path(next) };
    visitor.show(&HtmlPage::new("authentication/login.html", "Login", content).status(status))
}

/// `GET /authentication/logout`
pub(crate) async fn show_logout(caller: LoggedIn) -> Result<HttpResponse, PageError> {
    caller.visitor.show(&HtmlPage::new("authentication/logout.html", "Log out", ()))
}

/// `POST /authentication/logout`
pub(crate) async fn log_out(caller: LoggedIn, form: Form<SMALL>) -> Result<HttpResponse, PageError> {
    let visitor = &caller.visitor;
    if form.fields().is_err() {
        let page = HtmlPage::new("authentication/logout.html", "Log out", ()).note(Flash::stale_form());
        return visitor.show(&page.status(StatusCode::FORBIDDEN));
    }
    accounts::end_session(visitor.state(), caller.user_id(), caller.signed_in.session_key.clone()).await?;
    let mut response = visitor.redirect_with("/", Flash::success("Successfully logged out"));
    add_cookie(&mut response, &cookies::removal(SESSION_COOKIE, visitor.secure()));
    Ok(response)
}

/// Gives a response one more cookie.
pub(super) fn add_cookie(response: &mut HttpResponse, cookie: &actix_web::cookie::Cookie<'_>) {
    if let Err(error) = response.add_cookie(cookie) {
        tracing::error!(%error, "a cookie could not be written");
    }
}
