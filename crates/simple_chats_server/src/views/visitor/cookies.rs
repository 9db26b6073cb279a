//! Cookies: hidden from scripts, sent with links from other sites, but not with their forms.

use crate::http::cookies::CookieName;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// A cookie for the whole site. Without a maximum age (in seconds), it lasts until the browser is closed.
pub(super) fn make(name: CookieName, value: String, max_age: Option<i64>, secure: bool) -> Cookie<'static> {
    let name = name.of_scheme(secure);
    let mut cookie =
        Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).finish();
    cookie.set_max_age(max_age.map(Duration::seconds));
    cookie
}

pub(super) fn removal(name: CookieName, secure: bool) -> Cookie<'static> {
    let mut cookie = make(name, String::new(), None, secure);
    cookie.make_removal();
    cookie
}

/// The removal of a cookie that an earlier version has set without https.
pub(super) fn former_removal(name: CookieName) -> Cookie<'static> {
    let mut cookie = removal(name, false);
    cookie.set_name(name.former());
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::cookies::SESSION;

    #[test]
    fn cookies_are_hidden_from_scripts_and_from_forms_of_other_sites() {
        let cookie = make(SESSION, "abc".to_owned(), Some(60), true).to_string();
        for part in ["__Host-session=abc;", "HttpOnly", "SameSite=Lax", "Path=/", "Secure", "Max-Age=60"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        let without_https = make(SESSION, "abc".to_owned(), None, false).to_string();
        assert!(without_https.starts_with("simple_chats_session=abc;") && !without_https.contains("Secure"));
    }

    #[test]
    fn a_removal_ends_the_cookie_at_once() {
        let cookie = removal(SESSION, false).to_string();
        assert!(
            cookie.starts_with("simple_chats_session=;")
                && cookie.contains("Max-Age=0")
                && cookie.contains("Path=/"),
            "{cookie}"
        );
    }
}
