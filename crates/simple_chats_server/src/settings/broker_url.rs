//! The URLs of NATS servers: parsing a list, and masking its credentials.

use super::secret::Secret;
use url::Url;

const EXPECTED: &str = "nats://HOST:PORT or tls://HOST:PORT, several of them separated by commas, with credentials as \
     nats://USER:PASSWORD@HOST:PORT that need no percent-encoding";

/// The NATS servers, each as a URL that may hold credentials.
pub(super) fn servers(text: &str) -> Result<Vec<Secret>, String> {
    let one = |text: &str| is_server(text.trim()).then(|| Secret::from(text.trim().to_owned()));
    text.split(',').map(one).collect::<Option<_>>().ok_or_else(|| EXPECTED.to_owned())
}

/// The NATS client doesn't decode a URL's credentials, so percent-encoded ones would be wrong.
fn is_server(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let credentials = [url.username(), url.password().unwrap_or_default()];
    matches!(url.scheme(), "nats" | "tls")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && credentials.iter().all(|part| !part.contains('%'))
        && matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none()
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

    #[test]
    fn one_server_or_several_are_read() {
        let found = servers("nats://a:4222, tls://ann:secret@b.example.org:4443").unwrap();
        let texts: Vec<_> = found.iter().map(Secret::expose).collect();
        assert_eq!(texts, ["nats://a:4222", "tls://ann:secret@b.example.org:4443"]);
        for text in
            ["", "localhost:4222", "http://a", "nats://", "nats://a,", "nats://a/x", "nats://u:p%40@a"]
        {
            assert!(servers(text).unwrap_err().contains("nats://HOST"), "{text:?}");
        }
    }

    #[test]
    fn credentials_are_masked() {
        let cases = [
            ("nats://a:4222", "nats://a:4222"),
            ("nats://ann:secret@a, nats://token@b:1", "nats://***@a, nats://***@b:1"),
            ("nats://hu@sh@a", "nats://***@a"),
            ("ann:secret@a", "***"),
            ("ann:secret@a,nats://b", "***"),
            ("http://ann:secret@a", "***"),
            ("nats://ann:sec,ret@a:4222", "nats://***@a:4222"),
            ("nats://a,nats://ann:sec,r@et@b:x", "nats://***@b:x"),
        ];
        for (text, masked) in cases {
            assert_eq!(mask_servers(text), masked);
        }
    }
}
