//! Reads the text of a `.env` file: `NAME=value` lines, with `export`, quotes and comments.
//!
//! Nothing is substituted: a password with a dollar sign or spaces in it stays what it is, as in the tools that the
//! original's `.env` was written for.

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Assignment {
    pub(super) line: usize,
    /// The name; empty if the line starts with something else.
    pub(super) name: String,
    /// The value, or the expected form.
    pub(super) value: Result<String, &'static str>,
}

const CLOSED_QUOTE: &str = "the value's quote closed, with nothing but a comment behind it";

/// All assignments of the text, in its order. An unreadable line affects no other, so that the lines of other programs in
/// the same file don't matter.
pub(super) fn assignments(text: &str) -> Vec<Assignment> {
    let text = text.trim_start_matches('\u{feff}');
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if rest.starts_with('#') {
            rest = after_line(rest).trim_start();
            continue;
        }
        let line = 1 + newlines(text) - newlines(rest);
        let (name, behind) = name(without_export(rest));
        let value = behind.trim_start_matches(BLANKS).strip_prefix('=').ok_or("NAME=value").and_then(value);
        let (value, behind) = match value {
            Ok((value, behind)) => (Ok(value), behind),
            Err(expected) => (Err(expected), after_line(rest)),
        };
        found.push(Assignment { line, name: name.to_owned(), value });
        rest = behind.trim_start();
    }
    found
}

const BLANKS: [char; 2] = [' ', '\t'];

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

fn without_export(text: &str) -> &str {
    match text.strip_prefix("export") {
        Some(rest) if rest.starts_with(BLANKS) => rest.trim_start_matches(BLANKS),
        _ => text,
    }
}

fn name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end)
}

/// The value behind the equals sign, and the rest of the text.
fn value(text: &str) -> Result<(String, &str), &'static str> {
    let trimmed = text.trim_start_matches(BLANKS);
    let (value, behind) = if let Some(quoted) = trimmed.strip_prefix('\'') {
        let (value, behind) = quoted.split_once('\'').ok_or(CLOSED_QUOTE)?;
        (value.to_owned(), behind)
    } else if let Some(quoted) = trimmed.strip_prefix('"') {
        double_quoted(quoted).ok_or(CLOSED_QUOTE)?
    } else {
        return Ok((unquoted(text), after_line(text)));
    };
    let tail = behind.lines().next().unwrap_or_default().trim();
    if tail.is_empty() || tail.starts_with('#') { Ok((value, after_line(behind))) } else { Err(CLOSED_QUOTE) }
}

/// Up to the end of the line or a `#` that follows a blank.
fn unquoted(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let comment = line
        .char_indices()
        .zip(line.chars().skip(1))
        .find_map(|((index, before), next)| (next == '#' && before.is_whitespace()).then_some(index));
    line.split_at(comment.unwrap_or(line.len())).0.trim().to_owned()
}

/// Up to the closing quote, with `\n`, `\r`, `\t` and a backslash before `\`, `"`, `'` and `$` resolved.
fn double_quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((value, chars.as_str())),
            '\\' => match chars.next()? {
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                't' => value.push('\t'),
                same @ ('\\' | '"' | '\'' | '$') => value.push(same),
                other => value.extend(['\\', other]),
            },
            other => value.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        assignments(text).into_iter().map(|found| (found.name, found.value.unwrap())).collect()
    }

    fn one(text: &str) -> String {
        let mut found = read(text);
        assert_eq!(found.len(), 1, "{text:?} gave {found:?}");
        let (name, value) = found.remove(0);
        assert_eq!(name, "KEY");
        value
    }

    #[test]
    fn the_example_of_the_original_is_read() {
        let text = "# a comment\n  # another one\nSECRET_KEY=very-secret\n\
                    MAIL_SERVER=smtp.gmail.com\nMAIL_PORT=587\nMAIL_USERNAME=example@gmail.com\nMAIL_PASSWORD=example\n";
        let expected = [
            ("SECRET_KEY", "very-secret"),
            ("MAIL_SERVER", "smtp.gmail.com"),
            ("MAIL_PORT", "587"),
            ("MAIL_USERNAME", "example@gmail.com"),
            ("MAIL_PASSWORD", "example"),
        ];
        assert_eq!(read(text), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn unquoted_values_keep_spaces_dollars_backslashes_and_inner_hashes() {
        assert_eq!(one("KEY=abcd efgh ijkl mnop"), "abcd efgh ijkl mnop");
        assert_eq!(one("KEY=pa$$word${HOME}"), "pa$$word${HOME}");
        assert_eq!(one(r"KEY=a\nb"), r"a\nb");
        assert_eq!(one("KEY=a#b"), "a#b");
        assert_eq!(one("KEY=#b"), "#b");
        assert_eq!(one("KEY=it's"), "it's");
        assert_eq!(one("KEY=a=b=="), "a=b==");
    }

    #[test]
    fn blanks_export_and_comments_are_no_part_of_a_value() {
        assert_eq!(one("  export\tKEY = value  # why\r\n"), "value");
        assert_eq!(one("KEY=value\t#why"), "value");
        assert_eq!(one("KEY= # nothing yet"), "");
        assert_eq!(one("KEY="), "");
        assert_eq!(one("KEY=''"), "");
        assert_eq!(one("\u{feff}KEY=value"), "value");
        assert_eq!(read("export=1\nexported=2").len(), 2);
    }

    #[test]
    fn quotes_keep_blanks_hashes_and_line_breaks() {
        assert_eq!(one("KEY=' a # b ' # why"), " a # b ");
        assert_eq!(one(r"KEY='a\n$b'"), r"a\n$b");
        assert_eq!(one(r#"KEY="a\n\"b\" \$c \\ \d""#), "a\n\"b\" $c \\ \\d");
        assert_eq!(one("KEY=\"first\nsecond\""), "first\nsecond");
        assert_eq!(read("A='x\ny'\nB=2").last().unwrap().1, "2");
    }

    #[test]
    fn an_unreadable_line_affects_no_other() {
        let found = assignments("A='open\nB=2\n???\nC 3\nD=\"x\" y\nE=5");
        let names: Vec<_> =
            found.iter().map(|found| (found.line, found.name.as_str(), found.value.is_ok())).collect();
        assert_eq!(
            names,
            [
                (1, "A", false),
                (2, "B", true),
                (3, "", false),
                (4, "C", false),
                (5, "D", false),
                (6, "E", true)
            ]
        );
    }
}
