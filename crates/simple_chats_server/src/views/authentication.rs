//! Registration, login, and logout.

use super::error::reason_of_refusal;
use super::form::{Form, FormFields, FormState, SMALL};
use super::logging_in::{logged_in, login_page};
use super::page::{HtmlPage, PageResult, add_cookie};
use super::verification::begin_verification;
use super::visitor::flash::Flash;
use super::visitor::{Anonymous, LoggedIn, Visitor};
use crate::accounts::{self, Client, Registration};
use crate::error::{AppError, AppResult};
use crate::http::peer;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

#[derive(Serialize)]
struct RegisterPage<'a> {
    form: &'a FormState,
    /// The token of the invitation.
    invitation: Option<&'a str>,
    /// The name of the user who invites.
    inviter: Option<String>,
    /// Why the visitor can't register; then there is no form.
    refusal: Option<String>,
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
        Ok(user) => {
            let flash = Flash::success(if state.settings.email_confirmation {
                "login-account-almost-ready-open"
            } else {
                "login-account-ready-log-start"
            });
            let mut response = visitor.redirect_with("/authentication/login", flash);
            add_cookie(&mut response, &visitor.browser_cookie(user.user_id));
            Ok(response)
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
        Err(error) => (None, Some(visitor.texts().text(reason_of_refusal(error))), StatusCode::FORBIDDEN),
    };
    let content = RegisterPage { form, invitation, inviter, refusal };
    visitor.show(&HtmlPage::new("authentication/register.html", "common-sign-up", content).status(status))
}

/// `GET /authentication/login`
pub(crate) async fn show_login(Anonymous(visitor): Anonymous) -> PageResult {
    let next = visitor.query("next").unwrap_or_default();
    login_page(&visitor, &FormState::blank(&visitor).with("next", &next), false)
}

/// `POST /authentication/login`
pub(crate) async fn log_in(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["email", "next"]) {
        Ok(opened) => opened,
        Err(stale) => return login_page(&visitor, &stale, false),
    };
    match begin_login(&visitor, &request, &fields).await {
        Ok(response) => Ok(response),
        Err(error) => {
            let must_confirm = matches!(error, AppError::EmailUnconfirmed);
            form.add_error(error)?;
            login_page(&visitor, &form, must_confirm)
        }
    }
}

/// Checks the password. Logs the user in, or asks for the code of the second factor.
async fn begin_login(
    visitor: &Visitor,
    request: &HttpRequest,
    fields: &FormFields,
) -> AppResult<HttpResponse> {
    let state = &visitor.state;
    let requester = peer::requester_of(request, &state.settings);
    let client = Client { network: requester.network(), known_users: visitor.known_browser.users() };
    let account = accounts::log_in(state, client, fields.get("email"), fields.get("password")).await?;
    let (user_id, next) = (account.user.user_id, fields.get("next"));
    if account.has_second_factor {
        return begin_verification(visitor, &account, next).await;
    }
    let is_known = client.known_users.contains(&user_id);
    let token = accounts::start_session(state, &account, &requester, is_known).await?;
    Ok(logged_in(visitor, user_id, token, next))
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
    let mut response = visitor.redirect_with("/", Flash::success("login-logged-out"));
    add_cookie(&mut response, &visitor.session_removal());
    Ok(response)
}

fn logout_page() -> HtmlPage<()> {
    HtmlPage::new("authentication/logout.html", "common-log-out", ())
}
