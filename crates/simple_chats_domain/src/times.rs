//! Times: UTC, cut to milliseconds, which every database stores exactly. The live protocol formats them by RFC 3339, the
//! REST API in the mail format with `-0000` (RFC 5322).

use chrono::{DateTime, Datelike, SubsecRound, TimeDelta, Timelike, Utc};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use std::fmt;

/// Cuts a time to whole milliseconds.
#[must_use]
pub fn cut_to_millis(time: DateTime<Utc>) -> DateTime<Utc> {
    time.trunc_subsecs(3)
}

/// The format of the live protocol: `2021-05-20T13:47:20.000Z`.
#[must_use]
pub fn rfc3339_millis(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

const WEEKDAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// A time in the format of the REST API: `Thu, 20 May 2021 11:52:17 -0000`. The year has four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestTime(pub DateTime<Utc>);

impl RestTime {
    /// Lists contain many times: this takes a tenth of the time that formatting takes.
    fn text(self) -> [u8; 31] {
        let Self(time) = self;
        let two = |number: u32| [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8];
        let [w1, w2, w3] = **WEEKDAYS.get(time.weekday() as usize).unwrap_or(&b"---");
        let [m1, m2, m3] = **MONTHS.get(time.month0() as usize).unwrap_or(&b"---");
        let (year, [d1, d2]) = (time.year().unsigned_abs(), two(time.day()));
        let ([y1, y2], [y3, y4]) = (two(year / 100), two(year));
        let ([h1, h2], [n1, n2], [s1, s2]) = (two(time.hour()), two(time.minute()), two(time.second()));
        [
            w1, w2, w3, b',', b' ', d1, d2, b' ', m1, m2, m3, b' ', y1, y2, y3, y4, b' ', h1, h2, b':', n1,
            n2, b':', s1, s2, b' ', b'-', b'0', b'0', b'0', b'0',
        ]
    }
}

impl fmt::Display for RestTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.text()).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for RestTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(str::from_utf8(&self.text()).map_err(S::Error::custom)?)
    }
}

/// Parses a time in either of the two formats. A leap second is the second after it, as in the databases.
#[must_use]
pub fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let time = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .or_else(|_| DateTime::parse_from_rfc3339(&text.replace(' ', "+")))
        .ok()?;
    let second = DateTime::from_timestamp(time.timestamp(), 0)?;
    second.checked_add_signed(TimeDelta::nanoseconds(time.timestamp_subsec_nanos().into()))
}

/// Serde: [`rfc3339_millis`] for a field.
pub(crate) mod millis {
    use super::{DateTime, Datelike, Utc, cut_to_millis, parse_time, rfc3339_millis};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339_millis(*time))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        let text = String::deserialize(deserializer)?;
        // Other years have no such text.
        let time = parse_time(&text).filter(|time| (0..=9999).contains(&time.year()));
        time.map(cut_to_millis).ok_or_else(|| D::Error::custom("not a time"))
    }
}

/// Serde: [`rfc3339_millis`] for a field that may be null.
pub(crate) mod optional_millis {
    use super::{DateTime, Utc, millis, rfc3339_millis};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    struct Time(#[serde(with = "millis")] DateTime<Utc>);

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(
        time: &Option<DateTime<Utc>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        time.map(rfc3339_millis).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<DateTime<Utc>>, D::Error> {
        Ok(Option::<Time>::deserialize(deserializer)?.map(|Time(time)| time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_formats_are_read_and_written() {
        let time = parse_time("Thu, 20 May 2021 11:52:17 -0000").unwrap();
        assert_eq!(RestTime(time).to_string(), "Thu, 20 May 2021 11:52:17 -0000");
        assert_eq!(rfc3339_millis(time), "2021-05-20T11:52:17.000Z");
        assert_eq!(parse_time("2021-05-20T13:52:17+02:00"), Some(time));
        assert_eq!(
            parse_time("2021-05-20T13:52:17 02:00"),
            Some(time),
            "a plus sign that a query string decoded to a space"
        );
        assert_eq!(parse_time("20 May"), None);
        assert_eq!(
            parse_time("2016-12-31T23:59:60.5Z"),
            parse_time("2017-01-01T00:00:00.5Z"),
            "a leap second"
        );
    }

    #[test]
    fn a_time_in_json_is_cut_to_milliseconds_and_has_a_year_of_four_digits() {
        let read = |text: &str| millis::deserialize(&serde_json::json!(text));
        assert_eq!(read("2021-05-20T11:52:17.0009Z").unwrap(), parse_time("2021-05-20T11:52:17Z").unwrap());
        assert!(read("9999-12-31T23:59:59.999Z").is_ok() && read("0000-01-01T00:00:00Z").is_ok());
        for beyond in
            ["9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:60Z", "20 May"]
        {
            assert!(read(beyond).is_err(), "{beyond}");
        }
    }

    proptest! {
        #[test]
        fn the_format_of_the_rest_api_is_that_of_chrono(seconds in 0..253_402_300_800_i64) {
            let time = DateTime::from_timestamp(seconds, 0).unwrap();
            prop_assert_eq!(RestTime(time).to_string(), time.format("%a, %d %b %Y %H:%M:%S -0000").to_string());
        }

        #[test]
        fn parsing_a_time_never_panics(text in ".*") {
            let _ = parse_time(&text);
        }
    }
}
