//! One request of a webhook: a connection of its own to a checked address, no redirects, and a bounded answer.

use super::target::Target;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How many bytes of an answer are read.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// How long an address has, so that the next one gets a chance.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// How the server calls itself.
const AGENT: &str = concat!("simple-chats/", env!("CARGO_PKG_VERSION"));

/// Makes the requests, for webhooks and for pushes.
pub(crate) struct Client {
    /// A file of certificates to trust instead of the system's.
    ca: Option<PathBuf>,
    /// Reads the certificates once they are needed.
    tls: OnceCell<TlsConnector>,
}

/// What is sent.
#[derive(Clone, Copy)]
pub(crate) struct Delivery<'a> {
    pub(crate) headers: &'a [(&'static str, &'a str)],
    pub(crate) body: &'a [u8],
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// After how many seconds to try again, if it says so.
    pub(crate) retry_after: Option<u32>,
    /// `None` if it was too long.
    pub(crate) body: Option<Bytes>,
}

impl Client {
    pub(crate) fn new(ca: Option<PathBuf>) -> Self {
        Self { ca, tls: OnceCell::new() }
    }

    /// Sends something. Fails with a reason for people, which names neither the address nor what was sent.
    pub(crate) async fn post(&self, target: &Target, delivery: Delivery<'_>) -> Result<Answer, String> {
        let stream = connect(target).await?;
        let request = request_of(target, delivery)?;
        if target.url.scheme() != "https" {
            return exchange(stream, request).await;
        }
        let tls = self.tls.get_or_try_init(|| connector(self.ca.clone())).await?;
        let host = target.url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|error| format!("no TLS connection: {error}"))?;
        let stream = tls.connect(name, stream).await;
        exchange(stream.map_err(|error| format!("no TLS connection: {error}"))?, request).await
    }
}

/// Connects to the first address that can be reached.
async fn connect(target: &Target) -> Result<TcpStream, String> {
    let mut failure = "no address".to_owned();
    for address in &target.addresses {
        match tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => failure = error.to_string(),
            Err(_) => "timed out".clone_into(&mut failure),
        }
    }
    Err(format!("no connection: {failure}"))
}

fn request_of(target: &Target, delivery: Delivery<'_>) -> Result<Request<Full<Bytes>>, String> {
    let url = &target.url;
    let host = url.host_str().unwrap_or_default();
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(HOST, host)
        .header(USER_AGENT, AGENT)
        .header(CONNECTION, "close");
    let request =
        delivery.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request
        .body(Full::new(Bytes::copy_from_slice(delivery.body)))
        .map_err(|error| format!("no request: {error}"))
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Answer, String> {
    let broken = |error: hyper::Error| format!("no answer: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // Ends with this function, whatever the receiver does.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let response = sender.send_request(request).await.map_err(broken)?;
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER);
    let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    match Limited::new(response.into_body(), MAX_ANSWER_BYTES).collect().await {
        Ok(body) => Ok(Answer { status, retry_after, body: Some(body.to_bytes()) }),
        Err(error) if error.is::<LengthLimitError>() => Ok(Answer { status, retry_after, body: None }),
        Err(error) => Err(format!("no complete answer: {error}")),
    }
}

/// Reads the certificates, off the async threads.
async fn connector(ca: Option<PathBuf>) -> Result<TlsConnector, String> {
    let read = move || -> Result<TlsConnector, String> {
        let mut roots = RootCertStore::empty();
        match ca {
            Some(path) => {
                let certificates = CertificateDer::pem_file_iter(path).map_err(|error| error.to_string())?;
                for certificate in certificates {
                    let certificate = certificate.map_err(|error| error.to_string())?;
                    roots.add(certificate).map_err(|error| error.to_string())?;
                }
            }
            None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
        }
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?;
        Ok(TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth())))
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(|error| error.to_string());
    read.flatten().map_err(|error| format!("no TLS connection: {error}"))
}
