//! Rate limits, shared by pages, API, and sockets.

use crate::error::AppError;
use crate::settings::{RateLimit, RateLimits};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use simple_chats_domain::{UserId, fold};
use std::fmt;
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

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// All rate limits; they can be switched off together.
pub struct RateLimiter {
    buckets: Option<Buckets>,
}

struct Buckets {
    login_per_account: Bucket<(String, Network)>,
    login_per_network: Bucket<Network>,
    register_per_network: Bucket<Network>,
    forgot_password_per_network: Bucket<Network>,
    send_per_user: Bucket<UserId>,
    search_per_user: Bucket<UserId>,
}

impl RateLimiter {
    /// The limits of the settings, or none.
    #[must_use]
    pub fn new(limits: Option<&RateLimits>) -> Self {
        let buckets = limits.map(|limits| Buckets {
            login_per_account: Bucket::new(limits.login_per_account),
            login_per_network: Bucket::new(limits.login_per_network),
            register_per_network: Bucket::new(limits.register_per_network),
            forgot_password_per_network: Bucket::new(limits.forgot_password_per_network),
            send_per_user: Bucket::new(limits.send_per_user),
            search_per_user: Bucket::new(limits.search_per_user),
        });
        Self { buckets }
    }

    /// Counts a login attempt; call it before the password is hashed. `login` must be the same for all logins of one
    /// account.
    pub fn log_in(&self, login: &str, network: Network) -> Result<(), AppError> {
        let Some(buckets) = &self.buckets else { return Ok(()) };
        buckets.login_per_network.take(&network)?;
        // A login has at most 254 characters; a longer text must not fill the memory.
        let account: String = fold(login.trim()).chars().take(254).collect();
        buckets.login_per_account.take(&(account, network))
    }

    /// Counts a registration.
    pub fn register(&self, network: Network) -> Result<(), AppError> {
        self.buckets.as_ref().map_or(Ok(()), |buckets| buckets.register_per_network.take(&network))
    }

    /// Counts a request for a reset mail.
    pub fn forgot_password(&self, network: Network) -> Result<(), AppError> {
        self.buckets.as_ref().map_or(Ok(()), |buckets| buckets.forgot_password_per_network.take(&network))
    }

    /// Counts a sending.
    pub fn send(&self, user_id: UserId) -> Result<(), AppError> {
        self.buckets.as_ref().map_or(Ok(()), |buckets| buckets.send_per_user.take(&user_id))
    }

    /// Counts a search for people.
    pub fn search(&self, user_id: UserId) -> Result<(), AppError> {
        self.buckets.as_ref().map_or(Ok(()), |buckets| buckets.search_per_user.take(&user_id))
    }

    /// Forgets the keys whose buckets are full again.
    pub fn sweep(&self) {
        if let Some(buckets) = &self.buckets {
            buckets.login_per_account.sweep();
            buckets.login_per_network.sweep();
            buckets.register_per_network.sweep();
            buckets.forgot_password_per_network.sweep();
            buckets.send_per_user.sweep();
            buckets.search_per_user.sweep();
        }
    }
}

struct Bucket<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
}

impl<K: Hash + Eq + Clone> Bucket<K> {
    fn new(limit: RateLimit) -> Self {
        let each = limit.period / limit.count.get();
        let quota = Quota::with_period(each).unwrap_or_else(|| Quota::per_second(limit.count));
        Self { limiter: governor::RateLimiter::keyed(quota.allow_burst(limit.burst)) }
    }

    fn take(&self, key: &K) -> Result<(), AppError> {
        self.limiter.check_key(key).map_err(|full| {
            let wait = full.wait_time_from(DefaultClock::default().now());
            AppError::RateLimited { retry_after: wait.as_secs() + 1 }
        })
    }

    fn sweep(&self) {
        self.limiter.retain_recent();
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
        RateLimiter::new(Some(&RateLimits {
            login_per_account: limit,
            login_per_network: RateLimit {
                count: count.saturating_add(1),
                burst: count.saturating_add(1),
                ..limit
            },
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
        assert!((0..1000).all(|_| limits.send(UserId::stored(1)).is_ok()));
    }
}
