//! How fast the codes of an authenticator app may be tried.

use chrono::{DateTime, TimeDelta, Utc};

/// How many wrong codes in a row cost nothing.
const FREE: i64 = 10;

const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(6);

/// The wrong codes of an authenticator app since the last right one. Each more than ten doubles the time until another may
/// be tried, so that even who knows the password and tries for years hardly guesses one (each has a chance of three in a
/// million). Recovery codes can't be guessed, and are good at any time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WrongCodes {
    /// How many there were.
    pub count: i64,
    /// When the last one came.
    pub last_at: Option<DateTime<Utc>>,
}

impl WrongCodes {
    /// How long no code may be tried from now on; `None` if one may be.
    #[must_use]
    pub fn wait(self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let doublings = u32::try_from(self.count.saturating_sub(FREE).min(16)).ok()?;
        let wait = (FIRST_WAIT * (1 << doublings)).min(LONGEST_WAIT);
        Some(self.last_at? + wait - now).filter(|left| *left > TimeDelta::zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(count: i64, seconds_ago: i64) -> Option<i64> {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let wrong = WrongCodes { count, last_at: Some(now - TimeDelta::seconds(seconds_ago)) };
        wrong.wait(now).map(|left| left.num_seconds())
    }

    #[test]
    fn ten_wrong_codes_are_free_and_then_the_wait_doubles_up_to_six_hours() {
        assert_eq!(WrongCodes::default().wait(DateTime::UNIX_EPOCH), None);
        assert!((0..10).all(|count| wait(count, 0).is_none()));
        for (count, seconds) in
            [(10, 60), (11, 120), (13, 480), (18, 15_360), (19, 21_600), (i64::MAX, 21_600)]
        {
            assert_eq!(wait(count, 0), Some(seconds), "{count}");
            assert_eq!(wait(count, seconds - 1), Some(1), "{count}");
            assert_eq!(wait(count, seconds), None, "{count}");
        }
    }
}
