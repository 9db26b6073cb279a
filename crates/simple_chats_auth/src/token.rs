//! Tokens: signed ones for the REST API, which need no row, and random ones for browser sessions and password resets,
//! of which the database keeps the hash.
//!
//! The API's tokens are JSON Web Tokens (RFC 7519) with HS512 and nothing else, written and read by jsonwebtoken.

mod hs512;

use crate::encoding::{base64url, hex, random_bytes};
use crate::{Keyring, Purpose, TokenError};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use simple_chats_domain::UserId;
use std::{fmt, iter};

/// Longer tokens are refused unread; ours have about 400 bytes.
pub const MAX_TOKEN_BYTES: usize = 4096;

const ALGORITHM: Algorithm = Algorithm::HS512;
const AUDIENCE: &str = "simple-chats:api";

/// Issues and verifies the REST API's bearer tokens.
#[derive(Debug, Clone)]
pub struct ApiTokens {
    signing_key: EncodingKey,
    /// The current key, then the previous one where there is one.
    accepted_keys: Vec<DecodingKey>,
    validation: Validation,
    lifetime_seconds: u32,
}

/// A token as `GET /api/token` hands it out.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct IssuedToken {
    /// The JWT.
    pub token: String,
    /// Seconds from now until it expires.
    pub expires_in: u64,
}

/// What a valid token says. Whether the user still exists and has that version of credentials is for the caller to
/// look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiClaims {
    /// Whose token it is.
    pub user_id: UserId,
    /// The user's credentials when it was issued; a changed password raises the number and so voids the token.
    pub credentials_version: i64,
    /// The token is refused from this second on.
    pub expires_at: DateTime<Utc>,
}

impl ApiTokens {
    /// Tokens live for `lifetime_seconds`, at most 136 years.
    #[must_use]
    pub fn new(keyring: &Keyring, lifetime_seconds: u64) -> Self {
        hs512::install();
        let (current, previous) = keyring.keys(Purpose::ApiToken);
        Self {
            signing_key: EncodingKey::from_secret(&current),
            accepted_keys: iter::once(current)
                .chain(previous)
                .map(|key| DecodingKey::from_secret(&key))
                .collect(),
            validation: validation(),
            lifetime_seconds: u32::try_from(lifetime_seconds).unwrap_or(u32::MAX),
        }
    }

    /// A token for this user that is valid from `now` on.
    ///
    /// # Panics
    ///
    /// Where a program around this crate installed a crypto provider for jsonwebtoken that knows no HS512 before it
    /// made the first `ApiTokens`.
    #[must_use]
    pub fn issue(&self, user_id: UserId, credentials_version: i64, now: DateTime<Utc>) -> IssuedToken {
        let claims = Claims {
            sub: user_id.to_string(),
            user_id: user_id.get(),
            iat: now.timestamp(),
            exp: now.timestamp().saturating_add(i64::from(self.lifetime_seconds)),
            jti: base64url(&random_bytes::<16>()),
            aud: AUDIENCE.to_owned(),
            credentials_version,
        };
        #[expect(
            clippy::expect_used,
            reason = "claims always become JSON, and the provider that is installed knows HS512"
        )]
        let token = jsonwebtoken::encode(&Header::new(ALGORITHM), &claims, &self.signing_key).expect("HS512");
        IssuedToken { token, expires_in: u64::from(self.lifetime_seconds) }
    }

    /// What the token says, where it is ours and `now` is before its end (no leeway).
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<ApiClaims, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::Invalid);
        }
        let claims = self.read(token).ok_or(TokenError::Invalid)?;
        if now >= claims.expires_at { Err(TokenError::Expired) } else { Ok(claims) }
    }

    /// The claims of a token that is ours, whether expired or not.
    fn read(&self, token: &str) -> Option<ApiClaims> {
        let decode = |key| jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok();
        let claims = self.accepted_keys.iter().find_map(decode)?.claims;
        let user_id = UserId::new(claims.user_id)?;
        (claims.sub == user_id.to_string()).then_some(ApiClaims {
            user_id,
            credentials_version: claims.credentials_version,
            expires_at: DateTime::from_timestamp(claims.exp, 0)?,
        })
    }
}

impl fmt::Debug for IssuedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedToken").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// A random token of 256 bits that says nothing by itself. Its owner gets [`plain`](Self::plain) once; the database
/// keeps [`hash`](Self::hash), so that nobody who reads the database can use it.
#[derive(Clone)]
pub struct OpaqueToken {
    plain: String,
}

impl OpaqueToken {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        Self { plain: base64url(&random_bytes::<32>()) }
    }

    /// The token itself: 43 letters, digits, `-` and `_`, fit for cookies and URLs.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// What to store and to look it up by; see [`hash_token`].
    #[must_use]
    pub fn hash(&self) -> String {
        hash_token(&self.plain)
    }
}

impl fmt::Debug for OpaqueToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpaqueToken(..)")
    }
}

/// SHA-256 of a token that a client sent, in 64 hexadecimal digits. A plain hash is enough: 256 random bits can't be
/// guessed, however fast the hash.
#[must_use]
pub fn hash_token(plain: &str) -> String {
    hex(ring::digest::digest(&ring::digest::SHA256, plain.as_bytes()).as_ref())
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: String,
    user_id: i64,
    iat: i64,
    exp: i64,
    jti: String,
    aud: String,
    credentials_version: i64,
}

/// HS512 whatever the token's header asks for, and our audience. The end is not checked here but against the caller's
/// clock, to the second: jsonwebtoken would take the system's, and accept a token for another minute.
fn validation() -> Validation {
    let mut validation = Validation::new(ALGORITHM);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["aud", "exp"]);
    validation.validate_exp = false;
    validation.leeway = 0;
    validation
}

#[cfg(test)]
mod tests;
