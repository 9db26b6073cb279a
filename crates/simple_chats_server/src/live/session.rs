//! A socket's own task: it reads what the client asks, writes what waits for the client, and knows when to stop.

use super::requests::{bad_request, handle_request};
use super::websocket::{CLOSE_TIMEOUT, End, IncomingFrame, Reader, Writer};
use crate::accounts::{self, Proof};
use crate::delivery::{Frame, JoinError, Pass, SendQueueItem, SendQueueReceiver, SocketHandle, send_queue};
use crate::state::AppState;
use actix_web::web;
use chrono::Utc;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use simple_chats_domain::{ErrorCode, Origin, UserId, rfc3339_millis};
use simple_chats_protocol::limits::{BAD_REQUEST_WINDOW, MAX_BAD_REQUESTS, TYPING_INTERVAL};
use simple_chats_protocol::{
    ClientFrame, CloseCode, Envelope, ErrorFrame, InvalidRequest, Ready, ServerFrame, parse_request,
};
use std::collections::VecDeque;
use std::time::Instant;

/// How many requests of one socket may be under way; beyond it, nothing more is read.
const MAX_IN_FLIGHT: usize = 64;

/// Who opened a socket.
pub(super) struct Guest {
    pub(super) user_id: UserId,
    pub(super) proof: Proof,
    pub(super) expires_at: Option<i64>,
}

/// Runs a socket from its first frame to its last.
pub(super) async fn run(state: web::Data<AppState>, guest: Guest, reader: Reader, writer: Writer) {
    let (send_queue, waiting) = send_queue();
    let Guest { user_id, proof, expires_at } = guest;
    let pass = Pass {
        session_key: proof.session_key(),
        credentials_version: proof.credentials_version(),
        expires_at,
    };
    match state.hub.join(user_id, pass, send_queue).await {
        Ok(handle) => {
            // What was revoked since it was shown, and before the socket was there to be told, is noticed here.
            if let Some(code) = look_again(&state, user_id, &proof).await {
                drop(handle);
                return writer.close(End::Close(code)).await;
            }
            let socket = Socket {
                state,
                user_id,
                handle,
                writer,
                waiting,
                bad: VecDeque::with_capacity(MAX_BAD_REQUESTS),
                last_typing: None,
            };
            socket.serve(reader).await;
        }
        Err(JoinError::TooMany) => writer.close(End::Close(CloseCode::TooManySockets)).await,
        Err(JoinError::Stopping) => writer.close(End::Close(CloseCode::GoingAway)).await,
    }
}

/// Why a socket may not go on after all.
async fn look_again(state: &AppState, user_id: UserId, proof: &Proof) -> Option<CloseCode> {
    match accounts::is_still_good(state, user_id, proof).await {
        Ok(true) => None,
        Ok(false) => Some(CloseCode::Unauthenticated),
        Err(error) => {
            error.log();
            Some(CloseCode::InternalError)
        }
    }
}

struct Socket {
    state: web::Data<AppState>,
    user_id: UserId,
    handle: SocketHandle,
    writer: Writer,
    waiting: SendQueueReceiver,
    /// When the latest bad requests came.
    bad: VecDeque<Instant>,
    /// When it was last passed on that the user is writing.
    last_typing: Option<Instant>,
}

type InFlight = FuturesUnordered<LocalBoxFuture<'static, Option<Envelope<ServerFrame>>>>;

impl Socket {
    async fn serve(mut self, mut reader: Reader) {
        let end = self.converse(&mut reader).await;
        // First out of the hub, so that nothing more is put into a send queue that nobody empties.
        drop(self.handle);
        self.writer.close(end).await;
    }

    async fn converse(&mut self, reader: &mut Reader) -> End {
        let ready = ServerFrame::Ready(Ready {
            user_id: self.user_id,
            epoch: self.state.epoch.clone(),
            server_time: rfc3339_millis(Utc::now()),
        });
        if let Err(end) = self.write_frame(&Envelope::without_ref(ready)).await {
            return end;
        }
        let mut in_flight = InFlight::new();
        loop {
            let step = tokio::select! {
                received = self.waiting.next() => match received {
                    SendQueueItem::Frame(frame) => self.write(frame).await,
                    SendQueueItem::Close(code) => Err(End::Close(code)),
                },
                Some(reply) = in_flight.next(), if !in_flight.is_empty() => self.answer(reply).await,
                heard = reader.next(), if in_flight.len() < MAX_IN_FLIGHT && !self.state.hub.is_stopping() => {
                    self.handle.heard();
                    match heard {
                        Ok(IncomingFrame::Text(text)) => self.ask(&text, &in_flight).await,
                        Ok(IncomingFrame::Ping(bytes)) => self.write(Frame::Pong(bytes)).await,
                        Ok(IncomingFrame::Pong) => Ok(()),
                        Err(end) => Err(end),
                    }
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Begins what a client asks. Changes enter the write path in the order in which they were asked for.
    async fn ask(&mut self, text: &str, in_flight: &InFlight) -> Result<(), End> {
        let Envelope { frame, reference } = match parse_request(text) {
            Ok(request) => request,
            Err(InvalidRequest { reference, message }) => {
                return self.answer(Some(Envelope { frame: bad_request(message), reference })).await;
            }
        };
        if matches!(frame, ClientFrame::Typing { .. }) && self.has_just_typed() {
            return Ok(());
        }
        let mut work = handle_request(self.state.clone(), self.user_id, self.origin(reference), frame);
        // Polled once here: whatever it stores is queued before the next request is looked at.
        match futures_util::poll!(&mut work) {
            std::task::Poll::Ready(response) => self.answer(response).await,
            std::task::Poll::Pending => {
                in_flight.push(work);
                Ok(())
            }
        }
    }

    /// Answers a request, unless its answer comes through the hub.
    async fn answer(&mut self, response: Option<Envelope<ServerFrame>>) -> Result<(), End> {
        let Some(response) = response else { return Ok(()) };
        let bad_request = Some(ErrorCode::BadRequest);
        let is_bad =
            matches!(&response.frame, ServerFrame::Error(ErrorFrame { code, .. }) if *code == bad_request);
        self.write_frame(&response).await?;
        if is_bad { self.count_bad_request() } else { Ok(()) }
    }

    /// Whether it was passed on within the last second that the user is writing; if not, it is now.
    fn has_just_typed(&mut self) -> bool {
        let now = Instant::now();
        let just = self.last_typing.is_some_and(|time| now.duration_since(time) < TYPING_INTERVAL);
        if !just {
            self.last_typing = Some(now);
        }
        just
    }

    fn count_bad_request(&mut self) -> Result<(), End> {
        let now = Instant::now();
        self.bad.retain(|time| now.duration_since(*time) < BAD_REQUEST_WINDOW);
        self.bad.push_back(now);
        if self.bad.len() >= MAX_BAD_REQUESTS { Err(End::Close(CloseCode::BadRequests)) } else { Ok(()) }
    }

    fn origin(&self, reference: Option<String>) -> Origin {
        Origin { socket: self.handle.socket, reference }
    }

    async fn write_frame(&mut self, frame: &Envelope<ServerFrame>) -> Result<(), End> {
        self.write(Frame::Text(frame.to_json().into())).await
    }

    /// Writes a frame, unless the socket is told to close before the client has taken it.
    async fn write(&mut self, frame: Frame) -> Result<(), End> {
        let mut sent = std::pin::pin!(self.writer.write(frame));
        let code = tokio::select! {
            sent = &mut sent => return sent,
            code = self.waiting.closed() => code,
        };
        // A server that stops says first what it has to say.
        if code == CloseCode::GoingAway
            && let Ok(sent) = tokio::time::timeout(CLOSE_TIMEOUT, sent).await
        {
            return sent;
        }
        Err(End::Close(code))
    }
}
