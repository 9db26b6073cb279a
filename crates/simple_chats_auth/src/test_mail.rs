//! The mail by which an operator finds out whether mails arrive.

use crate::mail::Mail;
use simple_chats_domain::{EmailAddress, UserId};

/// A mail that says where it comes from and asks for nothing. It belongs to no user.
#[must_use]
pub fn test_mail(to: &EmailAddress, site: &str) -> Mail {
    let text = format!(
        "Hello,

this is a test mail of Simple Chats. Its operator has asked for it by `simple-chats doctor`:

  {site}

If you see it, mails arrive. Look at its headers, too: SPF, DKIM, and DMARC should have passed.
"
    );
    let (user_id, subject) = (UserId::stored(0), "A test mail - Simple Chats".to_owned());
    Mail { user_id, to: to.as_str().to_owned(), subject, text, unsubscribe: None }
}
