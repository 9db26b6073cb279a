//! The writer's thread: groups the changes that wait, stores each group in one transaction, and answers.

use super::checkpoints::Checkpoints;
use super::job::{Attempt, Job, LockScope, Work};
use super::unannounced::Unannounced;
use crate::address::DatabaseAddress;
use crate::commit_outcome::{CommitOutcome, TransactionId};
use crate::connection::{Access, Backend, DbConnection};
use crate::error::{Result, StoreError};
use crate::messages;
use crate::push::PushQueueing;
use crate::send_requests::batch;
use crate::statistics::Statistics;
use crate::webhooks::Queueing;
use diesel::connection::SimpleConnection;
use simple_chats_domain::{ChatId, Publication, SendRequest};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, mpsc};

/// How many changes may share a commit.
const MAX_GROUP: usize = 256;

/// How often a change runs at most if other transactions are in conflict with it.
const MAX_ATTEMPTS: usize = 4;

/// How long a change may have waited for others that were locked out, to try it all the same.
const LOCKED_OUT_TIMEOUT: Duration = Duration::from_secs(3);

pub(super) struct WriterThread {
    address: DatabaseAddress,
    publish: mpsc::UnboundedSender<Vec<Publication>>,
    answer_timeout: Option<Duration>,
    /// On SQLite.
    checkpoints: Option<Checkpoints>,
    conn: Option<DbConnection>,
    /// Whether another program held SQLite's lock for as long as a change may wait for it.
    is_locked_out: bool,
    /// A transaction that was abandoned together with its connection.
    abandoned: Option<TransactionId>,
    unannounced: Unannounced,
    statistics: Arc<Statistics>,
    webhooks: Queueing,
    pushes: PushQueueing,
}

/// The reason why a group was not stored.
enum GroupFailure {
    /// The database can't be written to now.
    Down(StoreError),
    /// One of its changes broke the transaction; the others may be tried again.
    RolledBack(StoreError),
    /// The connection was lost during the commit, so the group may or may not be stored.
    Unknown(StoreError),
}

/// How the requests to send of a group are carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BatchMode {
    Together,
    OneByOne,
}

impl WriterThread {
    pub(super) fn new(
        address: DatabaseAddress,
        publish: mpsc::UnboundedSender<Vec<Publication>>,
        answer_timeout: Option<Duration>,
        checkpoints: Option<Checkpoints>,
        statistics: Arc<Statistics>,
        [webhooks_queued, pushes_queued]: [Arc<Notify>; 2],
    ) -> Self {
        let unannounced = Unannounced::default();
        Self {
            address,
            publish,
            answer_timeout,
            checkpoints,
            conn: None,
            is_locked_out: false,
            abandoned: None,
            unannounced,
            statistics,
            webhooks: Queueing::new(webhooks_queued),
            pushes: PushQueueing::new(pushes_queued),
        }
    }

    pub(super) fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut group = Vec::new();
        while jobs.blocking_recv_many(&mut group, MAX_GROUP) > 0 {
            let group = std::mem::take(&mut group);
            let group = self.refuse_expired(group);
            let (mut group, alone): (Vec<_>, Vec<_>) =
                group.into_iter().partition(|job| !self.needs_own_transaction(job));
            // Requests to send come first: they run before the others, and are published in this order.
            group.sort_by_key(|job| !matches!(job.work, Work::Send(..)));
            self.store(group, BatchMode::Together);
            for job in alone {
                self.store_alone(job);
            }
            if let (Some(checkpoints), Some(conn)) = (&self.checkpoints, &mut self.conn) {
                checkpoints.complete(conn);
            }
        }
    }

    /// On PostgreSQL a change that locks users or many chats would wait for other instances while its group holds locks.
    fn needs_own_transaction(&self, job: &Job) -> bool {
        matches!(self.address, DatabaseAddress::Postgres(_))
            && matches!(job.work, Work::Change(LockScope::Many, _))
    }

    /// Leaves out the changes whose callers have stopped waiting.
    fn refuse_expired(&self, group: Vec<Job>) -> Vec<Job> {
        let timeout = self.answer_timeout.or(self.is_locked_out.then_some(LOCKED_OUT_TIMEOUT));
        let Some(timeout) = timeout else { return group };
        let (expired, group) = group.into_iter().partition(|job| job.queued_at.elapsed() >= timeout);
        refuse(expired, &StoreError::no_answer());
        group
    }

    /// Stores a group; if it fails as a whole, stores its changes one by one, so that one can't make the others fail.
    fn store(&mut self, mut group: Vec<Job>, mode: BatchMode) {
        if group.is_empty() {
            return;
        }
        match self.attempt(&mut group, mode) {
            Ok(()) => self.publish_and_answer(group),
            Err(GroupFailure::Unknown(error) | GroupFailure::Down(error)) => refuse(group, &error),
            Err(GroupFailure::RolledBack(_)) => {
                for job in group {
                    self.store_alone(job);
                }
            }
        }
    }

    fn store_alone(&mut self, job: Job) {
        let mut alone = self.refuse_expired(vec![job]);
        let mut failure = StoreError::Busy;
        for _ in 0..MAX_ATTEMPTS {
            match self.attempt(&mut alone, BatchMode::OneByOne) {
                Ok(()) => return self.publish_and_answer(alone),
                Err(GroupFailure::RolledBack(StoreError::Busy)) => {}
                Err(
                    GroupFailure::Down(error)
                    | GroupFailure::RolledBack(error)
                    | GroupFailure::Unknown(error),
                ) => {
                    failure = error;
                    break;
                }
            }
        }
        refuse(alone, &failure);
    }

    /// Stores a group in one transaction.
    fn attempt(&mut self, group: &mut [Job], mode: BatchMode) -> Result<(), GroupFailure> {
        let begin = Instant::now();
        let outcome = self.try_to_commit(group, mode);
        if outcome.is_ok() {
            self.statistics.commit_changes.observe(group.len() as u64);
            self.statistics.commit_durations.observe_duration(begin.elapsed());
            for job in &*group {
                self.statistics.change_waits.observe_duration(begin.duration_since(job.queued_at));
            }
        } else {
            self.statistics.failed_transactions.count();
        }
        outcome
    }

    /// Runs the changes of a group in one transaction, and commits it.
    fn try_to_commit(&mut self, group: &mut [Job], mode: BatchMode) -> Result<(), GroupFailure> {
        // Log lines about a group of one belong to its caller.
        let span = if let [job] = &*group { job.span.clone() } else { tracing::Span::none() };
        let _entered = span.enter();
        let mut conn = self.begin().map_err(GroupFailure::Down)?;
        let transaction_id = TransactionId::of(&mut conn).map_err(GroupFailure::RolledBack)?;
        let has_webhooks = transaction_id.as_ref().map(TransactionId::has_webhooks);
        let has_subscriptions = transaction_id.as_ref().map(TransactionId::has_push_subscriptions);
        let (webhooks, pushes) = (&mut self.webhooks, &mut self.pushes);
        let ran = catch_unwind(AssertUnwindSafe(|| {
            run_changes(&mut conn, group, mode)?;
            webhooks.queue(&mut conn, has_webhooks, group.iter().map(Job::published))?;
            pushes.queue(&mut conn, has_subscriptions, group.iter().flat_map(|job| &job.publications))
        }));
        if let Err(error) = ran.unwrap_or(Err(StoreError::Panicked)) {
            // Dropping the connection rolls the transaction back.
            self.abandoned = transaction_id;
            return Err(GroupFailure::RolledBack(error));
        }
        let Err(error) = conn.commit() else {
            let may_have_made_one = group.iter().any(Job::may_make_webhooks);
            self.webhooks.committed(may_have_made_one);
            self.pushes.committed(may_have_made_one);
            self.conn = Some(conn);
            if let Some(checkpoints) = &self.checkpoints {
                // A request to send only adds to what is there.
                checkpoints.committed(group.iter().any(|job| matches!(job.work, Work::Change(..))));
            }
            return Ok(());
        };
        tracing::error!(%error, changes = group.len(), "a commit failed");
        if group.len() > 1 {
            // In the callers' spans, with the ids of their requests.
            for job in &*group {
                job.span.in_scope(|| tracing::error!("the commit of this change failed"));
            }
        }
        drop(conn);
        match transaction_id.map_or(CommitOutcome::Aborted, |id| id.find_outcome(&self.address)) {
            CommitOutcome::Committed => {
                self.webhooks.committed(true);
                self.pushes.committed(true);
                Ok(())
            }
            CommitOutcome::Aborted => Err(GroupFailure::RolledBack(error)),
            CommitOutcome::Unknown => {
                for job in group {
                    self.unannounced.add(&job.publications);
                }
                Err(GroupFailure::Unknown(error))
            }
        }
    }

    /// Begins a transaction: on the present connection, or on a new one if that was lost.
    fn begin(&mut self) -> Result<DbConnection> {
        if let Some(mut conn) = self.conn.take() {
            match conn.begin_write() {
                Ok(()) => {
                    self.is_locked_out = false;
                    return Ok(conn);
                }
                // A new connection would wait for the same lock.
                Err(error @ StoreError::Contended(_)) if conn.backend() == Backend::Sqlite => {
                    self.is_locked_out = true;
                    self.conn = Some(conn);
                    return Err(error);
                }
                Err(_) => {}
            }
        }
        let mut conn = DbConnection::open_for(&self.address, Access::Writer)?;
        if let Some(abandoned) = self.abandoned.take() {
            abandoned.terminate(&mut conn);
        }
        if conn.backend() == Backend::Sqlite {
            // A statement for many rows would otherwise write temporary files, from which it could be undone.
            conn.batch_execute("PRAGMA temp_store = MEMORY")?;
        }
        conn.begin_write()?;
        Ok(conn)
    }

    fn publish_and_answer(&mut self, mut group: Vec<Job>) {
        let publications = group.iter_mut().flat_map(|job| std::mem::take(&mut job.publications));
        let publications: Vec<Publication> = publications.chain(self.unannounced.take()).collect();
        if !publications.is_empty() {
            // A program without delivery, such as a script that imports this crate, has no receiver.
            drop(self.publish.send(publications));
        }
        for job in group {
            job.answer(None);
        }
    }
}

fn run_changes(conn: &mut DbConnection, group: &mut [Job], mode: BatchMode) -> Result<()> {
    let done = match mode {
        BatchMode::Together => send_together(conn, group)?,
        BatchMode::OneByOne => vec![false; group.len()],
    };
    for (job, _) in group.iter_mut().zip(done).filter(|(_, done)| !done) {
        match job.attempt(conn) {
            Attempt::Broken(error) => return Err(error),
            Attempt::Done | Attempt::Refused if conn.transaction_depth() == Some(1) => {}
            Attempt::Done | Attempt::Refused => {
                return Err(StoreError::Unavailable("the database ended the transaction".to_owned()));
            }
        }
    }
    Ok(())
}

/// Locks the chats of a group, and carries out its requests to send as far as that is possible together. Returns which
/// jobs are done.
fn send_together(conn: &mut DbConnection, group: &mut [Job]) -> Result<Vec<bool>> {
    let other_chats = chats_of(conn, group)?;
    let requests: Vec<&SendRequest> = group
        .iter()
        .filter_map(|job| match &job.work {
            Work::Send(request, _) => Some(request),
            Work::Change(..) => None,
        })
        .collect();
    let mut outcomes = batch::execute_all(conn, &requests, &other_chats)?.into_iter();
    let done = group.iter_mut().map(|job| match job.work {
        Work::Send(..) => outcomes.next().flatten().map(|outcome| job.set_outcome(outcome)).is_some(),
        Work::Change(..) => false,
    });
    Ok(done.collect())
}

/// The chats that the changes of a group lock, except its requests to send.
fn chats_of(conn: &mut DbConnection, group: &[Job]) -> Result<Vec<ChatId>> {
    // A transaction on SQLite holds the only write lock already, and a single change locks its chat itself.
    if conn.backend() == Backend::Sqlite || group.len() == 1 {
        return Ok(Vec::new());
    }
    let (mut chat_ids, mut message_ids) = (BTreeSet::new(), BTreeSet::new());
    for job in group {
        match job.work {
            Work::Change(LockScope::Chat(chat_id), _) => drop(chat_ids.insert(chat_id)),
            Work::Change(LockScope::ChatOf(message_id), _) => drop(message_ids.insert(message_id)),
            Work::Change(LockScope::None | LockScope::Many, _) | Work::Send(..) => {}
        }
    }
    chat_ids.extend(messages::chats_of(conn, message_ids)?);
    Ok(chat_ids.into_iter().collect())
}

fn refuse(group: Vec<Job>, error: &StoreError) {
    for job in group {
        job.answer(Some(match error {
            StoreError::Busy => StoreError::Busy,
            StoreError::Panicked => StoreError::Panicked,
            StoreError::Unavailable(reason) => StoreError::Unavailable(reason.clone()),
            other => StoreError::Unavailable(other.to_string()),
        }));
    }
}
