//! A program of a user that keeps a socket by the reference client, has many requests under way, and now and then ends and
//! begins anew.

use super::author::{Author, Deed};
use super::{Ground, PATIENCE};
use crate::TestUser;
use crate::history::recorder::{Recorder, Sending, Ticket};
use crate::history::{Ask, Outcome};
use rand::RngExt;
use simple_chats_client::domain::{ChatId, ErrorCode, MessageId};
use simple_chats_client::{Client, Credentials, Options, Receipt, RequestError, Updates};
use std::time::Duration;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, timeout};

/// How many requests wait for an answer at once.
const UNDER_WAY: usize = 20;

/// How often a program ends, for each thing that it does.
const ENDS: f64 = 0.004;

/// How often the next program sends again what the one before did not see acknowledged.
const SENDS_AGAIN: f64 = 0.7;

/// The longest wait between two attempts to connect.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// How many messages are held; no workload has as many.
const KEPT: usize = 1_000_000;

/// A client that lives, and a task that records what it is told.
pub struct Device {
    /// The client.
    pub client: Client,
    /// Its number in the history.
    pub number: usize,
    /// Whose it is.
    pub user: TestUser,
    telling: JoinHandle<()>,
}

/// A request that is under way, and what is needed to send it again.
struct Request {
    ticket: Ticket,
    sending: Option<Sending>,
    since: Instant,
    opened: usize,
}

/// A request that a program left behind when it ended.
type Left = Option<Request>;

/// Talks until all is over and everything is answered.
pub(super) async fn talk(ground: Ground, line: usize, mut author: Author) -> Device {
    let mut device = Device::begin(&ground, line, author.random.random());
    let mut waiting: JoinSet<Left> = JoinSet::new();
    while ground.pause(&mut author.random).await {
        if waiting.len() >= UNDER_WAY {
            waiting.join_next().await;
        } else if author.random.random_bool(ENDS) {
            device = device.begin_anew(&ground, line, &mut author, &mut waiting).await;
        } else {
            let deed = author.next(&ground.recorder, 1);
            if let Some((receipt, request)) = device.perform(&ground, line, deed) {
                waiting.spawn(wait(ground.clone(), line, receipt, request));
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
    fn begin(ground: &Ground, line: usize, seed: u64) -> Self {
        let user = ground.user("socket", line).clone();
        let credentials = Credentials::basic(user.username.as_str(), user.password.as_str());
        let address = ground.network.line(line).address();
        let mut options = Options::new(format!("ws://{address}/ws"), credentials);
        options.longest_wait = LONGEST_WAIT;
        options.keep_messages = KEPT;
        options.seed = seed;
        let (client, updates) = Client::connect(&options).expect("the options are good");
        let number = ground.recorder.new_client();
        let telling = tokio::spawn(record(updates, ground.recorder.clone(), number));
        Self { client, number, user, telling }
    }

    /// Ends in the midst of everything; another program of the same user begins, and sends again some of what it finds
    /// unfinished.
    async fn begin_anew(
        self,
        ground: &Ground,
        line: usize,
        author: &mut Author,
        waiting: &mut JoinSet<Left>,
    ) -> Self {
        ground.network.line(line).cut();
        self.end().await;
        let left = std::mem::take(waiting).join_all().await;
        let next = Self::begin(ground, line, author.random.random());
        for request in left.into_iter().flatten() {
            if let Some(sending) = request.sending.as_ref().filter(|_| author.random.random_bool(SENDS_AGAIN))
            {
                let receipt = next.send(sending);
                waiting.spawn(wait(ground.clone(), line, receipt, request));
            }
        }
        next
    }

    /// Asks for something; nothing where a client does it by itself anyway.
    fn perform(&self, ground: &Ground, line: usize, deed: Deed) -> Option<(Receipt, Request)> {
        let (user_id, since) = (self.user.user_id, Instant::now());
        let opened = ground.network.line(line).opened();
        let begin = |chat_id, ask| ground.recorder.begin(user_id, chat_id, ask);
        let (receipt, ticket, sending) = match deed {
            Deed::Send(sending) => {
                let tickets = ground.recorder.begin_sending(user_id, &sending);
                (self.send(&sending), tickets[0], Some(sending))
            }
            Deed::Edit { chat_id, message_id, text } => {
                let ticket = begin(chat_id, Ask::Edit { message_id, text: text.clone() });
                (self.client.edit(MessageId::stored(message_id), &text), ticket, None)
            }
            Deed::Delete { chat_id, message_id } => {
                let ticket = begin(chat_id, Ask::Delete { message_id });
                (self.client.delete(MessageId::stored(message_id)), ticket, None)
            }
            Deed::Read { chat_id, message_id } => {
                let ticket = begin(chat_id, Ask::Read { message_id });
                (self.client.read(ChatId::stored(chat_id), MessageId::stored(message_id)), ticket, None)
            }
            Deed::Look { .. } => return None,
        };
        Some((receipt, Request { ticket, sending, since, opened }))
    }

    fn send(&self, sending: &Sending) -> Receipt {
        self.client.send_as(&sending.client_id, ChatId::stored(sending.chat_id), &sending.texts[0])
    }

    /// Waits until the client knows all that it has missed.
    ///
    /// # Panics
    /// Where it doesn't come to that.
    pub async fn until_live(&self) {
        let live = timeout(PATIENCE, self.client.until_live()).await;
        live.expect("the client catches up").expect("the client lives");
    }

    /// Ends the client; all that it was told is recorded then.
    ///
    /// # Panics
    /// Where it doesn't end.
    pub async fn end(self) {
        timeout(PATIENCE, self.client.close()).await.expect("the client ends");
        self.telling.await.expect("recording doesn't panic");
    }
}

async fn record(mut updates: Updates, recorder: Recorder, number: usize) {
    while let Some(update) = updates.next().await {
        recorder.told(number, &update);
    }
}

/// Waits for the end of a request and records it; returns one that was left unfinished.
async fn wait(ground: Ground, line: usize, receipt: Receipt, request: Request) -> Left {
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
        Err(RequestError::Ended(_) | RequestError::StartedOver) => Outcome::Unknown,
        Err(RequestError::Full) => unreachable!("there is room for all that is under way"),
    };
    // It was sent once on each connection at most, and what was refused for a while is sent again a second later.
    let reconnected = ground.network.line(line).opened() - request.opened;
    let waited = usize::try_from(request.since.elapsed().as_secs()).expect("no eternity");
    ground.recorder.end(request.ticket, 1 + reconnected + waited, outcome);
    (outcome == Outcome::Unknown).then_some(request)
}
