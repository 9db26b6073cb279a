//! Users: each keeps the account, if necessary under another name.

use super::error::ImportError;
use super::findings::{Finding, Findings};
use super::source::{Source, SourceUser};
use super::target::Transaction;
use crate::error::{StoreError, UniqueKey};
use crate::users::FullUserRow;
use chrono::{DateTime, Utc};
use simple_chats_domain::{EmailAddress, Name, NewUser, UserId, Username, cut_to_millis, fold};
use std::collections::{BTreeSet, HashSet};

/// The domain of addresses that stand for missing ones. Nobody can have it (RFC 2606, section 2).
const NO_DOMAIN: &str = "imported.invalid";

/// Who keeps which username and address. The first user who can have one keeps it, so that nobody loses one to a new name.
#[derive(Default)]
pub(super) struct People {
    username_keys: HashSet<String>,
    skeletons: HashSet<String>,
    email_keys: HashSet<String>,
    /// Users whose username is taken or can't be one.
    renamed: HashSet<i64>,
    /// Users whose address is taken or can't be one.
    without_email: HashSet<i64>,
}

impl People {
    pub(super) fn claim_names(source: &mut Source) -> Result<Self, ImportError> {
        let mut people = Self::default();
        source.each_chunk_of_users(|users| {
            for user in &users {
                people.claim(user);
            }
            Ok(())
        })?;
        Ok(people)
    }

    fn claim(&mut self, user: &SourceUser) {
        let username = Username::parse(user.username.as_deref().unwrap_or_default());
        if !username.is_ok_and(|username| self.claim_username(&username)) {
            self.renamed.insert(user.user_id);
        }
        let email = EmailAddress::parse(user.email.as_deref().unwrap_or_default());
        if !email.is_ok_and(|email| self.email_keys.insert(email.key())) {
            self.without_email.insert(user.user_id);
        }
    }

    /// Takes a username for a user. Returns false if another user has it, or one that looks like it.
    fn claim_username(&mut self, username: &Username) -> bool {
        let (key, skeleton) = (username.key(), username.skeleton());
        if self.username_keys.contains(&key) || self.skeletons.contains(&skeleton) {
            return false;
        }
        self.username_keys.insert(key) && self.skeletons.insert(skeleton)
    }

    /// Copies all users. Returns their ids.
    pub(super) fn copy(
        mut self,
        source: &mut Source,
        target: &mut Transaction<'_>,
        is_verifiable: fn(&str) -> bool,
        findings: &mut Findings,
    ) -> Result<BTreeSet<i64>, ImportError> {
        let (mut user_ids, now) = (BTreeSet::new(), cut_to_millis(Utc::now()));
        source.each_chunk_of_users(|users| {
            let mut rows = Vec::with_capacity(users.len());
            for user in users {
                let Some(user_id) = UserId::new(user.user_id) else {
                    findings.add(Finding::User { user_id: user.user_id });
                    continue;
                };
                let new = self.adopt(user_id, &user, now, findings)?;
                let hash = user.password_hash.unwrap_or_default();
                if !is_verifiable(&hash) {
                    findings.add(Finding::Password { user_id: user.user_id });
                }
                user_ids.insert(user.user_id);
                rows.push(FullUserRow::new(user_id, &new, hash));
            }
            target.insert_users(&rows)
        })?;
        Ok(user_ids)
    }

    fn adopt(
        &mut self,
        user_id: UserId,
        user: &SourceUser,
        now: DateTime<Utc>,
        findings: &mut Findings,
    ) -> Result<NewUser, ImportError> {
        let username =
            self.adopt_username(user_id, user.username.as_deref().unwrap_or_default(), findings)?;
        let old = user.name.as_deref().unwrap_or_default();
        let name = Name::adopted(old, &username);
        if name.as_str() != old.trim() {
            let (old, new) = (old.to_owned(), name.as_str().to_owned());
            findings.add(Finding::Name { user_id: user_id.get(), old, new });
        }
        let email = self.adopt_email(user_id, user.email.as_deref().unwrap_or_default(), findings)?;
        let date_joined = user.date_joined.and_then(DateTime::from_timestamp_millis).unwrap_or(now);
        Ok(NewUser { username, name, email, date_joined })
    }

    fn adopt_username(
        &mut self,
        user_id: UserId,
        old: &str,
        findings: &mut Findings,
    ) -> Result<Username, ImportError> {
        let mut candidates = Username::adopted(old, user_id);
        let no_name = || StoreError::Conflict(UniqueKey::Username);
        if !self.renamed.contains(&user_id.get()) {
            return Ok(candidates.next().ok_or_else(no_name)?);
        }
        let new = candidates.find(|candidate| self.claim_username(candidate)).ok_or_else(no_name)?;
        findings.add(Finding::Username {
            user_id: user_id.get(),
            old: old.to_owned(),
            new: new.as_str().to_owned(),
            is_taken: Username::parse(old).is_ok(),
        });
        Ok(new)
    }

    fn adopt_email(
        &mut self,
        user_id: UserId,
        old: &str,
        findings: &mut Findings,
    ) -> Result<EmailAddress, ImportError> {
        let parsed = EmailAddress::parse(old);
        let is_taken = match parsed {
            Ok(email) if !self.without_email.contains(&user_id.get()) => return Ok(email),
            other => other.is_ok(),
        };
        let mut numbers = 1..=9_999;
        let new = numbers.find_map(|number| {
            let address = match number {
                1 => format!("user-{user_id}@{NO_DOMAIN}"),
                _ => format!("user-{user_id}-{number}@{NO_DOMAIN}"),
            };
            let is_free = self.email_keys.insert(fold(&address));
            if is_free { EmailAddress::parse(&address).ok() } else { None }
        });
        let new = new.ok_or(StoreError::Conflict(UniqueKey::Email))?;
        let (user_id, old) = (user_id.get(), old.to_owned());
        findings.add(Finding::Email { user_id, old, new: new.as_str().to_owned(), is_taken });
        Ok(new)
    }
}
