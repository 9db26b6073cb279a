//! Fuzz targets: what holds for every text and every query that comes from outside.

mod message_search;
mod queries;

use crate::text::is_invisible;
use crate::{
    ClientId, EmailAddress, MAX_ID, MessageId, MessageText, Name, PasskeyName, RestTime, Username,
    cut_to_millis, fold, login_key, parse_time, rfc3339_millis, search_key,
};
use chrono::{DateTime, Datelike, Timelike, Utc};
use simple_chats_fuzzing::{fuzz, texts};

/// What is special in names and texts: scripts, marks, invisible characters, line ends, letters that grow when folded.
const SPECIAL: &[&str] = &[
    "Ann",
    "О",
    "Α",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ẞ",
    "ﬀ",
    "日本",
    "👩\u{200D}🚀",
    "\u{200B}",
    "\u{202E}",
    "\u{AD}",
    "\u{A0}",
    "\u{3164}",
    "\u{FEFF}",
    "\r\n",
    "\r",
    "\n",
    "\t",
    "\0",
    "\u{85}",
    "\u{FFFD}",
    "\u{1FFFF}",
    "\u{10FFFF}",
    "  ",
    "Deleted user",
    "deleted",
    "@",
    "@example.com",
    ".",
    "..",
    "-",
    "\"",
    "<",
    "\u{301}\u{301}\u{301}\u{301}\u{301}",
    "aaaaaaaaaaaaaaaaaaaaaaaaa",
];

#[test]
fn names() {
    fuzz!(|input: &[u8]| {
        for text in texts(input, SPECIAL) {
            check_username(&text);
            check_name(&text);
            if let Ok(name) = PasskeyName::parse(&text) {
                assert_eq!(PasskeyName::parse(&String::from(name.clone())), Ok(name));
            }
        }
    });
}

fn check_username(text: &str) {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    let text = text.trim();
    let is_valid = (3..=25).contains(&text.chars().count())
        && text.chars().all(is_allowed)
        && text.chars().any(|c| c != '.');
    let Ok(username) = Username::parse(text) else { return assert!(!is_valid, "{text:?}") };
    assert!(is_valid && username.as_str() == text, "{text:?}");
    let shouted = Username::parse(&text.to_uppercase()).unwrap();
    assert_eq!(shouted.key(), username.key(), "found regardless of case");
    assert_eq!(username.key(), fold(&username.key()));
}

fn check_name(text: &str) {
    let Ok(name) = Name::parse(text) else { return };
    assert_eq!(name.as_str(), text.trim());
    assert_eq!(Name::parse(name.as_str()), Ok(name.clone()));
    assert!((1..=25).contains(&name.as_str().chars().count()));
    assert!(!name.as_str().contains(char::is_control));
    assert!(!name.as_str().chars().all(is_invisible));
    assert_ne!(name.key(), "deleted user");
}

#[test]
fn addresses() {
    const PARTS: &[&str] = &[
        "@",
        "@",
        ".",
        "example",
        ".com",
        "ann",
        "-",
        "+",
        "\r\nBcc: x@y.zz",
        " ",
        "é",
        "\"",
        "[",
        "xn--",
        "bücher",
        "xn--bcher-kva",
        "。",
        "ẞ",
    ];
    fuzz!(|input: &[u8]| {
        for text in texts(input, PARTS) {
            let Ok(address) = EmailAddress::parse(&text) else { continue };
            if text.is_ascii() && !text.to_ascii_lowercase().contains("xn--") {
                assert_eq!(address.as_str(), text.trim());
            }
            assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
            assert_eq!(login_key(&text), address.key());
            assert!(
                address.as_str().len() <= 254 && address.as_str().bytes().all(|byte| byte.is_ascii_graphic())
            );
            assert!(!address.as_str().contains(['"', '<', '>', ',', ';', ':', '(', ')', '[', ']', '\\']));
            assert_eq!(address.as_str().matches('@').count(), 1);
            assert!(!format!("{address:?}").contains(address.as_str()));
        }
    });
}

#[test]
fn message_texts() {
    fuzz!(|input: &[u8]| {
        let long = input.first().copied().map_or(1, |byte| if byte > 250 { 40 } else { 1 });
        for text in texts(input, SPECIAL).map(|text| text.repeat(long)) {
            if let Ok(id) = ClientId::parse(&text) {
                assert_eq!(id.as_str(), text);
            }
            let Ok(parsed) = MessageText::parse(&text) else { continue };
            assert_eq!(MessageText::parse(parsed.as_str()), Ok(parsed.clone()));
            assert!((1..=4000).contains(&parsed.as_str().chars().count()));
            let is_kept = |c: char| !c.is_control() || matches!(c, '\t' | '\n');
            assert!(parsed.as_str().chars().all(is_kept) && !parsed.as_str().chars().all(is_invisible));
            let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(parsed.as_str(), lines(&text), "nothing but line ends is changed");
        }
    });
}

/// Searches compare folded texts, so that whoever types a part of a name in any case finds it. Searches for people also leave
/// accents out.
#[test]
fn search_keys() {
    fuzz!(|input: &[u8]| {
        let (start, end) = input.split_at(input.len() / 2);
        for (start, end) in texts(start, SPECIAL).iter().zip(texts(end, SPECIAL)) {
            let key = search_key(&format!("{start}{end}"));
            for part in [search_key(start), search_key(&end)] {
                assert!(part.split_whitespace().all(|word| key.contains(word)), "{part:?} of {key:?}");
            }
            assert_eq!(search_key(&key), key);
            assert_eq!(search_key(&key.to_uppercase()), key, "found regardless of case");
            let whole = fold(&format!("{start}{end}"));
            assert_eq!(whole, fold(start) + &fold(&end));
            assert_eq!(fold(&whole), whole);
        }
    });
}

const TIMES: &[&str] = &[
    "2021-05-20T11:52:17",
    "Thu, 20 May 2021 11:52:17",
    "2016-12-31T23:59:60",
    "9999-12-31T23:59:59",
    "0000-01-01T00:00:00",
    ".",
    ".123",
    ".123456789",
    "Z",
    " -0000",
    " +0000",
    "+02:00",
    "-23:59",
    " ",
    "T",
    " GMT",
    " EST",
    "(a.b)",
    ":60",
    "(1.5)",
];

#[test]
fn times() {
    fuzz!(|input: &[u8]| {
        for text in texts(input, TIMES) {
            let Some(time) = parse_time(&text) else { continue };
            assert_eq!(parse_time(&format!(" {text}\n")), Some(time));
            let cut = cut_to_millis(time);
            assert!(cut <= time && cut == cut_to_millis(cut));
            if is_printable(time) {
                assert_eq!(parse_time(&rfc3339_millis(cut)), Some(cut), "{text}");
                let second = cut.with_nanosecond(0).unwrap();
                assert_eq!(parse_time(&RestTime(second).to_string()), Some(second), "{text}");
            }
            if let Ok(id) = text.parse::<MessageId>() {
                assert!((1..=MAX_ID).contains(&id.get()));
            }
        }
    });
}

/// Both formats have four digits for the year.
fn is_printable(time: DateTime<Utc>) -> bool {
    (0..=9999).contains(&time.year())
}
