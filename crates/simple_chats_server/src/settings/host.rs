//! A host, as settings and requests name it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The host of a site: a literal address, or a name in lower case and without the dot at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Host {
    Address(IpAddr),
    Name(String),
}

impl Host {
    /// The host of an authority (`host`, `host:port`, `[address]:port`), whatever its port. `None` if it is malformed (RFC
    /// 3986, section 3.2.2) or names a user, which an authority of http never does.
    pub(crate) fn of_authority(authority: &str) -> Option<Self> {
        let (host, port) = match authority.strip_prefix('[') {
            Some(rest) => {
                let (address, port) = rest.split_once(']')?;
                (Self::address(address.parse::<Ipv6Addr>().ok()?), port)
            }
            None => match authority.find(':') {
                Some(end) => (Self::named(authority.get(..end)?)?, authority.get(end..)?),
                None => (Self::named(authority)?, ""),
            },
        };
        let is_port =
            |text: &str| text.strip_prefix(':').is_some_and(|port| port.bytes().all(|c| c.is_ascii_digit()));
        (port.is_empty() || is_port(port)).then_some(host)
    }

    /// Whether it is a name of the machine itself (RFC 6761, section 6.3), which browsers look up nowhere.
    pub(crate) fn is_loopback_name(&self) -> bool {
        matches!(self, Self::Name(name) if name.rsplit('.').next() == Some("localhost"))
    }

    fn named(text: &str) -> Option<Self> {
        let is_part = |c: u8| c.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=".contains(&c);
        if !text.bytes().all(is_part) {
            return None;
        }
        let name = without_dot(text);
        match name.parse::<Ipv4Addr>() {
            Ok(address) => Some(Self::address(address)),
            // One dot at the end makes a name absolute; two make none.
            Err(_) if name.ends_with('.') => None,
            Err(_) => Some(Self::Name(name.to_ascii_lowercase())),
        }
    }

    fn address(address: impl Into<IpAddr>) -> Self {
        Self::Address(address.into().to_canonical())
    }
}

/// A name without the dot that makes it absolute.
pub(crate) fn without_dot(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// A host in a list of settings: also an address without brackets, and a name in any script, which becomes the form that
/// browsers send (IDNA). `None` if no host can be called so, which includes patterns.
pub(super) fn listed(text: &str) -> Option<Host> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(Host::address(address));
    }
    let (name, port) = text.split_once(':').unwrap_or((text, ""));
    let host = if text.is_ascii() {
        Host::of_authority(text)?
    } else {
        let url::Host::Domain(name) = url::Host::parse(name).ok()? else { return None };
        Host::of_authority(&format!("{name}:{port}"))?
    };
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'))
    };
    match &host {
        Host::Name(name) if !name.split('.').all(is_label) => None,
        _ => Some(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_port_and_final_dot_of_an_authority_do_not_matter() {
        for (authority, host) in [
            ("chat.example", "chat.example"),
            ("CHAT.Example.:8000", "chat.example"),
            ("chat.example:", "chat.example"),
            ("xn--bcher-kva.example:443", "xn--bcher-kva.example"),
            ("simple_chats:8000", "simple_chats"),
            ("localhost", "localhost"),
            ("", ""),
            (":80", ""),
            ("127.0.0.1:8000", "127.0.0.1"),
            ("127.0.0.1.", "127.0.0.1"),
            ("[::1]:8000", "::1"),
            ("[FD00::1]", "fd00::1"),
            ("[::ffff:10.0.0.1]", "10.0.0.1"),
        ] {
            assert_eq!(Host::of_authority(authority).unwrap().to_string(), host, "{authority}");
        }
    }

    #[test]
    fn a_malformed_authority_has_no_host() {
        for authority in [
            "a b",
            "a:b",
            "a:80:80",
            "::1",
            "[::1",
            "[::1]x",
            "[a]",
            "[]",
            "u@a",
            "a/b",
            "a?b",
            "a#b",
            "a\\b",
            "<a>",
            "\"a\"",
            "bücher.example",
            "a\t",
            "[::1%eth0]",
            "a:-1",
            "chat.example..",
            "1.2.3.4..:80",
        ] {
            assert_eq!(Host::of_authority(authority), None, "{authority}");
        }
    }

    #[test]
    fn only_an_address_is_a_literal_address() {
        for name in ["127.0.0.1.evil.example", "10.0.0.256", "0x7f.1", "127.1", "1.2.3.4.5"] {
            assert!(matches!(Host::of_authority(name), Some(Host::Name(_))), "{name}");
        }
    }

    #[test]
    fn loopback_names_end_in_localhost() {
        for (name, expected) in [
            ("localhost:8000", true),
            ("LOCALHOST.", true),
            ("chat.localhost", true),
            ("localhost.evil.example", false),
            ("notlocalhost", false),
            ("127.0.0.1", false),
        ] {
            assert_eq!(Host::of_authority(name).unwrap().is_loopback_name(), expected, "{name}");
        }
    }

    #[test]
    fn listed_hosts_are_kept_as_browsers_send_them() {
        for (text, host) in [
            ("Chat.LAN", "chat.lan"),
            ("chat.lan:8080", "chat.lan"),
            ("chat.lan.", "chat.lan"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("Bücher.example:8080", "xn--bcher-kva.example"),
            ("fd00::1", "fd00::1"),
            ("[fd00::1]:80", "fd00::1"),
            ("10.0.0.1", "10.0.0.1"),
        ] {
            assert_eq!(listed(text).unwrap().to_string(), host, "{text}");
        }
        for text in [
            "",
            ".",
            "*",
            "*.example.org",
            ".example.org",
            "a..b",
            "https://a.b",
            "a/b",
            "a b",
            "a:b",
            "a%62",
        ] {
            assert_eq!(listed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in ".{0,20}") {
            let _ = (Host::of_authority(&text), listed(&text));
        }
    }
}
