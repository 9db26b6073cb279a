//! Tokens: signed ones for the REST API, which are not stored, and random ones for browser sessions and password resets,
//! of which the database stores the hash.
//!
//! The API's tokens are JSON Web Tokens (RFC 7519) with the algorithm HS512 only.

mod hs512;

use crate::encoding::{base64url, hex, random_bytes};
use crate::error::TokenError;
use crate::keys::{KeyPurpose, Keyring};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use simple_chats_domain::UserId;
use std::{fmt, iter};

/// Longer tokens are rejected unread; valid ones have about 400 bytes.
pub const MAX_TOKEN_BYTES: usize = 4096;

/// How many tokens are remembered as valid. One takes about 200 bytes.
const MAX_REMEMBERED: u64 = 10_000;

const ALGORITHM: Algorithm = Algorithm::HS512;
const AUDIENCE: &str = "simple-chats:api";

/// How long after a login with a password a renewed token works at most, in seconds, unless each token lives longer.
const MAX_RENEWAL_SECONDS: u32 = 24 * 60 * 60;

/// Issues and verifies the bearer tokens of the REST API.
#[derive(Clone)]
pub struct ApiTokens {
    signing_key: EncodingKey,
    /// The current key, then the previous one, if any.
    accepted_keys: Vec<DecodingKey>,
    validation: Validation,
    lifetime_seconds: u32,
    /// The claims of tokens whose signature was valid, by their SHA-256, so that it isn't computed for each request.
    remembered: Cache<[u8; 32], ApiClaims>,
}

/// The answer to `GET /api/token`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct IssuedToken {
    /// The JWT.
    pub token: String,
    /// How many seconds it stays valid.
    pub expires_in: u64,
}

/// The claims of a valid token. The caller checks whether the user still exists and has this version of the credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiClaims {
    /// The user of the token.
    pub user_id: UserId,
    /// The version of the user's credentials when it was issued; a new password increments it and so voids the token.
    pub credentials_version: i64,
    /// The second at which it expires.
    pub expires_at: DateTime<Utc>,
    /// The second at which the password was given for this token, or for the one that it renews.
    pub logged_in_at: DateTime<Utc>,
}

impl ApiTokens {
    /// Tokens are valid for `lifetime_seconds`, at most 136 years.
    #[must_use]
    pub fn new(keyring: &Keyring, lifetime_seconds: u64) -> Self {
        hs512::install();
        let (current, previous) = keyring.keys(KeyPurpose::ApiToken);
        Self {
            signing_key: EncodingKey::from_secret(&current),
            accepted_keys: iter::once(current)
                .chain(previous)
                .map(|key| DecodingKey::from_secret(&key))
                .collect(),
            validation: validation(),
            lifetime_seconds: u32::try_from(lifetime_seconds).unwrap_or(u32::MAX),
            remembered: Cache::new(MAX_REMEMBERED),
        }
    }

    /// Issues a token that is valid from `now` on, to a user who has just given the password.
    ///
    /// # Panics
    ///
    /// Panics if the program installed a crypto provider for jsonwebtoken without HS512 before it made the first
    /// `ApiTokens`.
    #[must_use]
    pub fn issue(&self, user_id: UserId, credentials_version: i64, now: DateTime<Utc>) -> IssuedToken {
        self.sign(user_id, credentials_version, now, now)
    }

    /// Issues a token to the holder of another one. However often that is done, it works no longer than 24 hours after the
    /// password was given.
    #[must_use]
    pub fn renew(&self, claims: &ApiClaims, now: DateTime<Utc>) -> IssuedToken {
        self.sign(claims.user_id, claims.credentials_version, claims.logged_in_at, now)
    }

    fn sign(
        &self,
        user_id: UserId,
        credentials_version: i64,
        logged_in_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> IssuedToken {
        let (iat, auth_time) = (now.timestamp(), logged_in_at.timestamp());
        let last = auth_time.saturating_add(i64::from(self.lifetime_seconds.max(MAX_RENEWAL_SECONDS)));
        let exp = iat.saturating_add(i64::from(self.lifetime_seconds)).min(last);
        let claims = Claims {
            sub: user_id.to_string(),
            user_id: user_id.get(),
            iat,
            exp,
            jti: base64url(&random_bytes::<16>()),
            aud: AUDIENCE.to_owned(),
            credentials_version,
            auth_time: Some(auth_time),
        };
        #[expect(
            clippy::expect_used,
            reason = "claims are always valid JSON, and the installed provider supports HS512"
        )]
        let token = jsonwebtoken::encode(&Header::new(ALGORITHM), &claims, &self.signing_key).expect("HS512");
        IssuedToken { token, expires_in: u64::try_from(exp - iat).unwrap_or(0) }
    }

    /// Verifies a token: its signature must be valid, and `now` before its expiry, without leeway.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<ApiClaims, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::Invalid);
        }
        let mut key = [0; 32];
        key.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, token.as_bytes()).as_ref());
        let claims = if let Some(claims) = self.remembered.get(&key) {
            claims
        } else {
            let claims = self.read(token).ok_or(TokenError::Invalid)?;
            self.remembered.insert(key, claims);
            claims
        };
        if now >= claims.expires_at { Err(TokenError::Expired) } else { Ok(claims) }
    }

    /// The claims of a token with a valid signature, expired or not.
    fn read(&self, token: &str) -> Option<ApiClaims> {
        let decode = |key| jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok();
        let claims = self.accepted_keys.iter().find_map(decode)?.claims;
        let user_id = UserId::new(claims.user_id)?;
        (claims.sub == user_id.to_string()).then_some(ApiClaims {
            user_id,
            credentials_version: claims.credentials_version,
            expires_at: DateTime::from_timestamp(claims.exp, 0)?,
            logged_in_at: DateTime::from_timestamp(claims.auth_time.unwrap_or(claims.iat), 0)?,
        })
    }
}

impl fmt::Debug for ApiTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiTokens").field("lifetime_seconds", &self.lifetime_seconds).finish_non_exhaustive()
    }
}

impl fmt::Debug for IssuedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedToken").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// A random token of 256 bits. Its owner receives [`plain`](Self::plain) once; the database stores [`hash`](Self::hash), so
/// that a reader of the database can't use it.
#[derive(Clone)]
pub struct OpaqueToken {
    plain: String,
}

impl OpaqueToken {
    /// Generates a token.
    #[must_use]
    pub fn generate() -> Self {
        Self { plain: base64url(&random_bytes::<32>()) }
    }

    /// The token in plain text: 43 letters, digits, `-`, and `_`, safe in cookies and URLs.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The hash for storage and lookups; see [`hash_token`].
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

/// The SHA-256 of a token in 64 hexadecimal digits. A fast hash is enough, as 256 random bits can't be guessed.
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
    /// As in `OpenID` Connect Core, section 2. Tokens of versions before this claim were all issued for a password or to the
    /// holder of another token, at `iat`.
    auth_time: Option<i64>,
}

/// Requires HS512, whatever the token's header says, and our audience. The expiry is checked elsewhere, to the second and
/// against the caller's clock: jsonwebtoken would use the system's, with a leeway.
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
