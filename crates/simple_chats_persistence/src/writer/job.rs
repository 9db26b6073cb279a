//! Changes of any type as they wait for the writer. Each runs in a savepoint, and its caller waits for the outcome.

use crate::cause::Cause;
use crate::connection::DbConnection;
use crate::error::{CallerError, StoreError};
use crate::pending::Pending;
use crate::send_requests::batch::SendOutcome;
use crate::send_requests::{self, SendFailure};
use crate::webhooks::Published;
use simple_chats_domain::{ChatId, MessageId, Publication, SendRequest, SentMessages};
use std::time::Instant;
use tracing::Span;

/// The rows that a change locks. A group locks all its chats in one order beforehand, so that instances wait for each
/// other but never in a circle. A transaction locks users before chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockScope {
    /// None, or unknown; then PostgreSQL may have to break a deadlock, and the change runs again.
    None,
    /// This chat.
    Chat(ChatId),
    /// The chat of this message.
    ChatOf(MessageId),
    /// Users, or many chats; each in order of id, and users first. On PostgreSQL such a change gets a transaction of its
    /// own: beside others, it would lock users after their chats.
    Many,
}

pub(super) struct Job {
    pub(super) queued_at: Instant,
    /// The caller's span, in which the change runs.
    pub(super) span: Span,
    pub(super) cause: Cause,
    /// To publish after the commit.
    pub(super) publications: Vec<Publication>,
    pub(super) work: Work,
}

/// A request to send, many of which can run in one statement, or any other change.
pub(super) enum Work {
    Send(SendRequest, Pending<SentMessages, SendFailure>),
    Change(LockScope, Box<dyn Change>),
}

pub(super) enum Attempt {
    /// The savepoint was released.
    Done,
    /// The savepoint was rolled back because of the change's own error.
    Refused,
    /// The whole transaction can't go on.
    Broken(StoreError),
}

impl Job {
    pub(super) fn new(work: Work) -> Self {
        Self {
            queued_at: Instant::now(),
            span: Span::current(),
            cause: Cause::of_task(),
            publications: Vec::new(),
            work,
        }
    }

    /// Runs the change in a savepoint. An error of the change itself is kept for the answer.
    pub(super) fn attempt(&mut self, conn: &mut DbConnection) -> Attempt {
        let _entered = self.span.enter();
        tracing::trace!("change");
        let publications = &mut self.publications;
        publications.clear();
        let attempt = match &mut self.work {
            Work::Send(request, pending) => {
                pending.attempt(conn, |conn| send_requests::execute(conn, publications, request))
            }
            Work::Change(_, change) => self.cause.run(|| change.attempt(conn, publications)),
        };
        if !matches!(attempt, Attempt::Done) {
            self.publications.clear();
        }
        attempt
    }

    /// Takes the outcome of a request that was carried out together with others.
    pub(super) fn set_outcome(&mut self, outcome: SendOutcome) {
        let _entered = self.span.enter();
        tracing::trace!("change");
        let Work::Send(_, pending) = &mut self.work else { return };
        let (outcome, publications) = match outcome {
            Ok((sent, publications)) => (Ok(sent), publications),
            Err(refusal) => (Err(refusal.into()), Vec::new()),
        };
        pending.outcome = Some(outcome);
        self.publications = publications;
    }

    /// What is published after the commit, and the client id of the messages among it.
    pub(super) fn published(&self) -> Published<'_> {
        let request = match &self.work {
            Work::Send(request, _) => Some(request),
            Work::Change(..) => None,
        };
        Published { publications: &self.publications, request }
    }

    /// Whether the change may have made a webhook or a subscription to pushes: it has locked the owner then.
    pub(super) fn may_make_webhooks(&self) -> bool {
        matches!(self.work, Work::Change(LockScope::Many, _))
    }

    /// Answers the caller: with the outcome of the last attempt, or with the failure of its group.
    pub(super) fn answer(self, failure: Option<StoreError>) {
        match self.work {
            Work::Send(_, pending) => pending.answer(failure),
            Work::Change(_, change) => change.answer(failure),
        }
    }
}

pub(super) trait Change: Send {
    fn attempt(&mut self, conn: &mut DbConnection, publications: &mut Vec<Publication>) -> Attempt;
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

pub(super) struct ClosureChange<T, E, F> {
    pub(super) change: F,
    pub(super) pending: Pending<T, E>,
}

impl<T, E, F> Change for ClosureChange<T, E, F>
where
    T: Send + 'static,
    E: CallerError,
    F: FnMut(&mut DbConnection, &mut Vec<Publication>) -> Result<T, E> + Send + 'static,
{
    fn attempt(&mut self, conn: &mut DbConnection, publications: &mut Vec<Publication>) -> Attempt {
        let Self { change, pending } = self;
        pending.attempt(conn, |conn| change(conn, publications))
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        self.pending.answer(failure);
    }
}

impl<T, E: CallerError> Pending<T, E> {
    /// Runs a change in a savepoint, and keeps its outcome.
    fn attempt(
        &mut self,
        conn: &mut DbConnection,
        change: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Attempt {
        let outcome = self.outcome.insert(conn.savepoint(change));
        match outcome.as_ref().map_err(CallerError::store_error) {
            Ok(_) => Attempt::Done,
            Err(Some(StoreError::Unavailable(reason))) => {
                Attempt::Broken(StoreError::Unavailable(reason.clone()))
            }
            Err(Some(StoreError::Contended(_))) => Attempt::Broken(StoreError::Busy),
            Err(_) => Attempt::Refused,
        }
    }
}
