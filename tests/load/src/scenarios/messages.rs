//! Durable messages: closed loops that send as fast as they are acknowledged, and open loops that send at a fixed rate.
//! A message counts once it is acknowledged and, by socket, the companion has it. Afterward all are read back.

use super::Figure;
use crate::Failure;
use crate::http::{Connection, Request};
use crate::installation::Installation;
use crate::scenarios::histogram::{microseconds, milliseconds, new_histogram};
use crate::socket::{self, MessageField, Receiver, Sender};
use futures_util::future::{try_join_all, try_join3};
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::{Semaphore, watch};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transport {
    Rest,
    Socket,
}

/// How messages are sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load {
    transport: Transport,
    pairs: usize,
    pace: Pace,
}

#[derive(Debug, Clone, Copy)]
enum Pace {
    /// As many messages of each sender may wait for their ack.
    InFlight(usize),
    /// The senders send in turn, with this time from one message to the next.
    Every(Duration),
}

impl Load {
    pub(super) fn closed(transport: Transport, pairs: usize, in_flight: usize) -> Self {
        Self { transport, pairs, pace: Pace::InFlight(in_flight) }
    }

    /// By socket, so many messages a second in all.
    pub(super) fn steady(pairs: u32, rate: u32) -> Self {
        let pace = Pace::Every(Duration::from_secs(1) / rate);
        Self { transport: Transport::Socket, pairs: pairs as usize, pace }
    }

    /// A pacer for each sender.
    fn pacers(self, begin: Instant, time: Duration) -> Vec<Pacer> {
        match self.pace {
            Pace::InFlight(count) => {
                (0..self.pairs).map(|_| Pacer::Permits(Rc::new(Semaphore::new(count)))).collect()
            }
            Pace::Every(interval) => {
                let (turns, pacers): (Vec<_>, Vec<_>) =
                    (0..self.pairs).map(|_| mpsc::unbounded_channel()).unzip();
                std::thread::spawn(move || give_turns(&turns, begin, interval, time));
                pacers.into_iter().map(Pacer::Turns).collect()
            }
        }
    }
}

/// Gives the senders their turns at fixed times. The timers of the asynchronous runtime are too coarse for this: they are
/// late by up to a millisecond.
fn give_turns(turns: &[UnboundedSender<Instant>], begin: Instant, interval: Duration, time: Duration) {
    let mut due = begin;
    for turn in turns.iter().cycle() {
        if due >= begin + time {
            return;
        }
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if turn.send(due).is_err() {
            return;
        }
        due += interval;
    }
}

/// The ids and texts of the acknowledged messages of a pair, in order.
type Acknowledged = Vec<(i64, String)>;

/// The delays of all pairs. It takes a millisecond to make one, so it exists before the load.
type Delays = Rc<RefCell<Histogram<u64>>>;

pub(super) async fn measure(
    installation: &Installation,
    load: Load,
    time: Duration,
) -> Result<Vec<Figure>, Failure> {
    // One after another, as the server verifies only a few passwords at a time.
    let mut lines = Vec::with_capacity(load.pairs);
    for pair in installation.seed.pairs.iter().take(load.pairs) {
        lines.push(Line::open(installation, load.transport, pair).await?);
    }
    let delays: Delays = Rc::new(RefCell::new(new_histogram()?));
    let (used, written) = (installation.processor_time()?, installation.written_bytes()?);
    let used_by_database = installation.database_time()?;
    let begin = Instant::now();
    let pacers = load.pacers(begin, time);
    let talks =
        lines.into_iter().zip(pacers).map(|(line, pacer)| line.talk(begin, pacer, time, Rc::clone(&delays)));
    let talks = try_join_all(talks).await?;
    let elapsed = begin.elapsed();
    let used = installation.processor_time()?.saturating_sub(used);
    let used_by_database = installation.database_time()?.saturating_sub(used_by_database);
    let written = installation.written_bytes()?.saturating_sub(written);

    for ((user, _, chat_id), acknowledged) in installation.seed.pairs.iter().zip(&talks) {
        check_stored(installation, user, *chat_id, acknowledged).await?;
    }
    let delays = delays.borrow();
    let count = talks.iter().map(Vec::len).sum::<usize>() as f64;
    let each = |used: Duration| used.as_secs_f64() * 1e6 / count;
    Ok(vec![
        Figure { name: "messages", unit: "/s", value: count / elapsed.as_secs_f64() },
        Figure { name: "server", unit: "µs a message", value: each(used) },
        Figure { name: "PostgreSQL", unit: "µs a message", value: each(used_by_database) },
        Figure { name: "written to disk", unit: "KB a message", value: written as f64 / 1e3 / count },
        Figure { name: "delay p50", unit: "ms", value: milliseconds(&delays, 0.5) },
        Figure { name: "delay p99", unit: "ms", value: milliseconds(&delays, 0.99) },
        Figure { name: "delay max", unit: "ms", value: milliseconds(&delays, 1.0) },
    ])
}

/// The connections of a pair.
enum Line {
    Rest { connection: Connection, authorization: String, chat_id: i64 },
    Socket { sender: Sender, acks: Receiver, events: Receiver, chat_id: i64, _companion: Sender },
}

impl Line {
    async fn open(
        installation: &Installation,
        transport: Transport,
        (user, companion, chat_id): &(String, String, i64),
    ) -> Result<Self, Failure> {
        let address = installation.address();
        // The tokens first: the server deals connections out to its threads in turn, so that all sockets would end up at
        // one of two threads if each came after a connection for a token.
        let (token, companion) = (installation.token(user).await?, installation.token(companion).await?);
        match transport {
            Transport::Rest => {
                let connection = Connection::open(address).await?;
                Ok(Self::Rest { connection, authorization: format!("Bearer {token}"), chat_id: *chat_id })
            }
            Transport::Socket => {
                let (sender, acks) = socket::connect(address, &token).await?;
                let (companion, events) = socket::connect(address, &companion).await?;
                Ok(Self::Socket { sender, acks, events, chat_id: *chat_id, _companion: companion })
            }
        }
    }

    async fn talk(
        self,
        begin: Instant,
        pacer: Pacer,
        time: Duration,
        delays: Delays,
    ) -> Result<Acknowledged, Failure> {
        match self {
            Self::Rest { connection, authorization, chat_id } => {
                talk_by_rest(connection, &authorization, chat_id, begin + time, &delays).await
            }
            Self::Socket { sender, acks, events, chat_id, _companion } => {
                talk_by_socket((sender, acks, events), chat_id, pacer, begin, time, &delays).await
            }
        }
    }
}

async fn talk_by_rest(
    mut connection: Connection,
    authorization: &str,
    chat_id: i64,
    deadline: Instant,
    delays: &Delays,
) -> Result<Acknowledged, Failure> {
    let mut acknowledged = Vec::new();
    let path = format!("/api/chats/{chat_id}/messages");
    while Instant::now() < deadline {
        let text = format!("message {} of this load", acknowledged.len());
        let body = json!({"texts": [text]}).to_string();
        let request = Request::post(&path, &[("Authorization", authorization)], "application/json", &body);
        let begin = Instant::now();
        let response = connection.send(&request).await?.expect(201)?;
        delays.borrow_mut().record(microseconds(begin.elapsed()))?;
        let body: Value = serde_json::from_slice(&response.body)?;
        let message_id =
            body.pointer("/message_ids/0").and_then(Value::as_i64).ok_or("a response without an id")?;
        acknowledged.push((message_id, text));
    }
    Ok(acknowledged)
}

async fn talk_by_socket(
    (sender, mut acks, mut events): (Sender, Receiver, Receiver),
    chat_id: i64,
    pacer: Pacer,
    begin: Instant,
    time: Duration,
    delays: &Delays,
) -> Result<Acknowledged, Failure> {
    let permits = pacer.permits();
    let (total, is_total) = watch::channel(None);
    let receiving_acks = async {
        let mut acknowledged = Vec::new();
        let mut is_total = is_total.clone();
        while let Some(message) = next_message(&mut acks, "ack", acknowledged.len(), &mut is_total).await? {
            acknowledged.push(message);
            if let Some(permits) = &permits {
                permits.add_permits(1);
            }
        }
        Ok::<_, Failure>(acknowledged)
    };
    let receiving_events = async {
        let mut is_total = is_total.clone();
        let mut count = 0;
        while let Some((_, text)) = next_message(&mut events, "message", count, &mut is_total).await? {
            let sent_at = begin + Duration::from_micros(text.parse()?);
            delays.borrow_mut().record(microseconds(sent_at.elapsed()))?;
            count += 1;
        }
        Ok::<_, Failure>(())
    };
    let sending = send_messages(sender, chat_id, pacer, begin, time, total);
    let (_open, acknowledged, ()) = try_join3(sending, receiving_acks, receiving_events).await?;
    Ok(acknowledged)
}

/// Decides when a sender sends its next message.
enum Pacer {
    /// When an earlier message was acknowledged.
    Permits(Rc<Semaphore>),
    /// At fixed times, which come through the channel as they are due, until it ends.
    Turns(UnboundedReceiver<Instant>),
}

impl Pacer {
    fn permits(&self) -> Option<Rc<Semaphore>> {
        match self {
            Self::Permits(permits) => Some(Rc::clone(permits)),
            Self::Turns(_) => None,
        }
    }

    /// Waits until the next message is due. Returns the time from which it counts, with fixed times when it was due, even
    /// if it can only be sent later; `None` after the deadline.
    async fn wait(&mut self, deadline: Instant) -> Result<Option<Instant>, Failure> {
        match self {
            Self::Permits(permits) => {
                permits.acquire().await?.forget();
                Ok(Some(Instant::now()).filter(|now| *now < deadline))
            }
            Self::Turns(turns) => Ok(turns.recv().await),
        }
    }
}

/// Sends messages for some time, then sets their total. The text of a message is the time since `begin` at which it was
/// sent, in microseconds. Socket and total stay open until all messages were received.
async fn send_messages(
    mut sender: Sender,
    chat_id: i64,
    mut pacer: Pacer,
    begin: Instant,
    time: Duration,
    total: watch::Sender<Option<usize>>,
) -> Result<(Sender, watch::Sender<Option<usize>>), Failure> {
    let mut count = 0;
    while let Some(sent_at) = pacer.wait(begin + time).await? {
        let text = sent_at.duration_since(begin).as_micros();
        let request = format!(
            r#"{{"type":"send","ref":"{count}","client_id":"{count}","chat_id":{chat_id},"text":"{text}"}}"#
        );
        sender.send(request).await?;
        count += 1;
    }
    total.send_replace(Some(count));
    Ok((sender, total))
}

/// The next message of a frame of a type; `None` once as many were received (`count`) as were sent in all.
async fn next_message(
    receiver: &mut Receiver,
    kind: &str,
    count: usize,
    total: &mut watch::Receiver<Option<usize>>,
) -> Result<Option<(i64, String)>, Failure> {
    let is_last = |total: &Option<usize>| *total == Some(count);
    let frame = tokio::select! {
        biased;
        frame = receiver.next() => frame?,
        all = total.wait_for(is_last) => {
            all?;
            return Ok(None);
        }
    };
    match frame.message {
        Some(MessageField::Message { message_id, text }) if frame.r#type == kind => {
            Ok(Some((message_id, text)))
        }
        other => Err(format!("{} with {other:?} instead of {kind}", frame.r#type).into()),
    }
}

/// Fails unless a chat ends with exactly these messages.
async fn check_stored(
    installation: &Installation,
    user: &str,
    chat_id: i64,
    acknowledged: &[(i64, String)],
) -> Result<(), Failure> {
    let authorization = format!("Bearer {}", installation.token(user).await?);
    let mut connection = Connection::open(installation.address()).await?;
    let mut stored: Vec<(i64, String)> = Vec::with_capacity(acknowledged.len());
    let mut after = acknowledged.first().map_or(0, |(message_id, _)| message_id - 1);
    loop {
        let path = format!("/api/chats/{chat_id}/messages?after={after}&limit=1000");
        let request = Request::get(&path, &[("Authorization", &authorization)]);
        let body: Value = serde_json::from_slice(&connection.send(&request).await?.expect(200)?.body)?;
        let page = body.get("data").and_then(Value::as_array).ok_or("a list without data")?;
        for message in page {
            let message_id = message.get("message_id").and_then(Value::as_i64);
            let text = message.get("text").and_then(Value::as_str);
            let (Some(message_id), Some(text)) = (message_id, text) else {
                return Err(format!("an incomplete message: {message}").into());
            };
            stored.push((message_id, text.to_owned()));
        }
        match stored.last() {
            Some((message_id, _)) if !page.is_empty() => after = *message_id,
            _ => break,
        }
    }
    if stored == acknowledged {
        return Ok(());
    }
    Err(format!("chat {chat_id}: {} acknowledged, {} stored", acknowledged.len(), stored.len()).into())
}
