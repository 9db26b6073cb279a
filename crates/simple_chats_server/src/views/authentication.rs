//! Registration, login, and logout.

use super::form::{Form, FormFields, FormPage, FormState, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie};
use super::visitor::flash::Flash;
use super::visitor::query::own_path;
use super::visitor::{Anonymous, LoggedIn, Visitor};
use crate::accounts::{self, Registration};
use crate::http::peer;
use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Serialize;

#[derive(Serialize)]
struct LoginPage<'a> {
    next: Option<&'a str>,
    form: &'a FormState,
}

/// `GET /authentication/register`
pub(crate) async fn show_register(Anonymous(visitor): Anonymous) -> PageResult {
    register_page(&visitor, &FormState::blank(&visitor))
}

/// `POST /authentication/register`
pub(crate) async fn register(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["email", "username", "name"]) {
        Ok(opened) => opened,
        Err(stale) => return register_page(&visitor, &stale),
    };
    let Some(registration) = parse_registration(&visitor, &fields, &mut form) else {
        return register_page(&visitor, &form);
    };
    let state = &visitor.state;
    match accounts::register(state, Some(peer::network_of(&request, &state.settings)), registration).await {
        Ok(_) => {
            let flash = Flash::success("Your account is ready. Log in to start chatting.");
            Ok(visitor.redirect_with("/authentication/login", flash))
        }
        Err(error) => {
            form.add_error(error)?;
            register_page(&visitor, &form)
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

fn register_page(visitor: &Visitor, form: &FormState) -> PageResult {
    let page = HtmlPage::new("authentication/register.html", "Sign up", FormPage { form });
    visitor.show(&page.status(form.status()))
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
    let user_id = match accounts::log_in(state, network, fields.get("email"), fields.get("password")).await {
        Ok(account) => account.user.user_id,
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
