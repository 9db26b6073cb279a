//! Takes over the database of flask-simple-chats, the original application, with the same ids, into an empty database.
//!
//! What can't be taken over as it is changes as little as possible, and each such change is a [`Finding`].

mod chats;
mod error;
mod findings;
mod messages;
mod people;
mod source;
mod target;

pub use error::ImportError;
pub use findings::{Finding, MessageFinding};

use crate::address::DatabaseAddress;
use chats::Chats;
use findings::Findings;
use people::People;
use source::Source;
use target::{Opened, Target, Transaction};

/// What to import, and where to.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// The URL of the PostgreSQL database of the original.
    pub source: &'a str,
    /// The database to fill, which is made if it is missing.
    pub target: &'a DatabaseAddress,
    /// Whether to find out only what would be imported, and to change nothing.
    pub is_dry_run: bool,
    /// Whether a stored hash of a password can be verified.
    pub is_verifiable: fn(&str) -> bool,
}

/// How an import ended that hasn't failed.
#[derive(Debug)]
pub enum Imported {
    /// Everything is stored; after a dry run, nothing is.
    Done(ImportReport),
    /// The target holds an import already, of this time. Nothing was changed.
    Already(String),
}

/// What was imported or, after a dry run, would be.
#[derive(Debug)]
pub struct ImportReport {
    /// The number of users.
    pub users: usize,
    /// The number of chats.
    pub chats: usize,
    /// The number of messages.
    pub messages: usize,
    /// What changed on the way or was left out.
    pub findings: Vec<Finding>,
}

impl Import<'_> {
    /// Imports everything or, after an error, nothing but the schema. The source stays unchanged; later changes to it are not
    /// imported. New ids come after all ids that the source has ever used.
    pub fn run(&self) -> Result<Imported, ImportError> {
        let mut source = Source::open(self.source)?;
        source.snapshot(|source| {
            source.expect_original()?;
            match Target::open(self.target, self.is_dry_run)? {
                Opened::Ready(mut target) => target.write(|target| self.copy(source, target)),
                Opened::HoldsImport(time) => Ok(Imported::Already(time)),
            }
        })
    }

    fn copy(&self, source: &mut Source, target: &mut Transaction<'_>) -> Result<Imported, ImportError> {
        let mut findings = Findings::default();
        let people = People::claim_names(source)?;
        let users = people.copy(source, target, self.is_verifiable, &mut findings)?;
        let mut chats = Chats::copy(source, target, &users, &mut findings)?;
        let messages = messages::copy(source, target, &mut chats, &mut findings)?;
        target.finish(&chats.states(), &source.last_ids()?)?;
        Ok(Imported::Done(ImportReport {
            users: users.len(),
            chats: chats.len(),
            messages,
            findings: findings.into_list(),
        }))
    }
}
