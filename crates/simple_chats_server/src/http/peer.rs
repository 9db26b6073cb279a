//! The peer of a connection: its address, and whether the browser uses https. Only trusted proxies may vouch for either, by
//! `X-Forwarded-For` and `X-Forwarded-Proto`. Each proxy adds its entry at the end of a list, so lists are read from there, and
//! only as far as the entries come from trusted proxies.

use crate::accounts::Requester;
use crate::rate_limits::Network;
use crate::settings::Settings;
use actix_web::HttpRequest;
use actix_web::http::header::{HeaderValue, USER_AGENT};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Once;

/// One line is enough: an operator has to repair the proxy.
static UNREADABLE: Once = Once::new();

/// The client's address: the peer's, or behind trusted proxies the last untrusted one in `X-Forwarded-For`.
pub(crate) fn address_of(request: &HttpRequest, settings: &Settings) -> IpAddr {
    client_of(request, settings).address
}

pub(crate) fn network_of(request: &HttpRequest, settings: &Settings) -> Network {
    Network::of(address_of(request, settings))
}

/// The client's address and user agent.
pub(crate) fn requester_of(request: &HttpRequest, settings: &Settings) -> Requester {
    let user_agent = request.headers().get(USER_AGENT).map(HeaderValue::as_bytes).unwrap_or_default();
    Requester::new(address_of(request, settings), &String::from_utf8_lossy(user_agent))
}

/// The network of a client behind a trusted proxy; `None` if the peer itself is the client.
pub(crate) fn forwarded_network(request: &HttpRequest, settings: &Settings) -> Option<Network> {
    is_trusted(peer_of(request), &settings.trusted_proxies).then(|| network_of(request, settings))
}

/// Whether a trusted proxy names its client at all; `None` if the peer itself is the client.
pub(super) fn is_client_named(request: &HttpRequest, settings: &Settings) -> Option<bool> {
    let is_proxy = is_trusted(peer_of(request), &settings.trusted_proxies);
    is_proxy.then(|| entries(request, "x-forwarded-for").next().is_some())
}

/// Whether the browser uses https, according to the public URL, a trusted proxy, or the server's own TLS.
pub(crate) fn is_https(request: &HttpRequest, settings: &Settings) -> bool {
    if let Some(url) = &settings.public_url {
        return url.scheme() == "https";
    }
    let own = settings.tls.is_some();
    if !is_trusted(peer_of(request), &settings.trusted_proxies) {
        return own;
    }
    let schemes: Vec<_> = entries(request, "x-forwarded-proto").collect();
    // The last entry is how the nearest proxy was reached; if that was by another trusted one, the entry before counts. A
    // proxy that passes the header on unchanged makes the list shorter.
    let proxies_between = client_of(request, settings).proxies_between;
    let counting = schemes.iter().rev().nth(proxies_between).or(schemes.first());
    // Some proxies name the scheme of a socket.
    counting.map_or(own, |scheme| {
        [&b"https"[..], b"wss"].iter().any(|secure| scheme.eq_ignore_ascii_case(secure))
    })
}

/// The client, and how many trusted proxies in front of the nearest one its request has passed.
struct Client {
    address: IpAddr,
    proxies_between: usize,
}

fn client_of(request: &HttpRequest, settings: &Settings) -> Client {
    let mut client = Client { address: peer_of(request), proxies_between: 0 };
    if !is_trusted(client.address, &settings.trusted_proxies) {
        return client;
    }
    let hops: Vec<_> = entries(request, "x-forwarded-for").collect();
    for hop in hops.into_iter().rev() {
        let Some(address) = address_in(hop) else {
            warn_once(client.address);
            break;
        };
        client.address = address;
        if !is_trusted(address, &settings.trusted_proxies) {
            break;
        }
        client.proxies_between += 1;
    }
    client
}

/// All entries of a header that is a list, in order, without blanks and quotes around them (RFC 9110, section 5.6.1).
fn entries<'a>(request: &'a HttpRequest, name: &'static str) -> impl Iterator<Item = &'a [u8]> {
    let lines = request.headers().get_all(name).flat_map(|line| line.as_bytes().split(|byte| *byte == b','));
    lines.map(unquoted).filter(|entry| !entry.is_empty())
}

fn unquoted(entry: &[u8]) -> &[u8] {
    let entry = entry.trim_ascii();
    entry.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).map_or(entry, <[u8]>::trim_ascii)
}

/// An address, also in brackets, with a port, or with the zone of a link.
fn address_in(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?;
    let without_port = text.parse::<SocketAddr>().map(|socket| socket.ip());
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let zoneless = bare.split_once('%').map_or(bare, |(address, _)| address);
    without_port.or_else(|_| zoneless.parse()).ok().map(|address: IpAddr| address.to_canonical())
}

fn warn_once(proxy: IpAddr) {
    UNREADABLE.call_once(|| {
        tracing::warn!(
            %proxy,
            "a trusted proxy sends an X-Forwarded-For without a readable address: its clients share the rate limits of its own"
        );
    });
}

fn peer_of(request: &HttpRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical())
}

fn is_trusted(address: IpAddr, proxies: &[IpNet]) -> bool {
    proxies.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Sources;
    use actix_web::http::header::HeaderValue;
    use actix_web::test::TestRequest;

    fn settings(vars: &[(&str, &str)]) -> Settings {
        let sources = Sources {
            vars: vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            ..Sources::default()
        };
        Settings::read(&sources).unwrap()
    }

    /// A request that a proxy with this address passes on.
    fn passed_on(headers: &[(&'static str, &[u8])]) -> HttpRequest {
        let request = TestRequest::default().peer_addr("10.0.0.5:999".parse().unwrap());
        let add = |request: TestRequest, (name, value): &(&'static str, &[u8])| {
            request.append_header((*name, HeaderValue::from_bytes(value).unwrap()))
        };
        headers.iter().fold(request, add).to_http_request()
    }

    const FOR: &str = "x-forwarded-for";
    const PROTO: &str = "x-forwarded-proto";

    #[test]
    fn only_trusted_proxies_may_name_the_client() {
        let request = passed_on(&[(FOR, b"1.1.1.1, 203.0.113.7, 10.0.0.6"), (PROTO, b"https")]);
        let alone = settings(&[]);
        assert_eq!(address_of(&request, &alone).to_string(), "10.0.0.5");
        assert!(!is_https(&request, &alone));
        let behind = settings(&[("TRUSTED_PROXIES", "10.0.0.0/8")]);
        assert_eq!(
            address_of(&request, &behind).to_string(),
            "203.0.113.7",
            "the client's own claim is ignored"
        );
        assert!(is_https(&request, &behind));
    }

    #[test]
    fn with_a_certificate_of_its_own_the_server_knows_better_than_clients_and_asks_proxies() {
        let own = [("TLS_CERT", "a.pem"), ("TLS_KEY", "a.key")];
        let request = |claim: &'static [u8]| passed_on(&[(PROTO, claim)]);
        assert!(is_https(&request(b"http"), &settings(&own)));
        let behind = settings(&[own[0], own[1], ("TRUSTED_PROXIES", "10.0.0.0/8")]);
        assert!(is_https(&passed_on(&[]), &behind));
        assert!(is_https(&request(b"https"), &behind));
        assert!(!is_https(&request(b"http"), &behind), "it is the proxy that the browser speaks to");
        let http = settings(&[own[0], own[1], ("PUBLIC_URL", "http://chat.example")]);
        assert!(!is_https(&request(b"https"), &http), "the public URL counts");
    }

    #[test]
    fn an_address_is_read_in_all_usual_forms() {
        let behind = settings(&[("TRUSTED_PROXIES", "10.0.0.0/8")]);
        for (header, address) in [
            (&b"203.0.113.7"[..], "203.0.113.7"),
            (b"203.0.113.7:51000", "203.0.113.7"),
            (b"\t 203.0.113.7 ", "203.0.113.7"),
            (b"\"203.0.113.7:51000\"", "203.0.113.7"),
            (b"2001:db8::1", "2001:db8::1"),
            (b"[2001:db8::1]", "2001:db8::1"),
            (b"[2001:db8::1]:443", "2001:db8::1"),
            (b"\"[2001:DB8::1]:443\"", "2001:db8::1"),
            (b"fe80::1%eth0", "fe80::1"),
            (b"::ffff:203.0.113.7", "203.0.113.7"),
            (b"1.1.1.1, 203.0.113.7:1,", "203.0.113.7"),
            (b"203.0.113.7, 10.0.0.6:80 , [::ffff:10.0.0.7]:80", "203.0.113.7"),
        ] {
            let request = passed_on(&[(FOR, header)]);
            assert_eq!(address_of(&request, &behind).to_string(), address, "{}", header.escape_ascii());
        }
    }

    #[test]
    fn behind_an_unreadable_entry_nothing_is_trusted() {
        let behind = settings(&[("TRUSTED_PROXIES", "10.0.0.0/8")]);
        for entry in [
            &b"unknown"[..],
            b"_hidden",
            b"\xff",
            b"1.2.3",
            b"203.0.113.7:x",
            b"203.0.113.7:99999",
            b"[::1",
            b"a b",
        ] {
            let last = passed_on(&[(FOR, b"1.1.1.1"), (FOR, entry)]);
            assert_eq!(address_of(&last, &behind).to_string(), "10.0.0.5", "{}", entry.escape_ascii());
            let before = passed_on(&[(FOR, b"1.1.1.1"), (FOR, entry), (FOR, b"10.0.0.6")]);
            assert_eq!(address_of(&before, &behind).to_string(), "10.0.0.6", "{}", entry.escape_ascii());
        }
        for nothing in [&b""[..], b" , ,"] {
            assert_eq!(address_of(&passed_on(&[(FOR, nothing)]), &behind).to_string(), "10.0.0.5");
        }
    }

    #[test]
    fn the_scheme_is_the_one_by_which_the_client_has_reached_the_first_trusted_proxy() {
        let behind = settings(&[("TRUSTED_PROXIES", "10.0.0.0/8")]);
        let is_https = |headers: &[(&'static str, &[u8])]| is_https(&passed_on(headers), &behind);
        for scheme in
            [&b"https"[..], b"HTTPS", b" https ", b"\"https\"", b"wss", b"http, https", b"x, ,https,"]
        {
            assert!(is_https(&[(PROTO, scheme)]), "{}", scheme.escape_ascii());
        }
        for scheme in [&b"http"[..], b"", b"https, http", b"https x", b"\xff", b"httpsx", b"ws"] {
            assert!(!is_https(&[(PROTO, scheme)]), "{}", scheme.escape_ascii());
        }
        assert!(is_https(&[(PROTO, b"http"), (PROTO, b"https")]), "several headers are one list");
        assert!(!is_https(&[(PROTO, b"https"), (PROTO, b"http")]));
        let between = (FOR, &b"203.0.113.7, 10.0.0.6"[..]);
        assert!(is_https(&[between, (PROTO, b"https, http")]), "the outer of two proxies speaks https");
        assert!(!is_https(&[between, (PROTO, b"http, https")]));
        assert!(!is_https(&[between, (PROTO, b"https, http, http")]), "the client's claim is ignored");
        assert!(is_https(&[between, (PROTO, b"https")]), "the inner one passes the header on");
    }
}
