//! A caller of the REST API, which makes one request after the other, and repeats unanswered ones or gives up.

use super::WorkloadContext;
use super::author::{Author, PlannedAction};
use crate::api::{Api, changes_in, integer};
use crate::history::recorder::{Sending, Ticket};
use crate::history::{Action, Outcome};
use crate::{TestResponse, TestUser};
use rand::RngExt;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_domain::ErrorCode;
use std::time::Duration;
use tokio::time::sleep;

/// How many texts a request has at most.
const TEXTS: usize = 3;

/// How long an answer is waited for.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

/// How often a request is made before a caller gives up.
const MAX_ATTEMPTS: usize = 500;

/// How long a caller waits before it repeats a request.
const RETRY_DELAY: Duration = Duration::from_millis(40);

/// How often a caller gives up on a request that was not answered.
const GIVE_UP_PROBABILITY: f64 = 0.2;

struct Request {
    method: Method,
    path: String,
    body: Option<Value>,
    key: Option<String>,
}

/// Talks until all is over.
pub(super) async fn talk(context: WorkloadContext, number: usize, mut author: Author) {
    let line = context.network.line(context.plan.devices + number);
    let (api, user) = (Api::with_timeout(line.address(), ANSWER_TIMEOUT), context.user("api", number));
    while context.pause(&mut author.random).await {
        let planned = author.next(&context.recorder, TEXTS);
        let (request, tickets) = begin(&context, user, &planned);
        let (attempts, answer) = ask(&context, &api, user, &mut author, &request).await;
        for (part, ticket) in tickets.into_iter().enumerate() {
            context.recorder.end(ticket, attempts, outcome_of(&planned, part, answer.as_ref()));
        }
        if let (PlannedAction::Look { chat_id, .. }, Some(answer)) = (&planned, answer)
            && answer.status == 200
        {
            context.recorder.seen(*chat_id, changes_in(&answer.json()));
        }
    }
}

fn begin(context: &WorkloadContext, user: &TestUser, planned: &PlannedAction) -> (Request, Vec<Ticket>) {
    let begin = |chat_id, ask| vec![context.recorder.begin(user.user_id, chat_id, ask)];
    let place = |chat_id: i64, message_id: i64| format!("/api/chats/{chat_id}/messages/{message_id}");
    match planned.clone() {
        PlannedAction::Send(sending) => {
            let tickets = context.recorder.begin_sending(user.user_id, &sending);
            let Sending { chat_id, client_id, texts } = sending;
            let path = format!("/api/chats/{chat_id}/messages");
            let (body, key) = (Some(json!({"texts": texts})), Some(client_id));
            (Request { method: Method::POST, path, body, key }, tickets)
        }
        PlannedAction::Edit { chat_id, message_id, text } => {
            let (path, body) = (place(chat_id, message_id), Some(json!({"text": text})));
            let tickets = begin(chat_id, Action::Edit { message_id, text });
            (Request { method: Method::PUT, path, body, key: None }, tickets)
        }
        PlannedAction::Delete { chat_id, message_id } => {
            let path = place(chat_id, message_id);
            let tickets = begin(chat_id, Action::Delete { message_id });
            (Request { method: Method::DELETE, path, body: None, key: None }, tickets)
        }
        PlannedAction::Read { chat_id, message_id } => {
            let (path, body) =
                (format!("/api/chats/{chat_id}/read"), Some(json!({"message_id": message_id})));
            let tickets = begin(chat_id, Action::Read { message_id });
            (Request { method: Method::POST, path, body, key: None }, tickets)
        }
        PlannedAction::Look { chat_id, after } => {
            let path = format!("/api/chats/{chat_id}/changes?after={after}");
            (Request { method: Method::GET, path, body: None, key: None }, begin(chat_id, Action::Look))
        }
    }
}

/// Repeats a request until there is an answer, or the caller gives up. Returns the number of attempts. A failure of the
/// server counts as no answer: the request may have been done.
async fn ask(
    context: &WorkloadContext,
    api: &Api,
    user: &TestUser,
    author: &mut Author,
    request: &Request,
) -> (usize, Option<TestResponse>) {
    for attempt in 1..=MAX_ATTEMPTS {
        let Request { method, path, body, key } = request;
        let headers: Vec<_> = key.iter().map(|key| ("idempotency-key", key.as_str())).collect();
        let answer = api.ask_with(method.clone(), path, user, body.as_ref(), &headers).await;
        if let Ok(answer) = answer
            && answer.status < 500
        {
            return (attempt, Some(answer));
        }
        if author.random.random_bool(GIVE_UP_PROBABILITY) && !context.is_over() {
            return (attempt, None);
        }
        sleep(RETRY_DELAY).await;
    }
    (MAX_ATTEMPTS, None)
}

/// How the part of a request ended that concerns one of its texts.
fn outcome_of(planned: &PlannedAction, part: usize, answer: Option<&TestResponse>) -> Outcome {
    let Some(answer) = answer else { return Outcome::Unknown };
    let body = answer.json();
    if answer.status >= 300 {
        let code = serde_json::from_value(body["code"].clone());
        return Outcome::Refused(code.unwrap_or(ErrorCode::Internal));
    }
    let message_id = match planned {
        PlannedAction::Send(_) => integer(&body["message_ids"][part]),
        PlannedAction::Edit { .. } | PlannedAction::Delete { .. } | PlannedAction::Read { .. } => {
            integer(&body["message_id"])
        }
        PlannedAction::Look { .. } if body["has_more"] == true => return Outcome::Unknown,
        PlannedAction::Look { .. } => return Outcome::Seen { revision: integer(&body["revision"]) },
    };
    Outcome::Acknowledged { message_id, revision: None }
}
