//! A socket's session: reads requests, writes responses and events, and decides when the socket ends.

use super::in_flight::{Kind, Requests, Work};
use super::requests::{bad_request, error_frame, handle_request, is_change};
use super::websocket::{CLOSE_TIMEOUT, End, IncomingFrame, WebSocket};
use crate::accounts;
use crate::delivery::{
    Frame, Grant, RegisterError, SendQueueItem, SendQueueReceiver, SocketHandle, send_queue,
};
use crate::error::AppError;
use crate::rate_limits::{Place, UnsentAnswer};
use crate::state::AppState;
use actix_web::web;
use chrono::Utc;
use simple_chats_domain::{ErrorCode, Origin, SocketId, UserId, rfc3339_millis};
use simple_chats_protocol::limits::{BAD_REQUEST_WINDOW, MAX_BAD_REQUESTS, TYPING_INTERVAL};
use simple_chats_protocol::{
    ClientFrame, CloseCode, Envelope, ErrorFrame, FEATURE_LEVEL, InvalidRequest, Ready, ServerFrame,
    parse_request,
};
use std::collections::VecDeque;
use std::time::Instant;

/// How many requests of one socket may be in flight; with more, the socket is not read.
const MAX_IN_FLIGHT: usize = 64;

/// How many bytes are written at once at most, if frames wait.
const WRITE_SIZE: usize = 16 * 1024;

/// Serves a socket to its end. A server holds thousands of these futures, so they are small: the arguments are not stored
/// twice, and work that is done once runs in a boxed future.
pub(super) fn run(
    state: web::Data<AppState>,
    grant: Grant,
    websocket: WebSocket,
    place: Option<Place>,
) -> impl Future<Output = ()> {
    let (user_id, may_only_read) = (grant.user_id, grant.credential.may_only_read());
    let registering = Box::pin(register(state.clone(), grant));
    let mut session = Session {
        state,
        user_id,
        may_only_read,
        websocket,
        bad_requests: VecDeque::new(),
        last_typing: None,
        unsent: None,
    };
    async move {
        let _place = place;
        let end = match registering.await {
            Ok((handle, queue)) => session.exchange_frames(handle, queue).await,
            Err(code) => End::Close(code),
        };
        session.state.measures.socket_ended(match &end {
            End::Close(code) => Some(*code),
            End::Gone => None,
        });
        Box::pin(session.websocket.close(end)).await;
    }
}

/// Registers the socket with the hub. Fails with the reason why it has to close at once.
pub(super) async fn register(
    state: web::Data<AppState>,
    grant: Grant,
) -> Result<(SocketHandle, SendQueueReceiver), CloseCode> {
    let (queue, receiver) = send_queue();
    let handle = state.hub.register(grant.clone(), queue).await.map_err(|error| match error {
        RegisterError::TooManySockets => CloseCode::TooManySockets,
        RegisterError::Stopping => CloseCode::GoingAway,
    })?;
    // A revocation that came between the check of the credential and the registration is noticed here.
    match accounts::is_valid(&state, &grant).await {
        Ok(true) => Ok((handle, receiver)),
        Ok(false) => Err(CloseCode::Unauthenticated),
        Err(error) => {
            error.log();
            Err(CloseCode::InternalError)
        }
    }
}

/// The first frame of each connection.
pub(super) fn ready(state: &AppState, user_id: UserId) -> Envelope<ServerFrame> {
    Envelope::without_ref(ServerFrame::Ready(Ready {
        user_id,
        epoch: state.epoch.clone(),
        server_time: rfc3339_millis(Utc::now()),
        feature_level: FEATURE_LEVEL,
    }))
}

struct Session {
    state: web::Data<AppState>,
    user_id: UserId,
    may_only_read: bool,
    websocket: WebSocket,
    /// When the latest bad requests came.
    bad_requests: VecDeque<Instant>,
    /// When the companion was last notified that the user is typing.
    last_typing: Option<Instant>,
    /// A large response that waits to be written.
    unsent: Option<UnsentAnswer>,
}

impl Session {
    /// Exchanges frames until the socket is to end. Then it is no longer registered, so that the hub puts nothing more into a
    /// send queue that nobody empties.
    async fn exchange_frames(&mut self, handle: SocketHandle, mut queue: SendQueueReceiver) -> End {
        self.put(&ready(&self.state, self.user_id));
        let mut requests = Requests::default();
        loop {
            if let Err(end) = self.flush(&mut queue).await {
                return end;
            }
            self.unsent = None;
            let step = tokio::select! {
                item = queue.next() => self.put_waiting(item, &mut queue),
                Some(response) = requests.next(), if !requests.is_empty() => self.answer(response),
                frame = self.websocket.next(), if requests.len() < MAX_IN_FLIGHT && !self.state.hub.is_stopping() => {
                    handle.note_received();
                    match frame {
                        Ok(IncomingFrame::Text(text)) => self.begin(handle.id(), &text, &mut requests).await,
                        Ok(IncomingFrame::Ping(bytes)) => {
                            self.websocket.put(&Frame::Pong(bytes));
                            Ok(())
                        }
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
    async fn begin(&mut self, socket: SocketId, text: &str, requests: &mut Requests) -> Result<(), End> {
        let Some((kind, work)) = self.parse(socket, text)? else { return Ok(()) };
        match requests.begin(kind, work).await {
            Some(response) => self.answer(response),
            None => Ok(()),
        }
    }

    /// The work of a request, unless there is nothing to do or the request is not valid.
    fn parse(&mut self, socket: SocketId, text: &str) -> Result<Option<(Kind, Work)>, End> {
        let Envelope { frame, reference } = match parse_request(text) {
            Ok(request) => request,
            Err(InvalidRequest { reference, message }) => {
                let response = Envelope { frame: bad_request(message), reference };
                return self.answer(Some(response)).map(|()| None);
            }
        };
        if self.may_only_read && is_change(&frame) {
            let limited = self.state.rate_limiter.read(self.user_id);
            let error = limited.err().unwrap_or(AppError::TokenMayOnlyRead);
            let response = Envelope { frame: error_frame(&error), reference };
            return self.answer(Some(response)).map(|()| None);
        }
        if matches!(frame, ClientFrame::Typing { .. }) && self.has_just_typed() {
            return Ok(None);
        }
        let (kind, origin) = (Kind::of(&frame), Origin { socket, reference });
        Ok(Some((kind, handle_request(self.state.clone(), self.user_id, origin, frame))))
    }

    /// Puts the response to a request, unless it is an ack, which comes through the hub.
    fn answer(&mut self, response: Option<Envelope<ServerFrame>>) -> Result<(), End> {
        let Some(mut response) = response else { return Ok(()) };
        let mut text = response.to_json();
        match self.state.unsent.add(self.user_id, text.len()) {
            Ok(unsent) => self.unsent = unsent,
            Err(error) => {
                response.frame = error_frame(&error);
                text = response.to_json();
            }
        }
        self.websocket.put_text(&text);
        let bad_request = Some(ErrorCode::BadRequest);
        let is_bad =
            matches!(&response.frame, ServerFrame::Error(ErrorFrame { code, .. }) if *code == bad_request);
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

    fn put(&mut self, frame: &Envelope<ServerFrame>) {
        self.websocket.put_text(&frame.to_json());
    }

    /// Puts a frame from the queue, together with those that wait behind it.
    fn put_waiting(&mut self, first: SendQueueItem, queue: &mut SendQueueReceiver) -> Result<(), End> {
        let mut next = match first {
            SendQueueItem::Frame(frame) => Some(frame),
            SendQueueItem::Close(code) => return Err(End::Close(code)),
        };
        while let Some(frame) = next {
            self.websocket.put(&frame);
            let has_room = self.websocket.outgoing_len() < WRITE_SIZE;
            next = if has_room { queue.try_next() } else { None };
        }
        Ok(())
    }

    /// Writes the frames that were put, unless the socket is closed before the client has taken them.
    async fn flush(&mut self, queue: &mut SendQueueReceiver) -> Result<(), End> {
        let mut flushed = std::pin::pin!(self.websocket.flush());
        let code = tokio::select! {
            biased;
            flushed = &mut flushed => return flushed,
            code = queue.closed() => code,
        };
        // A stopping server finishes what it has begun to write.
        if code == CloseCode::GoingAway
            && let Ok(flushed) = Box::pin(tokio::time::timeout(CLOSE_TIMEOUT, flushed)).await
        {
            return flushed;
        }
        Err(End::Close(code))
    }
}
