//! Certificates that sign themselves, and a client of servers that show them.

use crate::WAIT_TIMEOUT;
use crate::supervisor::program;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};

/// Both versions that a client may speak.
pub const BOTH: &[&SupportedProtocolVersion] = &[&TLS13, &TLS12];

/// A certificate for localhost and 127.0.0.1, and its key.
pub struct TestCertificate {
    folder: TempDir,
}

impl TestCertificate {
    /// Makes one by the machine's `openssl`; or says why it can't.
    pub fn new() -> Result<Self, String> {
        let openssl = program("openssl", "openssl")?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let made = Command::new(openssl)
            .args(["req", "-x509", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
            .args(["-days", "90", "-subj", "/CN=localhost"])
            .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(folder.path().join("key.pem"))
            .arg("-out")
            .arg(folder.path().join("cert.pem"))
            .output()
            .map_err(|error| error.to_string())?;
        if made.status.success() {
            Ok(Self { folder })
        } else {
            Err(String::from_utf8_lossy(&made.stderr).into_owned())
        }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    pub fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    pub fn der(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_file(self.file()).expect("openssl writes PEM")
    }

    /// Puts a copy of one of its files in the place of another, at once, as programs that renew certificates do.
    pub fn put(file: &Path, place: &Path) {
        let new = place.with_extension("new");
        fs::copy(file, &new).expect("the file can be copied");
        fs::rename(&new, place).expect("the file can be replaced");
    }
}

/// A client that trusts some certificates, and begins each connection anew.
#[derive(Clone)]
pub struct TlsClient {
    connector: TlsConnector,
    address: SocketAddr,
}

impl TlsClient {
    pub fn new(
        address: SocketAddr,
        trusted: &[&TestCertificate],
        versions: &[&'static SupportedProtocolVersion],
    ) -> Self {
        Self::offering(&["h2", "http/1.1"], address, trusted, versions)
    }

    /// As [`TlsClient::new`], with the protocols that it offers.
    pub fn offering(
        protocols: &[&str],
        address: SocketAddr,
        trusted: &[&TestCertificate],
        versions: &[&'static SupportedProtocolVersion],
    ) -> Self {
        let mut roots = RootCertStore::empty();
        for certificate in trusted {
            roots.add(certificate.der()).expect("a certificate");
        }
        let mut config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(versions)
            .expect("versions that ring knows")
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        // A connection that goes on with an earlier one shows no certificate.
        config.resumption = tokio_rustls::rustls::client::Resumption::disabled();
        Self { connector: TlsConnector::from(Arc::new(config)), address }
    }

    pub async fn connect(&self) -> io::Result<TlsStream<TcpStream>> {
        let connecting = async {
            let stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            let name = ServerName::IpAddress(self.address.ip().into());
            self.connector.connect(name, stream).await
        };
        timeout(WAIT_TIMEOUT, connecting).await.expect("the server answers")
    }

    /// The certificate that the server shows.
    pub async fn shown(&self) -> io::Result<CertificateDer<'static>> {
        let stream = self.connect().await?;
        let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
        Ok(shown.expect("a server shows its certificate").clone().into_owned())
    }

    /// Sends a request on a connection of its own, which the server ends. Returns the whole response.
    pub async fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> io::Result<String> {
        let mut stream = self.connect().await?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).await?;
        stream.flush().await?;
        let mut response = Vec::new();
        timeout(WAIT_TIMEOUT, stream.read_to_end(&mut response)).await.expect("the response ends")?;
        Ok(String::from_utf8_lossy(&response).into_owned())
    }
}
