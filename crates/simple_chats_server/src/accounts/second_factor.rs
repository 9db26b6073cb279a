//! Checking the codes of second factors, after the password.

use super::notices::PendingNotice;
use super::requester::Requester;
use super::security_log::{SecurityEvent, note};
use super::standing::refuse_suspended;
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::{AuthenticatorSecrets, NoticeEvent, RecoveryCode, TypedCode};
use simple_chats_domain::{UserId, cut_to_millis};
use simple_chats_persistence::{
    Account, DbConnection, LockScope, StoreError, authenticators, recovery_codes, users,
};
use std::sync::Arc;

/// The code of a second factor, as far as a request has one.
#[derive(Debug, Clone, Copy)]
pub enum GivenCode<'a> {
    /// There is none.
    None,
    /// As the user has typed it.
    Typed(&'a str),
    /// It was used already, together with the password or for a login a short time ago; or a passkey was.
    Accepted,
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeOutcome {
    /// A code of the authenticator app, which is used up now.
    Right,
    /// A recovery code, which is used up now.
    Recovered,
    Wrong,
    /// None may be tried for so long.
    TooMany(TimeDelta),
}

impl CodeOutcome {
    /// Logs what happened, and fails if the code wasn't good. Call it after the commit.
    pub(super) fn check(self, account: UserId, network: Network) -> AppResult<()> {
        let event = match self {
            Self::Right => None,
            Self::Recovered => Some(SecurityEvent::RecoveryCodeUsed),
            Self::Wrong => Some(SecurityEvent::WrongCode),
            Self::TooMany(_) => Some(SecurityEvent::CodesLimited),
        };
        if let Some(event) = event {
            note(event, Some(account), Some(network));
        }
        match self {
            Self::Right | Self::Recovered => Ok(()),
            Self::Wrong => Err(AppError::WrongCode),
            Self::TooMany(wait) => {
                Err(AppError::RateLimited { retry_after: u64::try_from(wait.num_seconds()).unwrap_or(0) + 1 })
            }
        }
    }

    pub(super) fn is_good(self) -> bool {
        matches!(self, Self::Right | Self::Recovered)
    }
}

/// A code that somebody has typed, to be used in a transaction.
pub(super) struct CodeCheck {
    secrets: Arc<AuthenticatorSecrets>,
    typed: Option<TypedCode>,
    recovery_notice: PendingNotice,
}

impl CodeCheck {
    /// A check of a code for a user, who gets a notice if it is a recovery code.
    pub(super) fn new(
        state: &AppState,
        requester: &Requester,
        user_id: UserId,
        typed: &str,
    ) -> AppResult<Self> {
        let event = NoticeEvent::RecoveryCodeUsed;
        Ok(Self {
            secrets: Arc::clone(&state.authenticator_secrets),
            typed: TypedCode::parse(typed),
            recovery_notice: PendingNotice::new(state, user_id, event, requester)?,
        })
    }

    /// Uses the code, each once, in a transaction that has locked the account. What it counts has to be committed even if the
    /// code is wrong. Afterwards, wake the mail worker (`mail_queued`).
    pub(super) fn use_for(
        &self,
        conn: &mut DbConnection,
        account: &Account,
        now: DateTime<Utc>,
    ) -> Result<CodeOutcome, StoreError> {
        let user_id = account.user.user_id;
        let outcome = match &self.typed {
            // It can't be a guess.
            None => CodeOutcome::Wrong,
            Some(TypedCode::Totp(code)) => use_totp(conn, &self.secrets, user_id, *code, now)?,
            Some(TypedCode::Recovery(code)) => use_recovery_code(conn, user_id, code)?,
        };
        if outcome == CodeOutcome::Recovered {
            self.recovery_notice.queue(conn, &account.user.email)?;
        }
        Ok(outcome)
    }
}

/// Uses a code of an account whose password was right. Fails unless it is good and the credentials are still the same.
pub(super) async fn require_code(
    state: &AppState,
    requester: &Requester,
    account: &Account,
    typed: &str,
) -> AppResult<()> {
    let (user_id, version) = (account.user.user_id, account.credentials_version);
    let code = CodeCheck::new(state, requester, user_id, typed)?;
    let check = move |conn: &mut DbConnection, _: &mut _| -> AppResult<CodeOutcome> {
        let account = lock_unchanged(conn, user_id, version)?;
        Ok(code.use_for(conn, &account, cut_to_millis(Utc::now()))?)
    };
    let outcome = state.database.write_locking(LockScope::Many, check).await?;
    state.mail_queued.notify_one();
    outcome.check(user_id, requester.network())
}

/// As [`require_code`], if the account has a second factor at all.
pub(super) async fn require_given_code(
    state: &AppState,
    requester: &Requester,
    account: &Account,
    code: GivenCode<'_>,
) -> AppResult<()> {
    match code {
        _ if !account.has_second_factor => Ok(()),
        GivenCode::Accepted => Ok(()),
        GivenCode::Typed(typed) => require_code(state, requester, account, typed).await,
        GivenCode::None => Err(AppError::SecondFactorNeeded),
    }
}

/// The account, locked until the transaction ends. Fails if its credentials have another version than the checked one, or it is
/// suspended.
pub(super) fn lock_unchanged(conn: &mut DbConnection, user_id: UserId, checked: i64) -> AppResult<Account> {
    let account = users::lock_account(conn, user_id).or_not_found(|| AppError::WrongCredentials)?;
    if account.credentials_version != checked {
        return Err(AppError::WrongCredentials);
    }
    refuse_suspended(account)
}

fn use_recovery_code(
    conn: &mut DbConnection,
    user_id: UserId,
    code: &RecoveryCode,
) -> Result<CodeOutcome, StoreError> {
    let taken = recovery_codes::take(conn, user_id, &code.hash(user_id)).or_none()?;
    Ok(if taken.is_some() { CodeOutcome::Recovered } else { CodeOutcome::Wrong })
}

fn use_totp(
    conn: &mut DbConnection,
    secrets: &AuthenticatorSecrets,
    user_id: UserId,
    code: u32,
    now: DateTime<Utc>,
) -> Result<CodeOutcome, StoreError> {
    let Some(authenticator) = authenticators::find(conn, user_id).or_none()? else {
        return Ok(CodeOutcome::Wrong);
    };
    if let Some(wait) = authenticator.wrong_codes.wait(now) {
        return Ok(CodeOutcome::TooMany(wait));
    }
    let Some(opened) = secrets.open(user_id, &authenticator.sealed_secret) else {
        tracing::error!(
            account = user_id.get(),
            "the secret of an authenticator app can't be decrypted: SECRET_KEY has changed"
        );
        return Ok(CodeOutcome::Wrong);
    };
    let used = match opened.secret.find_step(code, now) {
        Some(step) => authenticators::use_step(conn, user_id, step).or_none()?,
        None => None,
    };
    if used.is_some() {
        return Ok(CodeOutcome::Right);
    }
    authenticators::count_wrong_code(conn, user_id, now)?;
    Ok(CodeOutcome::Wrong)
}
