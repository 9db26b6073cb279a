//! The peer of a connection: its address, and whether it uses https. Only trusted proxies may vouch for either.

use crate::rate_limits::Network;
use crate::settings::Settings;
use actix_web::HttpRequest;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};

/// The client's address: the peer's, or behind trusted proxies the last untrusted one in `X-Forwarded-For`.
pub(crate) fn address_of(request: &HttpRequest, settings: &Settings) -> IpAddr {
    let peer = peer_of(request);
    if !is_trusted(peer, &settings.trusted_proxies) {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for hop in hops.into_iter().rev() {
        let Ok(address) = hop.parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
        if !is_trusted(nearest, &settings.trusted_proxies) {
            break;
        }
    }
    nearest
}

pub(crate) fn network_of(request: &HttpRequest, settings: &Settings) -> Network {
    Network::of(address_of(request, settings))
}

/// Whether the browser uses https, according to the public URL or a trusted proxy.
pub(crate) fn is_https(request: &HttpRequest, settings: &Settings) -> bool {
    if let Some(url) = &settings.public_url {
        return url.scheme() == "https";
    }
    is_trusted(peer_of(request), &settings.trusted_proxies)
        && request.headers().get("x-forwarded-proto").is_some_and(|scheme| scheme.as_bytes() == b"https")
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
    use actix_web::test::TestRequest;

    fn settings(vars: &[(&str, &str)]) -> Settings {
        let sources = Sources {
            vars: vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            ..Sources::default()
        };
        Settings::read(&sources).unwrap()
    }

    #[test]
    fn only_trusted_proxies_may_name_the_client() {
        let request = TestRequest::default()
            .peer_addr("10.0.0.5:999".parse().unwrap())
            .insert_header(("x-forwarded-for", "1.1.1.1, 203.0.113.7, 10.0.0.6"))
            .insert_header(("x-forwarded-proto", "https"))
            .to_http_request();
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
}
