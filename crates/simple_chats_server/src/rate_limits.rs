//! Rate limits, shared by pages, API, and sockets.

mod bucket;
mod connection_table;
mod exports;
mod keys;
mod proxy_watch;
mod read_slots;
mod standing;
mod unsent;

pub(crate) use bucket::Bucket;
pub use connection_table::{ConnectionTable, Place};
pub(crate) use connection_table::{Full, MAX_REFUSALS, NetworkLimits, RefusalGuard};
pub(crate) use exports::{ExportPlace, Exports};
pub use keys::Network;
use keys::login_key;
pub(crate) use proxy_watch::ProxyWatch;
pub(crate) use read_slots::{ReadKey, ReadSlots};
pub(crate) use standing::{Observer, Standing, observe};
pub(crate) use unsent::{UnsentAnswer, UnsentAnswers};

use crate::error::AppResult;
use crate::settings::{RateLimit, RateLimits};
use serde::{Deserialize, Serialize};
use simple_chats_domain::UserId;
use std::hash::Hash;

/// What a change of a chat or an account costs, in requests that read.
const UNITS_PER_CHANGE: u32 = 5;

/// How many rows of an answer cost as much as a request.
const ROWS_PER_UNIT: usize = 100;

/// How many keys of a limit one message to other instances names, so that it stays well below the megabyte that NATS takes.
const MAX_TOLD: usize = 500;

/// What was taken from the buckets of all limits at one instance, for the others.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Taken {
    login_per_account: Vec<((String, Network), u32)>,
    login_per_network: Vec<(Network, u32)>,
    register_per_network: Vec<(Network, u32)>,
    forgot_password_per_network: Vec<(Network, u32)>,
    forgot_password_per_address: Vec<(String, u32)>,
    write_per_user: Vec<(UserId, u32)>,
    read_per_user: Vec<(UserId, u32)>,
    search_per_user: Vec<(UserId, u32)>,
    #[serde(default)]
    upload_per_user: Vec<(UserId, u32)>,
}

/// All rate limits; they can be switched off together.
pub(crate) struct RateLimiter {
    login_per_account: Bucket<(String, Network)>,
    login_per_network: Bucket<Network>,
    pub(crate) register_per_network: Bucket<Network>,
    forgot_password_per_network: Bucket<Network>,
    forgot_password_per_address: Bucket<String>,
    write_per_user: Bucket<UserId>,
    read_per_user: Bucket<UserId>,
    pub(crate) search_per_user: Bucket<UserId>,
    pub(crate) upload_per_user: Bucket<UserId>,
}

/// What all limits have in common.
struct NewBuckets<'a> {
    limits: Option<&'a RateLimits>,
    is_shared: bool,
}

impl NewBuckets<'_> {
    fn named<K: Hash + Eq + Clone>(&self, name: &'static str, of: fn(&RateLimits) -> RateLimit) -> Bucket<K> {
        Bucket::named(name, self.limits.map(of), self.is_shared)
    }
}

impl RateLimiter {
    /// `is_shared` if there are other instances, with which this one has to exchange what was taken.
    pub(crate) fn new(limits: Option<&RateLimits>, is_shared: bool) -> Self {
        let buckets = NewBuckets { limits, is_shared };
        Self {
            login_per_account: buckets.named("login_per_account", |all| all.login_per_account),
            login_per_network: buckets.named("login_per_network", |all| all.login_per_network),
            register_per_network: buckets.named("register_per_network", |all| all.register_per_network),
            forgot_password_per_network: buckets
                .named("forgot_password_per_network", |all| all.forgot_password_per_network),
            forgot_password_per_address: buckets
                .named("forgot_password_per_address", |all| all.forgot_password_per_address),
            write_per_user: buckets.named("send_per_user", |all| all.send_per_user),
            read_per_user: buckets.named("read_per_user", |all| all.read_per_user),
            search_per_user: buckets.named("search_per_user", |all| all.search_per_user),
            upload_per_user: buckets.named("upload_per_user", |all| all.upload_per_user),
        }
    }

    /// Counts a login attempt; call it before the password is hashed. `login` must be the same for all logins of one
    /// account.
    pub(crate) fn log_in(&self, login: &str, network: Network) -> AppResult<()> {
        self.login_per_network.take(&network)?;
        self.login_per_account.take(&(login_key(login), network))
    }

    /// Counts a request for a reset mail.
    pub(crate) fn forgot_password(&self, address: &str, network: Network) -> AppResult<()> {
        self.forgot_password_per_network.take(&network)?;
        self.forgot_password_per_address.take(&login_key(address))
    }

    /// Counts messages that a user sends, edits, or deletes. More than fit into the bucket are accepted when it is full.
    pub(crate) fn write(&self, user_id: UserId, messages: usize) -> AppResult<()> {
        self.write_per_user.take_many(&user_id, u32::try_from(messages).unwrap_or(u32::MAX))
    }

    /// Counts a request that reads, or that makes a small change such as a read mark.
    pub(crate) fn read(&self, user_id: UserId) -> AppResult<()> {
        self.read_per_user.take(&user_id)
    }

    /// Counts a change that concerns a chat or an account as a whole.
    pub(crate) fn change(&self, user_id: UserId) -> AppResult<()> {
        self.read_per_user.take_many(&user_id, UNITS_PER_CHANGE)
    }

    /// Counts the rows that a request has read: the next requests pay for them.
    pub(crate) fn has_read(&self, user_id: UserId, rows: usize) {
        let units = u32::try_from(rows / ROWS_PER_UNIT).unwrap_or(u32::MAX);
        if units > 0 {
            self.read_per_user.owe(&user_id, units);
        }
    }

    /// What was taken here that other instances don't know yet, in a message for them; `None` if nothing was.
    pub(crate) fn tell(&self) -> Option<Taken> {
        let taken = Taken {
            login_per_account: self.login_per_account.tell(MAX_TOLD),
            login_per_network: self.login_per_network.tell(MAX_TOLD),
            register_per_network: self.register_per_network.tell(MAX_TOLD),
            forgot_password_per_network: self.forgot_password_per_network.tell(MAX_TOLD),
            forgot_password_per_address: self.forgot_password_per_address.tell(MAX_TOLD),
            write_per_user: self.write_per_user.tell(MAX_TOLD),
            read_per_user: self.read_per_user.tell(MAX_TOLD),
            search_per_user: self.search_per_user.tell(MAX_TOLD),
            upload_per_user: self.upload_per_user.tell(MAX_TOLD),
        };
        (taken != Taken::default()).then_some(taken)
    }

    /// Counts what another instance has told.
    pub(crate) fn hear(&self, taken: &Taken) {
        self.login_per_account.hear(&taken.login_per_account);
        self.login_per_network.hear(&taken.login_per_network);
        self.register_per_network.hear(&taken.register_per_network);
        self.forgot_password_per_network.hear(&taken.forgot_password_per_network);
        self.forgot_password_per_address.hear(&taken.forgot_password_per_address);
        self.write_per_user.hear(&taken.write_per_user);
        self.read_per_user.hear(&taken.read_per_user);
        self.search_per_user.hear(&taken.search_per_user);
        self.upload_per_user.hear(&taken.upload_per_user);
    }

    /// How often each limit has refused something, by its name in the settings.
    pub(crate) fn refusals(&self) -> [(&'static str, u64); 9] {
        [
            ("login_per_account", self.login_per_account.refusals()),
            ("login_per_network", self.login_per_network.refusals()),
            ("register_per_network", self.register_per_network.refusals()),
            ("forgot_password_per_network", self.forgot_password_per_network.refusals()),
            ("forgot_password_per_address", self.forgot_password_per_address.refusals()),
            ("send_per_user", self.write_per_user.refusals()),
            ("read_per_user", self.read_per_user.refusals()),
            ("search_per_user", self.search_per_user.refusals()),
            ("upload_per_user", self.upload_per_user.refusals()),
        ]
    }

    /// Forgets the keys whose buckets are full again.
    pub(crate) fn sweep(&self) {
        self.login_per_account.sweep();
        self.login_per_network.sweep();
        self.register_per_network.sweep();
        self.forgot_password_per_network.sweep();
        self.forgot_password_per_address.sweep();
        self.write_per_user.sweep();
        self.read_per_user.sweep();
        self.search_per_user.sweep();
        self.upload_per_user.sweep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;
    use std::num::NonZeroU32;
    use std::time::Duration;

    fn limits(count: u32) -> RateLimiter {
        let count = NonZeroU32::new(count).unwrap();
        let limit = RateLimit { count, period: Duration::from_hours(1), burst: count };
        let more = count.saturating_add(1);
        RateLimiter::new(
            Some(&RateLimits {
                login_per_account: limit,
                login_per_network: RateLimit { count: more, burst: more, ..limit },
                register_per_network: limit,
                forgot_password_per_network: RateLimit { count: more, burst: more, ..limit },
                forgot_password_per_address: limit,
                send_per_user: limit,
                read_per_user: limit,
                search_per_user: limit,
                upload_per_user: limit,
                connections_per_network: 1,
                anonymous_connections_per_network: 1,
            }),
            false,
        )
    }

    fn network(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    #[test]
    fn an_account_is_limited_in_any_case_and_a_network_over_all_accounts() {
        let (limits, home) = (limits(2), network("10.0.0.1"));
        assert!(limits.log_in("ann", home).is_ok());
        assert!(limits.log_in("ANN ", home).is_ok());
        assert!(
            matches!(limits.log_in("ann", home), Err(AppError::RateLimited { retry_after }) if retry_after > 1)
        );
        assert!(limits.log_in("ben", home).is_err(), "three tries have used the network's bucket up");
        assert!(limits.log_in("ann", network("10.0.0.2")).is_ok());
    }

    #[test]
    fn an_address_gets_few_reset_mails_from_however_many_networks() {
        let limits = limits(2);
        let ask =
            |number: u8, address: &str| limits.forgot_password(address, network(&format!("10.0.0.{number}")));
        assert!(ask(1, "ann@example.org").is_ok() && ask(2, " Ann@Example.org").is_ok());
        assert!(ask(3, "ann@example.org").is_err());
        assert!(ask(3, "ben@example.org").is_ok());
    }

    #[test]
    fn many_rows_cost_more_than_few() {
        let (limits, me) = (limits(12), UserId::stored(1));
        assert!(limits.read(me).is_ok());
        limits.has_read(me, 99);
        assert!(limits.read(me).is_ok());
        limits.has_read(me, 1_000);
        assert!(limits.read(me).is_err());
        assert!(limits.read(UserId::stored(2)).is_ok());
    }

    #[test]
    fn without_limits_everything_may_be_done() {
        let limits = RateLimiter::new(None, false);
        assert!((0..1000).all(|_| limits.write(UserId::stored(1), 100).is_ok()));
    }
}
