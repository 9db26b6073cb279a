//! The pages' texts for errors of the domain and the use cases. The REST API keeps the texts of the errors themselves.

use crate::error::AppError;
use simple_chats_auth::PasswordError;
use simple_chats_domain::{
    InvitationError, MAX_ATTACHMENTS, NameError, RegistrationError, TextError, TokenTermsError, UsernameError,
};
use simple_chats_media::Refusal;
use simple_chats_texts::Phrase;

/// The message for a form of another session, or from a browser without cookies.
pub(in crate::views) const STALE_FORM: &str = "error-form-has-expired-please";

/// The message for two passwords that should match.
pub(in crate::views) const PASSWORDS_DIFFER: &str = "error-passwords-dont-match";

/// The message for a wrong password that was asked for as confirmation.
pub(in crate::views) const WRONG_PASSWORD: &str = "error-password-wrong";

/// The message to the owner of a suspended account.
pub(in crate::views) const SUSPENDED: &str = "error-account-suspended";

/// The message of an error in a form, with the field beside which it is shown, if any. `None` if the error isn't about
/// the form.
pub(in crate::views) fn form_message(
    error: &AppError,
    min_password_length: usize,
) -> Option<(Option<&'static str>, Phrase)> {
    let (field, text) = match error {
        AppError::Email(_) => ("email", "error-enter-valid-email-address"),
        AppError::EmailTaken(_) => ("email", "error-email-address-already-has"),
        AppError::Username(UsernameError::Length) => ("username", "error-use-3-25-characters"),
        AppError::Username(UsernameError::Characters) => ("username", "error-use-only-latin-letters"),
        AppError::UsernameTaken(_) => ("username", "error-username-taken"),
        AppError::UsernameAlike(_) => ("username", "error-username-looks-too-much"),
        AppError::Name(NameError::Length) => ("name", "error-use-1-25-characters"),
        AppError::Name(NameError::Characters) | AppError::TokenTerms(TokenTermsError::NameCharacters) => {
            ("name", "error-use-only-visible-characters")
        }
        AppError::Name(NameError::Alphabets) => ("name", "error-use-letters-one-alphabet"),
        AppError::Name(NameError::Reserved) => ("name", "error-name-cant-used-choose"),
        AppError::Password(PasswordError::TooShort) => {
            let phrase = Phrase::from("error-password-too-short").with("count", min_password_length);
            return Some((Some("password1"), phrase));
        }
        AppError::Password(PasswordError::TooLong) => ("password1", "error-password-too-long"),
        AppError::Password(PasswordError::TooCommon) => ("password1", "error-password-too-common-choose"),
        AppError::InvitationTerms(InvitationError::Accounts) => ("accounts", "error-enter-number-from-1"),
        AppError::InvitationTerms(InvitationError::AccountsOfAddress) => {
            ("accounts", "error-invitation-one-address-one")
        }
        AppError::InvitationTerms(InvitationError::Lifetime)
        | AppError::TokenTerms(TokenTermsError::Lifetime) => ("expires_in", "error-choose-time"),
        AppError::TokenTerms(TokenTermsError::NameLength) => ("name", "error-use-1-64-characters"),
        AppError::TokenTerms(TokenTermsError::Scope) => ("scope", "error-choose-what-may-do"),
        AppError::ReportReason(_) => ("reason", "error-give-reason-up-1"),
        AppError::TooManyPushSubscriptions(number) => {
            return Some((None, Phrase::from("error-too-many-devices").with("count", *number)));
        }
        AppError::WebhookUrl(_) | AppError::PushKeys(_) => return Some((None, "error-push-refused".into())),
        AppError::TooManyTokens(number) => {
            return Some((None, Phrase::from("error-too-many-tokens").with("count", *number)));
        }
        AppError::TooManyInvitations(number) => {
            return Some((None, Phrase::from("error-too-many-invitations").with("count", *number)));
        }
        AppError::Registration(error) => return Some((None, reason_of_refusal(*error).into())),
        AppError::WrongPassword => ("old_password", "error-current-password-wrong"),
        AppError::PasskeyName(_) => ("name", "error-use-1-64-visible"),
        AppError::PasskeyRefused => return Some((None, "error-passkey-cant-used-try".into())),
        AppError::TooManyPasskeys(number) => {
            return Some((None, Phrase::from("error-too-many-passkeys").with("count", *number)));
        }
        AppError::SecondFactorNeeded => ("code", "error-give-code-well-use"),
        AppError::WrongCode => ("code", "error-code-wrong-was-used"),
        AppError::EmailUnconfirmed => {
            let text = "error-confirm-email-address-first";
            return Some((None, text.into()));
        }
        AppError::WrongCredentials => return Some((None, "error-wrong-login-password".into())),
        _ => return None,
    };
    Some((Some(field), text.into()))
}

/// Why somebody can't register.
pub(in crate::views) fn reason_of_refusal(error: RegistrationError) -> &'static str {
    match error {
        RegistrationError::Closed => "error-nobody-can-sign-up",
        RegistrationError::ByInvitation => "error-need-invitation-sign-up",
        RegistrationError::InvalidInvitation => "error-invitation-not-valid-has",
    }
}

/// The reason for a failure outside of fields: beside a message that wasn't sent, or on an error page. `None` if its
/// status says as much.
pub(in crate::views) fn reason_of_failure(error: &AppError) -> Option<Phrase> {
    let text = match error {
        AppError::Text(TextError::Empty) => "error-message-empty",
        AppError::Text(TextError::TooLong) => "error-message-longer-than-4",
        AppError::Text(TextError::Characters) => "error-message-contains-characters-cant",
        AppError::KeyReused => "error-another-message-was-sent",
        AppError::DeletedCompanion => "error-cannot-write-deleted-user",
        AppError::BlockedCompanion => "error-unblock-user-write",
        AppError::NotWanted => "error-cannot-write-user",
        AppError::NotDeletable => "error-cannot-delete-chat-both",
        AppError::BlockingYourself => "error-cannot-block-yourself",
        AppError::NotYourMessage(_) => "error-can-change-only-own",
        AppError::Suspended => SUSPENDED,
        AppError::LastAdministrator => "error-last-administrator-make-somebody",
        AppError::InvitingNotAllowed => "error-only-administrators-may-invite",
        AppError::Registration(error) => reason_of_refusal(*error),
        other => {
            let seconds = other.retry_after()?;
            let is_limit = matches!(other, AppError::RateLimited { .. });
            let key = if is_limit { "error-too-many-requests-wait" } else { "error-busy-wait" };
            return Some(Phrase::from(key).with("seconds", seconds));
        }
    };
    Some(text.into())
}

/// Why a file of a form wasn't stored, or can't be sent.
pub(in crate::views) fn reason_of_file(error: &AppError) -> Phrase {
    match error {
        AppError::EmptyAttachment => "error-file-empty".into(),
        AppError::LongAttachment(bytes) => Phrase::from("error-file-long").with("bytes", bytes.to_string()),
        AppError::QuotaExceeded => "error-quota".into(),
        AppError::UnknownAttachment(_) => "error-file-gone".into(),
        AppError::TooManyAttachments => Phrase::from("error-too-many-files").with("count", MAX_ATTACHMENTS),
        AppError::UnusableAttachment(Refusal::Damaged) => "error-file-damaged".into(),
        AppError::UnusableAttachment(Refusal::TooLarge) => "error-picture-large".into(),
        AppError::UnusableAttachment(Refusal::TooComplex) => "error-file-complex".into(),
        AppError::UnusableAttachment(Refusal::Metadata) => "error-file-metadata".into(),
        other => reason_of_failure(other).unwrap_or_else(|| "error-file-not-stored".into()),
    }
}
