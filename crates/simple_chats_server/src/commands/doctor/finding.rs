//! What a check has found, as a line.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Ok,
    /// The server runs, but not as well as it could.
    Warning,
    /// The server doesn't start, or something of it doesn't work.
    Error,
}

#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) level: Level,
    /// What was checked.
    name: &'static str,
    /// What was found, and what to do.
    text: String,
}

#[expect(clippy::needless_pass_by_value, reason = "texts and errors are passed alike")]
impl Finding {
    pub(crate) fn ok(name: &'static str, text: impl ToString) -> Self {
        Self { level: Level::Ok, name, text: text.to_string() }
    }

    pub(crate) fn warning(name: &'static str, text: impl ToString) -> Self {
        Self { level: Level::Warning, name, text: text.to_string() }
    }

    pub(crate) fn error(name: &'static str, text: impl ToString) -> Self {
        Self { level: Level::Error, name, text: text.to_string() }
    }
}

impl fmt::Display for Finding {
    /// One line, whatever the text is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Warning => "warning",
            Level::Error => "error",
        };
        let words: Vec<&str> = self.text.split_whitespace().collect();
        write!(f, "{level:<8} {:<12} {}", self.name, words.join(" "))
    }
}
