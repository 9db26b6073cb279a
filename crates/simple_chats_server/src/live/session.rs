//! A socket's own task: it reads what the client asks, writes what waits for the client, and knows when to stop.

use super::protocol::{Answer, Ask, ChangesShape, Reply, Request};
use super::websocket::{CLOSE_TIMEOUT, End, IncomingFrame, Reader, Writer};
use crate::accounts::{self, Proof};
use crate::delivery::{
    CloseCode, Frame, JoinError, Pass, SendQueueItem, SendQueueReceiver, SocketHandle, send_queue,
};
use crate::error::AppError;
use crate::messaging::{self, Destination, Mark, SendRequest};
use crate::state::AppState;
use actix_web::web;
use bytestring::ByteString;
use chrono::Utc;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use simple_chats_domain::{
    ChatCursor, ClientId, ErrorCode, Event, MessageText, Origin, UserId, cut_to_millis, rfc3339_millis,
};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::{Duration, Instant};

/// How many requests of one socket may be under way; beyond it, nothing more is read.
const MAX_IN_FLIGHT: usize = 64;

/// How many bad requests within [`BAD_REQUEST_WINDOW`] close a socket.
const MAX_BAD_REQUESTS: usize = 20;

const BAD_REQUEST_WINDOW: Duration = Duration::from_secs(10);

/// How often it is passed on that somebody is writing.
const TYPING_INTERVAL: Duration = Duration::from_secs(1);

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
        Err(JoinError::TooMany) => writer.close(End::Close(CloseCode::TooMany)).await,
        Err(JoinError::Stopping) => writer.close(End::Close(CloseCode::Stopping)).await,
    }
}

/// Why a socket may not go on after all.
async fn look_again(state: &AppState, user_id: UserId, proof: &Proof) -> Option<CloseCode> {
    match accounts::is_still_good(state, user_id, proof).await {
        Ok(true) => None,
        Ok(false) => Some(CloseCode::SignedOut),
        Err(error) => {
            error.log();
            Some(CloseCode::Failed)
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

type InFlight = FuturesUnordered<LocalBoxFuture<'static, Option<Reply>>>;

impl Socket {
    async fn serve(mut self, mut reader: Reader) {
        let end = self.converse(&mut reader).await;
        // First out of the hub, so that nothing more is put into a send queue that nobody empties.
        drop(self.handle);
        self.writer.close(end).await;
    }

    async fn converse(&mut self, reader: &mut Reader) -> End {
        let ready = Answer::Ready {
            user_id: self.user_id,
            epoch: self.state.epoch.clone(),
            server_time: rfc3339_millis(Utc::now()),
        };
        if let Err(end) = self.write(text_of(&Reply { answer: ready, reference: None })).await {
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
        let Request { reference, ask } = Request::parse(text);
        match ask {
            Ok(Ask::Typing { .. }) if self.has_just_typed() => Ok(()),
            Ok(ask) => {
                let mut work =
                    handle_request(self.state.clone(), self.user_id, self.origin(reference.clone()), ask);
                // Polled once here: whatever it stores is queued before the next request is looked at.
                match futures_util::poll!(&mut work) {
                    std::task::Poll::Ready(reply) => self.answer(reply).await,
                    std::task::Poll::Pending => {
                        in_flight.push(work);
                        Ok(())
                    }
                }
            }
            Err(why) => self.answer(Some(Reply { answer: Answer::bad_request(why), reference })).await,
        }
    }

    /// Answers a request, unless its answer comes through the hub.
    async fn answer(&mut self, reply: Option<Reply>) -> Result<(), End> {
        let Some(reply) = reply else { return Ok(()) };
        let is_bad = matches!(reply.answer, Answer::Error { code: ErrorCode::BadRequest, .. });
        self.write(text_of(&reply)).await?;
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

    /// Writes a frame, unless the socket is told to close before the client has taken it.
    async fn write(&mut self, frame: Frame) -> Result<(), End> {
        let mut sent = std::pin::pin!(self.writer.write(frame));
        let code = tokio::select! {
            sent = &mut sent => return sent,
            code = self.waiting.closed() => code,
        };
        // A server that stops says first what it has to say.
        if code == CloseCode::Stopping
            && let Ok(sent) = tokio::time::timeout(CLOSE_TIMEOUT, sent).await
        {
            return sent;
        }
        Err(End::Close(code))
    }
}

/// Does what a client asks. Where the answer is an ack, it comes through the hub, in its place among the events.
fn handle_request(
    state: web::Data<AppState>,
    me: UserId,
    origin: Origin,
    ask: Ask,
) -> LocalBoxFuture<'static, Option<Reply>> {
    let (reference, in_flight) = (origin.reference.clone(), state.hub.begin_request());
    Box::pin(async move {
        let _under_way = in_flight;
        let answer = match perform(&state, me, origin, ask).await {
            Ok(answer) => answer?,
            Err(error) => Answer::from(error),
        };
        Some(Reply { answer, reference })
    })
}

async fn perform(state: &AppState, me: UserId, origin: Origin, ask: Ask) -> Result<Option<Answer>, AppError> {
    if let Ask::Watch { user_ids } = ask {
        messaging::watch(state, me, origin, user_ids).await?;
        return Ok(None);
    }
    let origin = Some(origin);
    match ask {
        Ask::Send { client_id, text, chat_id, companion_id } => {
            let destination = match (chat_id, companion_id) {
                (Some(chat_id), _) => Destination::Chat(chat_id),
                (None, Some(user_id)) => Destination::Companion(user_id),
                (None, None) => return Ok(Some(Answer::bad_request("chat_id is missing".to_owned()))),
            };
            let texts = vec![MessageText::parse(&text)?];
            let client_id = match ClientId::parse(&client_id) {
                Ok(client_id) => Some(client_id),
                Err(error) => return Ok(Some(Answer::bad_request(format!("client_id: {error}")))),
            };
            let written_at = cut_to_millis(Utc::now());
            let request = SendRequest { sender_id: me, written_at, destination, texts, client_id, origin };
            messaging::send(state, request).await?;
        }
        Ask::Edit { message_id, text } => {
            let text = MessageText::parse(&text)?;
            messaging::edit_message(state, me, None, message_id, text, origin).await?;
        }
        Ask::Delete { message_id } => {
            messaging::delete_message(state, me, None, message_id, origin).await?;
        }
        Ask::Read { chat_id, message_id } => {
            messaging::mark_read(state, me, chat_id, message_id, origin).await?;
        }
        Ask::History { chat_id, before, limit } => {
            let history = messaging::history(state, me, chat_id, before, limit).await?;
            return Ok(Some(Answer::history(me, history)));
        }
        Ask::Resume { have, before } => return resume(state, me, have, before).await.map(Some),
        Ask::Sync { chat_id, after } => {
            let changes = messaging::list_changes(state, me, chat_id, after).await?;
            return Ok(Some(Answer::Changes(ChangesShape::of(me, changes))));
        }
        Ask::Typing { chat_id } => {
            let chat = messaging::find_chat(state, me, chat_id).await?;
            let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
            state.hub.tell(companion, Event::Typing { chat_id, user_id: me });
        }
        Ask::Ping => return Ok(Some(Answer::Pong)),
        Ask::Watch { .. } => {}
    }
    Ok(None)
}

async fn resume(
    state: &AppState,
    me: UserId,
    have: HashMap<String, Mark>,
    before: Option<String>,
) -> Result<Answer, AppError> {
    let Some(from) = before.as_deref().map_or(Some(ChatCursor::START), ChatCursor::parse) else {
        return Ok(Answer::bad_request("before: what `next` said in an earlier answer".to_owned()));
    };
    let mut held = BTreeMap::new();
    for (key, mark) in have {
        let Ok(chat_id) = key.parse() else {
            return Ok(Answer::bad_request(format!("have: '{key}' is no chat id")));
        };
        held.insert(chat_id, mark);
    }
    Ok(Answer::state(messaging::resume(state, me, held, from).await?))
}

fn text_of(reply: &Reply) -> Frame {
    Frame::Text(serde_json::to_string(reply).map_or_else(
        |error| {
            tracing::error!(%error, "an answer could not be written");
            ByteString::from_static("{}")
        },
        ByteString::from,
    ))
}
