//! A client of the live protocol that reads no more of a frame than it must.

use crate::Failure;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde::de::IgnoredAny;
use simple_chats_protocol::SUBPROTOCOL;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

type Stream = WebSocketStream<TcpStream>;

/// How much is read at once. The library fills a buffer of this size with zeros before each read.
const READ_SIZE: usize = 4 * 1024;

/// The half of a socket that sends.
pub(crate) struct Sender(SplitSink<Stream, Message>);

/// The half of a socket that receives.
pub(crate) struct Receiver(SplitStream<Stream>);

/// The fields of a frame that the load generator checks.
#[derive(Debug, Deserialize)]
pub(crate) struct Frame {
    pub(crate) r#type: String,
    pub(crate) message: Option<MessageField>,
}

/// A message, or the text of an error.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum MessageField {
    Message { message_id: i64, text: String },
    Error(IgnoredAny),
}

/// Connects and authenticates, and waits for `ready`.
pub(crate) async fn connect(address: SocketAddr, token: &str) -> Result<(Sender, Receiver), Failure> {
    let mut request = format!("ws://{address}/ws").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("authorization", HeaderValue::from_str(&format!("Bearer {token}"))?);
    headers.insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default().read_buffer_size(READ_SIZE);
    let (stream, _) = client_async_with_config(request, stream, Some(config)).await?;
    let (sender, receiver) = stream.split();
    let (sender, mut receiver) = (Sender(sender), Receiver(receiver));
    match receiver.next().await? {
        frame if frame.r#type == "ready" => Ok((sender, receiver)),
        frame => Err(format!("{frame:?} instead of ready").into()),
    }
}

impl Sender {
    pub(crate) async fn send(&mut self, text: String) -> Result<(), Failure> {
        Ok(self.0.send(Message::text(text)).await?)
    }
}

impl Receiver {
    /// The next frame; fails if the server closes the socket or reports an error.
    pub(crate) async fn next(&mut self) -> Result<Frame, Failure> {
        loop {
            match self.0.next().await.ok_or("the server closed a socket")?? {
                Message::Text(text) => {
                    let frame: Frame = serde_json::from_str(&text)?;
                    if frame.r#type == "error" {
                        return Err(format!("the server refused a request: {text}").into());
                    }
                    return Ok(frame);
                }
                Message::Close(reason) => {
                    return Err(format!("the server closed a socket: {reason:?}").into());
                }
                _ => {}
            }
        }
    }
}
