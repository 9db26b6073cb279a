//! Whether a page of this site has made a request, by the headers that browsers add and no page can forge. Without them the
//! request comes from a program, or from an old browser.

use super::{host, peer};
use crate::settings::{Settings, WebOrigin};
use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderName, HeaderValue};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a page of this site has made the request, by its `Origin`; `None` without one.
pub(crate) fn is_own_origin(request: &HttpRequest, settings: &Settings) -> Option<bool> {
    single(request, header::ORIGIN).map(|origin| is_own(origin, request, settings))
}

/// The `Origin` of a page that isn't of this site and may use the API all the same.
pub(crate) fn listed<'a>(request: &'a HttpRequest, settings: &Settings) -> Option<&'a HeaderValue> {
    if settings.cors_origins.is_empty() {
        return None;
    }
    let origin = WebOrigin::of_header(single(request, header::ORIGIN)?)?;
    request.headers().get(header::ORIGIN).filter(|_| settings.cors_origins.contains(&origin))
}

/// Whether a form was posted by a page of another site, or by one of another origin on the same site. Whatever its token, it
/// isn't read: the other site may have planted the cookie that the token belongs to.
pub(crate) fn is_foreign_form(request: &HttpRequest, settings: &Settings) -> bool {
    match single(request, FETCH_SITE) {
        // This says more than `Origin`, which may be "null" even then.
        Some("same-origin") => false,
        // "none": the user has sent the form again, by hand.
        None | Some("none") => is_own_origin(request, settings) == Some(false),
        Some(_) => true,
    }
}

/// Whether an origin is this site's: that of the public URL, or under a further name of the site, and without a public URL
/// always, the one that the request was made to.
pub(crate) fn is_own(origin: &str, request: &HttpRequest, settings: &Settings) -> bool {
    if let Some(url) = &settings.public_url {
        let is_further = || host::host_of(request).is_some_and(|host| settings.allowed_hosts.contains(&host));
        let own = WebOrigin::of_header(&url.origin().ascii_serialization());
        if own.is_some() && own == WebOrigin::of_header(origin) {
            return true;
        }
        if !is_further() {
            return false;
        }
    }
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let Some(asked) = host::authority_of(request).and_then(|asked| std::str::from_utf8(asked).ok()) else {
        return false;
    };
    // A proxy that isn't trusted may speak https without the server's knowledge.
    let default_port = match scheme {
        "https" => ":443",
        "http" if !peer::is_https(request, settings) => ":80",
        _ => return false,
    };
    let without_port =
        |authority: &'_ str| authority.strip_suffix(default_port).unwrap_or(authority).to_ascii_lowercase();
    !authority.is_empty() && without_port(authority) == without_port(asked)
}

/// The value of a header. Several, and one that is no text, are an empty one, which says nothing good.
fn single(request: &HttpRequest, name: HeaderName) -> Option<&str> {
    let mut values = request.headers().get_all(name);
    let first = values.next()?;
    Some(first.to_str().ok().filter(|_| values.next().is_none()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Sources;
    use actix_web::test::TestRequest;

    fn settings(vars: &[(&str, &str)]) -> Settings {
        let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Settings::read(&Sources { vars, ..Sources::default() }).unwrap()
    }

    fn request(headers: &[(&'static str, &str)]) -> HttpRequest {
        let request = TestRequest::default().peer_addr("10.0.0.5:999".parse().unwrap());
        headers.iter().fold(request, |request, header| request.append_header(*header)).to_http_request()
    }

    fn own(host: &str, origin: &str, settings: &Settings) -> Option<bool> {
        is_own_origin(&request(&[("host", host), ("origin", origin)]), settings)
    }

    #[test]
    fn without_a_public_url_the_own_origin_is_the_one_asked() {
        let alone = settings(&[]);
        for (host, origin, expected) in [
            ("chat.example:8000", "http://chat.example:8000", true),
            ("Chat.Example:80", "http://chat.example", true),
            ("chat.example:443", "https://chat.example", true),
            ("chat.example", "https://chat.example", true),
            ("chat.example:443", "http://chat.example", false),
            ("chat.example:8000", "http://chat.example", false),
            ("chat.example", "http://evil.example", false),
            ("chat.example", "null", false),
            ("chat.example", "", false),
            ("", "http://", false),
            ("chat.example", "ftp://chat.example", false),
            ("chat.example", "chat.example", false),
        ] {
            assert_eq!(own(host, origin, &alone), Some(expected), "{host} {origin}");
        }
        assert_eq!(is_own_origin(&request(&[("host", "a")]), &alone), None);
        let twice = request(&[("host", "a"), ("origin", "http://a"), ("origin", "http://b")]);
        assert_eq!(is_own_origin(&twice, &alone), Some(false));
    }

    #[test]
    fn with_a_public_url_other_names_must_be_listed() {
        let public = settings(&[("PUBLIC_URL", "http://chat.example"), ("ALLOWED_HOSTS", "chat.lan")]);
        for (host, origin, expected) in [
            ("anything", "http://chat.example", true),
            ("anything", "HTTP://Chat.Example:80", true),
            ("anything", "http://chat.example:443", false),
            ("anything", "null", false),
            ("chat.lan:8000", "http://chat.lan:8000", true),
            ("chat.example", "http://chat.lan", false),
            ("chat.example:8000", "http://chat.example:8000", false),
            ("127.0.0.1:8000", "http://127.0.0.1:8000", false),
            ("chat.example", "https://chat.example", false),
        ] {
            assert_eq!(own(host, origin, &public), Some(expected), "{host} {origin}");
        }
    }

    #[test]
    fn a_page_without_https_is_another_origin_than_one_with() {
        let behind = settings(&[("TRUSTED_PROXIES", "10.0.0.0/8")]);
        let asked = |origin| {
            let headers = [("host", "chat.example"), ("x-forwarded-proto", "https"), ("origin", origin)];
            is_own_origin(&request(&headers), &behind)
        };
        assert_eq!((asked("https://chat.example"), asked("http://chat.example")), (Some(true), Some(false)));
    }

    #[test]
    fn a_form_of_another_site_or_origin_is_foreign() {
        let alone = settings(&[]);
        let is_foreign = |headers: &[(&'static str, &str)]| {
            is_foreign_form(&request(&[&[("host", "chat.example")], headers].concat()), &alone)
        };
        let (site, origin) = ("sec-fetch-site", "origin");
        let own = (origin, "http://chat.example");
        for headers in [
            &[][..],
            &[own],
            &[(site, "same-origin")],
            &[(site, "same-origin"), (origin, "null")],
            &[(site, "none")],
            &[(site, "none"), own],
        ] {
            assert!(!is_foreign(headers), "{headers:?}");
        }
        for headers in [
            &[(origin, "null")][..],
            &[(origin, "http://evil.example")],
            &[(site, "none"), (origin, "null")],
            &[(site, "none"), (origin, "http://evil.example")],
            &[(site, "cross-site")],
            &[(site, "same-site")],
            &[(site, "cross-site"), own],
            &[(site, "same-site"), own],
            &[(site, "same-origin"), (site, "cross-site")],
            &[(site, "")],
            &[(site, "x"), own],
        ] {
            assert!(is_foreign(headers), "{headers:?}");
        }
    }
}
