//! `/account`: one's own profile and password.

use super::authentication::add_cookie;
use super::cookies;
use super::error::PageError;
use super::flash::Flash;
use super::form::{Fields, Form, SMALL};
use super::form_state::FormState;
use super::page::Page;
use super::visitor::Member;
use super::words::PASSWORDS_DIFFER;
use crate::accounts::{self, KeptSession};
use crate::client::network_of;
use crate::error::AppError;
use crate::identity::SESSION_COOKIE;
use actix_web::{HttpRequest, HttpResponse};
use chrono::Utc;
use serde::Serialize;
use simple_chats_auth::OpaqueToken;
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
pub async fn show_account(member: Member) -> Result<HttpResponse, PageError> {
    account_page(&member, None, None)
}

/// `POST /account/profile`
pub async fn update_profile(member: Member, form: Form<SMALL>) -> Result<HttpResponse, PageError> {
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return account_page(&member, Some(FormState::stale(&fields, PROFILE)), None),
    };
    let mut form = FormState::typed(&fields, PROFILE);
    let (name, username) = (fields.get("name"), fields.get("username"));
    form.check(Name::parse(name));
    form.check(Username::parse(username));
    if form.is_refused() {
        return account_page(&member, Some(form), None);
    }
    let flash =
        match accounts::update_profile(member.state(), member.user_id(), Some(username), Some(name)).await {
            Ok(_) => Flash::success("Successfully updated"),
            Err(AppError::NothingUpdated) => Flash::info("Nothing was updated"),
            Err(error) => {
                form.refuse_by(error)?;
                return account_page(&member, Some(form), None);
            }
        };
    Ok(member.visitor.redirect_with("/account", flash))
}

/// `POST /account/password`: ends all sessions but this one, which gets a new id.
pub async fn change_password(
    member: Member,
    form: Form<SMALL>,
    request: HttpRequest,
) -> Result<HttpResponse, PageError> {
    let fields = match form.fields() {
        Ok(fields) => fields,
        Err(fields) => return account_page(&member, None, Some(FormState::stale(&fields, &[]))),
    };
    let mut form = check_passwords(&member, &fields);
    if form.is_refused() {
        return account_page(&member, None, Some(form));
    }
    let (old, new) = (fields.get("old_password"), fields.get("password1"));
    let token = OpaqueToken::generate();
    let kept = KeptSession { old_key: member.signed_in.session_key.clone(), new_key: token.hash() };
    let network = network_of(&request, &member.state().settings);
    match accounts::change_password(member.state(), network, member.user_id(), old, new, Some(kept)).await {
        Ok(()) => {
            let flash = Flash::success("Your password was successfully changed");
            let mut response = member.visitor.redirect_with("/account", flash);
            let age = (member.signed_in.expires_at - Utc::now()).num_seconds();
            let value = token.plain().to_owned();
            let cookie = cookies::make(SESSION_COOKIE, value, Some(age), member.visitor.secure());
            add_cookie(&mut response, &cookie);
            Ok(response)
        }
        Err(error) => {
            form.refuse_by(error)?;
            account_page(&member, None, Some(form))
        }
    }
}

/// What is wrong with new passwords, before the old one is looked at.
fn check_passwords(member: &Member, fields: &Fields) -> FormState {
    let (user, mut form) = (&member.signed_in.user, FormState::default());
    let personal = [user.email.as_str(), &user.username, &user.name];
    form.check(member.state().password_rules.check(fields.get("password1"), &personal));
    if fields.get("password1") != fields.get("password2") {
        form.refuse(Some("password2"), PASSWORDS_DIFFER.to_owned());
    }
    form
}

/// The page with both forms as they are, or as one of them failed.
fn account_page(
    member: &Member,
    profile: Option<FormState>,
    password: Option<FormState>,
) -> Result<HttpResponse, PageError> {
    let user = &member.signed_in.user;
    let status = profile.as_ref().or(password.as_ref()).map(FormState::status).unwrap_or_default();
    let present = || FormState::default().with("name", &user.name).with("username", &user.username);
    let content = Account {
        email: &user.email,
        min_password_length: member.state().password_rules.min_length,
        profile_form: profile.unwrap_or_else(present),
        password_form: password.unwrap_or_default(),
    };
    member.visitor.show(&Page::new("account.html", "Account", content).status(status))
}
