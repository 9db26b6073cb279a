//! The task of a socket: reads requests, writes responses and events, and decides when the socket ends.

use super::requests::{bad_request, handle_request};
use super::websocket::{CLOSE_TIMEOUT, End, IncomingFrame, WebSocket};
use crate::accounts;
use crate::delivery::{
    Frame, Grant, RegisterError, SendQueueItem, SendQueueReceiver, SocketHandle, send_queue,
};
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

/// How many requests of one socket may be in flight; with more, the socket is not read.
const MAX_IN_FLIGHT: usize = 64;

/// How many bytes are written at once at most, if frames wait.
const WRITE_SIZE: usize = 16 * 1024;

pub(super) async fn run(state: web::Data<AppState>, grant: Grant, websocket: WebSocket) {
    let user_id = grant.user_id;
    // Boxed, so that its memory is free once the socket is open.
    let (handle, queue) = match Box::pin(register(&state, grant)).await {
        Ok(registered) => registered,
        Err(code) => return websocket.close(End::Close(code)).await,
    };
    let socket =
        Socket { state, user_id, handle, websocket, queue, bad_requests: VecDeque::new(), last_typing: None };
    socket.serve().await;
}

/// Registers the socket with the hub. Fails with the reason why it has to close at once.
async fn register(state: &AppState, grant: Grant) -> Result<(SocketHandle, SendQueueReceiver), CloseCode> {
    let (queue, receiver) = send_queue();
    let handle = state.hub.register(grant.clone(), queue).await.map_err(|error| match error {
        RegisterError::TooManySockets => CloseCode::TooManySockets,
        RegisterError::Stopping => CloseCode::GoingAway,
    })?;
    // A revocation that came between the check of the credential and the registration is noticed here.
    match accounts::is_valid(state, &grant).await {
        Ok(true) => Ok((handle, receiver)),
        Ok(false) => Err(CloseCode::Unauthenticated),
        Err(error) => {
            error.log();
            Err(CloseCode::InternalError)
        }
    }
}

struct Socket {
    state: web::Data<AppState>,
    user_id: UserId,
    handle: SocketHandle,
    websocket: WebSocket,
    queue: SendQueueReceiver,
    /// When the latest bad requests came.
    bad_requests: VecDeque<Instant>,
    /// When the companion was last notified that the user is typing.
    last_typing: Option<Instant>,
}

type InFlight = FuturesUnordered<LocalBoxFuture<'static, Option<Envelope<ServerFrame>>>>;

impl Socket {
    async fn serve(mut self) {
        let end = self.exchange_frames().await;
        // First, so that the hub puts nothing more into a send queue that nobody empties.
        drop(self.handle);
        self.websocket.close(end).await;
    }

    async fn exchange_frames(&mut self) -> End {
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
                item = self.queue.next() => match item {
                    SendQueueItem::Frame(frame) => self.write_waiting(frame).await,
                    SendQueueItem::Close(code) => Err(End::Close(code)),
                },
                Some(response) = in_flight.next(), if !in_flight.is_empty() => self.answer(response).await,
                frame = self.websocket.next(), if in_flight.len() < MAX_IN_FLIGHT && !self.state.hub.is_stopping() => {
                    self.handle.note_received();
                    match frame {
                        Ok(IncomingFrame::Text(text)) => self.begin(&text, &in_flight).await,
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

    /// Begins a request. Changes enter the write path in the order of their requests.
    async fn begin(&mut self, text: &str, in_flight: &InFlight) -> Result<(), End> {
        let Envelope { frame, reference } = match parse_request(text) {
            Ok(request) => request,
            Err(InvalidRequest { reference, message }) => {
                return self.answer(Some(Envelope { frame: bad_request(message), reference })).await;
            }
        };
        if matches!(frame, ClientFrame::Typing { .. }) && self.has_just_typed() {
            return Ok(());
        }
        let origin = Origin { socket: self.handle.id(), reference };
        let mut work = handle_request(self.state.clone(), self.user_id, origin, frame);
        // Polled once here, so that its write is queued before the next request is read.
        match futures_util::poll!(&mut work) {
            std::task::Poll::Ready(response) => self.answer(response).await,
            std::task::Poll::Pending => {
                in_flight.push(work);
                Ok(())
            }
        }
    }

    /// Writes the response to a request, unless it is an ack, which comes through the hub.
    async fn answer(&mut self, response: Option<Envelope<ServerFrame>>) -> Result<(), End> {
        let Some(response) = response else { return Ok(()) };
        let bad_request = Some(ErrorCode::BadRequest);
        let is_bad =
            matches!(&response.frame, ServerFrame::Error(ErrorFrame { code, .. }) if *code == bad_request);
        self.write_frame(&response).await?;
        if is_bad { self.count_bad_request() } else { Ok(()) }
    }

    /// Whether the companion was notified of typing within the last second. If not, it counts as notified now.
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
        self.bad_requests.retain(|time| now.duration_since(*time) < BAD_REQUEST_WINDOW);
        self.bad_requests.push_back(now);
        if self.bad_requests.len() >= MAX_BAD_REQUESTS {
            Err(End::Close(CloseCode::BadRequests))
        } else {
            Ok(())
        }
    }

    async fn write_frame(&mut self, frame: &Envelope<ServerFrame>) -> Result<(), End> {
        self.write(Frame::Text(frame.to_json().into())).await
    }

    /// Writes a frame from the queue together with those that wait behind it.
    async fn write_waiting(&mut self, first: Frame) -> Result<(), End> {
        self.websocket.put(&first);
        while self.websocket.outgoing_len() < WRITE_SIZE
            && let Some(frame) = self.queue.try_next()
        {
            self.websocket.put(&frame);
        }
        self.flush().await
    }

    async fn write(&mut self, frame: Frame) -> Result<(), End> {
        self.websocket.put(&frame);
        self.flush().await
    }

    /// Writes frames, unless the socket is closed before the client has taken them.
    async fn flush(&mut self) -> Result<(), End> {
        let mut flushed = std::pin::pin!(self.websocket.flush());
        let code = tokio::select! {
            biased;
            flushed = &mut flushed => return flushed,
            code = self.queue.closed() => code,
        };
        // A stopping server finishes what it has begun to write.
        if code == CloseCode::GoingAway
            && let Ok(flushed) = tokio::time::timeout(CLOSE_TIMEOUT, flushed).await
        {
            return flushed;
        }
        Err(End::Close(code))
    }
}
