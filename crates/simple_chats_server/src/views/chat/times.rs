//! Times in UTC, for readers without scripts. A script rewrites them in the reader's own time zone by the same rules;
//! `web-assets/tests/cases/times.json` tests both.

use chrono::{DateTime, Datelike, Timelike, Utc, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `13:47`
pub(super) fn clock(time: DateTime<Utc>) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `20 May 2021 (UTC)`: the zone of this day and of the times below it.
pub(super) fn day(time: DateTime<Utc>) -> String {
    format!("{} {} {} (UTC)", time.day(), month(time), time.year())
}

/// `20 May 2021, 13:47 UTC`
pub(super) fn full_time(time: DateTime<Utc>) -> String {
    format!("{} {} {}, {} UTC", time.day(), month(time), time.year(), clock(time))
}

/// Short, for a list: the clock today, the weekday within a week, else the date.
pub(super) fn list_time(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let short_month = || month(time).chars().take(3).collect::<String>();
    match (now.date_naive() - time.date_naive()).num_days() {
        0 => clock(time),
        1..7 => weekday(time.weekday()).to_owned(),
        _ if time.year() == now.year() => format!("{} {}", time.day(), short_month()),
        _ => format!("{} {} {}", time.day(), short_month(), time.year()),
    }
}

fn month(time: DateTime<Utc>) -> &'static str {
    usize::try_from(time.month0()).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default()
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            assert_eq!(list_time(time, now), text(&case["shown"]), "{case}");
        }
    }

    #[test]
    fn a_day_and_a_full_time_name_their_zone() {
        let time = parse_time("2021-05-02T03:07:20.000Z").unwrap();
        assert_eq!((day(time).as_str(), clock(time).as_str()), ("2 May 2021 (UTC)", "03:07"));
        assert_eq!(full_time(time), "2 May 2021, 03:07 UTC");
    }
}
