//! Times in UTC, for readers without scripts. A script rewrites them in the reader's own time zone by the same rules;
//! `web-assets/tests/cases/times.json` tests both.

use chrono::{DateTime, Datelike, Utc};
use simple_chats_texts::{Dates, Texts};

/// `13:47`
pub(super) fn clock(texts: &Texts, time: DateTime<Utc>) -> String {
    Dates::of(texts.language()).clock(time)
}

/// `20 May 2021 (UTC)`: the zone of this day and of the times below it.
pub(super) fn day(texts: &Texts, time: DateTime<Utc>) -> String {
    format!("{} (UTC)", Dates::of(texts.language()).long_day(time))
}

/// `20 May 2021, 13:47 UTC`
pub(super) fn full_time(texts: &Texts, time: DateTime<Utc>) -> String {
    format!("{}, {} UTC", Dates::of(texts.language()).long_day(time), clock(texts, time))
}

/// Short, for a list: the clock today, the weekday within a week, else the date.
pub(super) fn list_time(texts: &Texts, time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let dates = Dates::of(texts.language());
    match (now.date_naive() - time.date_naive()).num_days() {
        0 => dates.clock(time),
        1..7 => dates.weekday(time),
        _ if time.year() == now.year() => dates.day_of_year(time),
        _ => dates.short_day(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::Language;
    use simple_chats_domain::parse_time;

    #[test]
    fn a_list_shows_times_as_the_shared_cases_say() {
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets/tests/cases/times.json"));
        let cases: serde_json::Value = serde_json::from_str(cases).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let now = parse_time(&text(&cases["now"])).unwrap();
        for case in cases["list"].as_array().unwrap() {
            let time = parse_time(&text(&case["time"])).unwrap();
            assert_eq!(list_time(Texts::english(), time, now), text(&case["shown"]), "{case}");
        }
    }

    #[test]
    fn a_day_and_a_full_time_name_their_zone() {
        let time = parse_time("2021-05-02T03:07:20.000Z").unwrap();
        let english = Texts::english();
        assert_eq!((day(english, time), clock(english, time)), ("2 May 2021 (UTC)".into(), "03:07".into()));
        assert_eq!(full_time(english, time), "2 May 2021, 03:07 UTC");
        let german = Texts::of(Language::German);
        assert_eq!(full_time(german, time), "2. Mai 2021, 03:07 UTC");
    }
}
