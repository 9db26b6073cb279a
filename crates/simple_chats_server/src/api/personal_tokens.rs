//! `/api/tokens`: the caller's personal tokens.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Owner, OwnerReader};
use super::fields::{Integer, body};
use super::representation::Representation;
use super::values::{Id, Time};
use crate::accounts::{self, MadeToken};
use crate::error::AppError;
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::{JsonError, JsonResult};
use crate::http::peer::requester_of;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{
    PersonalToken, PersonalTokenId, RestTime, TokenScope, TokenTerms, TokenTermsError, UserId,
};
use utoipa::ToSchema;

/// An API token without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub(super) struct TokenShape {
    #[schema(value_type = Id)]
    token_id: PersonalTokenId,
    /// What it is for.
    name: String,
    #[schema(value_type = ScopeName)]
    scope: TokenScope,
    #[schema(value_type = Time)]
    created_at: RestTime,
    /// To within a minute or two.
    #[schema(value_type = Option<Time>, required)]
    last_used_at: Option<RestTime>,
    /// Null if it doesn't expire.
    #[schema(value_type = Option<Time>, required)]
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

/// What a token is good for: reading, or changes as well.
#[derive(ToSchema)]
#[schema(as = TokenScope, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the type of another crate")]
enum ScopeName {
    Read,
    Write,
}

/// Lists the caller's API tokens, the newest first.
#[utoipa::path(get, path = "/api/tokens", tag = "Credentials",
    responses((status = 200, description = "The tokens, without their secrets.", body = inline(Data<Vec<TokenShape>>))))]
pub(crate) async fn list_tokens(OwnerReader(reader): OwnerReader, request: HttpRequest) -> JsonResult {
    let (me, found) = reader.read(accounts::list_tokens).await?;
    reader.has_read(me, found.len());
    let data: Vec<TokenShape> = found.into_iter().map(TokenShape::from).collect();
    let list = Representation::of(&Data { user_id: me, data });
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

body! {
    /// What an API token is for.
    NewToken {
        /// What it is for, for people.
        #[schema(min_length = 1, max_length = 64)]
        name: String,
        #[schema(value_type = ScopeName)]
        scope: String,
        /// For how many seconds, up to ten years; without an end if absent or null.
        #[schema(value_type = Option<i64>, minimum = 1, maximum = 315_360_000)]
        expires_in: Option<Integer>,
    }
}

/// A new token.
#[derive(Serialize, ToSchema)]
struct Made<'a> {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    token_id: PersonalTokenId,
    /// The token itself, which no other response has.
    #[schema(pattern = "^sct_[0-9A-Za-z]{46}$")]
    token: &'a str,
    data: TokenShape,
}

/// Makes an API token.
///
/// With a second factor, it takes the password and a code.
#[utoipa::path(post, path = "/api/tokens", tag = "Credentials", request_body = NewToken,
    responses((status = 201, description = "The token.", body = inline(Made<'_>))))]
pub(crate) async fn make_token(
    Owner(caller): Owner,
    body: JsonObject<SMALL>,
    request: HttpRequest,
) -> JsonResult {
    let NewToken { name, scope, expires_in } = body.read()?;
    let seconds = expires_in.as_ref().map(Integer::get);
    let terms = TokenScope::parse(&scope).and_then(|scope| TokenTerms::new(&name, scope, seconds));
    let terms = terms.map_err(|error| JsonError::InField(field_of(error), error.into()))?;
    let (me, state) = (caller.user_id(), &caller.state);
    let requester = requester_of(&request, &state.settings);
    let made = accounts::make_token(state, &requester, me, caller.grant.credential, terms).await?;
    let MadeToken { token, secret } = made;
    let (token_id, data) = (token.token_id, TokenShape::from(token));
    let answer = Made { user_id: me, token_id, token: secret.plain(), data };
    Ok(json(StatusCode::CREATED, &answer))
}

/// A token that is no longer valid.
#[derive(Serialize, ToSchema)]
struct Revoked {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    token_id: PersonalTokenId,
    /// What happened, for people.
    message: &'static str,
}

/// Revokes an API token, and closes its sockets.
#[utoipa::path(delete, path = "/api/tokens/{token_id}", tag = "Credentials",
    responses((status = 200, description = "The token is no longer valid.", body = inline(Revoked))))]
pub(crate) async fn revoke_token(
    Owner(caller): Owner,
    path: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    let token_id = path.parse().map_err(|_| AppError::UnknownToken(path.clone()))?;
    let (me, requester) = (caller.user_id(), requester_of(&request, &caller.state.settings));
    accounts::revoke_token(&caller.state, &requester, me, token_id).await?;
    let message = "Token was successfully revoked";
    Ok(json(StatusCode::OK, &Revoked { user_id: me, token_id, message }))
}

fn field_of(error: TokenTermsError) -> &'static str {
    match error {
        TokenTermsError::NameLength | TokenTermsError::NameCharacters => "name",
        TokenTermsError::Scope => "scope",
        TokenTermsError::Lifetime => "expires_in",
    }
}
