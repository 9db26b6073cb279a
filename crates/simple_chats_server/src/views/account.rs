//! `/account`: one's own profile and password.

use super::authentication::add_cookie;
use super::cookies;
use super::error::PageError;
use super::flash::Flash;
use super::form::{Form, FormFields, SMALL};
use super::form_messages::PASSWORDS_DIFFER;
use super::form_state::FormState;
use super::page::HtmlPage;
use super::visitor::LoggedIn;
use crate::accounts::{self, KeptSession};
use crate::error::AppError;
use crate::http::authentication::SESSION_COOKIE;
use crate::http::peer::network_of;
use actix_web::{HttpRequest, HttpResponse};
use chrono::Utc;
use serde::Serialize;
use simple_chats_auth::{OpaqueToken, Password, PasswordError};
use simple_chats_domain::{Name, Username};

/// What is shown again of a profile.
const PROFILE: &[&str] = &["name", "username"];

#[derive(Serialize)]
struct Account<'a> {
    email: &'a str,
    min_password_length: usize,
    profile_form: FormState,
    password_form: FormState,
}

/// `GET /account`
pub(crate) async fn show_account(caller: LoggedIn) -> Result<HttpResponse, PageError> {
    account_page(&caller, None, None)
}

/// `POST /account/profile`
pub(crate) async fn update_profile(caller: LoggedIn, form: Form<SMALL>) -> Result<HttpResponse, PageError> {
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return account_page(&caller, Some(FormState::stale(&fields, PROFILE)), None),
    };
    let mut form = FormState::typed(&fields, PROFILE);
    let (name, username) = (fields.get("name"), fields.get("username"));
    form.check(Name::parse(name));
    form.check(Username::parse(username));
    if form.is_refused() {
        return account_page(&caller, Some(form), None);
    }
    let flash =
        match accounts::update_profile(caller.state(), caller.user_id(), Some(username), Some(name)).await {
            Ok(_) => Flash::success("Successfully updated"),
            Err(AppError::NothingUpdated) => Flash::info("Nothing was updated"),
            Err(error) => {
                form.refuse_by(error)?;
                return account_page(&caller, Some(form), None);
            }
        };
    Ok(caller.visitor.redirect_with("/account", flash))
}

/// `POST /account/password`: ends all sessions but this one, which gets a new id.
pub(crate) async fn change_password(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> Result<HttpResponse, PageError> {
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return account_page(&caller, None, Some(FormState::stale(&fields, &[]))),
    };
    let (new, mut form) = check_passwords(&caller, &fields);
    if form.is_refused() {
        return account_page(&caller, None, Some(form));
    }
    let old = fields.get("old_password");
    let token = OpaqueToken::generate();
    let kept = KeptSession { old_key: caller.signed_in.session_key.clone(), new_key: token.hash() };
    let network = network_of(&request, &caller.state().settings);
    match accounts::change_password(caller.state(), network, caller.user_id(), old, new, Some(kept)).await {
        Ok(()) => {
            let flash = Flash::success("Your password was successfully changed");
            let mut response = caller.visitor.redirect_with("/account", flash);
            let age = (caller.signed_in.expires_at - Utc::now()).num_seconds();
            let value = token.plain().to_owned();
            let cookie = cookies::make(SESSION_COOKIE, value, Some(age), caller.visitor.secure());
            add_cookie(&mut response, &cookie);
            Ok(response)
        }
        Err(error) => {
            form.refuse_by(error)?;
            account_page(&caller, None, Some(form))
        }
    }
}

/// What is wrong with new passwords, before the old one is looked at.
fn check_passwords(caller: &LoggedIn, fields: &FormFields) -> (Result<Password, PasswordError>, FormState) {
    let (user, mut form) = (&caller.signed_in.user, FormState::default());
    let new = accounts::check_password(caller.state(), user, fields.get("password1"));
    form.check(new.clone());
    if fields.get("password1") != fields.get("password2") {
        form.refuse(Some("password2"), PASSWORDS_DIFFER.to_owned());
    }
    (new, form)
}

/// The page with both forms as they are, or as one of them failed.
fn account_page(
    caller: &LoggedIn,
    profile: Option<FormState>,
    password: Option<FormState>,
) -> Result<HttpResponse, PageError> {
    let user = &caller.signed_in.user;
    let status = profile.as_ref().or(password.as_ref()).map(FormState::status).unwrap_or_default();
    let present = || FormState::default().with("name", &user.name).with("username", &user.username);
    let content = Account {
        email: &user.email,
        min_password_length: caller.state().password_rules.min_length,
        profile_form: profile.unwrap_or_else(present),
        password_form: password.unwrap_or_default(),
    };
    caller.visitor.show(&HtmlPage::new("account.html", "Account", content).status(status))
}
