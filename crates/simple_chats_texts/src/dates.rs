//! Dates and times of day in each language, by the data of the Unicode CLDR.

use chrono::{DateTime, Datelike, Timelike, Utc};
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{E, MD, T, YMD};
use icu_datetime::input::Time;
use icu_locale_core::Locale;
use simple_chats_domain::Language;
use std::fmt::Display;
use std::sync::OnceLock;

/// Dates and times of day in one language: by the Gregorian calendar, the clock of 24 hours, and European digits.
pub struct Dates {
    clock: Option<Formatter<Gregorian, T>>,
    weekday: Option<Formatter<Gregorian, E>>,
    day_of_year: Option<Formatter<Gregorian, MD>>,
    short_day: Option<Formatter<Gregorian, YMD>>,
    long_day: Option<Formatter<Gregorian, YMD>>,
}

impl Dates {
    /// The dates of a language. The first call looks its patterns up.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static DATES: [OnceLock<Dates>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        static ENGLISH: OnceLock<Dates> = OnceLock::new();
        let place = Language::ALL.iter().position(|other| *other == language);
        let dates = place.and_then(|place| DATES.get(place)).unwrap_or(&ENGLISH);
        dates.get_or_init(|| Self::look_up(language))
    }

    /// The time of day, such as `13:47`.
    #[must_use]
    pub fn clock(&self, time: DateTime<Utc>) -> String {
        let of_day = Time::try_new(part(time.hour()), part(time.minute()), part(time.second()), 0).ok();
        shown(
            self.clock.as_ref().zip(of_day).map(|(formatter, of_day)| formatter.format(&of_day).to_string()),
            || format!("{:02}:{:02}", time.hour(), time.minute()),
        )
    }

    /// The short name of the day of the week, such as `Mon`.
    #[must_use]
    pub fn weekday(&self, time: DateTime<Utc>) -> String {
        let date = self.weekday.as_ref().zip(date_of(time));
        shown(date.map(|(formatter, date)| formatter.format(&date).to_string()), || time.weekday())
    }

    /// The day and the short name of the month, such as `20 May`.
    #[must_use]
    pub fn day_of_year(&self, time: DateTime<Utc>) -> String {
        let date = self.day_of_year.as_ref().zip(date_of(time));
        shown(date.map(|(formatter, date)| formatter.format(&date).to_string()), || time.format("%m-%d"))
    }

    /// The day, the short name of the month, and the year, such as `20 Dec 2021`.
    #[must_use]
    pub fn short_day(&self, time: DateTime<Utc>) -> String {
        let date = self.short_day.as_ref().zip(date_of(time));
        shown(date.map(|(formatter, date)| formatter.format(&date).to_string()), || time.date_naive())
    }

    /// The day, the name of the month, and the year, such as `20 December 2021`.
    #[must_use]
    pub fn long_day(&self, time: DateTime<Utc>) -> String {
        let date = self.long_day.as_ref().zip(date_of(time));
        shown(date.map(|(formatter, date)| formatter.format(&date).to_string()), || time.date_naive())
    }

    fn look_up(language: Language) -> Self {
        // The English of the pages has the day before the month.
        let tag = if language == Language::English { "en-GB" } else { language.tag() };
        let locale: Locale = format!("{tag}-u-hc-h23-nu-latn").parse().unwrap_or(Locale::UNKNOWN);
        let preferences = || (&locale).into();
        Self {
            clock: Formatter::try_new(preferences(), T::hm()).ok(),
            weekday: Formatter::try_new(preferences(), E::short()).ok(),
            day_of_year: Formatter::try_new(preferences(), MD::medium()).ok(),
            short_day: Formatter::try_new(preferences(), YMD::medium()).ok(),
            long_day: Formatter::try_new(preferences(), YMD::long()).ok(),
        }
    }
}

/// A hour, minute, or second. They are below 60.
fn part(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn date_of(time: DateTime<Utc>) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(time.year(), part(time.month()), part(time.day())).ok()
}

/// The text, or one of numbers where there is no pattern, which a test excludes.
fn shown<T: Display>(text: Option<String>, instead: impl FnOnce() -> T) -> String {
    text.unwrap_or_else(|| instead().to_string())
}

impl std::fmt::Debug for Dates {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Dates").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time() -> DateTime<Utc> {
        "2021-12-02T03:07:20Z".parse().unwrap()
    }

    #[test]
    fn each_language_has_its_patterns() {
        for language in Language::ALL {
            let dates = Dates::of(language);
            assert!(dates.clock.is_some() && dates.weekday.is_some() && dates.day_of_year.is_some());
            assert!(dates.short_day.is_some() && dates.long_day.is_some(), "{language:?}");
            assert!(dates.clock(time()).ends_with("3:07"), "{language:?}");
        }
    }

    #[test]
    fn dates_are_written_as_in_the_language() {
        for (language, expected) in [
            (Language::English, ["Thu", "2 Dec", "2 Dec 2021", "2 December 2021"]),
            (Language::German, ["Do", "2. Dez.", "02.12.2021", "2. Dezember 2021"]),
            (Language::Ukrainian, ["чт", "2 груд.", "2 груд. 2021\u{202f}р.", "2 грудня 2021\u{202f}р."]),
            (Language::Japanese, ["木", "12月2日", "2021/12/02", "2021年12月2日"]),
            (Language::Arabic, ["الخميس", "2 ديسمبر", "02\u{200f}/12\u{200f}/2021", "2 ديسمبر 2021"]),
        ] {
            let dates = Dates::of(language);
            let found = [
                dates.weekday(time()),
                dates.day_of_year(time()),
                dates.short_day(time()),
                dates.long_day(time()),
            ];
            assert_eq!(found, expected);
        }
    }
}
