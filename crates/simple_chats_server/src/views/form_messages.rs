//! What pages say where a form fails: the words of the original, and ours in the same tone.

use crate::error::AppError;
use simple_chats_auth::PasswordError;
use simple_chats_domain::{NameError, UsernameError};

/// A form that was made for another session, or a browser without cookies.
pub(super) const STALE_FORM: &str = "Sorry, but this form has expired. Please, send it again";

/// Two passwords that should be one.
pub(super) const PASSWORDS_DIFFER: &str = "Given passwords do not match";

/// What is said of an error, and beside which field; nothing where it is not a form's to say.
pub(super) fn of(error: &AppError) -> Option<(Option<&'static str>, String)> {
    let (field, text) = match error {
        AppError::Email(error) => return Some((Some("email"), error.to_string())),
        AppError::EmailTaken(_) => (Some("email"), "User with such an email has been registered!"),
        AppError::Username(UsernameError::Length) => {
            (Some("username"), "Please, input username with a length between 3 and 25 chars")
        }
        AppError::Username(UsernameError::Characters) => {
            (Some("username"), "Please, input username of letters, digits, “_”, “.” and “-” alone")
        }
        AppError::UsernameTaken(_) => (Some("username"), "This username is busy! Try putting another one"),
        AppError::Name(NameError::Length) => {
            (Some("name"), "Please, input name with a length between 3 and 25 chars")
        }
        AppError::Name(NameError::Characters) => {
            (Some("name"), "Please, input name without characters that cannot be seen")
        }
        AppError::Password(PasswordError::TooShort) => (Some("password1"), "Password is too short"),
        AppError::Password(PasswordError::TooLong) => (Some("password1"), "Password is too long"),
        AppError::Password(PasswordError::TooCommon) => {
            (Some("password1"), "Password is too common. Please, think of another one")
        }
        AppError::WrongPassword => (Some("old_password"), "This is not your present password"),
        AppError::WrongCredentials => (None, "Wrong login or password! Try again"),
        _ => return None,
    };
    Some((field, text.to_owned()))
}
