//! Checking credentials: login and password, or a token.

use super::personal_tokens::note_use;
use super::requester::Requester;
use super::second_factor::require_code;
use super::security_log::{SecurityEvent, note, note_limited};
use crate::delivery::{Credential, Grant};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::{Network, ReadKey};
use crate::state::AppState;
use chrono::{DateTime, Utc};
use simple_chats_auth::{ApiClaims, CredentialCache, IssuedToken, Lane, PersonalTokenSecret, TokenError};
use simple_chats_domain::{PersonalTokenId, UserId};
use simple_chats_persistence::{Account, DbConnection, LockScope, personal_tokens, users};

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
    let limited_as = user_id.map_or_else(|| format!("login {}", login.trim()), limited_as);
    let limited = state.rate_limiter.log_in(&limited_as, network);
    note_limited(limited, SecurityEvent::LoginLimited, user_id, network)?;
    let stored = account.as_ref().map(|account| account.password_hash.as_str());
    let verification = state.hasher.verify(client.lane(user_id), password, stored).await?;
    let Some(mut account) = account.filter(|_| verification.matches) else {
        note(SecurityEvent::LoginFailed, user_id, Some(network));
        return Err(AppError::WrongCredentials);
    };
    note_refused(check_may_log_in(state.settings.email_confirmation, &account), user_id, network)?;
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

/// Whether a user whose password or passkey was right may log in.
pub(super) fn check_may_log_in(must_confirm: bool, account: &Account) -> AppResult<()> {
    if account.suspended_at.is_some() {
        return Err(AppError::Suspended);
    }
    if must_confirm && !account.email_confirmed { Err(AppError::EmailUnconfirmed) } else { Ok(()) }
}

/// Logs that a login was refused although the credentials were right.
pub(super) fn note_refused<T>(
    outcome: AppResult<T>,
    user_id: Option<UserId>,
    network: Network,
) -> AppResult<T> {
    match &outcome {
        Err(AppError::Suspended) => note(SecurityEvent::LoginOfSuspended, user_id, Some(network)),
        Err(AppError::EmailUnconfirmed) => note(SecurityEvent::LoginUnconfirmed, user_id, Some(network)),
        Ok(_) | Err(_) => {}
    }
    outcome
}

/// The credentials of a request, checked as far as that is possible without the database.
#[derive(Clone)]
pub(crate) enum Credentials {
    /// A token with a valid signature that has not expired.
    Token(ApiClaims),
    /// A personal token with a valid checksum.
    PersonalToken { key: String, network: Network },
    Password {
        login: String,
        password: String,
        network: Network,
        /// The code of a second factor, where one may be given beside the password, and who gives it.
        code: Option<(String, Requester)>,
    },
}

impl Credentials {
    /// Checks the signature and the expiry of a token, or the checksum of a personal one.
    pub(crate) fn of_token(state: &AppState, network: Network, token: &str) -> AppResult<Self> {
        if PersonalTokenSecret::is_meant_by(token) {
            let secret = PersonalTokenSecret::recognize(token).ok_or(AppError::TokenInvalid)?;
            return Ok(Self::PersonalToken { key: secret.hash(), network });
        }
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
            Self::PersonalToken { key, network } => ReadKey::of_login(key, *network),
        }
    }

    pub(crate) fn is_personal_token(&self) -> bool {
        matches!(self, Self::PersonalToken { .. })
    }

    /// Whether a code of the account's second factor is among them. Once they are checked, it was a good one.
    fn has_code(&self, account: &Account) -> bool {
        account.has_second_factor && matches!(self, Self::Password { code: Some(_), .. })
    }

    /// Finds the account that the credentials are for. A token fails if its user no longer exists or has another password,
    /// a personal token if it was revoked or has expired, and right credentials if the account is suspended. A password that
    /// wasn't verified recently has to be hashed first.
    fn find_account(&self, conn: &mut DbConnection, cache: &CredentialCache) -> AppResult<Found> {
        let found = self.find_right(conn, cache)?;
        let account = match &found {
            Found::Authenticated(Authenticated { account, .. }) | Found::WithoutCode(account) => account,
            Found::Unverified => return Ok(found),
        };
        if account.suspended_at.is_some() { Err(AppError::Suspended) } else { Ok(found) }
    }

    fn find_right(&self, conn: &mut DbConnection, cache: &CredentialCache) -> AppResult<Found> {
        match self {
            Self::Token(claims) => {
                let found = users::find_account(conn, claims.user_id).or_none()?;
                let is_current =
                    |account: &Account| account.credentials_version == claims.credentials_version;
                let account = found.filter(is_current).ok_or(AppError::TokenInvalid)?;
                let authenticated = Authenticated::by_version(account, Some(claims.expires_at));
                let logged_in_at = Some(claims.logged_in_at);
                Ok(Found::Authenticated(Authenticated { logged_in_at, ..authenticated }))
            }
            Self::PersonalToken { key, .. } => {
                let found = personal_tokens::find(conn, key);
                let (token, account) = found.or_not_found(|| AppError::TokenInvalid)?;
                if token.has_expired(Utc::now()) {
                    return Err(AppError::TokenExpired);
                }
                let credential = Credential::Token(token.token_id, token.scope);
                Ok(Found::Authenticated(Authenticated::new(account, credential, token.expires_at)))
            }
            Self::Password { login, password, .. } => {
                let found = users::find_by_login(conn, login).or_none()?;
                let verified =
                    found.filter(|account| cache.contains(login, password, &account.password_hash));
                Ok(match verified {
                    None => Found::Unverified,
                    Some(account) if account.has_second_factor => Found::WithoutCode(account),
                    Some(account) => Found::Authenticated(Authenticated::by_version(account, None)),
                })
            }
        }
    }
}

/// What is known of credentials without hashing or writing.
enum Found {
    Authenticated(Authenticated),
    /// The password is right, and the code of a second factor has to be checked.
    WithoutCode(Account),
    /// The password wasn't verified recently.
    Unverified,
}

/// An account, and the right by which somebody acts for it.
#[derive(Debug, Clone)]
pub(crate) struct Authenticated {
    pub(crate) account: Account,
    pub(crate) grant: Grant,
    /// Whether a second factor was among the credentials.
    pub(crate) has_given_code: bool,
    /// When the user logged in to get a token, unless these are the password itself or a personal token.
    pub(crate) logged_in_at: Option<DateTime<Utc>>,
}

impl Authenticated {
    fn new(account: Account, credential: Credential, expires_at: Option<DateTime<Utc>>) -> Self {
        let expires_at = expires_at.map(|time| time.timestamp());
        let grant = Grant { user_id: account.user.user_id, credential, expires_at };
        Self { grant, account, has_given_code: false, logged_in_at: None }
    }

    fn by_version(account: Account, expires_at: Option<DateTime<Utc>>) -> Self {
        let credential = Credential::Version(account.credentials_version);
        Self::new(account, credential, expires_at)
    }
}

/// Runs a read for the account of the credentials, which are checked by the same read. Only a password that wasn't
/// verified recently, or needs a second factor, takes two reads and a check between them.
pub(crate) async fn read_as<T, F>(state: &AppState, credentials: &Credentials, read: F) -> AppResult<T>
where
    T: Send + 'static,
    F: FnMut(&mut DbConnection, Authenticated) -> AppResult<T> + Send + 'static,
{
    enum Attempt<T, F> {
        /// With the personal token that was used, if any.
        Done(AppResult<T>, Option<PersonalTokenId>),
        /// With the account if its password was verified.
        Unread(Option<Account>, F),
    }
    let (checked, cache) = (credentials.clone(), state.credential_cache.clone());
    let mut read = Some(read);
    let attempt = move |conn: &mut DbConnection| {
        let verified = match (checked.find_account(conn, &cache)?, read.as_mut()) {
            (Found::Authenticated(authenticated), Some(read)) => {
                let used = authenticated.grant.credential.token_id();
                return match read(conn, authenticated) {
                    // The connection may be broken: the read is repeated.
                    Err(AppError::Store(error)) => Err(AppError::Store(error)),
                    done => Ok(Attempt::Done(done, used)),
                };
            }
            (Found::WithoutCode(account), _) => Some(account),
            (Found::Authenticated(_) | Found::Unverified, _) => None,
        };
        let unread = read.take().map(|read| Attempt::Unread(verified, read));
        unread.ok_or(AppError::WrongCredentials)
    };
    match (state.database.read(attempt).await?, credentials) {
        (Attempt::Done(value, used), _) => {
            if let Some(token_id) = used {
                note_use(state, token_id);
            }
            value
        }
        (Attempt::Unread(verified, mut read), Credentials::Password { login, password, network, code }) => {
            let client = Client { network: *network, known_users: &[] };
            let account = match verified {
                Some(account) => account,
                None => log_in(state, client, login, password).await?,
            };
            if account.has_second_factor {
                let (code, requester) = code.as_ref().ok_or(AppError::SecondFactorNeeded)?;
                require_code(state, requester, &account, code).await?;
            }
            let has_given_code = credentials.has_code(&account);
            let authenticated = Authenticated { has_given_code, ..Authenticated::by_version(account, None) };
            state.database.read(move |conn| read(conn, authenticated.clone())).await
        }
        // Tokens need no hash.
        (Attempt::Unread(..), Credentials::Token(_) | Credentials::PersonalToken { .. }) => {
            Err(AppError::TokenInvalid)
        }
    }
}

/// The account of the credentials.
pub(crate) async fn authenticate(state: &AppState, credentials: &Credentials) -> AppResult<Authenticated> {
    read_as(state, credentials, |_, authenticated| Ok(authenticated)).await
}

/// A token for an account that these credentials have authenticated.
pub(crate) fn issue_token(
    state: &AppState,
    account: &Account,
    credentials: &Credentials,
) -> AppResult<IssuedToken> {
    match credentials {
        Credentials::Token(claims) => Ok(state.tokens.renew(claims, Utc::now())),
        Credentials::Password { .. } => {
            Ok(state.tokens.issue(account.user.user_id, account.credentials_version, Utc::now()))
        }
        Credentials::PersonalToken { .. } => Err(AppError::NotByToken),
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

/// The key under which login attempts for an account are counted.
fn limited_as(user_id: UserId) -> String {
    format!("user {user_id}")
}

/// Replaces a hash of another cost or scheme while the password is known.
async fn renew_hash(state: &AppState, account: &Account, password: &str) -> AppResult<String> {
    let accept_any = simple_chats_auth::PasswordRules { min_length: 0, refuse_common: false };
    let Ok(password) = accept_any.check(password, &[]) else { return Ok(account.password_hash.clone()) };
    let hash = state.hasher.hash(Lane::of_known(&account.user.user_id), &password).await?;
    let (user_id, old, new) = (account.user.user_id, account.password_hash.clone(), hash.clone());
    state
        .database
        .write_locking(LockScope::Many, move |conn, _| users::replace_hash(conn, user_id, &old, &new))
        .await?;
    Ok(hash)
}
