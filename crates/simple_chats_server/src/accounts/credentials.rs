//! Checking credentials: login and password, or a token.

use super::security_log::{SecurityEvent, note, note_limited};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::{Network, ReadKey};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_auth::{ApiClaims, CredentialCache, IssuedToken, Lane, TokenError};
use simple_chats_domain::UserId;
use simple_chats_persistence::{Account, DbConnection, users};

/// Where a login comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client<'a> {
    pub(crate) network: Network,
    /// Who has logged in there before.
    pub(crate) known_users: &'a [UserId],
}

impl Client<'_> {
    /// Whose turn it is to have a password hashed: those who are known come first.
    fn lane(self, user_id: Option<UserId>) -> Lane {
        match user_id.filter(|user_id| self.known_users.contains(user_id)) {
            Some(user_id) => Lane::of_known(&user_id),
            None => Lane::of(&self.network),
        }
    }
}

/// Checks a login (an e-mail address or a username) and a password. An unknown login and a wrong password give the same
/// error after the same time.
pub(crate) async fn log_in(
    state: &AppState,
    client: Client<'_>,
    login: &str,
    password: &str,
) -> AppResult<Account> {
    let network = client.network;
    let account = find_by_login(state, login).await?;
    // Username and address count as one account; an unknown login counts as typed.
    let user_id = account.as_ref().map(|account| account.user.user_id);
    let known = user_id.map(limited_as);
    let limited = state.rate_limiter.log_in(known.as_deref().unwrap_or(login), network);
    note_limited(limited, SecurityEvent::LoginLimited, user_id, network)?;
    let stored = account.as_ref().map(|account| account.password_hash.as_str());
    let verification = state.hasher.verify(client.lane(user_id), password, stored).await?;
    let Some(mut account) = account.filter(|_| verification.matches) else {
        note(SecurityEvent::LoginFailed, user_id, Some(network));
        return Err(AppError::WrongCredentials);
    };
    if account.suspended_at.is_some() {
        note(SecurityEvent::LoginOfSuspended, user_id, Some(network));
        return Err(AppError::Suspended);
    }
    note(SecurityEvent::LoggedIn, user_id, Some(network));
    if verification.outdated {
        match renew_hash(state, &account, password).await {
            Ok(hash) => account.password_hash = hash,
            // The outdated hash still works, so users can log in while nothing can be written, as on a full disk.
            Err(error) => tracing::warn!(?error, "failed to renew a password hash"),
        }
    }
    state.credential_cache.insert(login, password, &account.password_hash);
    Ok(account)
}

/// The credentials of a request, checked as far as that is possible without the database.
#[derive(Clone)]
pub(crate) enum Credentials {
    /// A token with a valid signature that has not expired.
    Token(ApiClaims),
    Password {
        login: String,
        password: String,
        network: Network,
    },
}

impl Credentials {
    /// Checks the signature and the expiry of a token.
    pub(crate) fn of_token(state: &AppState, token: &str) -> AppResult<Self> {
        let claims = state.tokens.verify(token, Utc::now()).map_err(|error| match error {
            TokenError::Expired => AppError::TokenExpired,
            TokenError::Invalid => AppError::TokenInvalid,
        })?;
        Ok(Self::Token(claims))
    }

    /// Whose reads they count as.
    pub(crate) fn read_key(&self) -> ReadKey {
        match self {
            Self::Token(claims) => ReadKey::User(claims.user_id),
            Self::Password { login, network, .. } => ReadKey::of_login(login, *network),
        }
    }

    /// The second at which they expire.
    pub(crate) fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Token(claims) => Some(claims.expires_at),
            Self::Password { .. } => None,
        }
    }

    /// Finds the account that the credentials are for. A token fails if its user no longer exists or has another password,
    /// and right credentials of a suspended account. A password that wasn't verified recently has to be hashed first: `None`.
    fn find_account(&self, conn: &mut DbConnection, cache: &CredentialCache) -> AppResult<Option<Account>> {
        let found = self.find_right(conn, cache)?;
        match &found {
            Some(account) if account.suspended_at.is_some() => Err(AppError::Suspended),
            Some(_) | None => Ok(found),
        }
    }

    fn find_right(&self, conn: &mut DbConnection, cache: &CredentialCache) -> AppResult<Option<Account>> {
        match self {
            Self::Token(claims) => {
                let found = users::find_account(conn, claims.user_id).or_none()?;
                let is_current =
                    |account: &Account| account.credentials_version == claims.credentials_version;
                found.filter(is_current).ok_or(AppError::TokenInvalid).map(Some)
            }
            Self::Password { login, password, .. } => {
                let found = users::find_by_login(conn, login).or_none()?;
                Ok(found.filter(|account| cache.contains(login, password, &account.password_hash)))
            }
        }
    }
}

/// Runs a read for the account of the credentials, which are checked by the same read. Only a password that wasn't
/// verified recently takes two reads and a hash between them.
pub(crate) async fn read_as<T, F>(state: &AppState, credentials: &Credentials, read: F) -> AppResult<T>
where
    T: Send + 'static,
    F: FnMut(&mut DbConnection, Account) -> AppResult<T> + Send + 'static,
{
    enum Attempt<T, F> {
        Done(T),
        Unverified(F),
    }
    let (checked, cache) = (credentials.clone(), state.credential_cache.clone());
    let mut read = Some(read);
    let attempt = move |conn: &mut DbConnection| {
        if let Some(account) = checked.find_account(conn, &cache)?
            && let Some(read) = read.as_mut()
        {
            return Ok(Attempt::Done(read(conn, account)?));
        }
        read.take().map(Attempt::Unverified).ok_or(AppError::WrongCredentials)
    };
    match (state.database.read(attempt).await?, credentials) {
        (Attempt::Done(value), _) => Ok(value),
        (Attempt::Unverified(mut read), Credentials::Password { login, password, network }) => {
            let client = Client { network: *network, known_users: &[] };
            let account = log_in(state, client, login, password).await?;
            state.database.read(move |conn| read(conn, account.clone())).await
        }
        // Tokens need no hash.
        (Attempt::Unverified(_), Credentials::Token(_)) => Err(AppError::TokenInvalid),
    }
}

/// The account of the credentials.
pub(crate) async fn authenticate(state: &AppState, credentials: &Credentials) -> AppResult<Account> {
    read_as(state, credentials, |_, account| Ok(account)).await
}

/// A token for an account that these credentials have authenticated.
pub(crate) fn issue_token(state: &AppState, account: &Account, credentials: &Credentials) -> IssuedToken {
    match credentials {
        Credentials::Token(claims) => state.tokens.renew(claims, Utc::now()),
        Credentials::Password { .. } => {
            state.tokens.issue(account.user.user_id, account.credentials_version, Utc::now())
        }
    }
}

/// Confirms the current password of an authenticated user. It counts as a login attempt, so that a stolen session or
/// token doesn't allow guessing.
pub(super) async fn confirm_password(
    state: &AppState,
    network: Network,
    me: UserId,
    password: &str,
) -> AppResult<Account> {
    let limited = state.rate_limiter.log_in(&limited_as(me), network);
    note_limited(limited, SecurityEvent::LoginLimited, Some(me), network)?;
    let account = find_by_id(state, me).await?;
    if state.hasher.verify(Lane::of_known(&me), password, Some(&account.password_hash)).await?.matches {
        Ok(account)
    } else {
        note(SecurityEvent::ConfirmationFailed, Some(me), Some(network));
        Err(AppError::WrongPassword)
    }
}

/// The account of a user who exists.
pub(super) async fn find_by_id(state: &AppState, user_id: UserId) -> AppResult<Account> {
    let found = state.database.read(move |conn| users::find_account(conn, user_id)).await;
    found.or_not_found(|| AppError::UnknownUser(user_id.to_string()))
}

/// The account with this e-mail address or username, if there is one.
pub(crate) async fn find_by_login(state: &AppState, login: &str) -> AppResult<Option<Account>> {
    let login = login.to_owned();
    Ok(state.database.read(move |conn| users::find_by_login(conn, &login)).await.or_none()?)
}

/// The key under which login attempts are counted; no login contains a space.
fn limited_as(user_id: UserId) -> String {
    format!("user {user_id}")
}

/// Replaces a hash of another cost or scheme while the password is known.
async fn renew_hash(state: &AppState, account: &Account, password: &str) -> AppResult<String> {
    let accept_any = simple_chats_auth::PasswordRules { min_length: 0, refuse_common: false };
    let Ok(password) = accept_any.check(password, &[]) else { return Ok(account.password_hash.clone()) };
    let hash = state.hasher.hash(Lane::of_known(&account.user.user_id), &password).await?;
    let (user_id, old, new) = (account.user.user_id, account.password_hash.clone(), hash.clone());
    state.database.write(move |conn, _| users::replace_hash(conn, user_id, &old, &new)).await?;
    Ok(hash)
}
