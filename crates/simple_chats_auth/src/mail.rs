//! A mail, and what may stand in it. The mailer sends it.

use simple_chats_domain::UserId;
use std::fmt;

/// Longer names are cut, so that no line exceeds the limit of SMTP (998 bytes, RFC 5322, section 2.1.1).
const MAX_NAME_CHARS: usize = 100;

/// A plain-text mail to one recipient.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The user for whom it is.
    pub user_id: UserId,
    /// The address without a name, such as `ann@example.org`.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Lines that end with `\n`.
    pub text: String,
    /// The address to which a mail program posts to end mails of this kind, with one click (RFC 8058), if they can be ended.
    pub unsubscribe: Option<String>,
}

/// Without the text, which may hold a token.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("user_id", &self.user_id)
            .field("to", &self.to)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// The name without characters that end the line, change the writing direction, or could be taken for quotes of the token.
pub(crate) fn name_for_a_line(name: &str) -> String {
    let harmless = name.chars().map(|c| match c {
        '"' => '\'',
        c if c.is_control() || is_layout(c) => ' ',
        c => c,
    });
    harmless.take(MAX_NAME_CHARS).collect::<String>().trim().to_owned()
}

/// Line and paragraph separators, and marks that change the writing direction.
pub(crate) const fn is_layout(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
