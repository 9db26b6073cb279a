//! `simple-chats healthcheck`: asks the server of these settings whether it responds, for supervisors without a client of their
//! own, such as container engines.

use super::error::CommandError;
use crate::http::tls;
use crate::settings::Settings;
use rustls::pki_types::ServerName;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long the server may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(4);

/// The longest response that is read.
const MAX_RESPONSE: u64 = 16 * 1024;

/// Fails unless the server answers that it is there.
pub(super) async fn run(settings: &Settings) -> Result<(), CommandError> {
    let address = address_here(settings.listen);
    let failed = |reason: String| CommandError::refused(format!("no healthy server at {address}: {reason}"));
    let answer = timeout(ANSWER_TIMEOUT, ask(settings, address)).await;
    let answer = answer.map_err(|_| failed("it does not answer in time".to_owned()))?;
    let answer = answer.map_err(|error| failed(error.to_string()))?;
    let status = answer.lines().next().unwrap_or_default();
    if status.starts_with("HTTP/1.1 200 ") { Ok(()) } else { Err(failed(format!("it answers {status:?}"))) }
}

/// Where a server that listens on an address, maybe on all, is reached from this machine.
fn address_here(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

async fn ask(settings: &Settings, address: SocketAddr) -> io::Result<String> {
    let stream = TcpStream::connect(address).await?;
    match &settings.tls {
        None => exchange(stream, address).await,
        Some(files) => {
            let connector = tls::connector(files).map_err(io::Error::other)?;
            let name = ServerName::IpAddress(address.ip().into());
            exchange(connector.connect(name, stream).await?, address).await
        }
    }
}

async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    address: SocketAddr,
) -> io::Result<String> {
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut answer = Vec::new();
    stream.take(MAX_RESPONSE).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_server_that_listens_everywhere_is_also_here() {
        for (listen, here) in [
            ("0.0.0.0:8000", "127.0.0.1:8000"),
            ("[::]:8000", "[::1]:8000"),
            ("192.0.2.7:80", "192.0.2.7:80"),
        ] {
            assert_eq!(super::address_here(listen.parse().unwrap()).to_string(), here);
        }
    }
}
