//! Responses whose bodies count as unsent until the client has taken them.

use crate::error::AppResult;
use crate::rate_limits::{UnsentAnswer, UnsentAnswers};
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::web::Bytes;
use simple_chats_domain::UserId;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How much of a body the HTTP server gets at once. It takes more when that was written.
const PORTION: usize = 32 << 10;

/// In the extensions of a response: its body is read while it is sent, and takes no memory before.
pub(crate) struct ReadWhileSent;

/// Counts a response to a user as unsent while it is being written. Fails if too much waits for the user already.
pub(crate) fn hold(
    response: ServiceResponse<BoxBody>,
    unsent: &UnsentAnswers,
    user_id: UserId,
) -> AppResult<ServiceResponse<BoxBody>> {
    if response.response().extensions().contains::<ReadWhileSent>() {
        return Ok(response);
    }
    let BodySize::Sized(length) = response.response().body().size() else { return Ok(response) };
    let Some(answer) = unsent.add(user_id, usize::try_from(length).unwrap_or(usize::MAX))? else {
        return Ok(response);
    };
    Ok(response.map_body(|_, body| match body.try_into_bytes() {
        Ok(bytes) => BoxBody::new(HeldBody { bytes, _answer: answer }),
        Err(body) => body,
    }))
}

/// A body in portions.
struct HeldBody {
    bytes: Bytes,
    _answer: UnsentAnswer,
}

impl MessageBody for HeldBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.bytes.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = self.bytes.len().min(PORTION);
        Poll::Ready((length > 0).then(|| Ok(self.bytes.split_to(length))))
    }
}
