//! A program of a user with a socket by the reference client, which has many pending requests, and sometimes restarts.

use super::WorkloadContext;
use super::author::{Author, PlannedAction};
use super::listener::Listener;
use crate::TestUser;
use crate::WAIT_TIMEOUT;
use crate::history::recorder::{Recorder, Sending, Ticket};
use crate::history::{Action, Outcome};
use rand::RngExt;
use simple_chats_client::domain::{ChatId, ErrorCode, MessageId};
use simple_chats_client::{Client, Credentials, Options, PendingAck, RequestError, Status};
use std::time::Duration;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, timeout};

/// How many requests wait for an answer at once.
const MAX_PENDING: usize = 20;

/// How often a program ends, for each thing that it does.
const RESTART_PROBABILITY: f64 = 0.004;

/// How often the next program sends again what the one before did not see acknowledged.
const RESEND_PROBABILITY: f64 = 0.7;

/// The longest wait between two attempts to connect.
const MAX_RECONNECT_DELAY: Duration = Duration::from_millis(100);

/// How many messages are held; no workload has as many.
const KEEP_MESSAGES: usize = 1_000_000;

/// A client that runs, and a task that records its updates.
pub struct Device {
    pub client: Client,
    pub number: usize,
    pub user: TestUser,
    listener: Listener,
    recording: JoinHandle<()>,
}

/// A request that is under way, and what is needed to send it again.
struct Request {
    ticket: Ticket,
    sending: Option<Sending>,
    since: Instant,
    /// How often it was sent by earlier programs at most.
    attempts: usize,
    /// How many connections there were before it, without one that it can still be sent on.
    connections: usize,
    listener: Listener,
}

/// A sending that a program left behind when it ended, and how often it was sent at most.
type Left = Option<(Ticket, Sending, usize)>;

/// Talks until all is over and everything is answered.
pub(super) async fn talk(context: WorkloadContext, line: usize, mut author: Author) -> Device {
    let mut device = Device::begin(&context, line, author.random.random());
    let mut waiting: JoinSet<Left> = JoinSet::new();
    while context.pause(&mut author.random).await {
        if waiting.len() >= MAX_PENDING {
            waiting.join_next().await;
        } else if author.random.random_bool(RESTART_PROBABILITY) {
            device = device.restart(&context, line, &mut author, &mut waiting).await;
        } else {
            let planned = author.next(&context.recorder, 1);
            if let Some((receipt, request)) = device.perform(&context.recorder, planned) {
                waiting.spawn(wait(context.clone(), receipt, request));
            }
        }
    }
    for left in waiting.join_all().await {
        assert!(left.is_none(), "a client that lives keeps at everything");
    }
    device.until_live().await;
    device
}

impl Device {
    fn begin(context: &WorkloadContext, line: usize, seed: u64) -> Self {
        let user = context.user("socket", line).clone();
        let credentials = Credentials::basic(user.username.as_str(), user.password.as_str());
        let address = context.network.line(line).address();
        let mut options = Options::new(format!("ws://{address}/ws"), credentials);
        options.max_reconnect_delay = MAX_RECONNECT_DELAY;
        options.keep_messages = KEEP_MESSAGES;
        options.seed = seed;
        let (client, updates) = Client::connect(&options).expect("the options are good");
        let number = context.recorder.new_client();
        let (listener, recording) = Listener::of(updates, context.recorder.clone(), number);
        Self { client, number, user, listener, recording }
    }

    /// Ends in the midst of everything; another program of the same user begins, and sends again some of what it finds
    /// unfinished.
    async fn restart(
        self,
        context: &WorkloadContext,
        line: usize,
        author: &mut Author,
        waiting: &mut JoinSet<Left>,
    ) -> Self {
        context.network.line(line).cut();
        self.end().await;
        let left = std::mem::take(waiting).join_all().await;
        let next = Self::begin(context, line, author.random.random());
        for (ticket, sending, attempts) in left.into_iter().flatten() {
            if author.random.random_bool(RESEND_PROBABILITY) {
                let again = next.request(ticket, Some(sending.clone()), attempts);
                waiting.spawn(wait(context.clone(), next.send(&sending), again));
            }
        }
        next
    }

    /// Asks for something; nothing if a client does it by itself anyway.
    fn perform(&self, recorder: &Recorder, planned: PlannedAction) -> Option<(PendingAck, Request)> {
        let begin = |chat_id, ask| self.request(recorder.begin(self.user.user_id, chat_id, ask), None, 0);
        Some(match planned {
            PlannedAction::Send(sending) => {
                let tickets = recorder.begin_sending(self.user.user_id, &sending);
                let request = self.request(tickets[0], Some(sending.clone()), 0);
                (self.send(&sending), request)
            }
            PlannedAction::Edit { chat_id, message_id, text } => {
                let request = begin(chat_id, Action::Edit { message_id, text: text.clone() });
                (self.client.edit(MessageId::stored(message_id), &text), request)
            }
            PlannedAction::Delete { chat_id, message_id } => {
                let request = begin(chat_id, Action::Delete { message_id });
                (self.client.delete(MessageId::stored(message_id)), request)
            }
            PlannedAction::Read { chat_id, message_id } => {
                let request = begin(chat_id, Action::Read { message_id });
                (self.client.read(ChatId::stored(chat_id), MessageId::stored(message_id)), request)
            }
            PlannedAction::Look { .. } => return None,
        })
    }

    /// A request that is about to be sent.
    fn request(&self, ticket: Ticket, sending: Option<Sending>, attempts: usize) -> Request {
        let before = self.listener.so_far();
        let is_in = matches!(self.client.status(), Status::Syncing | Status::Live);
        Request {
            ticket,
            sending,
            since: Instant::now(),
            attempts: attempts + usize::from(is_in),
            connections: before,
            listener: self.listener.clone(),
        }
    }

    fn send(&self, sending: &Sending) -> PendingAck {
        self.client.send_as(&sending.client_id, ChatId::stored(sending.chat_id), &sending.texts[0])
    }

    /// Waits until the client knows all that it has missed.
    pub async fn until_live(&self) {
        let live = timeout(WAIT_TIMEOUT, self.client.wait_until_live()).await;
        live.expect("the client catches up").expect("the client lives");
    }

    /// Ends the client; all its updates are recorded then.
    pub async fn end(self) {
        timeout(WAIT_TIMEOUT, self.client.close()).await.expect("the client ends");
        drop(self.listener);
        self.recording.await.expect("recording doesn't panic");
    }
}

/// Waits for the end of a request and records it; returns a sending that was left unfinished.
async fn wait(context: WorkloadContext, receipt: PendingAck, mut request: Request) -> Left {
    let outcome = match receipt.await {
        Ok(acknowledged) => {
            let (message_id, revision) = (acknowledged.message_id.get(), acknowledged.revision);
            Outcome::Acknowledged { message_id, revision }
        }
        Err(RequestError::Refused(refusal)) => match refusal.code {
            // It may have been done by one of the tries.
            Some(ErrorCode::Internal | ErrorCode::Unavailable) | None => Outcome::Unknown,
            Some(code) => Outcome::Refused(code),
        },
        Err(RequestError::Ended(_) | RequestError::EpochChanged) => Outcome::Unknown,
        Err(RequestError::Full) => unreachable!("there is room for all that is under way"),
    };
    // It was sent once on each connection at most. What was refused for a while is sent again a second later, but the
    // server only says so of what it has not done, or if a commit got lost.
    request.attempts += request.listener.until_now().await - request.connections;
    if context.plan.commits_get_lost {
        request.attempts += usize::try_from(request.since.elapsed().as_secs()).expect("not that long");
    }
    context.recorder.end(request.ticket, request.attempts.max(1), outcome);
    let sending = request.sending.filter(|_| outcome == Outcome::Unknown)?;
    Some((request.ticket, sending, request.attempts))
}
