//! The writer's thread: it makes groups of what is queued, stores each in one transaction, and tells how it went.

use super::job::{Attempt, Queued, Work};
use super::unannounced::Unannounced;
use super::{LockScope, silent};
use crate::commit_outcome::{CommitOutcome, TransactionId};
use crate::connection::{Address, DbConnection};
use crate::error::StoreError;
use crate::messages;
use crate::send_requests::batch;
use diesel::PgConnection;
use simple_chats_domain::{ChatId, Publication, SendRequest};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::time::Duration;
use tokio::sync::mpsc;

/// How many changes may share a commit.
const MAX_GROUP: usize = 256;

/// How often a change is made again after it was in the way of another transaction.
const MAX_ATTEMPTS: usize = 4;

/// What the thread works with.
pub(super) struct WriterThread {
    address: Address,
    publish: mpsc::UnboundedSender<Vec<Publication>>,
    answer_timeout: Option<Duration>,
    conn: Option<DbConnection>,
    /// Of a transaction that was given up together with its connection.
    given_up: Option<TransactionId>,
    /// Whom to tell that they may have missed something.
    unannounced: Unannounced,
}

/// Why a group was not stored.
enum GroupFailure {
    /// The database can't be written to at all now.
    Down(StoreError),
    /// Nothing of it was, because of one of its changes; the others may be tried again.
    RolledBack(StoreError),
    /// The connection went away during the commit: it may or may not be.
    Unknown(StoreError),
}

/// How a group's sendings are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Together,
    OneByOne,
}

impl WriterThread {
    pub(super) fn new(
        address: Address,
        publish: mpsc::UnboundedSender<Vec<Publication>>,
        answer_timeout: Option<Duration>,
    ) -> Self {
        Self {
            address,
            publish,
            answer_timeout,
            conn: None,
            given_up: None,
            unannounced: Unannounced::default(),
        }
    }

    /// Stores what comes, until nobody can send anything any more.
    pub(super) fn run(mut self, jobs: &Receiver<Queued>) {
        while let Ok(first) = jobs.recv() {
            let mut group = vec![first];
            group.extend(jobs.try_iter().take(MAX_GROUP - 1));
            let group = self.without_expired(group);
            match self.address {
                Address::Sqlite(_) => self.store(group, Way::OneByOne),
                Address::Postgres(_) => {
                    let (mut group, alone): (Vec<_>, Vec<_>) = group
                        .into_iter()
                        .partition(|queued| !matches!(queued.work, Work::Change(LockScope::Many, _)));
                    // Sendings first: they are made before the others, and published in this order.
                    group.sort_by_key(|queued| !matches!(queued.work, Work::Send(_)));
                    self.store(group, Way::Together);
                    for queued in alone {
                        self.store_alone(queued);
                    }
                }
            }
        }
    }

    /// Leaves out those whose caller has been told already that there was no answer.
    fn without_expired(&self, group: Vec<Queued>) -> Vec<Queued> {
        let Some(answer_timeout) = self.answer_timeout else { return group };
        let (expired, group) = group.into_iter().partition(|queued| queued.since.elapsed() >= answer_timeout);
        refuse(expired, &silent());
        group
    }

    /// Stores a group; where it fails as a whole, its changes one by one, so that one can't spoil the others.
    fn store(&mut self, mut group: Vec<Queued>, way: Way) {
        if group.is_empty() {
            return;
        }
        match self.attempt(&mut group, way) {
            Ok(()) => self.settle(group),
            Err(GroupFailure::Unknown(error) | GroupFailure::Down(error)) => refuse(group, &error),
            Err(GroupFailure::RolledBack(_)) => {
                for queued in group {
                    self.store_alone(queued);
                }
            }
        }
    }

    fn store_alone(&mut self, queued: Queued) {
        let mut alone = self.without_expired(vec![queued]);
        let mut failure = StoreError::Busy;
        for _ in 0..MAX_ATTEMPTS {
            match self.attempt(&mut alone, Way::OneByOne) {
                Ok(()) => return self.settle(alone),
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

    /// Runs the group's changes in one transaction and commits it.
    fn attempt(&mut self, group: &mut [Queued], way: Way) -> Result<(), GroupFailure> {
        let mut conn = self.begin().map_err(GroupFailure::Down)?;
        let transaction_id = TransactionId::of(&mut conn).map_err(GroupFailure::RolledBack)?;
        let made = catch_unwind(AssertUnwindSafe(|| make(&mut conn, group, way)));
        if let Err(error) = made.unwrap_or(Err(StoreError::Panicked)) {
            // The connection is dropped, and with it all that the transaction did.
            self.given_up = transaction_id;
            return Err(GroupFailure::RolledBack(error));
        }
        match (conn.commit(), transaction_id) {
            (Ok(()), _) => {
                self.conn = Some(conn);
                Ok(())
            }
            (Err(error), transaction_id) => {
                tracing::error!(%error, "a commit failed");
                drop(conn);
                match transaction_id
                    .map_or(CommitOutcome::Aborted, |transaction_id| transaction_id.ask(&self.address))
                {
                    CommitOutcome::Committed => Ok(()),
                    CommitOutcome::Aborted => Err(GroupFailure::RolledBack(error)),
                    CommitOutcome::Unknown => {
                        for queued in group {
                            self.unannounced.note(&queued.work.job().take_publications());
                        }
                        Err(GroupFailure::Unknown(error))
                    }
                }
            }
        }
    }

    /// A connection with a transaction begun: the one at hand, or a new one where that has gone away meanwhile.
    fn begin(&mut self) -> Result<DbConnection, StoreError> {
        if let Some(mut conn) = self.conn.take()
            && conn.begin_write().is_ok()
        {
            return Ok(conn);
        }
        let mut conn = DbConnection::open(&self.address)?;
        if let (DbConnection::Postgres(conn), Some(transaction_id)) = (&mut conn, self.given_up.take()) {
            transaction_id.end_process(conn);
        }
        conn.begin_write()?;
        Ok(conn)
    }

    /// Publishes what the group's changes did, and then answers them.
    fn settle(&mut self, mut group: Vec<Queued>) {
        let publications = group.iter_mut().flat_map(|queued| queued.work.job().take_publications());
        let publications: Vec<Publication> = publications.chain(self.unannounced.take()).collect();
        if !publications.is_empty() {
            // Unheard where the program has no delivery, as in a script that imports this crate.
            drop(self.publish.send(publications));
        }
        for queued in group {
            queued.work.answer(None);
        }
    }
}

/// Makes a group's changes.
fn make(conn: &mut DbConnection, group: &mut [Queued], way: Way) -> Result<(), StoreError> {
    let mut made = vec![false; group.len()];
    if way == Way::Together {
        made = make_together(conn, group)?;
    }
    for (queued, _) in group.iter_mut().zip(made).filter(|(_, made)| !made) {
        match queued.work.job().attempt(conn) {
            Attempt::Settled if conn.transaction_depth() == Some(1) => {}
            Attempt::Settled => {
                return Err(StoreError::Unavailable("the database gave the transaction up".to_owned()));
            }
            Attempt::Broken(error) => return Err(error),
        }
    }
    Ok(())
}

/// Locks the chats of a group, and makes its sendings as far as they can be made together. Tells which were.
fn make_together(conn: &mut DbConnection, group: &mut [Queued]) -> Result<Vec<bool>, StoreError> {
    let DbConnection::Postgres(conn) = conn else { return Ok(vec![false; group.len()]) };
    let others = chats_of(conn, group)?;
    let requests: Vec<&SendRequest> = group
        .iter()
        .filter_map(|queued| match &queued.work {
            Work::Send(send) => Some(send.request()),
            Work::Change(..) => None,
        })
        .collect();
    let mut outcomes = batch::execute_all(conn, &requests, &others)?.into_iter();
    let made = group.iter_mut().map(|queued| match &mut queued.work {
        Work::Send(send) => outcomes.next().flatten().map(|outcome| send.settle(outcome)).is_some(),
        Work::Change(..) => false,
    });
    Ok(made.collect())
}

/// The chats that a group's changes other than sendings are going to lock.
fn chats_of(conn: &mut PgConnection, group: &[Queued]) -> Result<Vec<ChatId>, StoreError> {
    let (mut chat_ids, mut message_ids) = (BTreeSet::new(), BTreeSet::new());
    for queued in group {
        match queued.work {
            Work::Change(LockScope::Chat(chat_id), _) => drop(chat_ids.insert(chat_id)),
            Work::Change(LockScope::ChatOf(message_id), _) => drop(message_ids.insert(message_id)),
            Work::Change(LockScope::None | LockScope::Many, _) | Work::Send(_) => {}
        }
    }
    // A lone change locks its chat itself.
    if group.len() == 1 {
        return Ok(Vec::new());
    }
    chat_ids.extend(messages::chats_of(conn, message_ids)?);
    Ok(chat_ids.into_iter().collect())
}

fn refuse(group: Vec<Queued>, error: &StoreError) {
    for queued in group {
        queued.work.answer(Some(match error {
            StoreError::Busy => StoreError::Busy,
            StoreError::Panicked => StoreError::Panicked,
            other => StoreError::Unavailable(other.to_string()),
        }));
    }
}
