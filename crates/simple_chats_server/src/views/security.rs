//! `/account/security`: the user's second factor.

use super::form::{Form, FormFields, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::qr_code;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, NewCodes};
use crate::error::AppResult;
use crate::http::base_url::base_url;
use crate::http::peer::network_of;
use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_auth::RecoveryCode;
use simple_chats_domain::rfc3339_millis;
use url::Url;

const PATH: &str = "/account/security";

/// The forms of the page, by the action that they are for.
#[derive(Default)]
struct Forms {
    add: Option<FormState>,
    codes: Option<FormState>,
    remove: Option<FormState>,
}

#[derive(Serialize)]
struct SecurityPage {
    /// The recovery codes that were made just now.
    new_codes: Option<Vec<String>>,
    /// The app that the user has.
    authenticator: Option<AuthenticatorShown>,
    /// The secret for an app that the user can add.
    proposal: Option<Proposal>,
    add_form: FormState,
    codes_form: FormState,
    remove_form: FormState,
}

#[derive(Serialize)]
struct AuthenticatorShown {
    added_at: String,
    /// The same for people, in UTC.
    added: String,
    codes_left: i64,
}

#[derive(Serialize)]
struct Proposal {
    secret: String,
    link: String,
}

impl AuthenticatorShown {
    fn of(added_at: DateTime<Utc>, codes_left: i64) -> Self {
        let added = added_at.format("%-d %B %Y, %H:%M (UTC)").to_string();
        Self { added_at: rfc3339_millis(added_at), added, codes_left }
    }
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
    let (state, network) = (caller.state(), network_of(&request, &caller.state().settings));
    match accounts::accept_authenticator(state, network, &caller.session, confirmation(&fields)).await {
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
    let (state, me) = (caller.state(), caller.user_id());
    let network = network_of(&request, &state.settings);
    match accounts::replace_recovery_codes(state, network, me, confirmation(&fields)).await {
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
    let (state, me) = (caller.state(), caller.user_id());
    let network = network_of(&request, &state.settings);
    match accounts::remove_authenticator(state, network, me, confirmation(&fields)).await {
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

/// The password and the code that confirm a change.
fn confirmation(fields: &FormFields) -> (&str, &str) {
    (fields.get("password"), fields.get("code"))
}

async fn show(caller: &LoggedIn, request: &HttpRequest, forms: Forms, codes: Option<NewCodes>) -> PageResult {
    let shown = [&forms.add, &forms.codes, &forms.remove].into_iter().flatten().next();
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
    let left = found.recovery_codes_left;
    let authenticator = found.authenticator_added_at.map(|at| AuthenticatorShown::of(at, left));
    let proposal = authenticator.is_none().then(|| proposal(caller, request));
    let code =
        proposal.as_ref().map(|proposal| qr_code::svg(&proposal.link, "QR code for an authenticator app"));
    let form = |form: Option<FormState>| form.unwrap_or_else(|| FormState::blank(&caller.visitor));
    let content = SecurityPage {
        new_codes: codes.map(|codes| codes.0.iter().map(RecoveryCode::shown).collect()),
        authenticator,
        proposal,
        add_form: form(forms.add),
        codes_form: form(forms.codes),
        remove_form: form(forms.remove),
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
