//! One connection: the handshake, and the frames of both directions.

use crate::backoff::Disconnect;
use futures_util::stream::SplitStream;
use futures_util::{SinkExt, StreamExt};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderMap;
use tokio_tungstenite::tungstenite::http::header::RETRY_AFTER;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// The size of the biggest frame that the client accepts, in bytes; 200 changes of the longest texts are a quarter of it.
const MAX_FRAME_BYTES: usize = 16 << 20;

/// How much is read at once, in bytes. The library fills a buffer of this size with zeros before each read.
const READ_SIZE: usize = 8 << 10;

/// The time that the closing handshake may take.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// The code of a close frame without one (RFC 6455, section 7.1.5).
const NO_STATUS_CODE: u16 = 1005;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// An open socket. Writing has its own task, so that a server that reads nothing can't block the keep-alive.
pub(crate) struct Connection {
    incoming: SplitStream<Stream>,
    outgoing: mpsc::UnboundedSender<Message>,
    writer: JoinHandle<()>,
}

impl Connection {
    pub(crate) async fn open(request: Request, connect_timeout: Duration) -> Result<Self, Disconnect> {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_SIZE)
            .max_message_size(Some(MAX_FRAME_BYTES))
            .max_frame_size(Some(MAX_FRAME_BYTES));
        let opening = connect_async_with_config(request, Some(config), true);
        let opened = timeout(connect_timeout, opening)
            .await
            .map_err(|_| Disconnect::Broken("the handshake took too long".into()))?;
        let (stream, _response) = opened.map_err(disconnect_of)?;
        let (mut sink, incoming) = stream.split();
        let (outgoing, mut waiting) = mpsc::unbounded_channel::<Message>();
        let writer = tokio::spawn(async move {
            while let Some(message) = waiting.recv().await {
                let is_last = message.is_close();
                // If writing fails, reading does too, and has the reason.
                if sink.send(message).await.is_err() || is_last {
                    break;
                }
            }
        });
        Ok(Self { incoming, outgoing, writer })
    }

    /// The text of the next frame; `None` if it is a frame without content, such as a ping.
    pub(crate) async fn receive(&mut self) -> Result<Option<String>, Disconnect> {
        match self.incoming.next().await {
            Some(Ok(Message::Text(text))) => Ok(Some(text.as_str().to_owned())),
            Some(Ok(Message::Close(frame))) => {
                Err(Disconnect::Closed(frame.map_or(NO_STATUS_CODE, |frame| frame.code.into())))
            }
            Some(Ok(_)) => Ok(None),
            Some(Err(error)) => Err(disconnect_of(error)),
            None => Err(Disconnect::Broken("the connection ended".into())),
        }
    }

    pub(crate) fn send(&self, text: String) {
        self.write(Message::text(text));
    }

    /// Writes the queued frames and completes the closing handshake, within a time limit.
    pub(crate) async fn close(mut self) {
        self.write(Message::Close(None));
        let closed = async { while self.receive().await.is_ok() {} };
        if timeout(CLOSE_TIMEOUT, closed).await.is_err() {
            tracing::debug!("the server did not complete the closing handshake");
        }
    }

    fn write(&self, message: Message) {
        if self.outgoing.send(message).is_err() {
            tracing::debug!("the connection no longer accepts frames");
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.writer.abort();
    }
}

fn disconnect_of(error: Error) -> Disconnect {
    match error {
        Error::Http(response) => Disconnect::HandshakeRejected {
            status: response.status().as_u16(),
            retry_after: retry_after(response.headers()),
        },
        other => Disconnect::Broken(other.to_string()),
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
