//! `/account`: the user's profile and password.

use super::form::{Form, FormState, SMALL};
use super::page::{HtmlPage, PageResult, add_cookie};
use super::size_text::size_text;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, KeptAccess, KeptSession};
use crate::error::AppError;
use crate::http::peer::requester_of;
use actix_web::HttpRequest;
use chrono::Utc;
use serde::Serialize;
use simple_chats_auth::OpaqueToken;
use simple_chats_domain::{Name, Username};
use simple_chats_persistence::attachments;

#[derive(Serialize)]
struct AccountPage<'a> {
    email: &'a str,
    may_invite: bool,
    is_administrator: bool,
    profile_form: FormState,
    password_form: FormState,
    /// How much the user's files take, and how much they may.
    storage: String,
    quota: Option<String>,
    /// Whether a new password takes a code.
    needs_code: bool,
}

/// `GET /account`
pub(crate) async fn show_account(caller: LoggedIn) -> PageResult {
    account_page(&caller, None, None).await
}

/// `POST /account/profile`
pub(crate) async fn update_profile(caller: LoggedIn, form: Form<SMALL>) -> PageResult {
    let (fields, mut form) = match form.open(&["name", "username"]) {
        Ok(opened) => opened,
        Err(stale) => return account_page(&caller, Some(stale), None).await,
    };
    let (name, username) = (fields.get("name"), fields.get("username"));
    form.check(Name::parse(name));
    form.check(Username::parse(username));
    if !form.is_valid() {
        return account_page(&caller, Some(form), None).await;
    }
    let updated =
        accounts::update_profile(caller.state(), caller.user_id(), Some(username), Some(name)).await;
    let flash = match updated {
        Ok(_) => Flash::success("account-profile-saved"),
        Err(AppError::NothingUpdated) => Flash::info("account-nothing-has-changed"),
        Err(error) => {
            form.add_error(error)?;
            return account_page(&caller, Some(form), None).await;
        }
    };
    Ok(caller.visitor.redirect_with("/account", flash))
}

/// `POST /account/password`: ends all sessions except the current one, which gets a new id.
pub(crate) async fn change_password(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let (fields, mut form) = match form.open(&["revoke_tokens"]) {
        Ok(opened) => opened,
        Err(stale) => return account_page(&caller, None, Some(stale)).await,
    };
    let (state, typed) = (caller.state(), fields.get("password1"));
    let new = accounts::check_password(state, &caller.session.user, typed);
    form.check(new.clone());
    form.check_repeated(typed, fields.get("password2"));
    if !form.is_valid() {
        return account_page(&caller, None, Some(form)).await;
    }
    let (current, requester) = (fields.get("old_password"), requester_of(&request, &state.settings));
    let token = OpaqueToken::generate();
    let session = KeptSession { old_key: caller.session.session_key.clone(), new_key: token.hash() };
    // A box that isn't ticked isn't sent.
    let kept = KeptAccess { session: Some(session), tokens: fields.get("revoke_tokens").is_empty() };
    let given = (current, caller.given_code(fields.get("code")));
    let changed = accounts::change_password(state, &requester, caller.user_id(), given, new, kept).await;
    if let Err(error) = changed {
        form.add_error(error)?;
        return account_page(&caller, None, Some(form)).await;
    }
    let flash = Flash::success("account-new-password-saved");
    let mut response = caller.visitor.redirect_with("/account", flash);
    let max_age = (caller.session.expires_at - Utc::now()).num_seconds();
    add_cookie(&mut response, &caller.visitor.session_cookie(token.plain().to_owned(), max_age));
    Ok(response)
}

/// The page with both forms, or with the failed one.
async fn account_page(
    caller: &LoggedIn,
    profile: Option<FormState>,
    password: Option<FormState>,
) -> PageResult {
    let (state, me) = (caller.state(), caller.user_id());
    let storage = state.database.read(move |conn| attachments::storage_used_by(conn, me)).await;
    let storage = storage.map_err(AppError::from)?;
    let quota = i64::try_from(state.settings.attachment_quota).ok().filter(|quota| *quota > 0);
    let (user, blank) = (&caller.session.user, || FormState::blank(&caller.visitor));
    let status = profile.as_ref().or(password.as_ref()).map(FormState::status).unwrap_or_default();
    let current = || blank().with("name", &user.name).with("username", &user.username);
    let content = AccountPage {
        email: &user.email,
        may_invite: accounts::check_may_invite(state, caller.session.is_administrator).is_ok(),
        is_administrator: caller.session.is_administrator,
        storage: size_text(caller.visitor.texts(), storage),
        quota: quota.map(|quota| size_text(caller.visitor.texts(), quota)),
        needs_code: caller.needs_code(),
        profile_form: profile.unwrap_or_else(current),
        password_form: password.unwrap_or_else(|| blank().with("revoke_tokens", "true")),
    };
    caller.visitor.show(&HtmlPage::new("account.html", "common-account", content).status(status))
}
