//! `/api/tokens`: the caller's personal tokens.

use super::body::JsonObject;
use super::caller::{Owner, OwnerReader};
use super::representation::Representation;
use crate::accounts::{self, MadeToken};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::{json, object};
use crate::http::json_error::{JsonError, JsonResult};
use crate::http::peer::requester_of;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{
    PersonalToken, PersonalTokenId, RestTime, TokenScope, TokenTerms, TokenTermsError,
};

#[derive(Serialize)]
struct TokenShape {
    token_id: PersonalTokenId,
    name: String,
    scope: TokenScope,
    created_at: RestTime,
    last_used_at: Option<RestTime>,
    expires_at: Option<RestTime>,
}

impl From<PersonalToken> for TokenShape {
    fn from(token: PersonalToken) -> Self {
        Self {
            token_id: token.token_id,
            name: token.name,
            scope: token.scope,
            created_at: RestTime(token.created_at),
            last_used_at: token.last_used_at.map(RestTime),
            expires_at: token.expires_at.map(RestTime),
        }
    }
}

/// `GET /api/tokens`
pub(crate) async fn list_tokens(OwnerReader(reader): OwnerReader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(accounts::list_tokens).await?;
    reader.has_read(me, found.len());
    let data: Vec<TokenShape> = found.into_iter().map(TokenShape::from).collect();
    let list = Representation::of(&object! { user_id: me, data: data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// `POST /api/tokens`
pub(crate) async fn make_token(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let (name, scope, seconds) =
        body.read(|body| (body.text("name"), body.text("scope"), body.optional_integer("expires_in")))?;
    // A number that fits no integer is out of bounds.
    let seconds = seconds.map(|text| text.parse().unwrap_or(i64::MAX));
    let terms = TokenScope::parse(&scope).and_then(|scope| TokenTerms::new(&name, scope, seconds));
    let terms = terms.map_err(|error| JsonError::InField(field_of(error), error.into()))?;
    let (me, state) = (caller.user_id(), &caller.state);
    let requester = requester_of(&request, &state.settings);
    let made = accounts::make_token(state, &requester, me, caller.grant.credential, terms).await?;
    let MadeToken { token, secret } = made;
    let (token_id, data) = (token.token_id, TokenShape::from(token));
    let answer = object! { user_id: me, token_id: token_id, token: secret.plain(), data: data };
    Ok(json(StatusCode::CREATED, &answer))
}

/// `DELETE /api/tokens/{token_id}`
pub(crate) async fn revoke_token(
    Owner(caller): Owner,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let token_id = path.parse().map_err(|_| AppError::UnknownToken(path.clone()))?;
    let (me, requester) = (caller.user_id(), requester_of(&request, &caller.state.settings));
    accounts::revoke_token(&caller.state, &requester, me, token_id).await?;
    let message = "Token was successfully revoked";
    Ok(json(StatusCode::OK, &object! { user_id: me, token_id: token_id, message: message }))
}

fn field_of(error: TokenTermsError) -> &'static str {
    match error {
        TokenTermsError::NameLength | TokenTermsError::NameCharacters => "name",
        TokenTermsError::Scope => "scope",
        TokenTermsError::Lifetime => "expires_in",
    }
}
