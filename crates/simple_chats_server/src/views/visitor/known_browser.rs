//! Who has logged in with this browser before: their passwords are checked before those of strangers. The cookie is signed,
//! and good for nothing else.

use super::cookies;
use crate::http::cookies::BROWSER;
use actix_web::cookie::Cookie;
use simple_chats_auth::Signer;
use simple_chats_domain::UserId;

/// How many users a browser remembers, the latest first.
const MAX_USERS: usize = 8;

/// How long it remembers them, in seconds: as long as browsers keep a cookie at most (RFC 6265bis, section 5.5).
const MAX_AGE: i64 = 400 * 86_400;

/// The users who have logged in with a browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::views) struct KnownBrowser(Vec<UserId>);

impl KnownBrowser {
    /// Those that the cookies name, whichever of them the server has made.
    pub(super) fn of(cookies: &[String], signer: &Signer) -> Self {
        let named = cookies.iter().filter_map(|cookie| signer.verify(cookie));
        let mut users: Vec<UserId> = Vec::new();
        for user_id in named.flat_map(|ids| parse(&ids)) {
            if !users.contains(&user_id) {
                users.push(user_id);
            }
        }
        users.truncate(MAX_USERS);
        Self(users)
    }

    pub(in crate::views) fn users(&self) -> &[UserId] {
        &self.0
    }

    /// The cookie once one more user has logged in.
    pub(super) fn cookie_with(&self, user_id: UserId, signer: &Signer, secure: bool) -> Cookie<'static> {
        let others = self.0.iter().filter(|other| **other != user_id);
        let users: Vec<String> =
            [&user_id].into_iter().chain(others).take(MAX_USERS).map(UserId::to_string).collect();
        cookies::make(BROWSER, signer.sign(&users.join(".")), Some(MAX_AGE), secure)
    }
}

fn parse(ids: &str) -> Vec<UserId> {
    ids.split('.').filter_map(|id| id.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_auth::{KeyPurpose, Keyring};

    fn signer() -> Signer {
        Keyring::new("a-secret-for-tests-with-32-bytes-or-more", None).signer(KeyPurpose::KnownBrowser)
    }

    fn id(number: i64) -> UserId {
        UserId::stored(number)
    }

    #[test]
    fn a_browser_remembers_the_last_users_and_nobody_can_add_one() {
        let (signer, mut browser) = (signer(), KnownBrowser::default());
        for number in [1, 2, 1, 3, 4, 5, 6, 7, 8, 9, 10] {
            let cookie = browser.cookie_with(id(number), &signer, false);
            browser = KnownBrowser::of(&[cookie.value().to_owned()], &signer);
        }
        assert_eq!(browser.users(), [10, 9, 8, 7, 6, 5, 4, 3].map(id));
        let forged = ["1".to_owned(), "MQ.abc".to_owned(), String::new()];
        assert_eq!(KnownBrowser::of(&forged, &signer), KnownBrowser::default());
    }
}
