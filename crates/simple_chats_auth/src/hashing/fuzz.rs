//! Fuzz target: anything may be in a database where the hash of a password should be.

use super::*;
use simple_chats_fuzzing::{Decisions, damaged, fuzz, texts};

/// Hashes of "12345678" with little work.
const BCRYPT: &str = "hmac-sha256-bcrypt:$2b$04$";
const WERKZEUG: &str =
    "pbkdf2:sha256:1000$Fz3kQ0wP$372384fa9249a87cee6dbde302758449887449e6eb369640e4cbcbfbc9d51209";

const PARTS: &[&str] = &[
    PREFIX,
    BCRYPT,
    "$2b$",
    "$2y$",
    "04",
    "31",
    "00",
    "-1",
    "$",
    "é",
    "pbkdf2:sha256:",
    "scrypt:16:8:1$",
    "1",
    "2000000",
    "$$",
    "0123456789abcdef",
    "abcdefghijklmnopqrstuv",
    "/",
    ".",
    "\0",
];

/// The most work that a test can wait for.
fn is_quick(stored: &StoredHash<'_>) -> bool {
    match stored {
        StoredHash::Bcrypt { cost, .. } => *cost <= 5,
        StoredHash::Werkzeug(hash) => hash.is_quick(),
    }
}

#[test]
fn stored_hashes() {
    let scheme = Scheme { cost: 4, computed: Arc::default() };
    let whole = scheme.hash(&bcrypt_input("12345678")).unwrap();
    assert!(scheme.verify("12345678", Some(&whole)).matches);
    fuzz!(60, |input: &[u8]| {
        let original = if Decisions::of(input).flag() { WERKZEUG } else { &whole };
        let damaged = String::from_utf8_lossy(&damaged(original.as_bytes(), input)).into_owned();
        let [text, spelled] = texts(input, PARTS);
        for stored in [damaged, text, spelled] {
            let parsed = StoredHash::parse(&stored);
            if let Some(StoredHash::Bcrypt { cost, .. }) = &parsed {
                assert!((4..=20).contains(cost), "a row must not keep a core busy for hours: {stored}");
            }
            if parsed.is_none_or(|parsed| is_quick(&parsed)) {
                assert!(!scheme.verify("87654321", Some(&stored)).matches, "{stored}");
            }
        }
    });
}
