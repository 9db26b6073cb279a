//! Registration, login, and logout.

use super::error::{SUSPENDED, reason_of_refusal};
use super::form::{Form, FormFields, FormState, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie};
use super::visitor::flash::Flash;
use super::visitor::query::own_path;
use super::visitor::{Anonymous, LoggedIn, Visitor};
use crate::accounts::{self, Client, Registration};
use crate::error::AppError;
use crate::http::peer;
use actix_web::HttpRequest;
use actix_web::http::{StatusCode, header};
use serde::Serialize;

#[derive(Serialize)]
struct LoginPage<'a> {
    next: Option<&'a str>,
    form: &'a FormState,
}

#[derive(Serialize)]
struct RegisterPage<'a> {
    form: &'a FormState,
    /// The token of the invitation.
    invitation: Option<&'a str>,
    /// The name of the user who invites.
    inviter: Option<String>,
    /// Why the visitor can't register; then there is no form.
    refusal: Option<&'static str>,
}

/// `GET /authentication/register`
pub(crate) async fn show_register(Anonymous(visitor): Anonymous) -> PageResult {
    let invitation = visitor.query("invitation").unwrap_or_default();
    register_page(&visitor, &FormState::blank(&visitor), &invitation).await
}

/// `POST /authentication/register`
pub(crate) async fn register(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["email", "username", "name", "invitation"]) {
        Ok(opened) => opened,
        Err(stale) => {
            let invitation = stale.value("invitation").to_owned();
            return register_page(&visitor, &stale, &invitation).await;
        }
    };
    let invitation = fields.get("invitation");
    let Some(registration) = parse_registration(&visitor, &fields, &mut form) else {
        return register_page(&visitor, &form, invitation).await;
    };
    let (state, token) = (&visitor.state, Some(invitation).filter(|token| !token.is_empty()));
    let network = peer::network_of(&request, &state.settings);
    match accounts::register(state, network, token, registration).await {
        Ok(_) => {
            let flash = Flash::success("Your account is ready. Log in to start chatting.");
            Ok(visitor.redirect_with("/authentication/login", flash))
        }
        Err(error) => {
            form.add_error(error)?;
            register_page(&visitor, &form, invitation).await
        }
    }
}

fn parse_registration(visitor: &Visitor, fields: &FormFields, form: &mut FormState) -> Option<Registration> {
    let [email, username, name, password] =
        ["email", "username", "name", "password1"].map(|field| fields.get(field));
    let parsed = Registration::parse(&visitor.state.password_rules, email, username, name, password);
    let registration = match parsed {
        Ok(registration) => Some(registration),
        Err(faults) => {
            for fault in faults.0 {
                form.check(Err::<(), _>(fault));
            }
            None
        }
    };
    form.check_repeated(password, fields.get("password2"));
    registration.filter(|_| form.is_valid())
}

async fn register_page(visitor: &Visitor, form: &FormState, invitation: &str) -> PageResult {
    let state = &visitor.state;
    let invitation = Some(invitation).filter(|token| !token.is_empty());
    let admission = match invitation {
        Some(token) => accounts::check_invitation(state, token).await?,
        None => state.settings.registration.admit(false).map(|()| None),
    };
    let (inviter, refusal, status) = match admission {
        Ok(inviter) => (inviter.map(|person| person.name), None, form.status()),
        Err(error) => (None, Some(reason_of_refusal(error)), StatusCode::FORBIDDEN),
    };
    let content = RegisterPage { form, invitation, inviter, refusal };
    visitor.show(&HtmlPage::new("authentication/register.html", "Sign up", content).status(status))
}

/// `GET /authentication/login`
pub(crate) async fn show_login(Anonymous(visitor): Anonymous) -> PageResult {
    let next = visitor.query("next").unwrap_or_default();
    login_page(&visitor, &FormState::blank(&visitor).with("next", &next))
}

/// `POST /authentication/login`
pub(crate) async fn log_in(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["email", "next"]) {
        Ok(opened) => opened,
        Err(stale) => return login_page(&visitor, &stale),
    };
    let state = &visitor.state;
    let network = peer::network_of(&request, &state.settings);
    let client = Client { network, known_users: visitor.known_browser.users() };
    let user_id = match accounts::log_in(state, client, fields.get("email"), fields.get("password")).await {
        Ok(account) => account.user.user_id,
        Err(AppError::Suspended) => {
            form.forbid(SUSPENDED);
            return login_page(&visitor, &form);
        }
        Err(error) => {
            form.add_error(error)?;
            return login_page(&visitor, &form);
        }
    };
    let user_agent = request.headers().get(header::USER_AGENT).map(header::HeaderValue::as_bytes);
    let user_agent = String::from_utf8_lossy(user_agent.unwrap_or_default());
    let address = peer::address_of(&request, &state.settings).to_string();
    let token = accounts::start_session(state, user_id, &user_agent, &address).await?;
    let path = own_path(fields.get("next")).unwrap_or("/chats/list");
    let mut response = visitor.redirect_with(path, Flash::success("You are logged in"));
    add_cookie(&mut response, &visitor.session_cookie(token, i64::from(state.settings.session_max_age)));
    add_cookie(&mut response, &visitor.browser_cookie(user_id));
    Ok(response)
}

fn login_page(visitor: &Visitor, form: &FormState) -> PageResult {
    let content = LoginPage { next: own_path(form.value("next")), form };
    visitor.show(&HtmlPage::new("authentication/login.html", "Log in", content).status(form.status()))
}

/// `GET /authentication/logout`
pub(crate) async fn show_logout(caller: LoggedIn) -> PageResult {
    caller.visitor.show(&logout_page())
}

/// `POST /authentication/logout`
pub(crate) async fn log_out(caller: LoggedIn, form: Form<SMALL>) -> PageResult {
    let visitor = &caller.visitor;
    if form.is_stale() {
        return visitor.show(&logout_page().stale());
    }
    accounts::end_session(&visitor.state, caller.user_id(), caller.session.session_key.clone()).await?;
    let mut response = visitor.redirect_with("/", Flash::success("You are logged out"));
    add_cookie(&mut response, &visitor.session_removal());
    Ok(response)
}

fn logout_page() -> HtmlPage<()> {
    HtmlPage::new("authentication/logout.html", "Log out", ())
}
