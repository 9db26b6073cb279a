//! Fuzz targets: the headers that clients, browsers, and proxies send.

use super::compression::accepts_gzip;
use super::cookies::{SESSION, values};
use super::{host, origin, peer};
use crate::settings::{Host, Settings, Sources};
use actix_web::HttpRequest;
use actix_web::http::header::HeaderValue;
use actix_web::test::TestRequest;
use simple_chats_fuzzing::{Decisions, fuzz, texts};

fn settings(vars: &[(&str, &str)]) -> Settings {
    let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Settings::read(&Sources { vars, ..Sources::default() }).unwrap()
}

/// A request of a client, or of a proxy, with these headers, as far as their values can be in a request.
fn request(headers: &[(&'static str, &str)]) -> HttpRequest {
    let request = TestRequest::default().peer_addr("10.0.0.5:999".parse().unwrap());
    let add = |request: TestRequest, (name, value): &(&'static str, &str)| match HeaderValue::from_bytes(
        value.as_bytes(),
    ) {
        Ok(value) => request.append_header((*name, value)),
        Err(_) => request,
    };
    headers.iter().fold(request, add).to_http_request()
}

#[test]
fn cookies() {
    const PARTS: &[&str] = &[
        "session",
        "=",
        ";",
        "session=",
        "; session=",
        "__Host-session=",
        "\"",
        " ",
        "\t",
        "é",
        "xsession=",
        ",",
    ];
    fuzz!(|input: &[u8]| {
        for text in texts(input, PARTS) {
            let found = values(&request(&[("cookie", &text)]), SESSION, false);
            assert!(
                found.len() <= 8 && found.iter().all(|value| !value.contains(';') && value.trim() == value)
            );
            let again: Vec<_> = found.iter().map(|value| format!("session={value}")).collect();
            assert_eq!(values(&request(&[("cookie", &again.join(";"))]), SESSION, false), found);
            let behind = values(&request(&[("cookie", &format!("{text};__Host-session=x"))]), SESSION, true);
            let is_readable = HeaderValue::from_bytes(text.as_bytes()).is_ok();
            assert!(!is_readable || behind.is_empty() || behind.contains(&"x".to_owned()), "{text}");
        }
    });
}

/// What a client claims about itself changes nothing once a trusted proxy has said what it knows.
#[test]
fn forwarded_requests() {
    const PARTS: &[&str] = &[
        ",",
        ", ",
        "\"",
        "203.0.113.9",
        "10.0.0.7",
        "[::1]",
        "[2001:db8::1]:443",
        ":80",
        "%eth0",
        "unknown",
        "_x",
        "for=",
        "https",
        "http",
        "wss",
        "::ffff:10.0.0.8",
        "é",
    ];
    let (alone, behind) = (settings(&[]), settings(&[("TRUSTED_PROXIES", "10.0.0.0/8, ::1")]));
    fuzz!(|input: &[u8]| {
        for claim in texts(input, PARTS) {
            let claims = [("x-forwarded-for", claim.as_str()), ("x-forwarded-proto", claim.as_str())];
            let direct = request(&claims);
            assert_eq!(peer::address_of(&direct, &alone).to_string(), "10.0.0.5");
            assert!(!peer::is_https(&direct, &alone));
            let address = peer::address_of(&direct, &behind).to_string();
            assert!(address == "10.0.0.5" || claim.to_lowercase().contains(':') || claim.contains(&address));
            let proxied = [&claims[..], &[("x-forwarded-for", "203.0.113.7, 10.0.0.6")]].concat();
            let with =
                |schemes: &'static str| request(&[&proxied[..], &[("x-forwarded-proto", schemes)]].concat());
            assert_eq!(peer::address_of(&with("http, http"), &behind).to_string(), "203.0.113.7", "{claim}");
            assert!(peer::is_https(&with("https, http"), &behind), "{claim}");
            assert!(!peer::is_https(&with("http, https"), &behind), "{claim}");
        }
    });
}

#[test]
fn hosts() {
    const PARTS: &[&str] = &[
        "chat.example.org",
        "EXAMPLE",
        ".",
        "..",
        ":",
        ":443",
        "[",
        "]",
        "[::1]",
        "::ffff:1.2.3.4",
        "1.2.3.4",
        "127.1",
        "%31",
        "@",
        "/",
        "localhost",
        "é",
        "xn--",
        "<",
        "\"",
        "&",
        "_",
    ];
    let site = settings(&[("PUBLIC_URL", "https://chat.example.org")]);
    fuzz!(|input: &[u8]| {
        for text in texts(input, PARTS) {
            check_host(&text);
            let asked =
                request(&[("host", "chat.example.org"), ("origin", &text), ("sec-fetch-site", &text)]);
            let is_own = origin::is_own_origin(&asked, &site) == Some(true);
            assert_eq!(is_own, text == "https://chat.example.org", "{text}");
            assert!(
                origin::is_foreign_form(&asked, &site)
                    || text == "same-origin"
                    || text == "none"
                    || is_own
                    || !has_origin(&asked)
            );
        }
    });
}

fn has_origin(request: &HttpRequest) -> bool {
    request.headers().contains_key("origin")
}

fn check_host(text: &str) {
    let by_header = host::host_of(&request(&[("host", text)]));
    let Some(found) = Host::of_authority(text) else { return assert_eq!(by_header, None, "{text}") };
    assert_eq!(by_header.as_ref(), Some(&found), "{text}");
    assert_eq!(Host::of_authority(&text.to_ascii_uppercase()).as_ref(), Some(&found), "{text}");
    let shown = match &found {
        Host::Address(address) if address.is_ipv6() => format!("[{address}]"),
        other => other.to_string(),
    };
    assert!(!shown.contains(['<', '>', '"', ' ', '/', '@']), "{shown}");
    for again in [shown.clone(), format!("{shown}:443")] {
        assert_eq!(Host::of_authority(&again).as_ref(), Some(&found), "{text}");
    }
    if let Host::Name(name) = &found {
        assert!(!name.ends_with('.') && *name == name.to_ascii_lowercase(), "{name}");
    }
}

#[test]
fn encodings() {
    const PARTS: &[&str] =
        &["gzip", "*", ",", ";", "q=", "q=0", "q=1", "0.5", "nan", "inf", "-1", "identity", " ", "é"];
    fuzz!(|input: &[u8]| {
        let text = Decisions::of(input).text(PARTS).replace(char::is_control, "");
        let accepts = |text: &str| accepts_gzip(&request(&[("accept-encoding", text)]));
        assert_eq!(accepts(&text.to_ascii_uppercase()), accepts(&text), "{text}");
        assert!(!accepts(&text) || text.to_ascii_lowercase().contains("gzip") || text.contains('*'));
        assert!(
            !accepts(&format!("gzip;q=0,{text}")) && (accepts(&format!("gzip,{text}")) || !text.is_ascii())
        );
    });
}
