//! The bytes of a connection: those of TCP, or of TLS above it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a client may take for the handshake of TLS.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// The stream of an open connection.
pub(crate) enum Stream {
    Plain(TcpStream),
    /// Boxed, since most servers have none.
    Secure(Box<TlsStream<TcpStream>>),
}

impl Stream {
    /// Shakes hands if there is an acceptor. `None` if the client doesn't, or not in time, or if the server stops.
    pub(super) async fn open(
        stream: TcpStream,
        acceptor: Option<TlsAcceptor>,
        stopping: impl Future<Output = ()>,
    ) -> Option<Self> {
        let Some(acceptor) = acceptor else { return Some(Self::Plain(stream)) };
        // Boxed, so that the memory is free once the connection is open.
        let handshake = Box::pin(timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)));
        let opened = tokio::select! {
            opened = handshake => opened.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())),
            () = stopping => return None,
        };
        match opened {
            Ok(stream) => Some(Self::Secure(Box::new(stream))),
            Err(error) => {
                tracing::debug!(%error, "a client has not completed the handshake of TLS");
                None
            }
        }
    }

    /// Waits until there is something to read, or the end. That of TLS may be in memory already.
    pub(crate) fn poll_read_ready(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Self::Plain(stream) => stream.poll_read_ready(cx),
            Self::Secure(stream) => Pin::new(stream).poll_fill_buf(cx).map_ok(|_| ()),
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buffer),
            Self::Secure(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Self::Secure(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Secure(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Secure(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
