//! The host that a request is for. Any site can make its own name lead to this server (DNS rebinding); its pages would then be
//! of the same origin as ours, with all that browsers let such pages do. So only the site's own names are answered. Literal
//! addresses are: nobody can make them lead elsewhere.

use super::json_error::JsonError;
use crate::settings::{Host, Settings, without_dot};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{StatusCode, Uri, Version};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use simple_chats_domain::ErrorCode;
use std::str;

/// The routes that answer under any name: the tools of operators use the names of containers, and learn nothing about users.
const HEALTH_CHECKS: [&str; 2] = ["/healthz", "/readyz"];

/// The authority that a request is for: that of its target, if the target has one, and nothing else then; otherwise `Host`
/// (RFC 9112, section 3.2.2). `None` if a client of HTTP/1.0 names none. The HTTP server itself refuses several `Host` headers,
/// and with HTTP/1.1 none.
pub(crate) fn authority_of(request: &HttpRequest) -> Option<&[u8]> {
    match request.uri().authority() {
        Some(authority) => Some(authority.as_str().as_bytes()),
        None => request.headers().get(header::HOST).map(HeaderValue::as_bytes),
    }
}

/// The host that a request is for; `None` if it names none, or a malformed one.
pub(crate) fn host_of(request: &HttpRequest) -> Option<Host> {
    Host::of_authority(str::from_utf8(authority_of(request)?).ok()?)
}

/// The public URL, if the page that a browser asks for is at another address. It works there, but its form tokens and sockets
/// are those of another site to this one.
pub(crate) fn other_than_public<'a>(request: &HttpRequest, settings: &'a Settings) -> Option<&'a str> {
    let url = settings.public_url.as_ref()?;
    let asked = str::from_utf8(authority_of(request)?).ok()?.to_ascii_lowercase();
    let host = Host::of_authority(&asked)?;
    // A proxy may speak https without the server's knowledge, so the scheme says nothing.
    let default_port = if url.scheme() == "https" { ":443" } else { ":80" };
    let public = url.authority();
    let asked_for = asked.strip_suffix(default_port).unwrap_or(&asked);
    // Proxies often pass the name on without its port.
    let is_public = asked_for == public || Some(asked_for) == url.host_str();
    let is_known =
        is_public || settings.allowed_hosts.contains(&host) || is_of_proxy(request, &asked, settings);
    (!is_known).then(|| url.as_str().trim_end_matches('/'))
}

/// Whether a proxy seems to have asked under the address by which it knows this server, instead of that in the browser.
fn is_of_proxy(request: &HttpRequest, asked: &str, settings: &Settings) -> bool {
    let is_by_proxy = request.version() < Version::HTTP_11
        || FORWARDED.iter().any(|name| request.headers().contains_key(*name));
    is_by_proxy && asked.ends_with(&format!(":{}", settings.listen.port()))
}

/// Headers of proxies.
const FORWARDED: [&str; 4] = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];

/// The response to a request for another host; `None` if the request may be answered.
pub(super) fn refusal(request: &HttpRequest, route: &str, settings: &Settings) -> Option<HttpResponse> {
    if HEALTH_CHECKS.contains(&route) || authority_of(request).is_none() {
        return None;
    }
    let is_for_programs = is_for_programs(request.uri());
    match host_of(request) {
        Some(host) if is_of_site(&host, settings) => None,
        Some(host) => Some(misdirected(&host, settings, is_for_programs)),
        None => Some(malformed(is_for_programs)),
    }
}

fn is_of_site(host: &Host, settings: &Settings) -> bool {
    let is_public = |name: &str| {
        settings.public_url.as_ref().and_then(url::Url::host_str).is_some_and(|own| without_dot(own) == name)
    };
    match host {
        Host::Address(_) => true,
        Host::Name(name) => {
            host.is_loopback_name() || is_public(name) || settings.allowed_hosts.contains(host)
        }
    }
}

/// Whether a path belongs to the API or the socket, whose errors are JSON.
fn is_for_programs(uri: &Uri) -> bool {
    let path = uri.path();
    ["/api", "/ws", "/live"]
        .iter()
        .any(|own| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn misdirected(host: &Host, settings: &Settings, is_for_programs: bool) -> HttpResponse {
    let status = StatusCode::MISDIRECTED_REQUEST;
    let (host, public_url) = (host.to_string(), settings.public_url.as_ref().map(url::Url::as_str));
    if is_for_programs {
        let advice = match public_url {
            Some(url) => format!("Ask {url} instead, or add the name to the server's setting ALLOWED_HOSTS"),
            None => {
                "Set the server's PUBLIC_URL to its address, or add the name to its ALLOWED_HOSTS".to_owned()
            }
        };
        return json(status, format!("This server isn't known as \"{host}\". {advice}"));
    }
    let advice = match public_url.map(escape) {
        Some(url) => format!(
            "<p>This site is at <a href=\"{url}\">{url}</a>.</p>\n\
             <p>If you run it, and it should answer under this name too, add the name to <code>ALLOWED_HOSTS</code>.</p>"
        ),
        None => "<p>If you run this site, set <code>PUBLIC_URL</code> to the address at which people reach it, or add this \
                 name to <code>ALLOWED_HOSTS</code>.</p>"
            .to_owned(),
    };
    page(status, "Wrong address", &format!("<p>This site isn't known as “{}”.</p>\n{advice}", escape(&host)))
}

fn malformed(is_for_programs: bool) -> HttpResponse {
    let (status, reason) = (StatusCode::BAD_REQUEST, "The request names no valid host");
    if is_for_programs {
        json(status, reason.to_owned())
    } else {
        page(status, "Bad request", &format!("<p>{reason}.</p>"))
    }
}

fn json(status: StatusCode, message: String) -> HttpResponse {
    JsonError::Other(status, ErrorCode::BadRequest, message).error_response()
}

/// A page on its own: styles, scripts, and cookies of the site aren't for this host.
fn page(status: StatusCode, title: &str, content: &str) -> HttpResponse {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title} · Simple chats</title>\n\
         <h1>{title}</h1>\n{content}\n</html>\n"
    );
    HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html)
}

/// A host or a URL as HTML. Neither has angle brackets or double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
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

    fn status(host: &str, settings: &Settings) -> u16 {
        let request = TestRequest::default().insert_header((header::HOST, host)).to_http_request();
        refusal(&request, "/", settings).map_or(200, |response| response.status().as_u16())
    }

    #[test]
    fn only_own_names_loopback_names_and_addresses_are_answered() {
        let alone = settings(&[]);
        let public = settings(&[
            ("PUBLIC_URL", "https://Chat.Example."),
            ("ALLOWED_HOSTS", "chat.lan, bücher.example"),
        ]);
        for host in ["localhost", "a.localhost:80", "127.0.0.1:8000", "192.168.1.5", "[fd00::1]:8000"] {
            assert_eq!((status(host, &alone), status(host, &public)), (200, 200), "{host}");
        }
        for host in ["chat.example", "CHAT.EXAMPLE.:8443", "chat.lan:1", "xn--bcher-kva.example"] {
            assert_eq!((status(host, &alone), status(host, &public)), (421, 200), "{host}");
        }
        for host in [
            "evil.example",
            "chat.example.evil.example",
            "xchat.example",
            "example",
            "",
            "127.0.0.1.evil.example",
        ] {
            assert_eq!((status(host, &alone), status(host, &public)), (421, 421), "{host}");
        }
        for host in ["a b", "[::1", "user@localhost", "localhost:port"] {
            assert_eq!((status(host, &alone), status(host, &public)), (400, 400), "{host}");
        }
    }

    #[test]
    fn a_page_at_another_address_than_the_public_one_is_noticed() {
        let elsewhere = |public: &str, headers: &[(&'static str, &str)]| {
            let settings = settings(&[("PUBLIC_URL", public), ("ALLOWED_HOSTS", "chat.lan")]);
            let request =
                headers.iter().fold(TestRequest::default(), |request, header| request.append_header(*header));
            other_than_public(&request.to_http_request(), &settings).map(str::to_owned)
        };
        let public = "https://chat.example";
        for host in ["chat.example", "Chat.Example", "chat.example:443", "chat.lan:8000"] {
            assert_eq!(elsewhere(public, &[("host", host)]), None, "{host}");
        }
        for host in ["127.0.0.1:8000", "localhost", "chat.example:8000", "chat.example:80", "[::1]:443"] {
            assert_eq!(elsewhere(public, &[("host", host)]).as_deref(), Some(public), "{host}");
        }
        assert_eq!(elsewhere("http://chat.example:8080", &[("host", "chat.example:8080")]), None);
        assert_eq!(elsewhere("http://chat.example:8080", &[("host", "chat.example")]), None, "from a proxy");
        assert!(elsewhere("http://chat.example:8080", &[("host", "chat.example:8000")]).is_some());
        let (own, forwarded) = (("host", "127.0.0.1:8000"), ("x-forwarded-for", "192.0.2.1"));
        assert_eq!(elsewhere(public, &[own, forwarded]), None, "the proxy's name for this server");
        assert!(elsewhere(public, &[("host", "192.0.2.7"), forwarded]).is_some(), "that in the browser");
        let alone = TestRequest::default().insert_header(("host", "chat.example")).to_http_request();
        assert_eq!(other_than_public(&alone, &settings(&[])), None);
    }

    #[test]
    fn the_host_of_an_absolute_target_counts_alone() {
        let request = |target: &str, host: &'static str| {
            let request = TestRequest::with_uri(target).insert_header((header::HOST, host)).to_http_request();
            refusal(&request, "/", &settings(&[])).map(|response| response.status().as_u16())
        };
        assert_eq!(request("http://evil.example/", "localhost"), Some(421));
        assert_eq!(request("http://localhost/", "evil.example"), None);
        assert_eq!(request("/", "evil.example"), Some(421));
    }
}
