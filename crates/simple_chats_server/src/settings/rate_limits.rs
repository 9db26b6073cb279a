//! The settings of the rate limits.

use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

/// A bucket of `burst` attempts that refills evenly by `count` per `period`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateLimit {
    pub(crate) count: NonZeroU32,
    pub(crate) period: Duration,
    pub(crate) burst: NonZeroU32,
}

/// The limits. A network is an IPv4 address or an IPv6 /64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateLimits {
    pub(crate) login_per_account: RateLimit,
    pub(crate) login_per_network: RateLimit,
    pub(crate) register_per_network: RateLimit,
    pub(crate) forgot_password_per_network: RateLimit,
    pub(crate) forgot_password_per_address: RateLimit,
    pub(crate) send_per_user: RateLimit,
    pub(crate) read_per_user: RateLimit,
    pub(crate) search_per_user: RateLimit,
    pub(crate) upload_per_user: RateLimit,
    /// How many connections may be open at once.
    pub(crate) connections_per_network: u32,
    /// How many of them may be older than ten seconds without a login.
    pub(crate) anonymous_connections_per_network: u32,
}

const LARGEST: u32 = 1_000_000;

const EXPECTED: &str = "a number up to 1000000 for each second, minute, hour, or day, with a burst if it differs, \
                        such as \"10/minute\" or \"5/second, burst 20\"";

impl FromStr for RateLimit {
    type Err = String;

    /// Parses `10/minute` (whose burst is 10) and `5/second, burst 20`.
    fn from_str(text: &str) -> Result<Self, String> {
        read(text).ok_or_else(|| EXPECTED.to_owned())
    }
}

fn read(text: &str) -> Option<RateLimit> {
    let (rate, burst) = match text.split_once(',') {
        Some((rate, burst)) => (rate, Some(burst.trim().strip_prefix("burst ")?)),
        None => (text, None),
    };
    let (count, period) = rate.split_once('/')?;
    let count = number(count)?;
    let seconds = match period.trim() {
        "second" => 1,
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        _ => return None,
    };
    let burst = burst.map_or(Some(count), number)?;
    Some(RateLimit { count, period: Duration::from_secs(seconds), burst })
}

fn number(text: &str) -> Option<NonZeroU32> {
    text.trim().parse().ok().filter(|number: &NonZeroU32| number.get() <= LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_its_own_number_as_burst_unless_another_is_named() {
        let minute: RateLimit = "10/minute".parse().unwrap();
        assert_eq!((minute.count.get(), minute.period.as_secs(), minute.burst.get()), (10, 60, 10));
        let second: RateLimit = " 5 / second ,  burst 20 ".parse().unwrap();
        assert_eq!((second.count.get(), second.period.as_secs(), second.burst.get()), (5, 1, 20));
        assert_eq!("1/hour".parse::<RateLimit>().unwrap().period.as_secs(), 3_600);
        assert_eq!("1/day".parse::<RateLimit>().unwrap().period.as_secs(), 86_400);
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "10",
            "0/minute",
            "-1/minute",
            "10/week",
            "10 minute",
            "5/second, 20",
            "5/second, burst 0",
            "1000001/second",
            "5/second, burst 4294967296",
            "5/second, burst 2, burst 3",
            "off",
        ] {
            let expected = text.parse::<RateLimit>().unwrap_err();
            assert!(expected.contains("\"10/minute\""), "{text:?}: {expected}");
        }
    }
}
