//! The WebSocket beneath the live protocol (RFC 6455): handshake, whole messages within their limits, and the close codes
//! of faulty frames. It knows nothing of users, nor of the content of messages.

mod messages;

pub use crate::http::connections::serve_connections;
pub use crate::rate_limits::ConnectionTable;
pub use messages::{End, IncomingFrame};

use crate::delivery::Frame;
use crate::http::connections::{ConnectionHandle, Stream};
use actix_http::ws::{HandshakeError, OpCode, Parser, handshake};
use actix_web::web::{Buf, BytesMut};
use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::CloseReason;
use messages::Incoming;
use std::future::poll_fn;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

/// How long a client may take to receive its close frame.
pub(super) const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a client has to answer a close frame before the connection ends.
const CLOSE_ANSWER_TIME: Duration = Duration::from_millis(250);

/// How much is read at once.
const READ_SIZE: usize = 4 * 1024;

/// An open socket. While nothing is on its way, it holds no buffers.
pub struct WebSocket {
    stream: Stream,
    incoming: Incoming,
    outgoing: BytesMut,
}

/// Upgrades a connection of [`serve_connections`] to a WebSocket, which `serve` gets once the response was written. Fails if
/// the request is no valid handshake.
pub fn upgrade<F>(
    request: &HttpRequest,
    body: web::Payload,
    serve: impl FnOnce(WebSocket) -> F + 'static,
) -> Result<HttpResponse, HandshakeError>
where
    F: Future<Output = ()> + 'static,
{
    let mut response = handshake(request.head())?;
    let connection = ConnectionHandle::of(request).ok_or(HandshakeError::NoConnectionUpgrade)?;
    let body = connection.hand_over(body, move |stream, received| {
        serve(WebSocket { stream, incoming: Incoming::new(received), outgoing: BytesMut::new() })
    });
    Ok(response
        .message_body(body)
        .map_or_else(HttpResponse::from_error, |response| response.map_into_boxed_body().into()))
}

impl WebSocket {
    /// The next frame of the client, or how the socket ends. Cancel safe.
    pub async fn next(&mut self) -> Result<IncomingFrame, End> {
        loop {
            if let Some(frame) = self.incoming.next()? {
                return Ok(frame);
            }
            self.incoming.release();
            self.receive().await?;
        }
    }

    /// Waits for bytes, and reads them. Cancel safe.
    async fn receive(&mut self) -> Result<(), End> {
        // Memory is only needed when there is something to read.
        poll_fn(|cx| self.stream.poll_read_ready(cx)).await.map_err(|_| End::Gone)?;
        let received = self.incoming.received();
        received.reserve(READ_SIZE);
        match self.stream.read_buf(received).await {
            Ok(0) | Err(_) => Err(End::Gone),
            Ok(_) => Ok(()),
        }
    }

    /// Adds a frame to those that the next [`WebSocket::flush`] writes.
    pub fn put(&mut self, frame: &Frame) {
        match frame {
            Frame::Text(text) => self.put_text(text),
            Frame::Ping => Parser::write_message(&mut self.outgoing, b"", OpCode::Ping, true, false),
            Frame::Pong(bytes) => Parser::write_message(&mut self.outgoing, bytes, OpCode::Pong, true, false),
        }
    }

    /// Adds a frame of text.
    pub(super) fn put_text(&mut self, text: &str) {
        Parser::write_message(&mut self.outgoing, text, OpCode::Text, true, false);
    }

    /// How many bytes wait to be written.
    pub(super) fn outgoing_len(&self) -> usize {
        self.outgoing.len()
    }

    /// Writes the frames. If this is canceled, the next call goes on.
    pub async fn flush(&mut self) -> Result<(), End> {
        while !self.outgoing.is_empty() {
            match self.stream.write(&self.outgoing).await {
                Ok(0) | Err(_) => return Err(End::Gone),
                Ok(written) => self.outgoing.advance(written),
            }
        }
        self.outgoing = BytesMut::new();
        // TLS may hold back what it has encrypted.
        self.stream.flush().await.map_err(|_| End::Gone)
    }

    /// Sends a close frame, or answers one (RFC 6455, section 5.5.1), and ends the connection.
    pub async fn close(mut self, end: End) {
        let reason = match end {
            End::Close(code) => Some(CloseReason { code: code.number().into(), description: None }),
            End::Gone => None,
        };
        let answers = reason.is_none();
        Parser::write_close(&mut self.outgoing, reason, false);
        // If the client doesn't receive even this, the connection ends all the same.
        let sent = timeout(CLOSE_TIMEOUT, self.flush()).await;
        if !answers && matches!(sent, Ok(Ok(()))) {
            drop(timeout(CLOSE_ANSWER_TIME, self.discard()).await);
        }
        // TLS closes with an alert (close_notify, RFC 8446 section 6.1). Without it, a client can't tell the end from a cut connection.
        if let Stream::Secure(stream) = &mut self.stream {
            drop(timeout(CLOSE_ANSWER_TIME, stream.shutdown()).await);
        }
    }

    /// Reads to the end. A connection that ends with unread bytes would be reset, and the client might lose the close frame.
    async fn discard(&mut self) {
        let mut discarded = BytesMut::with_capacity(READ_SIZE);
        while matches!(self.stream.read_buf(&mut discarded).await, Ok(1..)) {
            discarded.clear();
        }
    }
}
