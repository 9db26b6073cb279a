//! Times in UTC, for readers without scripts. A script rewrites them in the reader's own time zone by the same rules;
//! `web-assets/tests/cases/times.json` tests both.

use chrono::{DateTime, Datelike, Utc};
use tera::{Error, Kwargs, State, TeraResult};

/// `13:47`
pub(super) fn clock(time: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(read(time)?.format("%H:%M").to_string())
}

/// Short, for a list: the clock today, the weekday within a week, else the date.
pub(super) fn list_time(time: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(short(read(time)?, Utc::now()))
}

/// `20 May 2021, 13:47 UTC`
pub(super) fn full_time(time: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(read(time)?.format("%-d %B %Y, %H:%M UTC").to_string())
}

fn short(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let format = match (now.date_naive() - time.date_naive()).num_days() {
        0 => "%H:%M",
        1..7 => "%a",
        _ if time.year() == now.year() => "%-d %b",
        _ => "%-d %b %Y",
    };
    time.format(format).to_string()
}

fn read(time: &str) -> TeraResult<DateTime<Utc>> {
    let time =
        DateTime::parse_from_rfc3339(time).map_err(|error| Error::message(format!("{time}: {error}")))?;
    Ok(time.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_times_as_the_shared_cases_say() {
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets/tests/cases/times.json"));
        let cases: serde_json::Value = serde_json::from_str(cases).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let now = read(&text(&cases["now"])).unwrap();
        for case in cases["list"].as_array().unwrap() {
            assert_eq!(short(read(&text(&case["time"])).unwrap(), now), text(&case["shown"]), "{case}");
        }
    }
}
