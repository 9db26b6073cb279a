//! The URLs of NATS servers: parsing a list, and masking its credentials.

use super::secret::Secret;
use percent_encoding::percent_decode_str;
use url::Url;

const EXPECTED: &str = "nats://HOST:PORT or tls://HOST:PORT, several of them separated by commas, with credentials as \
     nats://USER:PASSWORD@HOST:PORT or nats://TOKEN@HOST:PORT, percent-encoded";

/// A NATS server.
#[derive(Debug, Clone)]
pub(crate) struct BrokerServer {
    /// Its URL without credentials: the NATS client doesn't send those of a URL, and may show them.
    pub(crate) url: Url,
    pub(crate) credentials: Option<BrokerCredentials>,
}

/// What a NATS server is told to be let in.
#[derive(Debug, Clone)]
pub(crate) enum BrokerCredentials {
    Password { user: Secret, password: Secret },
    Token(Secret),
}

/// The NATS servers of a list.
pub(super) fn servers(text: &str) -> Result<Vec<BrokerServer>, String> {
    let servers = text.split(',').map(|text| server(text.trim()));
    servers.collect::<Option<_>>().ok_or_else(|| EXPECTED.to_owned())
}

fn server(text: &str) -> Option<BrokerServer> {
    let mut url = Url::parse(text).ok()?;
    let is_server = matches!(url.scheme(), "nats" | "tls")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none();
    if !is_server {
        return None;
    }
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        (token, None) => Some(BrokerCredentials::Token(decoded(token)?.into())),
        (user, Some(password)) => {
            let (user, password) = (decoded(user)?.into(), decoded(password)?.into());
            Some(BrokerCredentials::Password { user, password })
        }
    };
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(BrokerServer { url, credentials })
}

/// The text of a percent-encoded part. A `%` that begins no code is a mistake: the next one might.
fn decoded(part: &str) -> Option<String> {
    let mut codes = part.split('%').skip(1);
    let is_code = |code: &str| code.get(..2).is_some_and(|code| code.bytes().all(|c| c.is_ascii_hexdigit()));
    if !codes.all(is_code) {
        return None;
    }
    percent_decode_str(part).decode_utf8().ok().map(Into::into)
}

/// The list without credentials; a name without a password is a token, and secret, too. In a list that isn't valid, commas may
/// belong to a password, so everything up to the last `@` is hidden.
pub(super) fn mask_servers(text: &str) -> String {
    match servers(text) {
        Ok(_) => text.split(',').map(mask_server).collect::<Vec<_>>().join(","),
        Err(_) => mask_server(text),
    }
}

fn mask_server(text: &str) -> String {
    let Some((credentials, host)) = text.rsplit_once('@') else { return text.to_owned() };
    match credentials.split_once("://") {
        Some((scheme, _)) if matches!(scheme.trim(), "nats" | "tls") => format!("{scheme}://***@{host}"),
        _ => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(server: &BrokerServer) -> (&str, Option<String>) {
        let credentials = server.credentials.as_ref().map(|credentials| match credentials {
            BrokerCredentials::Password { user, password } => {
                format!("{} {}", user.expose(), password.expose())
            }
            BrokerCredentials::Token(token) => token.expose().to_owned(),
        });
        (server.url.as_str(), credentials)
    }

    #[test]
    fn one_server_or_several_are_read() {
        let found = servers("nats://a:4222, tls://ann:secret@b.example.org:4443,nats://token@[::1]").unwrap();
        let shown: Vec<_> = found.iter().map(shown).collect();
        assert_eq!(
            shown,
            [
                ("nats://a:4222", None),
                ("tls://b.example.org:4443", Some("ann secret".to_owned())),
                ("nats://[::1]", Some("token".to_owned())),
            ]
        );
    }

    #[test]
    fn credentials_are_decoded() {
        for (text, credentials) in [
            ("nats://ann%40home:p%2Cs%25%3a@a", "ann@home p,s%:"),
            ("nats://t%C3%B6ken@a", "töken"),
            ("nats://ann:pa@ss@a", "ann pa@ss"),
            ("nats://:only@a", " only"),
        ] {
            assert_eq!(shown(&servers(text).unwrap()[0]).1.as_deref(), Some(credentials), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "localhost:4222",
            "http://a",
            "nats://",
            "nats://a,",
            "nats://a/x",
            "nats://u:100%@a",
            "nats://u:%zz@a",
            "nats://u:%ff@a",
        ] {
            assert!(servers(text).unwrap_err().contains("nats://HOST"), "{text:?}");
        }
    }

    #[test]
    fn credentials_are_masked() {
        let cases = [
            ("nats://a:4222", "nats://a:4222"),
            ("nats://ann:secret@a, nats://token@b:1", "nats://***@a, nats://***@b:1"),
            ("nats://hu@sh@a", "nats://***@a"),
            ("nats://ann:hu,sh@a,nats://b", "nats://***@a,nats://b"),
            ("ann:secret@a", "***"),
            ("ann:secret@a,nats://b", "***"),
            ("http://ann:secret@a", "***"),
            ("nats://ann:sec,ret@a:4222", "nats://***@a:4222"),
            ("nats://a,nats://ann:sec,r@et@b:x", "nats://***@b:x"),
        ];
        for (text, masked) in cases {
            assert_eq!(mask_servers(text), masked);
        }
        assert!(!format!("{:?}", servers("nats://ann:secret@a,nats://secret@b").unwrap()).contains("secret"));
    }
}
