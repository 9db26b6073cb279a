//! `/account/tokens`: the user's personal tokens.

use super::chat::id_of;
use super::form::{Form, FormFields, FormState, SMALL};
use super::page::{HtmlPage, PageResult};
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts::{self, MadeToken};
use crate::delivery::Credential;
use crate::error::AppResult;
use crate::http::peer::requester_of;
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{PersonalToken, PersonalTokenId, TokenScope, TokenTerms, TokenTermsError};
use simple_chats_persistence::DbConnection;

const PATH: &str = "/account/tokens";

#[derive(Serialize)]
struct TokensPage {
    form: FormState,
    /// The secret of the token that was made just now.
    made: Option<String>,
    tokens: Vec<Row>,
}

/// A token in the list.
#[derive(Serialize)]
struct Row {
    token_id: PersonalTokenId,
    name: String,
    may_write: bool,
    created: Time,
    last_used: Option<Time>,
    expires: Option<Time>,
    has_expired: bool,
}

impl Row {
    fn of(token: PersonalToken, now: DateTime<Utc>) -> Self {
        Self {
            has_expired: token.has_expired(now),
            token_id: token.token_id,
            name: token.name,
            may_write: token.scope == TokenScope::Write,
            created: Time::of(token.created_at),
            last_used: token.last_used_at.map(Time::of),
            expires: token.expires_at.map(Time::of),
        }
    }
}

/// `GET /account/tokens`
pub(crate) async fn show_tokens(caller: LoggedIn) -> PageResult {
    let form = blank(&caller);
    show(&caller, form, None).await
}

/// `POST /account/tokens`: the page shows the token, which nobody can read later.
pub(crate) async fn make(caller: LoggedIn, form: Form<SMALL>, request: HttpRequest) -> PageResult {
    let (fields, mut form) = match form.open(&["name", "scope", "expires_in"]) {
        Ok(opened) => opened,
        Err(stale) => return show(&caller, stale, None).await,
    };
    let Some(terms) = form.check(terms_of(&fields)) else { return show(&caller, form, None).await };
    let (state, credential) = (caller.state(), Credential::Session(caller.session.session_key.clone()));
    let requester = requester_of(&request, &state.settings);
    match accounts::make_token(state, &requester, caller.user_id(), credential, terms).await {
        Ok(MadeToken { secret, .. }) => {
            let form = blank(&caller);
            show(&caller, form, Some(secret.plain().to_owned())).await
        }
        Err(error) => {
            form.add_error(error)?;
            show(&caller, form, None).await
        }
    }
}

/// `POST /account/tokens/{token_id}/revoke`
pub(crate) async fn revoke(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<SMALL>,
    request: HttpRequest,
) -> PageResult {
    let token_id = id_of(&path)?;
    if form.is_stale() {
        let form = blank(&caller);
        return caller.visitor.show(&page(&caller, form, None).await?.stale());
    }
    let requester = requester_of(&request, &caller.state().settings);
    accounts::revoke_token(caller.state(), &requester, caller.user_id(), token_id).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("tokens-token-no-longer-valid")))
}

/// No time means that the token has no end.
fn terms_of(fields: &FormFields) -> Result<TokenTerms, TokenTermsError> {
    let seconds = match fields.get("expires_in").trim() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| TokenTermsError::Lifetime)?),
    };
    TokenTerms::new(fields.get("name"), TokenScope::parse(fields.get("scope"))?, seconds)
}

fn blank(caller: &LoggedIn) -> FormState {
    FormState::blank(&caller.visitor).with("scope", "read").with("expires_in", "7776000")
}

async fn show(caller: &LoggedIn, form: FormState, made: Option<String>) -> PageResult {
    let status = form.status();
    caller.visitor.show(&page(caller, form, made).await?.status(status))
}

async fn page(caller: &LoggedIn, form: FormState, made: Option<String>) -> AppResult<HtmlPage<TokensPage>> {
    let (me, now) = (caller.user_id(), Utc::now());
    let read = move |conn: &mut DbConnection| accounts::list_tokens(conn, me);
    let found = caller.state().database.read(read).await?;
    let tokens = found.into_iter().map(|token| Row::of(token, now)).collect();
    Ok(HtmlPage::new("personal_tokens.html", "account-api-tokens", TokensPage { form, made, tokens }))
}
