//! Rate limits, shared by pages, API, and sockets.

use crate::error::{AppError, AppResult};
use crate::settings::{RateLimit, RateLimits};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use simple_chats_domain::{UserId, fold};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};

/// The unit that limits by network count: an IPv4 address or an IPv6 /64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network that an address belongs to.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => Self(IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64))),
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }
}

/// All rate limits; they can be switched off together.
pub(crate) struct RateLimiter {
    login_per_account: Bucket<(String, Network)>,
    login_per_network: Bucket<Network>,
    pub(crate) register_per_network: Bucket<Network>,
    pub(crate) forgot_password_per_network: Bucket<Network>,
    pub(crate) send_per_user: Bucket<UserId>,
    pub(crate) search_per_user: Bucket<UserId>,
}

impl RateLimiter {
    pub(crate) fn new(limits: Option<&RateLimits>) -> Self {
        Self {
            login_per_account: Bucket::new(limits.map(|limits| limits.login_per_account)),
            login_per_network: Bucket::new(limits.map(|limits| limits.login_per_network)),
            register_per_network: Bucket::new(limits.map(|limits| limits.register_per_network)),
            forgot_password_per_network: Bucket::new(limits.map(|limits| limits.forgot_password_per_network)),
            send_per_user: Bucket::new(limits.map(|limits| limits.send_per_user)),
            search_per_user: Bucket::new(limits.map(|limits| limits.search_per_user)),
        }
    }

    /// Counts a login attempt; call it before the password is hashed. `login` must be the same for all logins of one
    /// account.
    pub(crate) fn log_in(&self, login: &str, network: Network) -> AppResult<()> {
        self.login_per_network.take(&network)?;
        // A login has at most 254 characters; a longer text must not fill the memory.
        let account: String = fold(login.trim()).chars().take(254).collect();
        self.login_per_account.take(&(account, network))
    }

    /// Forgets the keys whose buckets are full again.
    pub(crate) fn sweep(&self) {
        self.login_per_account.sweep();
        self.login_per_network.sweep();
        self.register_per_network.sweep();
        self.forgot_password_per_network.sweep();
        self.send_per_user.sweep();
        self.search_per_user.sweep();
    }
}

/// One limit, with a bucket for each key; `None` if limits are off.
pub(crate) struct Bucket<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Hash + Eq + Clone> Bucket<K> {
    fn new(limit: Option<RateLimit>) -> Self {
        Self(limit.map(|limit| {
            let each = limit.period / limit.count.get();
            let quota = Quota::with_period(each).unwrap_or_else(|| Quota::per_second(limit.count));
            governor::RateLimiter::keyed(quota.allow_burst(limit.burst))
        }))
    }

    /// Counts an attempt. Fails if there were too many.
    pub(crate) fn take(&self, key: &K) -> AppResult<()> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(key).map_err(|full| {
            let wait = full.wait_time_from(DefaultClock::default().now());
            AppError::RateLimited { retry_after: wait.as_secs() + 1 }
        })
    }

    fn sweep(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;
    use std::time::Duration;

    fn limits(count: u32) -> RateLimiter {
        let count = NonZeroU32::new(count).unwrap();
        let limit = RateLimit { count, period: Duration::from_hours(1), burst: count };
        let more = count.saturating_add(1);
        RateLimiter::new(Some(&RateLimits {
            login_per_account: limit,
            login_per_network: RateLimit { count: more, burst: more, ..limit },
            register_per_network: limit,
            forgot_password_per_network: limit,
            send_per_user: limit,
            search_per_user: limit,
        }))
    }

    #[test]
    fn an_ipv6_network_is_a_64() {
        let network = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:10.0.0.1"), network("10.0.0.1"));
    }

    #[test]
    fn an_account_is_limited_in_any_case_and_a_network_over_all_accounts() {
        let (limits, home) = (limits(2), Network::of("10.0.0.1".parse().unwrap()));
        assert!(limits.log_in("ann", home).is_ok());
        assert!(limits.log_in("ANN ", home).is_ok());
        assert!(
            matches!(limits.log_in("ann", home), Err(AppError::RateLimited { retry_after }) if retry_after > 1)
        );
        assert!(limits.log_in("ben", home).is_err(), "three tries have used the network's bucket up");
        assert!(limits.log_in("ann", Network::of("10.0.0.2".parse().unwrap())).is_ok());
    }

    #[test]
    fn without_limits_everything_may_be_done() {
        let limits = RateLimiter::new(None);
        assert!((0..1000).all(|_| limits.send_per_user.take(&UserId::stored(1)).is_ok()));
    }
}
