//! Origins of web pages, as settings and browsers name them.

use url::Url;

/// The origin of a page (RFC 6454): scheme, host, and port, in lower case and without the default port of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebOrigin(String);

impl WebOrigin {
    /// That in the header `Origin`. `None` if it is that of no web page; `null` is the one of many pages, and so of none.
    pub(crate) fn of_header(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let (scheme, authority) = lower.split_once("://")?;
        let default_port = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return None,
        };
        let authority = authority.strip_suffix(default_port).unwrap_or(authority);
        Some(Self(format!("{scheme}://{authority}")))
    }

    /// One in a list of settings: a URL of http or https without a path, whose host may be written in any script.
    fn listed(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let has_more = url.path() != "/"
            || url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
            || url.password().is_some();
        let is_site = matches!(url.scheme(), "http" | "https") && text.contains("://");
        let is_pattern = url.host_str().is_none_or(|host| host.contains('*'));
        (is_site && !has_more && !is_pattern).then(|| Self(url.origin().ascii_serialization()))
    }
}

/// Origins, separated by commas; `none` is the empty list.
pub(super) fn origins(text: &str) -> Result<Vec<WebOrigin>, String> {
    if text.trim() == "none" {
        return Ok(Vec::new());
    }
    let names = || text.split(',').map(str::trim);
    if names().any(|name| name == "*") {
        return Err(
            "origins named one by one, such as https://app.example.org, since * would admit the pages of \
                    every site"
                .to_owned(),
        );
    }
    names().map(WebOrigin::listed).collect::<Option<_>>().ok_or_else(|| {
        "origins of pages, separated by commas, without paths and patterns, such as https://app.example.org, \
         http://localhost:5173"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_listed(origin: &str, list: &str) -> bool {
        WebOrigin::of_header(origin).is_some_and(|origin| origins(list).unwrap().contains(&origin))
    }

    #[test]
    fn scheme_host_and_port_must_be_the_same() {
        let list = "https://app.example, http://localhost:5173, https://other.example:8443";
        for origin in [
            "https://app.example",
            "https://app.example:443",
            "HTTPS://APP.Example",
            "http://localhost:5173",
            "https://other.example:8443",
        ] {
            assert!(is_listed(origin, list), "{origin}");
        }
        for origin in [
            "http://app.example",
            "https://app.example:80",
            "https://app.example:8443",
            "https://app.example.",
            "https://app.example/",
            "https://www.app.example",
            "https://app.example.evil.example",
            "https://evil.example#app.example",
            "https://user@app.example",
            "https://app.exam",
            "http://localhost",
            "http://127.0.0.1:5173",
            "https://other.example",
            "app.example",
            "ftp://app.example",
            "null",
            "*",
            "",
            "https://",
        ] {
            assert!(!is_listed(origin, list), "{origin}");
        }
    }

    #[test]
    fn listed_origins_are_kept_as_browsers_send_them() {
        for (list, origin) in [
            ("https://app.example:443/", "https://app.example"),
            ("HTTP://App.Example:80", "http://app.example"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("http://[::1]:8000", "http://[::1]:8000"),
        ] {
            assert!(is_listed(origin, list), "{list}");
        }
        assert_eq!(origins("none"), Ok(vec![]));
    }

    #[test]
    fn what_is_no_origin_of_a_page_is_refused() {
        for list in [
            "null",
            "app.example",
            "https://app.example/path",
            "https://app.example?x",
            "https://app.example#x",
            "https://user@app.example",
            "https://*.example.org",
            "ftp://app.example",
            "https:app.example",
            "file:///",
            "https://app.example,",
            "https://a.example https://b.example",
        ] {
            assert!(origins(list).unwrap_err().contains("http://localhost:5173"), "{list}");
        }
        for list in ["*", "https://app.example, *"] {
            assert!(origins(list).unwrap_err().contains("one by one"), "{list}");
        }
    }
}
