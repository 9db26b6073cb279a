//! The pages' texts for errors of the domain and the use cases. The REST API keeps the texts of the errors themselves.

use crate::error::AppError;
use simple_chats_auth::PasswordError;
use simple_chats_domain::{
    InvitationError, NameError, RegistrationError, TextError, TokenTermsError, UsernameError,
};

/// The message for a form of another session, or from a browser without cookies.
pub(in crate::views) const STALE_FORM: &str = "This form has expired. Please send it again.";

/// The message for two passwords that should match.
pub(in crate::views) const PASSWORDS_DIFFER: &str = "The passwords don't match";

/// The message for a wrong password that was asked for as confirmation.
pub(in crate::views) const WRONG_PASSWORD: &str = "The password is wrong";

/// The message to the owner of a suspended account.
pub(in crate::views) const SUSPENDED: &str = "This account is suspended";

/// The message of an error in a form, with the field beside which it is shown, if any. `None` if the error isn't about
/// the form.
pub(in crate::views) fn form_message(
    error: &AppError,
    min_password_length: usize,
) -> Option<(Option<&'static str>, String)> {
    let (field, text) = match error {
        AppError::Email(_) => ("email", "Enter a valid email address"),
        AppError::EmailTaken(_) => ("email", "This email address already has an account"),
        AppError::Username(UsernameError::Length) => ("username", "Use 3 to 25 characters"),
        AppError::Username(UsernameError::Characters) => {
            ("username", "Use only Latin letters (a–z), digits, “_”, “.”, and “-”")
        }
        AppError::UsernameTaken(_) => ("username", "This username is taken"),
        AppError::UsernameAlike(_) => ("username", "This username looks too much like another one"),
        AppError::Name(NameError::Length) => ("name", "Use 1 to 25 characters"),
        AppError::Name(NameError::Characters) | AppError::TokenTerms(TokenTermsError::NameCharacters) => {
            ("name", "Use only visible characters")
        }
        AppError::Name(NameError::Alphabets) => ("name", "Use letters of one alphabet in each word"),
        AppError::Name(NameError::Reserved) => ("name", "This name can't be used. Choose another one"),
        AppError::Password(PasswordError::TooShort) => {
            return Some((Some("password1"), format!("Use at least {min_password_length} characters")));
        }
        AppError::Password(PasswordError::TooLong) => ("password1", "This password is too long"),
        AppError::Password(PasswordError::TooCommon) => {
            ("password1", "This password is too common. Choose another one")
        }
        AppError::InvitationTerms(InvitationError::Accounts) => ("accounts", "Enter a number from 1 to 100"),
        AppError::InvitationTerms(InvitationError::AccountsOfAddress) => {
            ("accounts", "An invitation for one address is for one account")
        }
        AppError::InvitationTerms(InvitationError::Lifetime)
        | AppError::TokenTerms(TokenTermsError::Lifetime) => ("expires_in", "Choose a time"),
        AppError::TokenTerms(TokenTermsError::NameLength) => ("name", "Use 1 to 64 characters"),
        AppError::TokenTerms(TokenTermsError::Scope) => ("scope", "Choose what it may do"),
        AppError::ReportReason(_) => ("reason", "Give a reason of up to 1,000 characters"),
        AppError::TooManyPushSubscriptions(_) | AppError::WebhookUrl(_) | AppError::PushKeys(_) => {
            return Some((None, error.to_string()));
        }
        AppError::TooManyTokens(number) => {
            return Some((None, format!("You have {number} tokens. Revoke some of them first")));
        }
        AppError::TooManyInvitations(number) => {
            return Some((None, format!("You have {number} invitations. Revoke some of them first")));
        }
        AppError::Registration(error) => return Some((None, reason_of_refusal(*error).to_owned())),
        AppError::WrongPassword => ("old_password", "The current password is wrong"),
        AppError::PasskeyName(_) => ("name", "Use 1 to 64 visible characters"),
        AppError::PasskeyRefused => return Some((None, "This passkey can't be used. Try again".to_owned())),
        AppError::TooManyPasskeys(number) => {
            return Some((None, format!("You have {number} passkeys. Remove one of them first")));
        }
        AppError::SecondFactorNeeded => ("code", "Give a code as well, or use a passkey first"),
        AppError::WrongCode => ("code", "This code is wrong, or was used before"),
        AppError::EmailUnconfirmed => {
            let text = "Confirm your email address first: open the link that we have sent to it";
            return Some((None, text.to_owned()));
        }
        AppError::WrongCredentials => return Some((None, "Wrong login or password".to_owned())),
        _ => return None,
    };
    Some((Some(field), text.to_owned()))
}

/// Why somebody can't register.
pub(in crate::views) fn reason_of_refusal(error: RegistrationError) -> &'static str {
    match error {
        RegistrationError::Closed => "Nobody can sign up here at present.",
        RegistrationError::ByInvitation => {
            "You need an invitation to sign up here. Ask somebody who has an account."
        }
        RegistrationError::InvalidInvitation => {
            "This invitation is not valid: it has expired, was used up or revoked, or is for another email address."
        }
    }
}

/// The reason for a failure outside of fields: beside a message that wasn't sent, or on an error page. `None` if its
/// status says as much.
pub(in crate::views) fn reason_of_failure(error: &AppError) -> Option<String> {
    let text = match error {
        AppError::Text(TextError::Empty) => "The message is empty.",
        AppError::Text(TextError::TooLong) => "The message is longer than 4,000 characters.",
        AppError::Text(TextError::Characters) => "The message contains characters that can't be sent.",
        AppError::KeyReused => "Another message was sent from this page. Please send this one again.",
        AppError::DeletedCompanion => "You cannot write to a deleted user.",
        AppError::BlockedCompanion => "Unblock this user to write.",
        AppError::NotWanted => "You cannot write to this user.",
        AppError::NotDeletable => "You cannot delete this chat for both of you.",
        AppError::BlockingYourself => "You cannot block yourself.",
        AppError::NotYourMessage(_) => "You can change only your own messages.",
        AppError::Suspended => SUSPENDED,
        AppError::LastAdministrator => {
            "This is the last administrator. Make somebody else an administrator first."
        }
        AppError::InvitingNotAllowed => "Only administrators may invite people here.",
        AppError::Registration(error) => reason_of_refusal(*error),
        other => {
            let seconds = other.retry_after()?;
            let is_limit = matches!(other, AppError::RateLimited { .. });
            let cause =
                if is_limit { "Too many requests" } else { "The server is busy or partly unavailable" };
            return Some(format!("{cause}. Try again in {seconds} s."));
        }
    };
    Some(text.to_owned())
}
