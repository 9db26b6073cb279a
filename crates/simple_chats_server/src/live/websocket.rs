//! The WebSocket beneath the live protocol (RFC 6455): handshake, whole messages within their limits, and the close codes
//! of faulty frames. It knows nothing of users, nor of the content of messages.

mod connection;
mod frame_lengths;

pub use connection::keep_handle;

use crate::delivery::Frame;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseReason, Closed, ProtocolError, Session};
use bytestring::ByteString;
use connection::Connection;
use frame_lengths::watch_lengths;
use simple_chats_protocol::CloseCode;
use simple_chats_protocol::limits::MAX_MESSAGE_BYTES;
use std::io::ErrorKind;
use std::time::Duration;

/// How long a client may take to receive its close frame.
pub(super) const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a client has to answer a close frame before the connection ends.
const CLOSE_ANSWER_TIME: Duration = Duration::from_millis(250);

/// What a client sends.
#[derive(Debug)]
pub enum IncomingFrame {
    /// A message of text.
    Text(ByteString),
    /// A ping with its payload, which the pong repeats.
    Ping(Bytes),
    /// A pong.
    Pong,
}

/// How a socket ends.
#[derive(Debug)]
pub enum End {
    /// The server closes it.
    Close(CloseCode),
    /// The client has closed it, or is gone.
    Gone,
}

/// The receiving half of a socket.
pub struct Reader(AggregatedMessageStream);

/// The sending half of a socket.
pub struct Writer {
    session: Session,
    connection: Option<Connection>,
}

/// Upgrades a request to a WebSocket. Fails if the request is no valid handshake.
pub async fn upgrade(
    request: &HttpRequest,
    body: web::Payload,
) -> actix_web::Result<(HttpResponse, Reader, Writer)> {
    let body = watch_lengths(request, body).await?;
    let (response, session, messages) = actix_ws::handle(request, body)?;
    let messages = messages.max_frame_size(MAX_MESSAGE_BYTES).aggregate_continuations();
    let writer = Writer { session, connection: Connection::of(request) };
    Ok((response, Reader(messages.max_continuation_size(MAX_MESSAGE_BYTES)), writer))
}

impl Reader {
    /// The next frame of the client, or how the socket ends. Cancel safe.
    pub async fn next(&mut self) -> Result<IncomingFrame, End> {
        match self.0.recv().await {
            Some(Ok(AggregatedMessage::Text(text))) => Ok(IncomingFrame::Text(text)),
            Some(Ok(AggregatedMessage::Binary(_))) => Err(End::Close(CloseCode::UnsupportedData)),
            Some(Ok(AggregatedMessage::Ping(bytes))) => Ok(IncomingFrame::Ping(bytes)),
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(IncomingFrame::Pong),
            Some(Ok(AggregatedMessage::Close(_))) | None => Err(End::Gone),
            Some(Err(error)) => Err(fault_of(&error)),
        }
    }
}

impl Writer {
    /// Writes a frame as soon as there is room for it.
    pub async fn write(&mut self, frame: Frame) -> Result<(), End> {
        let written = match frame {
            Frame::Text(text) => self.session.text(text).await,
            Frame::Ping => self.session.ping(b"").await,
            Frame::Pong(bytes) => self.session.pong(&bytes).await,
        };
        written.map_err(|Closed| End::Gone)
    }

    /// Sends a close frame, or answers one (RFC 6455, section 5.5.1), and ends the connection.
    pub async fn close(self, end: End) {
        let (reason, answer_time) = match end {
            End::Close(code) => {
                (Some(CloseReason { code: code.number().into(), description: None }), CLOSE_ANSWER_TIME)
            }
            End::Gone => (None, Duration::ZERO),
        };
        // If the client doesn't receive even this, the connection ends all the same.
        drop(tokio::time::timeout(CLOSE_TIMEOUT, self.session.close(reason)).await);
        tokio::time::sleep(answer_time).await;
        if let Some(connection) = self.connection {
            connection.end();
        }
    }
}

/// The close code for a faulty frame (RFC 6455, section 7.4.1). The library reports several faults as I/O errors that differ
/// only in their texts: reserved bits and text that isn't UTF-8, a message that is too big after reassembly and a broken
/// connection.
fn fault_of(error: &ProtocolError) -> End {
    match error {
        ProtocolError::Overflow => End::Close(CloseCode::MessageTooBig),
        ProtocolError::Io(error) if error.kind() == ErrorKind::InvalidData => {
            let is_text = error.to_string().contains("utf-8");
            End::Close(if is_text { CloseCode::InvalidText } else { CloseCode::ProtocolError })
        }
        ProtocolError::Io(error) => match error.get_ref().map(|inner| inner.downcast_ref()) {
            Some(None | Some(PayloadError::Overflow)) => End::Close(CloseCode::MessageTooBig),
            _ => End::Gone,
        },
        _ => End::Close(CloseCode::ProtocolError),
    }
}
