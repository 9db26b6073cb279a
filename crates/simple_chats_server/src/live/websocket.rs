//! The WebSocket beneath the protocol (RFC 6455): handshake, whole messages within their limits, and what a fault in the
//! framing means. Knows nothing of users and of what messages say.

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

/// How long a client may take to read its close frame.
pub(super) const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a client has to take in why the server closes, and to say goodbye itself, before the connection ends.
const GOODBYE_WAIT: Duration = Duration::from_millis(250);

/// What a client says.
#[derive(Debug)]
pub enum IncomingFrame {
    /// A message of text.
    Text(ByteString),
    /// A ping with what is in it, which belongs into the pong.
    Ping(Bytes),
    /// A pong.
    Pong,
}

/// Why a socket ends: with a code, or because the other side has gone.
#[derive(Debug)]
pub enum End {
    /// The server closes it.
    Close(CloseCode),
    /// The client has said goodbye, or is simply gone.
    Gone,
}

/// The end of a socket at which one hears what the client says.
pub struct Reader(AggregatedMessageStream);

/// The end of a socket at which one speaks.
pub struct Writer {
    session: Session,
    connection: Option<Connection>,
}

/// Makes a WebSocket of a request, where it asks for one as it should.
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
    /// The next thing that the client says, or how the socket ends. Nothing is lost where the waiting is given up.
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
    /// Writes a frame, for as long as it takes until there is room for it.
    pub async fn write(&mut self, frame: Frame) -> Result<(), End> {
        let written = match frame {
            Frame::Text(text) => self.session.text(text).await,
            Frame::Ping => self.session.ping(b"").await,
            Frame::Pong(bytes) => self.session.pong(&bytes).await,
        };
        written.map_err(|Closed| End::Gone)
    }

    /// Says goodbye, or answers a goodbye (RFC 6455, section 5.5.1), and ends the connection. Where the client has simply
    /// gone, nobody hears it.
    pub async fn close(self, end: End) {
        let (reason, patience) = match end {
            End::Close(code) => {
                (Some(CloseReason { code: code.number().into(), description: None }), GOODBYE_WAIT)
            }
            End::Gone => (None, Duration::ZERO),
        };
        // A client that doesn't even take this in is left to the connection's end.
        drop(tokio::time::timeout(CLOSE_TIMEOUT, self.session.close(reason)).await);
        tokio::time::sleep(patience).await;
        if let Some(connection) = self.connection {
            connection.end();
        }
    }
}

/// What a fault of the client's frames means (RFC 6455, section 7.4.1). The library reports as errors of input and
/// output, and tells apart by words alone: reserved bits and text that isn't UTF-8, a message that is too big after
/// reassembly and a connection that breaks.
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
