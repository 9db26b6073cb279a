//! Round trips to the broker. NATS keeps the order of one connection: when a request comes back, the broker has dealt with
//! everything that was given to the connection before it.

use actix_web::web::Bytes;
use async_nats::{Client, RequestErrorKind};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use tokio::sync::oneshot;

pub(super) struct RoundTrips {
    client: Client,
    /// A subject to which nobody subscribes.
    subject: String,
    /// Each ends with whether the request came back, and its purpose.
    in_flight: FuturesUnordered<BoxFuture<'static, (bool, Purpose)>>,
    /// The number of the task's own round trip in flight.
    own: Option<u64>,
    /// How many the task has begun.
    count: u64,
}

/// The purpose of a round trip.
enum Purpose {
    /// The task itself, with the number of the round trip.
    Own(u64),
    /// Callers who wait until their subscriptions are in force.
    Callers(Vec<oneshot::Sender<()>>),
}

impl RoundTrips {
    pub(super) fn new(client: Client, subject: String) -> Self {
        Self { client, subject, in_flight: FuturesUnordered::new(), own: None, count: 0 }
    }

    /// Begins a round trip; when it ends, the callers are answered.
    pub(super) fn begin_for(&mut self, callers: Vec<oneshot::Sender<()>>) {
        self.begin(Purpose::Callers(callers));
    }

    /// Begins one of the task's own, unless one is in flight. Returns whether it does.
    pub(super) fn begin_own(&mut self) -> bool {
        let begins = self.own.is_none();
        if begins {
            self.count += 1;
            self.own = Some(self.count);
            self.begin(Purpose::Own(self.count));
        }
        begins
    }

    /// The connection has gone, and with it the answer to the task's own round trip.
    pub(super) fn forget_own(&mut self) {
        self.own = None;
    }

    /// Returns when a round trip of the task's own has come back.
    pub(super) async fn own_came_back(&mut self) {
        loop {
            match self.in_flight.next().await {
                Some((_, Purpose::Callers(callers))) => {
                    for caller in callers {
                        // A caller who has gone needs no answer.
                        caller.send(()).unwrap_or_default();
                    }
                }
                Some((came_back, Purpose::Own(number))) => {
                    let is_current = self.own == Some(number);
                    if is_current {
                        self.own = None;
                    }
                    if is_current && came_back {
                        return;
                    }
                }
                None => std::future::pending().await,
            }
        }
    }

    /// Forgets all round trips, and makes a last one.
    pub(super) async fn finish(&mut self) {
        self.in_flight.clear();
        self.begin_for(Vec::new());
        drop(self.in_flight.next().await);
    }

    /// Makes a request that nobody answers, which the broker reports at once.
    fn begin(&mut self, purpose: Purpose) {
        let (client, subject) = (self.client.clone(), self.subject.clone());
        self.in_flight.push(Box::pin(async move {
            let came_back = match client.request(subject, Bytes::new()).await {
                Ok(_) => true,
                Err(error) => error.kind() == RequestErrorKind::NoResponders,
            };
            (came_back, purpose)
        }));
    }
}
