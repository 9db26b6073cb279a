//! Where the events of a webhook are sent to: a URL whose host is looked up once, and whose addresses are all allowed. A
//! connection goes to these addresses and no others, so that a name can't lead elsewhere after it was checked.

use ipnet::IpNet;
use simple_chats_domain::{MAX_WEBHOOK_URL_CHARS, WebhookUrlError, is_public};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::sync::Semaphore;
use url::{Host, Url};

/// How long a host is looked up.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(5);

/// How many hosts are looked up at the same time. Each takes one of the 512 threads that all blocking work shares, for as long as
/// the servers of its domain keep the resolver waiting: without a bound, names that never answer would take all of them.
const MAX_LOOKUPS: usize = 64;

/// A URL and the addresses of its host, which may be connected to.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(super) addresses: Vec<SocketAddr>,
}

impl Target {
    /// Looks up the host of a URL. All its addresses must be public or in one of the allowed networks; http needs the latter.
    pub(crate) async fn find(text: &str, allowed: &[IpNet]) -> Result<Self, WebhookUrlError> {
        let url = parse(text)?;
        let addresses = tokio::time::timeout(LOOKUP_TIMEOUT, look_up(&url)).await.unwrap_or_default();
        if addresses.is_empty() {
            return Err(WebhookUrlError::UnknownHost);
        }
        let is_allowed = |address: &SocketAddr| {
            let ip = address.ip().to_canonical();
            allowed.iter().any(|network| network.contains(&ip)) || (url.scheme() == "https" && is_public(ip))
        };
        match addresses.iter().find(|address| !is_allowed(address)) {
            None => Ok(Self { url, addresses }),
            Some(address) if is_public(address.ip()) => Err(WebhookUrlError::Form),
            Some(_) => Err(WebhookUrlError::NotPublic),
        }
    }
}

/// The URL in a text, in its normal form, if it has the right one.
fn parse(text: &str) -> Result<Url, WebhookUrlError> {
    if text.chars().count() > MAX_WEBHOOK_URL_CHARS {
        return Err(WebhookUrlError::Length);
    }
    let url = Url::parse(text).map_err(|_| WebhookUrlError::Form)?;
    let is_plain = matches!(url.scheme(), "https" | "http")
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none()
        && url.port() != Some(0)
        && url.host().is_some();
    match is_plain {
        // Its normal form may be longer than what was written.
        true if url.as_str().len() <= MAX_WEBHOOK_URL_CHARS => Ok(url),
        true => Err(WebhookUrlError::Length),
        false => Err(WebhookUrlError::Form),
    }
}

/// The addresses of the host; none if it has none.
async fn look_up(url: &Url) -> Vec<SocketAddr> {
    let port = url.port_or_known_default().unwrap_or(443);
    match url.host() {
        Some(Host::Ipv4(address)) => vec![(IpAddr::from(address), port).into()],
        Some(Host::Ipv6(address)) => vec![(IpAddr::from(address), port).into()],
        Some(Host::Domain(name)) => {
            let name = name.to_owned();
            bounded(&LOOKUPS, async move {
                tokio::net::lookup_host((name, port)).await.map(Iterator::collect).unwrap_or_default()
            })
            .await
        }
        None => Vec::new(),
    }
}

/// The lookups that may be under way.
static LOOKUPS: Semaphore = Semaphore::const_new(MAX_LOOKUPS);

/// Looks something up as soon as there is a place. A lookup goes on until the system's resolver gives up, also if nobody waits for it
/// any longer, and keeps its place until then.
async fn bounded<T>(places: &'static Semaphore, lookup: impl Future<Output = T> + Send + 'static) -> T
where
    T: Default + Send + 'static,
{
    let Ok(place) = places.acquire().await else { return T::default() };
    let holding = async move {
        let found = lookup.await;
        drop(place);
        found
    };
    tokio::spawn(holding).await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn find(text: &str, allowed: &[&str]) -> Result<Vec<SocketAddr>, WebhookUrlError> {
        let allowed: Vec<IpNet> = allowed.iter().map(|network| network.parse().unwrap()).collect();
        Target::find(text, &allowed).await.map(|target| target.addresses)
    }

    #[tokio::test]
    async fn only_https_to_public_addresses_is_allowed() {
        assert_eq!(find("https://1.1.1.1/hook", &[]).await, Ok(vec!["1.1.1.1:443".parse().unwrap()]));
        let addresses = find("https://[2606:4700::1111]:8443", &[]).await;
        assert_eq!(addresses, Ok(vec!["[2606:4700::1111]:8443".parse().unwrap()]));
        for url in ["http://1.1.1.1", "ftp://1.1.1.1", "1.1.1.1", "", "https://", "https://u@1.1.1.1"] {
            assert_eq!(find(url, &[]).await, Err(WebhookUrlError::Form), "{url}");
        }
        for url in ["https://u:p@1.1.1.1", "https://1.1.1.1/#x", "https://1.1.1.1:0", "file:///etc/passwd"] {
            assert_eq!(find(url, &[]).await, Err(WebhookUrlError::Form), "{url}");
        }
        let long = format!("https://1.1.1.1/{}", "x".repeat(MAX_WEBHOOK_URL_CHARS));
        assert_eq!(find(&long, &[]).await, Err(WebhookUrlError::Length));
    }

    #[tokio::test]
    async fn other_addresses_are_refused_however_they_are_spelled() {
        for url in [
            "https://127.0.0.1",
            "https://2130706433",
            "https://0x7f.1",
            "https://0177.0.0.1",
            "https://127.1",
            "https://0",
            "https://localhost",
            "https://LOCALHOST",
            "https://10.0.0.1",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1",
            "https://[::1]",
            "https://[::]",
            "https://[::ffff:127.0.0.1]",
            "https://[::ffff:a00:1]",
            "https://[64:ff9b::7f00:1]",
            "https://[fd00::1]",
            "https://[fe80::1]",
            "https://224.0.0.1",
            "http://127.0.0.1",
        ] {
            assert_eq!(find(url, &[]).await, Err(WebhookUrlError::NotPublic), "{url}");
        }
        assert_eq!(find("https://name.invalid", &[]).await, Err(WebhookUrlError::UnknownHost));
    }

    #[tokio::test]
    async fn a_lookup_keeps_its_place_until_it_ends_even_if_nobody_waits_for_it() {
        static PLACES: Semaphore = Semaphore::const_new(1);
        let (answer, hanging) = tokio::sync::oneshot::channel::<()>();
        let lookup = async move { drop(hanging.await) };
        let impatient = tokio::time::timeout(Duration::from_millis(1), bounded(&PLACES, lookup)).await;
        assert!(impatient.is_err());
        let other = tokio::spawn(bounded(&PLACES, async { "found" }));
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(!other.is_finished(), "there is no place yet");
        answer.send(()).unwrap();
        assert_eq!(other.await.unwrap(), "found");
    }

    #[tokio::test]
    async fn allowed_networks_are_reached_also_by_http() {
        let found = find("http://127.0.0.1:9000", &["127.0.0.0/8"]).await;
        assert_eq!(found, Ok(vec!["127.0.0.1:9000".parse().unwrap()]));
        assert!(find("https://[::ffff:127.0.0.1]", &["127.0.0.0/8"]).await.is_ok());
        assert_eq!(find("http://10.0.0.1", &["127.0.0.0/8"]).await, Err(WebhookUrlError::NotPublic));
        assert_eq!(find("http://1.1.1.1", &["127.0.0.0/8"]).await, Err(WebhookUrlError::Form));
    }
}
