//! Authentication of requests: by HTTP Basic or a Bearer token, or by a session cookie.

use super::connections::note_login;
use super::cookies::{self, SESSION};
use super::middleware::record_user;
use super::peer;
use crate::accounts::{self, Authenticated, Credentials};
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use simple_chats_domain::UserId;

/// The words of an `Authorization` header.
enum Authorization<'a> {
    Basic {
        login: String,
        password: String,
    },
    /// Login and password in another encoding.
    BasicNotUtf8,
    Bearer(&'a str),
}

/// The credentials in the `Authorization` header.
pub(crate) fn credentials_of(request: &HttpRequest, state: &AppState) -> AppResult<Credentials> {
    match authorization_of(request).ok_or(AppError::NoCredentials)? {
        Authorization::BasicNotUtf8 => Err(AppError::CredentialsNotUtf8),
        Authorization::Basic { login, password } => {
            let network = peer::network_of(request, &state.settings);
            let code = if may_give_code(request) { code_of(request) } else { None };
            let code = code.map(|code| (code, peer::requester_of(request, &state.settings)));
            Ok(Credentials::Password { login, password, network, code })
        }
        Authorization::Bearer(token) => {
            Credentials::of_token(state, peer::network_of(request, &state.settings), token)
        }
    }
}

/// Lets a request give the code of a second factor beside a password. Without this, no address takes such a password.
pub(crate) fn let_give_code(request: &HttpRequest) {
    request.extensions_mut().insert(MayGiveCode);
}

struct MayGiveCode;

fn may_give_code(request: &HttpRequest) -> bool {
    request.extensions().contains::<MayGiveCode>()
}

/// The code of a second factor in the header `X-OTP`.
pub(crate) fn code_of(request: &HttpRequest) -> Option<String> {
    request.headers().get("x-otp")?.to_str().ok().map(str::to_owned)
}

/// The account that the `Authorization` header authenticates.
pub(crate) async fn by_header(request: &HttpRequest, state: &AppState) -> AppResult<Authenticated> {
    authenticate(request, state, &credentials_of(request, state)?).await
}

/// The account that a token authenticates which isn't in the `Authorization` header.
pub(crate) async fn by_token(
    request: &HttpRequest,
    state: &AppState,
    token: &str,
) -> AppResult<Authenticated> {
    let credentials = Credentials::of_token(state, peer::network_of(request, &state.settings), token)?;
    authenticate(request, state, &credentials).await
}

async fn authenticate(
    request: &HttpRequest,
    state: &AppState,
    credentials: &Credentials,
) -> AppResult<Authenticated> {
    let authenticated = accounts::authenticate(state, credentials).await?;
    record_user(authenticated.grant.user_id);
    note_login(request);
    Ok(authenticated)
}

pub(crate) async fn by_cookie(
    request: &HttpRequest,
    state: &AppState,
) -> AppResult<Option<accounts::ActiveSession>> {
    let tokens = cookies::values(request, SESSION, peer::is_https(request, &state.settings));
    let Some(token) = session_token(&tokens, state).await? else { return Ok(None) };
    let session = accounts::find_session(state, token).await?;
    if let Some(session) = &session {
        record_user(session.user.user_id);
        note_login(request);
    }
    Ok(session)
}

/// The session token of a browser that may have sent several. Those of no session don't count; of sessions of different users
/// none does (see [`cookies`]).
pub(crate) async fn session_token<'a>(tokens: &'a [String], state: &AppState) -> AppResult<Option<&'a str>> {
    let [_, _, ..] = tokens else { return Ok(tokens.first().map(String::as_str)) };
    let mut found: Option<(&str, UserId)> = None;
    for token in tokens {
        let Some(session) = accounts::find_session(state, token).await? else { continue };
        let user_id = session.user.user_id;
        if found.get_or_insert((token, user_id)).1 != user_id {
            return Ok(None);
        }
    }
    Ok(found.map(|(token, _)| token))
}

/// Two words, the first of which is a known scheme (RFC 7617, RFC 6750).
fn authorization_of(request: &HttpRequest) -> Option<Authorization<'_>> {
    let mut headers = request.headers().get_all(header::AUTHORIZATION);
    let value = headers.next()?.to_str().ok()?;
    if headers.next().is_some() {
        return None;
    }
    let mut words = value.split_whitespace();
    let (scheme, credentials) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Authorization::Bearer(credentials));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(credentials).or_else(|_| STANDARD_NO_PAD.decode(credentials)).ok()?;
    let Ok(text) = String::from_utf8(bytes) else { return Some(Authorization::BasicNotUtf8) };
    let (login, password) = text.split_once(':')?;
    Some(Authorization::Basic { login: login.to_owned(), password: password.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use simple_chats_fuzzing::{Decisions, fuzz, texts};

    fn request(value: &str) -> HttpRequest {
        TestRequest::default().insert_header(("authorization", value)).to_http_request()
    }

    #[test]
    fn a_password_may_hold_a_colon_and_any_script() {
        let value = format!("basic {}", STANDARD.encode("ann:pass:wörd"));
        let request = request(&value);
        let Some(Authorization::Basic { login, password }) = authorization_of(&request) else {
            panic!("not read")
        };
        assert_eq!((login.as_str(), password.as_str()), ("ann", "pass:wörd"));
    }

    #[test]
    fn one_word_three_words_and_other_schemes_are_no_credentials() {
        for value in ["Bearer", "Bearer a b", "Basic", "Basic !!!", "Digest abc", "Basic YWJj", "", "   "] {
            assert!(authorization_of(&request(value)).is_none(), "{value:?}");
        }
    }

    #[test]
    fn fuzz_authorization() {
        const PARTS: &[&str] =
            &["Basic ", "Bearer ", "basic\t", "YW5uOngx", "YW5u", "=", "==", ":", "-_", "sct_", "  "];
        fuzz!(|input: &[u8]| {
            let mut decisions = Decisions::of(input);
            let (login, password) =
                (decisions.text(&["é"]).replace(':', ""), decisions.text(&["é", ":", "\r\n"]));
            let value = format!("Basic {}", STANDARD.encode(format!("{login}:{password}")));
            match authorization_of(&request(&value)) {
                Some(Authorization::Basic { login: l, password: p }) => assert_eq!((l, p), (login, password)),
                _ => panic!("{login}:{password} is not read"),
            }
            for text in texts(input, PARTS)
                .iter()
                .filter(|text| !text.contains(|c: char| c.is_control() && c != '\t'))
            {
                let request = request(text);
                match authorization_of(&request) {
                    Some(Authorization::Basic { login, .. }) => assert!(!login.contains(':')),
                    Some(Authorization::Bearer(token)) => {
                        assert!(text.contains(token) && !token.contains(char::is_whitespace), "{text}");
                        assert!(text.trim_start().to_ascii_lowercase().starts_with("bearer"), "{text}");
                    }
                    Some(Authorization::BasicNotUtf8) | None => {}
                }
            }
        });
    }
}
