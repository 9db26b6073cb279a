//! Jobs: changes of any type, as the writer's thread sees them. Each knows how to make itself in a savepoint, and whom
//! to answer.

use super::{LockScope, WriteError};
use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::send_requests::batch::Outcome;
use crate::send_requests::{self, SendFailure};
use simple_chats_domain::{Publication, SendRequest, SentMessages};
use std::time::Instant;
use tokio::sync::oneshot;

/// What waits for the writer.
pub(super) struct Queued {
    pub(super) since: Instant,
    pub(super) work: Work,
}

/// Sendings, of which many can be made in one statement, and everything else.
pub(super) enum Work {
    Send(SendJob),
    Change(LockScope, Box<dyn Job>),
}

impl Work {
    pub(super) fn job(&mut self) -> &mut dyn Job {
        match self {
            Self::Send(send) => send,
            Self::Change(_, job) => job.as_mut(),
        }
    }

    pub(super) fn answer(self, failure: Option<StoreError>) {
        match self {
            Self::Send(send) => send.waiting.answer(failure),
            Self::Change(_, job) => job.answer(failure),
        }
    }
}

/// A change of any type.
pub(super) trait Job: Send {
    /// Makes the change in a savepoint of its own; an error of the change itself is kept for the answer.
    fn attempt(&mut self, conn: &mut DbConnection) -> Attempt;
    /// What the change wants published.
    fn take_publications(&mut self) -> Vec<Publication>;
    /// Tells the one who waits how it went: with what the last attempt yielded, or with the failure of its group.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

/// How an attempt ended, as far as the group is concerned.
pub(super) enum Attempt {
    /// The savepoint was released, or rolled back because of the change's own error.
    Settled,
    /// The transaction as a whole can't go on.
    Broken(StoreError),
}

/// One who waits for a change, and what there is to be told so far.
pub(super) struct Waiting<T, E> {
    outcome: Option<Result<T, E>>,
    publications: Vec<Publication>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E: WriteError> Waiting<T, E> {
    fn attempt(
        &mut self,
        conn: &mut DbConnection,
        change: impl FnOnce(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E>,
    ) -> Attempt {
        self.publications.clear();
        let publications = &mut self.publications;
        let outcome = savepoint(conn, |conn| change(conn, publications));
        if outcome.is_err() {
            self.publications.clear();
        }
        let broken = match outcome.as_ref().err().and_then(WriteError::store_error) {
            Some(StoreError::Unavailable(why)) => Some(StoreError::Unavailable(why.clone())),
            Some(StoreError::Contended(_)) => Some(StoreError::Busy),
            _ => None,
        };
        self.outcome = Some(outcome);
        broken.map_or(Attempt::Settled, Attempt::Broken)
    }

    fn answer(self, failure: Option<StoreError>) {
        let outcome = match failure {
            Some(failure) => Err(failure.into()),
            None => self.outcome.unwrap_or_else(|| Err(StoreError::Panicked.into())),
        };
        // Nobody waits any more where the client has left; the change stands all the same.
        drop(self.answer.send(outcome));
    }
}

/// A sending.
pub(super) struct SendJob {
    request: SendRequest,
    waiting: Waiting<SentMessages, SendFailure>,
}

impl SendJob {
    pub(super) fn new(
        request: SendRequest,
        answer: oneshot::Sender<Result<SentMessages, SendFailure>>,
    ) -> Self {
        Self { request, waiting: Waiting { outcome: None, publications: Vec::new(), answer } }
    }

    pub(super) fn request(&self) -> &SendRequest {
        &self.request
    }

    /// Takes over what has become of it among many, until the next attempt.
    pub(super) fn settle(&mut self, outcome: Outcome) {
        match outcome {
            Ok((sent, publications)) => {
                self.waiting.publications = publications;
                self.waiting.outcome = Some(Ok(sent));
            }
            Err(refusal) => {
                self.waiting.publications.clear();
                self.waiting.outcome = Some(Err(refusal.into()));
            }
        }
    }
}

impl Job for SendJob {
    fn attempt(&mut self, conn: &mut DbConnection) -> Attempt {
        let Self { request, waiting } = self;
        waiting.attempt(conn, |conn, publications| send_requests::execute(conn, publications, request))
    }

    fn take_publications(&mut self) -> Vec<Publication> {
        std::mem::take(&mut self.waiting.publications)
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        self.waiting.answer(failure);
    }
}

/// Any other change.
pub(super) struct Change<T, E, F> {
    work: F,
    waiting: Waiting<T, E>,
}

impl<T, E, F> Change<T, E, F> {
    pub(super) fn new(work: F, answer: oneshot::Sender<Result<T, E>>) -> Self {
        Self { work, waiting: Waiting { outcome: None, publications: Vec::new(), answer } }
    }
}

impl<T, E, F> Job for Change<T, E, F>
where
    T: Send + 'static,
    E: WriteError,
    F: FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
{
    fn attempt(&mut self, conn: &mut DbConnection) -> Attempt {
        self.waiting.attempt(conn, &mut self.work)
    }

    fn take_publications(&mut self) -> Vec<Publication> {
        std::mem::take(&mut self.waiting.publications)
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        self.waiting.answer(failure);
    }
}

/// Runs a change in a nested transaction. An error of the change rolls back to its start.
fn savepoint<T, E: From<StoreError>>(
    conn: &mut DbConnection,
    change: impl FnOnce(&mut DbConnection) -> Result<T, E>,
) -> Result<T, E> {
    use diesel::Connection;
    enum Inner<E> {
        Change(E),
        Store(StoreError),
    }
    impl<E> From<diesel::result::Error> for Inner<E> {
        fn from(error: diesel::result::Error) -> Self {
            Self::Store(error.into())
        }
    }
    conn.transaction(|conn| change(conn).map_err(Inner::Change)).map_err(|error| match error {
        Inner::Change(error) => error,
        Inner::Store(error) => error.into(),
    })
}
