//! Passkeys: logging in with them, and those of the user on `/account/security`. The browser's script fetches a challenge and
//! sends a form with its answer.

use super::form::{Form, FormFields, FormState, SMALL};
use super::logging_in::{logged_in, login_page};
use super::page::{PageResult, add_cookie};
use super::security::{self, Action};
use super::visitor::flash::Flash;
use super::visitor::{Anonymous, LoggedIn, Visitor};
use crate::accounts::{self, LoginBrowser, PasskeyAnswer};
use crate::error::{AppError, AppResult};
use crate::http::base_url::base_url;
use crate::http::peer::{network_of, requester_of};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use simple_chats_auth::{Challenge, hash_token};
use simple_chats_domain::PasskeyName;
use url::Url;

/// `GET /authentication/passkey`
pub(crate) async fn show_login_challenge(visitor: Visitor) -> PageResult {
    Ok(challenge(&accounts::begin_passkey_login(&visitor.state)?)?)
}

/// `POST /authentication/passkey`
pub(crate) async fn log_in(
    Anonymous(visitor): Anonymous,
    request: HttpRequest,
    form: Form<SMALL>,
) -> PageResult {
    let (fields, mut form) = match form.open(&["next"]) {
        Ok(opened) => opened,
        Err(stale) => return login_page(&visitor, &stale, false),
    };
    let requester = requester_of(&request, &visitor.state.settings);
    let browser = LoginBrowser { requester: &requester, known_users: visitor.known_browser.users() };
    let origin = origin_of(&visitor, &request);
    match accounts::log_in_by_passkey(&visitor.state, answer(&origin, &fields), browser).await {
        Ok((user_id, token)) => {
            let cookie = visitor.recent_passkey_cookie(&hash_token(&token));
            let mut response = logged_in(&visitor, user_id, token, fields.get("next"));
            add_cookie(&mut response, &cookie);
            Ok(response)
        }
        Err(error) => {
            let must_confirm = matches!(error, AppError::EmailUnconfirmed);
            form.add_error(error)?;
            login_page(&visitor, &form, must_confirm)
        }
    }
}

/// `GET /account/security/passkeys`
pub(crate) async fn show_adding_challenge(caller: LoggedIn) -> PageResult {
    Ok(challenge(&accounts::begin_adding_passkey(caller.state(), &caller.session).await?)?)
}

/// `POST /account/security/passkeys`
pub(crate) async fn add_passkey(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let with = |form| Some((Action::AddPasskey, form));
    let (fields, mut form) = match form.open(&["name"]) {
        Ok(opened) => opened,
        Err(stale) => return security::show(&caller, &request, with(stale), None).await,
    };
    match add(&caller, &request, &fields, &mut form).await {
        Ok(Some(Some(codes))) => security::show(&caller, &request, None, Some(codes)).await,
        Ok(Some(None)) => {
            Ok(caller.visitor.redirect_with(security::PATH, Flash::success("security-passkey-added-text")))
        }
        Ok(None) => security::show(&caller, &request, with(form), None).await,
        Err(error) => {
            form.add_confirmation_error(error)?;
            security::show(&caller, &request, with(form), None).await
        }
    }
}

/// Adds the passkey of a form; `None` if its name can't be used.
async fn add(
    caller: &LoggedIn,
    request: &HttpRequest,
    fields: &FormFields,
    form: &mut FormState,
) -> AppResult<Option<Option<accounts::NewCodes>>> {
    let Some(name) = form.check(PasskeyName::parse(fields.get("name"))) else { return Ok(None) };
    let (state, origin) = (caller.state(), origin_of(&caller.visitor, request));
    let requester = requester_of(request, &state.settings);
    let confirmation = (security::confirmation(caller, fields), caller.given_code(fields.get("code")));
    let answer = answer(&origin, fields);
    accounts::add_passkey(state, &requester, &caller.session, confirmation, name, answer).await.map(Some)
}

/// `POST /account/security/passkeys/remove`
pub(crate) async fn remove_passkey(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let with = |form| Some((Action::RemovePasskey, form));
    let (fields, mut form) = match form.open(&["credential_id"]) {
        Ok(opened) => opened,
        Err(stale) => return security::show(&caller, &request, with(stale), None).await,
    };
    let state = caller.state();
    let confirmation = (security::confirmation(&caller, &fields), caller.given_code(fields.get("code")));
    let requester = requester_of(&request, &state.settings);
    let id = fields.get("credential_id");
    match accounts::remove_passkey(state, &requester, &caller.session, confirmation, id).await {
        Ok(()) => {
            Ok(caller.visitor.redirect_with(security::PATH, Flash::success("security-passkey-removed")))
        }
        Err(error) => {
            form.add_confirmation_error(error)?;
            security::show(&caller, &request, with(form), None).await
        }
    }
}

/// `POST /account/security/confirm`: for five minutes, changes need neither password nor code.
pub(crate) async fn confirm(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let with = |form| Some((Action::Confirm, form));
    let (fields, mut form) = match form.open(&[]) {
        Ok(opened) => opened,
        Err(stale) => return security::show(&caller, &request, with(stale), None).await,
    };
    let (state, origin) = (caller.state(), origin_of(&caller.visitor, &request));
    let network = network_of(&request, &state.settings);
    let confirmed = accounts::confirm_by_passkey(state, network, caller.user_id(), answer(&origin, &fields));
    if let Err(error) = confirmed.await {
        form.add_error(error)?;
        return security::show(&caller, &request, with(form), None).await;
    }
    let mut response =
        caller.visitor.redirect_with(security::PATH, Flash::success("security-confirmed-five-minutes-page"));
    add_cookie(&mut response, &caller.visitor.recent_passkey_cookie(&caller.session.session_key));
    Ok(response)
}

/// What the script gives to the browser, and what it sends back.
fn challenge(challenge: &Challenge) -> AppResult<HttpResponse> {
    let options: Value = serde_json::from_str(&challenge.options).map_err(AppError::internal)?;
    Ok(HttpResponse::Ok().json(json!({ "options": options, "state": challenge.state })))
}

fn answer<'a>(origin: &'a str, fields: &'a FormFields) -> PasskeyAnswer<'a> {
    PasskeyAnswer { origin, state: fields.get("state"), credential: fields.get("credential") }
}

/// The origin of the site's pages.
fn origin_of(visitor: &Visitor, request: &HttpRequest) -> String {
    let url = Url::parse(&base_url(request, &visitor.state.settings));
    url.map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}
