//! The cookies of this site in a request.
//!
//! With https their names have the prefix `__Host-`: browsers store such a cookie only if this host itself sets it over https
//! (RFC 6265bis, section 4.1.3.2), so that no neighboring host and nobody on the network can plant one. Without https
//! somebody may, beside the user's own one, and the server can't see which is which. So values that the server hasn't made
//! don't count; and if several that it has made remain, none of them does. Browsers send the cookies of all programs on a host to
//! each of them, whatever their ports, so without https the names begin with that of this program.

use actix_web::HttpRequest;
use actix_web::http::header;

/// The most different values of a name. With more, none counts.
const MAX_VALUES: usize = 8;

/// The name of a cookie, without and with https.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CookieName {
    plain: &'static str,
    /// The name without https in earlier versions, which other programs also have.
    former: &'static str,
    prefixed: &'static str,
}

macro_rules! cookie_name {
    ($name:literal) => {
        CookieName {
            plain: concat!("simple_chats_", $name),
            former: $name,
            prefixed: concat!("__Host-", $name),
        }
    };
}

pub(crate) const SESSION: CookieName = cookie_name!("session");
/// The nonce of forms before login.
pub(crate) const CSRF: CookieName = cookie_name!("csrf");
/// Who has logged in with the browser before.
pub(crate) const BROWSER: CookieName = cookie_name!("browser");
/// A login that waits for the second factor.
pub(crate) const VERIFICATION: CookieName = cookie_name!("verification");
/// When a passkey was last used in the session.
pub(crate) const RECENT_PASSKEY: CookieName = cookie_name!("passkey");
pub(crate) const FLASH: CookieName = cookie_name!("flash");

impl CookieName {
    /// The name that is written, and read first. `secure` means that the browser uses https.
    pub(crate) fn of_scheme(self, secure: bool) -> &'static str {
        if secure { self.prefixed } else { self.plain }
    }

    /// The name that earlier versions have written without https.
    pub(crate) fn former(self) -> &'static str {
        self.former
    }
}

/// The different values of a cookie. Without https, one of an earlier version counts as long as there is none of this one.
pub(crate) fn values(request: &HttpRequest, name: CookieName, secure: bool) -> Vec<String> {
    let values = values_of(request, name.of_scheme(secure));
    if secure || !values.is_empty() { values } else { former_values(request, name, secure) }
}

/// The values of a cookie of an earlier version, if they count.
pub(crate) fn former_values(request: &HttpRequest, name: CookieName, secure: bool) -> Vec<String> {
    let is_replaced = secure || !values_of(request, name.of_scheme(secure)).is_empty();
    if is_replaced { Vec::new() } else { values_of(request, name.former) }
}

/// The different values under a name. Other cookies may hold any bytes: those of other programs on the same host are sent, too.
fn values_of(request: &HttpRequest, name: &str) -> Vec<String> {
    let name = name.as_bytes();
    let headers = request.headers().get_all(header::COOKIE);
    let pairs = headers.flat_map(|value| value.as_bytes().split(|byte| *byte == b';'));
    let mut values: Vec<String> = Vec::new();
    for value in pairs.filter_map(|pair| value_of(pair, name)) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    if values.len() > MAX_VALUES { Vec::new() } else { values }
}

/// What the server has made: the result of the check that all values that pass it agree on.
pub(crate) fn genuine<T: PartialEq>(values: &[String], check: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut found = values.iter().filter_map(|value| check(value));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn value_of<'a>(pair: &'a [u8], name: &[u8]) -> Option<&'a str> {
    let rest = pair.trim_ascii().strip_prefix(name)?.trim_ascii_start().strip_prefix(b"=")?;
    std::str::from_utf8(rest.trim_ascii()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;
    use actix_web::test::TestRequest;

    fn sessions(headers: &[&[u8]], secure: bool) -> Vec<String> {
        let request = headers.iter().fold(TestRequest::default(), |request, value| {
            request.append_header((header::COOKIE, HeaderValue::from_bytes(value).unwrap()))
        });
        values(&request.to_http_request(), SESSION, secure)
    }

    #[test]
    fn a_cookie_is_found_among_others_of_any_bytes() {
        for header in [
            &b"session=abc"[..],
            b"a=\xff\xfe; session=abc",
            b"session=abc; b=\xf0",
            b"\xff=1;session=abc;",
            b" ; =; a; session = abc ;",
            b"xsession=1; session=abc; sessionx=2; SESSION=3; __Host-session=4",
            b"simple_chats_session=abc",
            b"session=1; simple_chats_session=abc; session=2",
            b"simple_chats_session=abc; xsimple_chats_session=1; Simple_Chats_Session=2",
        ] {
            assert_eq!(sessions(&[header], false), ["abc"], "{header:?}");
        }
        for header in [&b"session"[..], b"session=\xff", b"a=\"session=abc\"", b""] {
            assert_eq!(sessions(&[header], false), [""; 0], "{header:?}");
        }
    }

    #[test]
    fn with_https_only_the_prefixed_name_counts() {
        let header = &b"session=plain; __Host-session=prefixed"[..];
        assert_eq!(sessions(&[header], true), ["prefixed"]);
        assert_eq!(sessions(&[header], false), ["plain"]);
        assert_eq!(sessions(&[b"simple_chats_session=plain; session=former"], true), [""; 0]);
        assert_eq!(sessions(&[b"session=plain; __Secure-session=x; __host-session=y"], true), [""; 0]);
    }

    #[test]
    fn all_different_values_are_found_up_to_a_limit() {
        assert_eq!(sessions(&[b"session=a; session=b; session=a", b"session=c"], false), ["a", "b", "c"]);
        let many: Vec<_> = (0..=MAX_VALUES).map(|number| format!("session={number}")).collect();
        assert_eq!(sessions(&[many.join("; ").as_bytes()], false), [""; 0]);
    }

    #[test]
    fn of_several_genuine_values_none_counts() {
        let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
        let check = |value: &str| value.strip_prefix("good ").map(str::to_owned);
        for (given, expected) in [
            (&["good a"][..], Some("a")),
            (&["bad", "good a", "worse"], Some("a")),
            (&["good a", "good b"], None),
            (&["good a", "bad", "good b"], None),
            (&["bad"], None),
            (&[], None),
        ] {
            assert_eq!(genuine(&values(given), check).as_deref(), expected, "{given:?}");
        }
    }
}
