//! The log lines about the security of accounts: what happened, to which account, and from which network. The line has the
//! id of its request, and never a password, a token, or what somebody typed as a login (which may be a password).

use crate::error::{AppError, AppResult};
use crate::rate_limits::Network;
use simple_chats_domain::UserId;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SecurityEvent {
    /// A password was right: of the login form, of a first request with it, or for a token.
    LoggedIn,
    LoginFailed,
    LoginLimited,
    /// The password was right, and the address isn't confirmed yet.
    LoginUnconfirmed,
    LoggedOut,
    Registered,
    RegistrationLimited,
    PasswordChanged,
    /// The current password, asked for as confirmation, was wrong.
    ConfirmationFailed,
    ResetRequested,
    ResetLimited,
    PasswordReset,
    AccountDeleted,
    EmailChangeRequested,
    EmailChangeLimited,
    EmailConfirmed,
    /// A personal token.
    TokenMade,
    TokenRevoked,
    SecondFactorAdded,
    SecondFactorRemoved,
    /// The code of a login was good.
    Verified,
    PasskeyAdded,
    PasskeyRemoved,
    LoggedInByPasskey,
    RecoveryCodeUsed,
    /// The user has got new recovery codes.
    RecoveryCodesReplaced,
    /// The password was right, and the code of the second factor was not.
    WrongCode,
    /// After too many wrong codes, none may be tried for a while.
    CodesLimited,
    /// A password was right, and the account is suspended.
    LoginOfSuspended,
    /// An administrator or the operator has suspended the account.
    Suspended,
    /// The account can be used again.
    Resumed,
    /// An administrator or the operator has mailed a link to reset the password.
    ResetLinkSent,
    /// An administrator or the operator has revoked an invitation of the account.
    InvitationRevoked,
    /// A copy of the user's data was taken.
    Exported,
    /// Made an administrator.
    Promoted,
    /// No longer an administrator.
    Demoted,
}

impl SecurityEvent {
    fn name(self) -> &'static str {
        match self {
            Self::LoggedIn => "logged_in",
            Self::LoginFailed => "login_failed",
            Self::LoginLimited => "login_limited",
            Self::LoginUnconfirmed => "login_unconfirmed",
            Self::LoggedOut => "logged_out",
            Self::Registered => "registered",
            Self::RegistrationLimited => "registration_limited",
            Self::PasswordChanged => "password_changed",
            Self::ConfirmationFailed => "confirmation_failed",
            Self::ResetRequested => "reset_requested",
            Self::ResetLimited => "reset_limited",
            Self::PasswordReset => "password_reset",
            Self::AccountDeleted => "account_deleted",
            Self::EmailChangeRequested => "email_change_requested",
            Self::EmailChangeLimited => "email_change_limited",
            Self::EmailConfirmed => "email_confirmed",
            Self::TokenMade => "token_made",
            Self::TokenRevoked => "token_revoked",
            Self::SecondFactorAdded => "second_factor_added",
            Self::SecondFactorRemoved => "second_factor_removed",
            Self::Verified => "verified",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::LoggedInByPasskey => "logged_in_by_passkey",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::RecoveryCodesReplaced => "recovery_codes_replaced",
            Self::WrongCode => "wrong_code",
            Self::CodesLimited => "codes_limited",
            Self::LoginOfSuspended => "login_of_suspended",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::ResetLinkSent => "reset_link_sent",
            Self::InvitationRevoked => "invitation_revoked",
            Self::Exported => "exported",
            Self::Promoted => "promoted",
            Self::Demoted => "demoted",
        }
    }

    fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::LoginFailed
                | Self::LoginLimited
                | Self::LoginUnconfirmed
                | Self::LoginOfSuspended
                | Self::RegistrationLimited
                | Self::ConfirmationFailed
                | Self::ResetLimited
                | Self::EmailChangeLimited
                | Self::WrongCode
                | Self::CodesLimited
        )
    }
}

/// Logs an event of an account, if there is one, from a network, unless the operator did it.
pub(super) fn note(event: SecurityEvent, account: Option<UserId>, network: Option<Network>) {
    let (security, account) = (event.name(), account.map(UserId::get));
    let network = network.map(tracing::field::display);
    if event.is_refusal() {
        tracing::warn!(security, account, network, "an attempt was refused");
    } else {
        tracing::info!(security, account, network, "an account was used or changed");
    }
}

/// Logs what somebody has done to an account of somebody else: an administrator or, without one, the command line.
pub(super) fn note_by(event: SecurityEvent, account: UserId, administrator: Option<UserId>) {
    let (security, account) = (event.name(), account.get());
    if let Some(by) = administrator.map(UserId::get) {
        tracing::info!(security, account, by, "an administrator has changed an account");
    } else {
        tracing::info!(security, account, by = "command line", "an account was changed by command");
    }
}

/// Logs a refused limit.
pub(super) fn note_limited<T>(
    result: AppResult<T>,
    event: SecurityEvent,
    account: Option<UserId>,
    network: Network,
) -> AppResult<T> {
    if matches!(result, Err(AppError::RateLimited { .. })) {
        note(event, account, Some(network));
    }
    result
}
