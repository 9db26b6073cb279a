//! The live protocol over HTTP, for pages behind a proxy that lets no WebSocket through: each request carries frames and is
//! answered with the responses. Nothing is kept between two of them, so that any instance answers; a page learns what has
//! happened meanwhile by `resume` and `sync`, as after a lost connection.

use super::connect::authenticate;
use super::requests::{bad_request, handle_request};
use super::session::{ready, register};
use crate::delivery::{Frame, SendQueueItem, SendQueueReceiver};
use crate::error::AppError;
use crate::http::json_error::JsonError;
use crate::rate_limits::UnsentAnswer;
use crate::state::AppState;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use serde::Deserialize;
use simple_chats_domain::{Origin, SocketId, UserId};
use simple_chats_protocol::{ClientFrame, CloseCode, Envelope, InvalidRequest, ServerFrame, parse_request};
use std::time::Duration;

/// How many frames a request has at most.
const MAX_FRAMES: usize = 16;

/// How long an ack may take that comes through the hub; the change is stored then.
const ACK_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
struct Batch {
    frames: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Answered {
    #[serde(rename = "ref")]
    reference: Option<String>,
}

/// `POST /live`: a page's frames, authenticated by its cookie. A page of another origin can't send this: it would have to ask
/// first, and `Origin` must be this site's.
pub(crate) async fn exchange(
    request: HttpRequest,
    body: web::Bytes,
    state: web::Data<AppState>,
) -> Result<HttpResponse, JsonError> {
    if request.content_type() != "application/json" {
        return Err(JsonError::bad_request("The frames are JSON: Content-Type: application/json".to_owned()));
    }
    let frames = match serde_json::from_slice(&body) {
        Ok(Batch { frames }) if frames.len() <= MAX_FRAMES => frames,
        Ok(_) => return Err(JsonError::bad_request(format!("frames: at most {MAX_FRAMES} at once"))),
        Err(error) => return Err(JsonError::bad_request(format!("Not valid: {error}"))),
    };
    let grant = authenticate(&request, None, &state).await?.ok_or(AppError::NoCredentials)?;
    let (user_id, may_only_read) = (grant.user_id, grant.credential.may_only_read());
    if may_only_read {
        return Err(AppError::TokenMayOnlyRead.into());
    }
    state.rate_limiter.read(user_id)?;
    // As long as the request lasts, it counts as a socket: acks come through the hub, and the user is online.
    let (handle, queue) = register(state.clone(), grant).await.map_err(refusal)?;
    let mut exchange =
        Exchange { state, user_id, socket: handle.id(), queue, answers: vec![], unsent: vec![] };
    exchange.answers.push(ready(&exchange.state, user_id).to_json());
    for frame in frames {
        exchange.run(&frame.to_string()).await?;
    }
    drop(handle);
    let body = format!("[{}]", exchange.answers.join(","));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body))
}

fn refusal(code: CloseCode) -> AppError {
    match code {
        CloseCode::Unauthenticated => AppError::NoCredentials,
        _ => AppError::RateLimited { retry_after: 5 },
    }
}

struct Exchange {
    state: web::Data<AppState>,
    user_id: UserId,
    socket: SocketId,
    queue: SendQueueReceiver,
    answers: Vec<String>,
    /// The large ones among them.
    unsent: Vec<UnsentAnswer>,
}

impl Exchange {
    /// Carries out a request, and adds its response and the events that came before it.
    async fn run(&mut self, text: &str) -> Result<(), AppError> {
        let Envelope { frame, reference } = match parse_request(text) {
            Ok(request) => request,
            Err(InvalidRequest { reference, message }) => {
                return self.add(&Envelope { frame: bad_request(message), reference });
            }
        };
        let has_response = !matches!(frame, ClientFrame::Typing { .. });
        let origin = Origin { socket: self.socket, reference: reference.clone() };
        if let Some(response) = handle_request(self.state.clone(), self.user_id, origin, frame).await {
            return self.add(&response);
        }
        if has_response && reference.is_some() {
            let response = tokio::time::timeout(ACK_TIMEOUT, self.read_until(reference.as_deref()));
            response.await.unwrap_or(());
        }
        Ok(())
    }

    fn add(&mut self, response: &Envelope<ServerFrame>) -> Result<(), AppError> {
        let text = response.to_json();
        self.unsent.extend(self.state.unsent.add(self.user_id, text.len())?);
        self.answers.push(text);
        Ok(())
    }

    /// Adds what comes through the hub, up to the response to a request.
    async fn read_until(&mut self, reference: Option<&str>) {
        loop {
            let text = match self.queue.next().await {
                SendQueueItem::Frame(Frame::Text(text)) => text,
                SendQueueItem::Frame(_) => continue,
                SendQueueItem::Close(_) => return,
            };
            let answered = serde_json::from_str::<Answered>(&text).ok().and_then(|frame| frame.reference);
            self.answers.push(text.to_string());
            if answered.as_deref() == reference {
                return;
            }
        }
    }
}
