//! `/account/security`: the user's second factor.

use super::form::{Form, FormFields, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::qr_code;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, Confirmation, NewCodes};
use crate::error::AppResult;
use crate::http::base_url::base_url;
use crate::http::peer::requester_of;
use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_auth::RecoveryCode;
use simple_chats_domain::rfc3339_millis;
use simple_chats_persistence::passkeys::Passkey;
use url::Url;

pub(super) const PATH: &str = "/account/security";

/// The forms of the page, by the action that they are for.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) add: Option<FormState>,
    pub(super) codes: Option<FormState>,
    pub(super) remove: Option<FormState>,
    pub(super) add_passkey: Option<FormState>,
    pub(super) remove_passkey: Option<FormState>,
    pub(super) confirm: Option<FormState>,
}

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

/// A time for programs, and for people in UTC.
#[derive(Serialize)]
struct Time {
    at: String,
    text: String,
}

impl Time {
    fn of(time: DateTime<Utc>) -> Self {
        Self { at: rfc3339_millis(time), text: time.format("%-d %B %Y, %H:%M (UTC)").to_string() }
    }
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
    show(&caller, &request, Forms::default(), None).await
}

/// `POST /account/security/authenticator`
pub(crate) async fn accept_authenticator(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let with = |form| Forms { add: Some(form), ..Forms::default() };
    let (fields, mut form) = match form.open(&[]) {
        Ok(opened) => opened,
        Err(stale) => return show(&caller, &request, with(stale), None).await,
    };
    let (state, requester) = (caller.state(), requester_of(&request, &caller.state().settings));
    let (session, by, code) = (&caller.session, confirmation(&caller, &fields), fields.get("code"));
    match accounts::accept_authenticator(state, &requester, session, by, code).await {
        Ok(codes) => show(&caller, &request, Forms::default(), Some(codes)).await,
        Err(error) => {
            form.add_confirmation_error(error)?;
            show(&caller, &request, with(form), None).await
        }
    }
}

/// `POST /account/security/recovery-codes`
pub(crate) async fn replace_recovery_codes(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let with = |form| Forms { codes: Some(form), ..Forms::default() };
    let (fields, mut form) = match form.open(&[]) {
        Ok(opened) => opened,
        Err(stale) => return show(&caller, &request, with(stale), None).await,
    };
    let (state, session) = (caller.state(), &caller.session);
    let requester = requester_of(&request, &state.settings);
    let (by, code) = (confirmation(&caller, &fields), fields.get("code"));
    match accounts::replace_recovery_codes(state, &requester, session, by, code).await {
        Ok(codes) => show(&caller, &request, Forms::default(), Some(codes)).await,
        Err(error) => {
            form.add_confirmation_error(error)?;
            show(&caller, &request, with(form), None).await
        }
    }
}

/// `POST /account/security/authenticator/remove`
pub(crate) async fn remove_authenticator(
    caller: LoggedIn,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let with = |form| Forms { remove: Some(form), ..Forms::default() };
    let (fields, mut form) = match form.open(&[]) {
        Ok(opened) => opened,
        Err(stale) => return show(&caller, &request, with(stale), None).await,
    };
    let (state, session) = (caller.state(), &caller.session);
    let requester = requester_of(&request, &state.settings);
    let (by, code) = (confirmation(&caller, &fields), fields.get("code"));
    match accounts::remove_authenticator(state, &requester, session, by, code).await {
        Ok(()) => {
            let flash = Flash::success("Two-step verification is off");
            Ok(caller.visitor.redirect_with(PATH, flash))
        }
        Err(error) => {
            form.add_confirmation_error(error)?;
            show(&caller, &request, with(form), None).await
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
    forms: Forms,
    codes: Option<NewCodes>,
) -> PageResult {
    let Forms { add, codes: renew, remove, add_passkey, remove_passkey, confirm } = &forms;
    let shown = [add, renew, remove, add_passkey, remove_passkey, confirm].into_iter().flatten().next();
    let status = shown.map(FormState::status).unwrap_or_default();
    caller.visitor.show(&page(caller, request, forms, codes).await?.status(status))
}

async fn page(
    caller: &LoggedIn,
    request: &HttpRequest,
    forms: Forms,
    codes: Option<NewCodes>,
) -> AppResult<HtmlPage<SecurityPage>> {
    let found = accounts::second_factor_state(caller.state(), caller.user_id()).await?;
    let authenticator = found.authenticator_added_at.map(Time::of);
    let proposal = authenticator.is_none().then(|| proposal(caller, request));
    let code =
        proposal.as_ref().map(|proposal| qr_code::svg(&proposal.link, "QR code for an authenticator app"));
    let form = |form: Option<FormState>| form.unwrap_or_else(|| FormState::blank(&caller.visitor));
    let content = SecurityPage {
        new_codes: codes.map(|codes| codes.0.iter().map(RecoveryCode::shown).collect()),
        authenticator,
        proposal,
        is_confirmed: caller.has_recent_passkey(),
        passkeys: found.passkeys.into_iter().map(PasskeyShown::of).collect(),
        passkey_host: caller.visitor.passkey_host().map(str::to_owned),
        recovery_codes_left: found.recovery_codes_left,
        add_form: form(forms.add),
        codes_form: form(forms.codes),
        remove_form: form(forms.remove),
        add_passkey_form: form(forms.add_passkey),
        remove_passkey_form: form(forms.remove_passkey),
        confirm_form: form(forms.confirm),
    };
    let page = HtmlPage::new("security.html", "Security", content);
    Ok(page.with_fragment("qr_code", code.unwrap_or_default()))
}

/// The app shows the host, so that users can tell several servers apart.
fn proposal(caller: &LoggedIn, request: &HttpRequest) -> Proposal {
    let secret = accounts::propose_authenticator(caller.state(), &caller.session);
    let url = Url::parse(&base_url(request, &caller.state().settings)).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("Simple Chats");
    Proposal { link: secret.uri(host, &caller.session.user.username), secret: secret.text() }
}
