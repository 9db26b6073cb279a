//! `/account/security`: the user's second factor.

use super::error::PageError;
use super::form::{Form, FormFields, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::qr_code;
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, Confirmation, NewCodes, Requester};
use crate::error::{AppError, AppResult};
use crate::http::base_url::base_url;
use crate::http::peer::requester_of;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use simple_chats_auth::RecoveryCode;
use simple_chats_persistence::passkeys::Passkey;
use std::ops::ControlFlow;
use url::Url;

pub(super) const PATH: &str = "/account/security";

/// How to confirm an app for an account that has a passkey.
const LOG_IN_AGAIN: &str = "security-use-passkey-first-log";

/// The forms of the page, by what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    AddAuthenticator,
    ReplaceCodes,
    RemoveAuthenticator,
    AddPasskey,
    RemovePasskey,
    Confirm,
}

/// A form that was sent, and is shown again because of what is wrong with it.
pub(super) type RefusedForm = (Action, FormState);

#[derive(Serialize)]
struct SecurityPage {
    /// The recovery codes that were made just now.
    new_codes: Option<Vec<String>>,
    /// The app that the user has.
    authenticator: Option<Time>,
    /// The secret for an app that the user can add.
    proposal: Option<Proposal>,
    /// Whether a passkey was used a short time ago, so that no password is needed.
    is_confirmed: bool,
    /// Whether passkeys are added and removed with a code as well.
    needs_code: bool,
    passkeys: Vec<PasskeyShown>,
    passkey_host: Option<String>,
    recovery_codes_left: i64,
    add_form: FormState,
    codes_form: FormState,
    remove_form: FormState,
    add_passkey_form: FormState,
    remove_passkey_form: FormState,
    confirm_form: FormState,
}

#[derive(Serialize)]
struct PasskeyShown {
    credential_id: String,
    name: String,
    added: Time,
    last_used: Option<Time>,
}

impl PasskeyShown {
    fn of(passkey: Passkey) -> Self {
        Self {
            credential_id: passkey.credential_id,
            name: passkey.name,
            added: Time::of(passkey.added_at),
            last_used: passkey.last_used_at.map(Time::of),
        }
    }
}

#[derive(Serialize)]
struct Proposal {
    secret: String,
    link: String,
}

/// `GET /account/security`
pub(crate) async fn show_security(caller: LoggedIn, request: HttpRequest) -> PageResult {
    show(&caller, &request, None, None).await
}

/// `POST /account/security/authenticator`
pub(crate) async fn accept_authenticator(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let (state, session) = (caller.state(), &caller.session);
    let accept = async |requester: &Requester, by: Confirmation<'_>, code: &str| {
        let earlier = caller.given_code("");
        accounts::accept_authenticator(state, requester, session, by, earlier, code).await
    };
    match change(&caller, &request, form, Action::AddAuthenticator, accept).await? {
        ControlFlow::Continue(Some(codes)) => show(&caller, &request, None, Some(codes)).await,
        ControlFlow::Continue(None) => {
            Ok(caller.visitor.redirect_with(PATH, Flash::success("security-two-step-verification-text")))
        }
        ControlFlow::Break(page) => Ok(page),
    }
}

/// `POST /account/security/recovery-codes`
pub(crate) async fn replace_recovery_codes(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let (state, session) = (caller.state(), &caller.session);
    let replace = async |requester: &Requester, by: Confirmation<'_>, code: &str| {
        accounts::replace_recovery_codes(state, requester, session, by, code).await
    };
    match change(&caller, &request, form, Action::ReplaceCodes, replace).await? {
        ControlFlow::Continue(codes) => show(&caller, &request, None, Some(codes)).await,
        ControlFlow::Break(page) => Ok(page),
    }
}

/// `POST /account/security/authenticator/remove`
pub(crate) async fn remove_authenticator(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let (state, session) = (caller.state(), &caller.session);
    let remove = async |requester: &Requester, by: Confirmation<'_>, code: &str| {
        accounts::remove_authenticator(state, requester, session, by, code).await
    };
    match change(&caller, &request, form, Action::RemoveAuthenticator, remove).await? {
        ControlFlow::Continue(()) => {
            Ok(caller.visitor.redirect_with(PATH, Flash::success("security-two-step-verification-off")))
        }
        ControlFlow::Break(page) => Ok(page),
    }
}

/// Changes something that has to be confirmed by the password, or a passkey, and a code. Breaks with the page if the form can't
/// be taken as it is.
async fn change<T>(
    caller: &LoggedIn,
    request: &HttpRequest,
    form: Form<SMALL>,
    action: Action,
    change: impl AsyncFnOnce(&Requester, Confirmation<'_>, &str) -> AppResult<T>,
) -> Result<ControlFlow<HttpResponse, T>, PageError> {
    let (fields, mut form) = match form.open(&[]) {
        Ok(opened) => opened,
        Err(stale) => {
            return show(caller, request, Some((action, stale)), None).await.map(ControlFlow::Break);
        }
    };
    let requester = requester_of(request, &caller.state().settings);
    match change(&requester, confirmation(caller, &fields), fields.get("code")).await {
        Ok(changed) => Ok(ControlFlow::Continue(changed)),
        // The code of the form is that of the new app.
        Err(AppError::SecondFactorNeeded) if action == Action::AddAuthenticator => {
            form.add_phrase(LOG_IN_AGAIN);
            show(caller, request, Some((action, form)), None).await.map(ControlFlow::Break)
        }
        Err(error) => {
            form.add_confirmation_error(error)?;
            show(caller, request, Some((action, form)), None).await.map(ControlFlow::Break)
        }
    }
}

/// What confirms a change: the password, if it was typed, or a passkey.
pub(super) fn confirmation<'a>(caller: &LoggedIn, fields: &'a FormFields) -> Confirmation<'a> {
    match fields.get("password") {
        "" if caller.has_recent_passkey() => Confirmation::RecentPasskey,
        password => Confirmation::Password(password),
    }
}

pub(super) async fn show(
    caller: &LoggedIn,
    request: &HttpRequest,
    refused: Option<RefusedForm>,
    codes: Option<NewCodes>,
) -> PageResult {
    let status = refused.as_ref().map(|(_, form)| form.status()).unwrap_or_default();
    caller.visitor.show(&page(caller, request, refused, codes).await?.status(status))
}

async fn page(
    caller: &LoggedIn,
    request: &HttpRequest,
    mut refused: Option<RefusedForm>,
    codes: Option<NewCodes>,
) -> AppResult<HtmlPage<SecurityPage>> {
    let found = accounts::second_factor_state(caller.state(), caller.user_id()).await?;
    let authenticator = found.authenticator_added_at.map(Time::of);
    let proposal = authenticator.is_none().then(|| proposal(caller, request));
    let label = caller.visitor.texts().text("security-qr-code-authenticator-app");
    let code = proposal.as_ref().map(|proposal| qr_code::svg(&proposal.link, &label));
    let mut form = |action| {
        let refused = refused.take_if(|(of, _)| *of == action);
        refused.map_or_else(|| FormState::blank(&caller.visitor), |(_, form)| form)
    };
    let content = SecurityPage {
        new_codes: codes.map(|codes| codes.0.iter().map(RecoveryCode::shown).collect()),
        authenticator,
        proposal,
        is_confirmed: caller.has_recent_passkey(),
        needs_code: caller.needs_code(),
        passkeys: found.passkeys.into_iter().map(PasskeyShown::of).collect(),
        passkey_host: caller.visitor.passkey_host().map(str::to_owned),
        recovery_codes_left: found.recovery_codes_left,
        add_form: form(Action::AddAuthenticator),
        codes_form: form(Action::ReplaceCodes),
        remove_form: form(Action::RemoveAuthenticator),
        add_passkey_form: form(Action::AddPasskey),
        remove_passkey_form: form(Action::RemovePasskey),
        confirm_form: form(Action::Confirm),
    };
    let page = HtmlPage::new("security.html", "security-security", content);
    Ok(page.with_fragment("qr_code", code.unwrap_or_default()))
}

/// The app shows the host, so that users can tell several servers apart.
fn proposal(caller: &LoggedIn, request: &HttpRequest) -> Proposal {
    let secret = accounts::propose_authenticator(caller.state(), &caller.session);
    let url = Url::parse(&base_url(request, &caller.state().settings)).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("Simple Chats");
    Proposal { link: secret.uri(host, &caller.session.user.username), secret: secret.text() }
}
