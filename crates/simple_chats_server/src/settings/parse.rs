//! Parses single values. Each function fails with a description of the expected form.

use super::host::{Host, listed};
use super::secret::Secret;
use super::values::LogFormat;
use ipnet::IpNet;
use simple_chats_domain::{Inviters, Language, LanguageError, RegistrationMode};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use tracing::Level;
use url::Url;

/// An address with a port; `localhost` is the IPv4 loopback address, so that nothing has to be looked up.
pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    let text = text.trim();
    let address = match text.strip_prefix("localhost:") {
        Some(port) => port.parse().ok().map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port))),
        None => text.parse().ok(),
    };
    address.ok_or_else(|| "an IP address and a port, such as 127.0.0.1:8000 or [::]:8000".to_owned())
}

/// The URL of a site: scheme, host, and optional port.
pub(super) fn public_url(text: &str) -> Result<Url, String> {
    let is_site = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
    };
    Url::parse(text.trim()).ok().filter(is_site).ok_or_else(|| {
        "http:// or https:// and a host, without a path or anything else, such as https://chat.example.org".to_owned()
    })
}

pub(super) fn number(smallest: u32, largest: u32) -> impl Fn(&str) -> Result<u32, String> {
    move |text| {
        let number = text.trim().parse().ok().filter(|number| (smallest..=largest).contains(number));
        number.ok_or_else(|| format!("a whole number from {smallest} to {largest}"))
    }
}

/// A number of bytes, up to a tebibyte.
pub(super) fn bytes(smallest: u64) -> impl Fn(&str) -> Result<u64, String> {
    const LARGEST: u64 = 1 << 40;
    move |text| {
        let number = text.trim().parse().ok().filter(|number| (smallest..=LARGEST).contains(number));
        number.ok_or_else(|| format!("a number of bytes from {smallest} to {LARGEST}"))
    }
}

/// The tag of a language that the program has texts in.
pub(super) fn language(text: &str) -> Result<Language, String> {
    let tags = || Language::ALL.map(Language::tag).join(", ");
    text.trim().parse().map_err(|_: LanguageError| format!("one of {}", tags()))
}

pub(super) fn registration(text: &str) -> Result<RegistrationMode, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "open" => Ok(RegistrationMode::Open),
        "invitation" => Ok(RegistrationMode::Invitation),
        "closed" => Ok(RegistrationMode::Closed),
        _ => Err("open, invitation, or closed".to_owned()),
    }
}

pub(super) fn inviters(text: &str) -> Result<Inviters, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "everyone" => Ok(Inviters::Everyone),
        "administrators" => Ok(Inviters::Administrators),
        _ => Err("everyone or administrators".to_owned()),
    }
}

pub(super) fn port(text: &str) -> Result<u16, String> {
    let port = text.trim().parse().ok().filter(|port| *port > 0);
    port.ok_or_else(|| "a port from 1 to 65535".to_owned())
}

/// One of these words, in any case.
fn one_of<T: Copy>(text: &str, words: &[(&str, T)], expected: &str) -> Result<T, String> {
    let text = text.trim().to_ascii_lowercase();
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value).ok_or_else(|| expected.to_owned())
}

/// `true` or `false`, in the usual spellings.
pub(super) fn truth(text: &str) -> Result<bool, String> {
    let (yes, no) = (["true", "on", "yes", "1"], ["false", "off", "no", "0"]);
    let words = [yes.map(|word| (word, true)), no.map(|word| (word, false))].concat();
    one_of(text, &words, "true or false")
}

pub(super) fn on_or_off(text: &str) -> Result<bool, String> {
    truth(text).map_err(|_| "on or off".to_owned())
}

/// A text of one line, without blanks around it.
pub(super) fn text(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_line = !text.is_empty() && !text.contains(char::is_control);
    if is_line { Ok(text.to_owned()) } else { Err("a text of one line".to_owned()) }
}

/// A password or key, with its blanks. A control character is an accident, such as a file's line break.
pub(super) fn secret(text: &str) -> Result<Secret, String> {
    if text.contains(char::is_control) {
        return Err("one line without control characters".to_owned());
    }
    Ok(Secret::from(text.to_owned()))
}

/// The name or address of a host, without a port.
pub(super) fn host(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_address = text.parse::<IpAddr>().is_ok();
    let is_name =
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if is_address || is_name {
        Ok(text.to_owned())
    } else {
        Err("the name or address of a host, without a port".to_owned())
    }
}

/// The host of a PostgreSQL server: also the folder of its socket.
pub(super) fn database_host(value: &str) -> Result<String, String> {
    if value.starts_with('/') { text(value) } else { host(value) }
}

pub(super) fn mail_sender(text: &str) -> Result<String, String> {
    let text = text.trim();
    let address = match text.split_once('<') {
        Some((_, address)) => address.strip_suffix('>'),
        None => Some(text),
    };
    let is_address = |address: &str| {
        address.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
            && !address
                .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ','))
    };
    if address.is_some_and(is_address) && !text.contains(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("an e-mail address, such as chat@example.org or Simple Chats <chat@example.org>".to_owned())
    }
}

/// Addresses and networks, separated by commas; `none` is the empty list.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    if text.trim() == "none" {
        return Ok(Vec::new());
    }
    text.split(',').map(network).collect::<Option<_>>().ok_or_else(|| {
        "addresses or networks, separated by commas, such as 127.0.0.1, 10.0.0.0/8, fd00::/8".to_owned()
    })
}

fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let network = IpNet::from_str(text).ok().map(|network| network.trunc());
    network.or_else(|| text.parse().ok().map(|address: IpAddr| IpNet::from(address)))
}

/// Names of a site, separated by commas.
pub(super) fn hosts(text: &str) -> Result<Vec<Host>, String> {
    let hosts = text.split(',').map(|name| listed(name.trim()));
    hosts.collect::<Option<_>>().ok_or_else(|| {
        "names of hosts, separated by commas and without patterns, such as chat.lan, chat.example.net"
            .to_owned()
    })
}

/// `refuse` or `allow`; true means refuse.
pub(super) fn refuse_or_allow(text: &str) -> Result<bool, String> {
    one_of(text, &[("refuse", true), ("allow", false)], "refuse or allow")
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    one_of(text, &[("pretty", LogFormat::Pretty), ("json", LogFormat::Json)], "pretty or json")
}

pub(super) fn log_level(text: &str) -> Result<Level, String> {
    let levels = [
        ("error", Level::ERROR),
        ("warn", Level::WARN),
        ("warning", Level::WARN),
        ("info", Level::INFO),
        ("debug", Level::DEBUG),
        ("trace", Level::TRACE),
    ];
    one_of(text, &levels, "error, warn, info, debug or trace")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listen_takes_addresses_localhost_and_port_zero() {
        for (text, address) in [
            ("127.0.0.1:8000", "127.0.0.1:8000"),
            (" 0.0.0.0:80 ", "0.0.0.0:80"),
            ("[::1]:8000", "[::1]:8000"),
            ("localhost:0", "127.0.0.1:0"),
        ] {
            assert_eq!(listen(text).unwrap(), address.parse().unwrap());
        }
        for text in
            ["", "8000", ":8000", "127.0.0.1", "::1:8000", "example.org:80", "localhost:70000", "localhost:"]
        {
            assert!(listen(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_public_url_is_a_site_and_nothing_more() {
        for text in [
            "https://chat.example.org",
            "http://192.168.1.5:8000/",
            "https://[fd00::1]",
            "HTTPS://Chat.Example",
        ] {
            assert!(public_url(text).is_ok(), "{text:?}");
        }
        for text in [
            "chat.example.org",
            "ftp://a.b",
            "https://",
            "https://a.b/chat",
            "https://a.b/?x",
            "https://a.b/#x",
            "https://u@a.b",
            "https://u:p@a.b",
            "https://:p@a.b",
            "localhost:8000",
            "mailto:a@b.c",
        ] {
            assert!(public_url(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn numbers_keep_to_their_bounds() {
        let read = number(4, 20);
        assert_eq!((read("4"), read(" 20 ")), (Ok(4), Ok(20)));
        for text in ["3", "21", "-4", "4.0", "four", "", "99999999999"] {
            assert_eq!(read(text).unwrap_err(), "a whole number from 4 to 20", "{text:?}");
        }
        assert_eq!(port("65535"), Ok(65_535));
        assert!(port("0").is_err() && port("65536").is_err());
    }

    #[test]
    fn truths_are_read_in_any_spelling() {
        for text in ["true", "True", "ON", "yes", "1"] {
            assert_eq!(truth(text), Ok(true), "{text:?}");
        }
        for text in ["false", "False", "off", "No", "0"] {
            assert_eq!(truth(text), Ok(false), "{text:?}");
        }
        assert_eq!(truth("maybe").unwrap_err(), "true or false");
        assert_eq!(on_or_off("maybe").unwrap_err(), "on or off");
    }

    #[test]
    fn hosts_have_no_port_and_senders_are_addresses() {
        for text in ["smtp.gmail.com", "mail_relay", "127.0.0.1", "::1"] {
            assert_eq!(host(text).unwrap(), text);
        }
        for text in ["", "smtp.gmail.com:587", "smtp://mail", "a b", "/run/pg"] {
            assert!(host(text).is_err(), "{text:?}");
        }
        assert_eq!(database_host("/run/pg").unwrap(), "/run/pg");
        for text in ["a@b.c", "simple-chats@localhost", "Simple Chats <chat@example.org>"] {
            assert_eq!(mail_sender(text).unwrap(), text);
        }
        for text in ["apikey", "@b", "a@", "Ann <a@b", "a@b\nBcc: c@d", "A\tB <a@b>", "a@b, c@d", "a b@c"] {
            assert!(mail_sender(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn secrets_keep_their_blanks_and_have_no_line_break() {
        assert_eq!(secret(" pass word ").unwrap().expose(), " pass word ");
        for text in ["key\n", "two\nlines", "nul\0"] {
            assert!(secret(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn networks_are_addresses_or_prefixes() {
        let found = networks("127.0.0.1, 10.1.2.3/8,fd00::/8").unwrap();
        assert_eq!(
            found.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]
        );
        assert_eq!(networks("none"), Ok(Vec::new()));
        for text in ["nginx", "10.0.0.0/33", "10.0.0.1,", "any"] {
            assert!(networks(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn words_are_read_in_any_case() {
        assert_eq!((refuse_or_allow("Allow"), refuse_or_allow("refuse")), (Ok(false), Ok(true)));
        assert_eq!(log_format("JSON"), Ok(LogFormat::Json));
        assert_eq!(log_level("WARNING"), Ok(Level::WARN));
        assert!(refuse_or_allow("no").is_err() && log_format("text").is_err() && log_level("5").is_err());
    }
}
