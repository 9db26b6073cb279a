//! How a user wants to be told of messages while no page is open.

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};
use std::fmt;

/// The minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// A time of the day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Parses `HH:MM`, from 00:00 to 23:59.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let number = |digits: &str, bound: u16| -> Option<u16> {
            let is_number = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|number| is_number && *number < bound)
        };
        Some(Self(number(hour, 24)? * 60 + number(minute, 60)?))
    }

    /// The time so many minutes after midnight; `None` if that is the next day.
    #[must_use]
    pub const fn of_minutes(minutes: u16) -> Option<Self> {
        if minutes < DAY_MINUTES { Some(Self(minutes)) } else { None }
    }

    /// The minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A part of each day in which nothing disturbs the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct QuietHours {
    from: TimeOfDay,
    to: TimeOfDay,
    #[serde(serialize_with = "as_text")]
    time_zone: Tz,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn as_text<S: Serializer>(time_zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(time_zone.name())
}

/// Why hours can't be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuietHoursError {
    /// A time isn't `HH:MM`.
    #[error("Quiet hours begin and end at a time from 00:00 to 23:59")]
    Time,
    /// They begin when they end.
    #[error("Quiet hours can't end when they begin")]
    Empty,
    /// The time zone isn't known.
    #[error("The time zone is not known")]
    TimeZone,
}

impl QuietHours {
    /// From a time of the day, up to and without another, which may be of the next day, by the clocks of a time zone
    /// (a name of the IANA database, such as `Europe/Kyiv`).
    pub fn parse(from: &str, to: &str, time_zone: &str) -> Result<Self, QuietHoursError> {
        let time = |text| TimeOfDay::parse(text).ok_or(QuietHoursError::Time);
        let (from, to) = (time(from)?, time(to)?);
        let time_zone = time_zone.parse().map_err(|_| QuietHoursError::TimeZone)?;
        if from == to { Err(QuietHoursError::Empty) } else { Ok(Self { from, to, time_zone }) }
    }

    /// When they begin.
    #[must_use]
    pub const fn from(&self) -> TimeOfDay {
        self.from
    }

    /// When they end.
    #[must_use]
    pub const fn to(&self) -> TimeOfDay {
        self.to
    }

    /// The name of the time zone.
    #[must_use]
    pub fn time_zone(&self) -> &'static str {
        self.time_zone.name()
    }

    /// Whether a time is within them.
    #[must_use]
    pub fn contain(&self, at: DateTime<Utc>) -> bool {
        // A time of UTC is one local time only, on the days on which clocks change, too.
        let local = at.with_timezone(&self.time_zone).time();
        let minute = local.hour() * 60 + local.minute();
        let (from, to) = (u32::from(self.from.0), u32::from(self.to.0));
        if from < to { (from..to).contains(&minute) } else { minute >= from || minute < to }
    }

    /// The first minute at or after a time that isn't within them.
    #[must_use]
    pub fn end_after(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if !self.contain(at) {
            return at;
        }
        let seconds =
            TimeDelta::seconds(i64::from(at.second())) + TimeDelta::nanoseconds(at.nanosecond().into());
        // Offsets of zones have whole minutes, today. Clocks that are put back make a night longer by some hours at most.
        let minutes =
            (1..=i64::from(DAY_MINUTES) * 2).map(|minute| at - seconds + TimeDelta::minutes(minute));
        minutes.into_iter().find(|minute| !self.contain(*minute)).unwrap_or(at)
    }
}

/// The names of all time zones, in order.
pub fn time_zones() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// After how long a message that is still unread counts as missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "i64")]
pub enum MissedAfter {
    /// An hour.
    Hour,
    /// Eight hours.
    EightHours,
    /// A day.
    Day,
}

impl MissedAfter {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Hour, Self::EightHours, Self::Day];

    /// By its length.
    #[must_use]
    pub fn of_seconds(seconds: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|after| after.seconds() == seconds)
    }

    /// Its length in seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Hour => 3_600,
            Self::EightHours => 28_800,
            Self::Day => 86_400,
        }
    }

    /// Its length.
    #[must_use]
    pub const fn length(self) -> TimeDelta {
        TimeDelta::seconds(self.seconds())
    }
}

impl From<MissedAfter> for i64 {
    fn from(after: MissedAfter) -> Self {
        after.seconds()
    }
}

/// How a user wants to be told of messages while no page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NotificationSettings {
    /// Whether notifications on devices show what a message says, rather than only that there is one.
    pub show_text: bool,
    /// When nothing is sent.
    pub quiet_hours: Option<QuietHours>,
    /// After how long unread messages are told of by mail; `None` for no mails.
    pub missed_mail_after: Option<MissedAfter>,
    /// Whether that mail shows what the messages say.
    pub mail_text: bool,
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self { show_text: true, quiet_hours: None, missed_mail_after: None, mail_text: false }
    }
}

impl NotificationSettings {
    /// Whether nothing is to be sent at a time.
    #[must_use]
    pub fn is_quiet(&self, at: DateTime<Utc>) -> bool {
        self.quiet_hours.is_some_and(|hours| hours.contain(at))
    }

    /// The first time at or after another at which something may be sent.
    #[must_use]
    pub fn awake_from(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        self.quiet_hours.map_or(at, |hours| hours.end_after(at))
    }
}

/// New values for some of a user's notification settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NotificationChange {
    /// As in [`NotificationSettings`].
    pub show_text: Option<bool>,
    /// As in [`NotificationSettings`].
    pub quiet_hours: Option<Option<QuietHours>>,
    /// As in [`NotificationSettings`].
    pub missed_mail_after: Option<Option<MissedAfter>>,
    /// As in [`NotificationSettings`].
    pub mail_text: Option<bool>,
}

impl NotificationChange {
    /// The settings after this change.
    #[must_use]
    pub fn applied_to(self, before: NotificationSettings) -> NotificationSettings {
        NotificationSettings {
            show_text: self.show_text.unwrap_or(before.show_text),
            quiet_hours: self.quiet_hours.unwrap_or(before.quiet_hours),
            missed_mail_after: self.missed_mail_after.unwrap_or(before.missed_mail_after),
            mail_text: self.mail_text.unwrap_or(before.mail_text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn hours(from: &str, to: &str, time_zone: &str) -> QuietHours {
        QuietHours::parse(from, to, time_zone).unwrap()
    }

    #[test]
    fn a_time_of_the_day_has_two_pairs_of_digits() {
        for text in ["00:00", "07:05", "23:59"] {
            assert_eq!(TimeOfDay::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "24:00", "7:05", "07:5", "07:60", "+7:05", "07.05", "07:05:00", "٠٧:٠٥", " 07:05"]
        {
            assert_eq!(TimeOfDay::parse(text), None, "{text}");
        }
    }

    #[test]
    fn faulty_hours_are_refused() {
        let fault = |from, to, time_zone| QuietHours::parse(from, to, time_zone).unwrap_err();
        assert_eq!(fault("22", "07:00", "Europe/Kyiv"), QuietHoursError::Time);
        assert_eq!(fault("22:00", "22:00", "Europe/Kyiv"), QuietHoursError::Empty);
        assert_eq!(fault("22:00", "07:00", "Europe/Nowhere"), QuietHoursError::TimeZone);
    }

    #[test]
    fn a_night_goes_over_midnight_by_the_clocks_of_its_zone() {
        let night = hours("22:00", "07:00", "Europe/Berlin");
        // An hour ahead of UTC in winter, two in summer.
        for (time, is_quiet) in [
            ("2026-12-01T20:59:59Z", false),
            ("2026-12-01T21:00:00Z", true),
            ("2026-12-02T05:59:59Z", true),
            ("2026-12-02T06:00:00Z", false),
            ("2026-07-01T20:00:00Z", true),
            ("2026-07-01T19:59:59Z", false),
        ] {
            assert_eq!(night.contain(at(time)), is_quiet, "{time}");
        }
        let noon = hours("12:00", "13:30", "Asia/Kolkata");
        assert!(noon.contain(at("2026-12-01T06:30:00Z")) && !noon.contain(at("2026-12-01T08:00:00Z")));
    }

    #[test]
    fn a_night_in_which_clocks_change_ends_by_the_clock() {
        let night = hours("22:00", "07:00", "Europe/Berlin");
        // Put back at 03:00 on October 25th, and forward at 02:00 on March 28th.
        assert_eq!(night.end_after(at("2026-10-24T20:00:30Z")), at("2026-10-25T06:00:00Z"));
        assert_eq!(night.end_after(at("2027-03-27T21:00:30Z")), at("2027-03-28T05:00:00Z"));
        assert_eq!(night.end_after(at("2026-12-01T12:00:30Z")), at("2026-12-01T12:00:30Z"));
    }

    #[test]
    fn settings_are_told_as_json() {
        let settings = NotificationSettings {
            quiet_hours: Some(hours("22:00", "07:00", "Europe/Kyiv")),
            missed_mail_after: Some(MissedAfter::Hour),
            ..NotificationSettings::default()
        };
        let expected = serde_json::json!({
            "show_text": true,
            "quiet_hours": { "from": "22:00", "to": "07:00", "time_zone": "Europe/Kyiv" },
            "missed_mail_after": 3600,
            "mail_text": false,
        });
        assert_eq!(serde_json::to_value(settings).unwrap(), expected);
    }

    proptest! {
        #[test]
        fn quiet_hours_end_within_a_day_and_not_before(
            from in 0..DAY_MINUTES,
            length in 1..DAY_MINUTES,
            zone in 0..chrono_tz::TZ_VARIANTS.len(),
            second in 1_700_000_000_i64..1_900_000_000,
        ) {
            let time = |minutes: u16| TimeOfDay::of_minutes(minutes % DAY_MINUTES).unwrap();
            let (from, to) = (time(from), time(from + length));
            let zone = chrono_tz::TZ_VARIANTS[zone];
            let hours = hours(&from.to_string(), &to.to_string(), zone.name());
            let now = Utc.timestamp_opt(second, 0).unwrap();
            let end = hours.end_after(now);
            prop_assert!(!hours.contain(end) && end >= now);
            prop_assert!(end - now < TimeDelta::hours(27), "{}", end - now);
            prop_assert_eq!(hours.contain(now), end > now);
            if end > now {
                prop_assert!(hours.contain(end - TimeDelta::seconds(1)));
            }
        }
    }
}
