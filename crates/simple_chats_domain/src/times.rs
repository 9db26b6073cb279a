//! Times: UTC, cut to milliseconds, which every database stores exactly. The live protocol formats them by RFC 3339, the
//! REST API in the mail format with `-0000` (RFC 5322).

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, SubsecRound, Utc};
use std::sync::LazyLock;

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

// Parsed once, as lists contain many times.
static REST_FORMAT: LazyLock<Vec<Item<'static>>> =
    LazyLock::new(|| StrftimeItems::new("%a, %d %b %Y %H:%M:%S -0000").collect());

/// The format of the REST API: `Thu, 20 May 2021 11:52:17 -0000`.
#[must_use]
pub fn rest_time(time: DateTime<Utc>) -> String {
    time.format_with_items(REST_FORMAT.iter()).to_string()
}

/// Parses a time in either of the two formats.
#[must_use]
pub fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let time = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .or_else(|_| DateTime::parse_from_rfc3339(&text.replace(' ', "+")))
        .ok()?;
    Some(time.with_timezone(&Utc))
}

/// Serde: [`rfc3339_millis`] for a field.
pub(crate) mod millis {
    use super::{DateTime, Utc, parse_time, rfc3339_millis};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339_millis(*time))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_time(&text).ok_or_else(|| D::Error::custom("not a time"))
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
        assert_eq!(rest_time(time), "Thu, 20 May 2021 11:52:17 -0000");
        assert_eq!(rfc3339_millis(time), "2021-05-20T11:52:17.000Z");
        assert_eq!(parse_time("2021-05-20T13:52:17+02:00"), Some(time));
        assert_eq!(
            parse_time("2021-05-20T13:52:17 02:00"),
            Some(time),
            "a plus sign that a query string decoded to a space"
        );
        assert_eq!(parse_time("20 May"), None);
    }

    proptest! {
        #[test]
        fn parsing_a_time_never_panics(text in ".*") {
            let _ = parse_time(&text);
        }
    }
}
