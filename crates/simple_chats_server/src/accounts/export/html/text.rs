//! Texts, times, and names on the pages of an export.

use chrono::{DateTime, Utc};
use simple_chats_domain::{Person, rfc3339_millis};
use std::fmt::{self, Display, Write};

/// A text inside of an element or of an attribute in double quotes.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // A parser would take it for a line feed.
                '\r' => f.write_str("&#13;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// A time for programs and people, in UTC.
pub(super) struct Time(pub(super) DateTime<Utc>);

impl Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.format("%-d %B %Y, %H:%M (UTC)");
        write!(f, "<time datetime=\"{}\">{text}</time>", rfc3339_millis(self.0))
    }
}

/// The name of a user, whose direction doesn't change that of the text around.
pub(super) struct Name<'a>(pub(super) &'a Person);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<bdi>{}</bdi>", Escaped(&self.0.name))?;
        match &self.0.username {
            Some(username) => write!(f, " <span class=\"quiet\">@{}</span>", Escaped(username)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        let text = "<script>alert('\"1\"')</script>&lt;\r\n";
        let escaped = Escaped(text).to_string();
        assert_eq!(escaped, "&lt;script&gt;alert(&#39;&quot;1&quot;&#39;)&lt;/script&gt;&amp;lt;&#13;\n");
    }
}
