//! Passwords for the `user` commands: typed twice on a terminal, else the first line of standard input.

use crate::settings::Secret;
use std::io::{self, BufRead, IsTerminal};
use thiserror::Error;

/// Why no password was read. Each message is one line for the operator.
#[derive(Debug, Error)]
pub(crate) enum PasswordInputError {
    #[error("the two passwords differ: expected the same one twice")]
    Differ,
    #[error("no password was given: expected one line on standard input")]
    Nothing,
    /// Reading failed, or the input isn't UTF-8.
    #[error("the password can't be read ({0}): expected one line of UTF-8")]
    Io(#[from] io::Error),
}

/// Reads a new password: twice from a terminal, else the first line of standard input. It doesn't check the rules.
pub(crate) fn password_from_terminal_or_stdin() -> Result<Secret, PasswordInputError> {
    let input = io::stdin();
    if input.is_terminal() {
        same_twice(|prompt| rpassword::prompt_password(prompt))
    } else {
        first_line(input.lock())
    }
}

fn same_twice(mut ask: impl FnMut(&str) -> io::Result<String>) -> Result<Secret, PasswordInputError> {
    let password = ask("Password: ")?;
    if ask("Repeat password: ")? == password {
        Ok(Secret::from(password))
    } else {
        Err(PasswordInputError::Differ)
    }
}

/// The password is the line without its line break, and without the byte order mark that some editors begin a file with.
fn first_line(mut input: impl BufRead) -> Result<Secret, PasswordInputError> {
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        return Err(PasswordInputError::Nothing);
    }
    let password = without_bom(&line).trim_end_matches(['\r', '\n']);
    Ok(Secret::from(password.to_owned()))
}

/// A text without the byte order mark before it.
pub(crate) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(answers: [&str; 2]) -> Result<Secret, PasswordInputError> {
        let mut answers = answers.into_iter();
        same_twice(|_| Ok(answers.next().unwrap().to_owned()))
    }

    #[test]
    fn a_password_is_typed_twice() {
        assert_eq!(typed(["hush hush", "hush hush"]).unwrap().expose(), "hush hush");
        assert!(matches!(typed(["hush", "Hush"]), Err(PasswordInputError::Differ)));
    }

    #[test]
    fn the_first_line_is_the_password_but_for_its_line_break() {
        for (input, password) in [
            ("hush\n", "hush"),
            ("hush", "hush"),
            ("hush\r\nmore\n", "hush"),
            (" hush \n\n", " hush "),
            ("hush\r", "hush"),
            ("hush\r\r\n", "hush"),
            ("hu\rsh\n", "hu\rsh"),
            ("\n", ""),
            ("\u{feff}hush\r\n", "hush"),
            ("\u{feff}hush", "hush"),
            ("hu\u{feff}sh", "hu\u{feff}sh"),
            ("\u{feff}", ""),
        ] {
            assert_eq!(first_line(input.as_bytes()).unwrap().expose(), password);
        }
    }

    #[test]
    fn no_input_and_no_utf8_are_errors() {
        assert!(matches!(first_line(&b""[..]), Err(PasswordInputError::Nothing)));
        assert!(matches!(first_line(&b"\xff\n"[..]), Err(PasswordInputError::Io(_))));
    }
}
