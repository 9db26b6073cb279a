//! Times in UTC, for readers without scripts; a script rewrites them in the reader's own zone.

use chrono::{DateTime, Datelike, Utc};
use tera::{Error, Kwargs, State, TeraResult};

/// `13:47`
pub(super) fn clock(time: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(read(time)?.format("%H:%M").to_string())
}

/// Short, for a list: the clock today, else the date.
pub(super) fn list_time(time: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(short(read(time)?, Utc::now()))
}

/// `20 May 2021, 13:47 UTC`
pub(super) fn full_time(time: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    Ok(read(time)?.format("%-d %B %Y, %H:%M UTC").to_string())
}

fn short(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let format = if time.date_naive() == now.date_naive() {
        "%H:%M"
    } else if time.year() == now.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
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
    fn a_list_shows_the_clock_today_and_the_year_where_it_is_another_one() {
        let now = read("2021-05-20T13:47:20.000Z").unwrap();
        for (time, shown) in [
            ("2021-05-20T00:05:00.000Z", "00:05"),
            ("2021-05-19T23:59:00.000Z", "19 May"),
            ("2020-12-31T23:59:00.000Z", "31 Dec 2020"),
        ] {
            assert_eq!(short(read(time).unwrap(), now), shown);
        }
    }
}
