//! A client of the live protocol for tests: it connects as a browser or a program would, sends requests, and reads frames.

mod dial;
mod order;

pub use dial::{Dial, PROTOCOL};

use crate::WAIT_TIMEOUT;
use futures_util::{SinkExt, StreamExt};
use order::Order;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};

/// How long a socket has to stay silent to count as silent.
const QUIET_PERIOD: Duration = Duration::from_millis(150);

pub struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// The protocol that the server has chosen, if it has.
    pub protocol: Option<String>,
    pub ready: Value,
    /// Frames that came while an answer was waited for.
    pending: VecDeque<Value>,
    /// What comes out of order, at one of several instances.
    order: Option<Order>,
    requests: u64,
}

impl Socket {
    /// Who is logged in.
    pub fn user_id(&self) -> i64 {
        self.ready["user_id"].as_i64().expect("ready names the user")
    }

    pub async fn send(&mut self, request: Value) {
        self.send_text(request.to_string()).await;
    }

    /// Sends a request; fails if the connection is gone.
    pub async fn try_send(&mut self, request: Value) -> Result<(), Error> {
        self.stream.send(Message::text(request.to_string())).await
    }

    /// Sends a text, whatever it says.
    pub async fn send_text(&mut self, text: String) {
        self.stream.send(Message::text(text)).await.expect("the socket is open");
    }

    pub async fn send_binary(&mut self, bytes: &'static [u8]) {
        self.stream.send(Message::Binary(Bytes::from_static(bytes))).await.expect("the socket is open");
    }

    /// Sends a request, and returns the answer to it without its `ref`. Frames in between come later from
    /// [`Socket::next`].
    pub async fn ask(&mut self, request: Value) -> Value {
        let reference = self.send_request(request).await;
        self.answer_to(&reference).await
    }

    /// Sends a request with a `ref`, and returns that.
    pub async fn send_request(&mut self, mut request: Value) -> String {
        self.requests += 1;
        let reference = format!("ask {}", self.requests);
        request["ref"] = json!(reference);
        self.send(request).await;
        reference
    }

    pub async fn answer_to(&mut self, reference: &str) -> Value {
        // The answer is not kept waiting, even if a frame has to come before it.
        let is_answer = |frame: &Value| frame["ref"] == reference;
        let early = self.order.as_mut().and_then(|order| order.find(is_answer));
        let mut answer = match early {
            Some(answer) => answer,
            None => self.find(is_answer).await,
        };
        answer.as_object_mut().expect("a frame is an object").remove("ref");
        answer
    }

    /// Waits for what fits, and keeps what comes before it.
    async fn find(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(position) = self.pending.iter().position(&fits) {
            return self.pending.remove(position).expect("the position was found");
        }
        loop {
            match self.read_json().await {
                frame if fits(&frame) => return frame,
                frame => self.pending.push_back(frame),
            }
        }
    }

    /// Sends a request that has to be refused, and returns the code of the error.
    pub async fn ask_refused(&mut self, request: Value) -> String {
        let answer = self.ask(request.clone()).await;
        assert_eq!(answer["type"], "error", "{request} was answered {answer}");
        assert!(answer["message"].as_str().is_some_and(|message| !message.is_empty()), "{answer}");
        answer["code"].as_str().expect("an error has a code").to_owned()
    }

    /// The next frame of the server.
    pub async fn next(&mut self) -> Value {
        match self.pending.pop_front() {
            Some(frame) => frame,
            None => self.read_json().await,
        }
    }

    /// The next frame of the server, which has to be of this type; at one of several instances, the next of this
    /// type.
    pub async fn expect(&mut self, kind: &str) -> Value {
        if self.order.is_some() {
            return self.find(|frame| frame["type"] == kind).await;
        }
        let frame = self.next().await;
        assert_eq!(frame["type"], kind, "{frame}");
        frame
    }

    /// The next frame of the server; fails if the connection is gone, without an error if that was agreed.
    pub async fn try_next(&mut self) -> Result<Value, Option<Error>> {
        if let Some(frame) = self.pending.pop_front() {
            return Ok(frame);
        }
        loop {
            match self.read().await {
                Some(Ok(Message::Text(text))) => return Ok(read_frame(&text)),
                Some(Ok(Message::Close(_))) | None => return Err(None),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(Some(error)),
            }
        }
    }

    /// Makes sure that the server sends no other frames than those that were read.
    pub async fn is_silent(&mut self) {
        assert!(self.pending.is_empty(), "{:?} was sent and not expected", self.pending);
        let pong = self.ask(json!({"type": "ping"})).await;
        assert_eq!(pong, json!({"type": "pong"}));
        assert!(self.pending.is_empty(), "{:?} was sent and not expected", self.pending);
        if let Ok(frame) = timeout(QUIET_PERIOD, self.read_json()).await {
            panic!("{frame} was sent and not expected");
        }
        let early = self.order.as_ref().map_or(&[][..], Order::early);
        assert!(early.is_empty(), "{early:?} was sent and not expected");
    }

    /// Waits until the server closes the socket, passing over frames before, and returns the code.
    pub async fn close_code(&mut self) -> u16 {
        self.until_closed().await.0
    }

    /// Waits until the server closes the socket; returns the code and the frames before.
    pub async fn until_closed(&mut self) -> (u16, Vec<Value>) {
        let mut frames = self.drain();
        loop {
            match self.read().await {
                Some(Ok(Message::Close(Some(frame)))) => return (frame.code.into(), frames),
                Some(Ok(Message::Text(text))) => frames.push(read_frame(&text)),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("the server was to close the socket: {other:?}"),
            }
        }
    }

    /// All frames of the server until the connection is gone in whichever way.
    pub async fn until_gone(&mut self) -> Vec<Value> {
        let mut frames = self.drain();
        while let Some(Ok(message)) = self.read().await {
            if let Message::Text(text) = message {
                frames.push(read_frame(&text));
            }
        }
        frames
    }

    /// Closes the socket, and waits until the server does.
    pub async fn leave(mut self) {
        self.stream.close(None).await.expect("the socket is open");
        self.until_gone().await;
    }

    /// Waits for the next message of the server for as long as it takes, and answers its pings in the meantime.
    pub async fn next_message(&mut self) -> Option<Result<Message, Error>> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => return other,
            }
        }
    }

    /// The next frame in order.
    async fn read_json(&mut self) -> Value {
        loop {
            if let Some(frame) = self.order.as_mut().and_then(|order| order.next(false)) {
                return frame;
            }
            let is_waiting = self.order.as_ref().is_some_and(|order| !order.early().is_empty());
            let wait = if is_waiting { order::REORDER_TIMEOUT } else { WAIT_TIMEOUT * 2 };
            match (timeout(wait, self.read_unordered()).await, &mut self.order) {
                (Ok(frame), Some(order)) => order.take(frame),
                (Ok(frame), None) => return frame,
                (Err(_), Some(order)) => return order.next(true).expect("something is early"),
                (Err(_), None) => unreachable!("reading times out earlier"),
            }
        }
    }

    async fn read_unordered(&mut self) -> Value {
        loop {
            match self.read().await {
                Some(Ok(Message::Text(text))) => return read_frame(&text),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("the server was to send a frame: {other:?}"),
            }
        }
    }

    /// Frames that came and were not read yet.
    fn drain(&mut self) -> Vec<Value> {
        let early = std::iter::from_fn(|| self.order.as_mut()?.next(true));
        self.pending.drain(..).chain(early).collect()
    }

    async fn read(&mut self) -> Option<Result<Message, Error>> {
        timeout(WAIT_TIMEOUT, self.stream.next()).await.expect("the server sends something")
    }
}

fn read_frame(text: &str) -> Value {
    let frame: Value = serde_json::from_str(text).expect("a frame is JSON");
    assert!(frame["type"].is_string(), "a frame has a type: {frame}");
    frame
}
