//! Tests of the password hasher, with the lowest cost.

use super::*;
use crate::password::PasswordRules;
use std::sync::mpsc;
use std::time::Duration;
use tokio::task::JoinHandle;

const COST: u32 = 4;
const LANE: Lane = Lane { key: 1, is_known: false };

fn hasher() -> PasswordHasher {
    PasswordHasher::new(COST, 1)
}

fn password(text: &str) -> Password {
    PasswordRules { min_length: 0, refuse_common: false }.check(text, &[]).unwrap()
}

async fn verify(password: &str, stored: &str) -> Verification {
    hasher().verify(LANE, password, Some(stored)).await.unwrap()
}

const RIGHT: Verification = Verification { matches: true, outdated: false };
const OUTDATED: Verification = Verification { matches: true, outdated: true };
const WRONG: Verification = Verification { matches: false, outdated: false };

#[tokio::test]
async fn a_password_matches_its_hash_and_no_other() {
    let stored = hasher().hash(LANE, &password("correct horse")).await.unwrap();
    assert!(stored.starts_with("hmac-sha256-bcrypt:$2b$04$"), "{stored}");
    assert_eq!(verify("correct horse", &stored).await, RIGHT);
    for other in ["correct hors", "correct horse ", "Correct horse", ""] {
        assert_eq!(verify(other, &stored).await, WRONG, "{other}");
    }
    assert_ne!(stored, hasher().hash(LANE, &password("correct horse")).await.unwrap());
}

#[tokio::test]
async fn every_byte_counts_even_beyond_72_and_after_a_nul() {
    let long = "a".repeat(72);
    for (one, other) in [
        (format!("{long}b"), format!("{long}c")),
        (long.clone(), format!("{long}a")),
        (format!("{}b", "é".repeat(511)), format!("{}c", "é".repeat(511))),
        ("before\0after".to_owned(), "before\0afterwards".to_owned()),
        ("before\0".to_owned(), "before".to_owned()),
    ] {
        let stored = hasher().hash(LANE, &password(&one)).await.unwrap();
        assert_eq!(verify(&one, &stored).await, RIGHT);
        assert_eq!(verify(&other, &stored).await, WRONG);
    }
}

/// The original's hash is `hashlib.pbkdf2_hmac("sha256", b"12345678", b"Fz3kQ0wP", 1000).hex()` of Python.
#[tokio::test]
async fn a_hash_of_another_cost_or_of_the_original_application_matches_and_is_outdated() {
    let other_cost = PasswordHasher::new(5, 1).hash(LANE, &password("12345678")).await.unwrap();
    let original =
        "pbkdf2:sha256:1000$Fz3kQ0wP$58ef65bb384f80bc074ed0fc980ca769d91f9d48bfad7f838bc9922cfe70c50d";
    for stored in [other_cost.as_str(), original] {
        assert_eq!(verify("12345678", stored).await, OUTDATED, "{stored}");
        assert_eq!(verify("12345679", stored).await, WRONG, "{stored}");
    }
}

/// Pairs of a decomposed and a composed form of the same text, beyond Latin and with several marks.
const FORMS: [(&str, &str); 4] = [
    ("pa\u{308}sswo\u{308}rd", "p\u{e4}ssw\u{f6}rd"),
    ("o\u{302}\u{323}-o\u{323}\u{302}", "\u{1ed9}-\u{1ed9}"),
    ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
    ("\u{212b}ngstrom", "\u{c5}ngstrom"),
];

#[tokio::test]
async fn a_password_matches_in_composed_and_decomposed_form() {
    for (decomposed, composed) in FORMS {
        for set in [decomposed, composed] {
            let stored = hasher().hash(LANE, &password(set)).await.unwrap();
            assert_eq!(verify(decomposed, &stored).await, RIGHT, "{set}");
            assert_eq!(verify(composed, &stored).await, RIGHT, "{set}");
            assert_eq!(verify(&format!("{decomposed}x"), &stored).await, WRONG, "{set}");
        }
    }
    let stored = hasher().hash(LANE, &password("e\u{301}")).await.unwrap();
    assert_eq!(verify("e", &stored).await, WRONG, "the accent counts");
    let stored = hasher().hash(LANE, &password("\u{fb01}sh")).await.unwrap();
    assert_eq!(verify("fish", &stored).await, WRONG, "similar characters stay different");
}

#[tokio::test]
async fn a_hash_of_an_uncomposed_password_still_matches_and_is_outdated() {
    for (decomposed, composed) in FORMS {
        let stored = hasher().scheme.hash(&bcrypt_input(decomposed)).unwrap();
        assert_eq!(verify(decomposed, &stored).await, OUTDATED);
        assert_eq!(verify(composed, &stored).await, WRONG, "nobody knows how it was typed");
    }
}

#[tokio::test]
async fn an_unknown_user_takes_the_same_work_whatever_the_form() {
    let (decomposed, composed) = FORMS[0];
    for (typed, hashes) in [(composed, 1), (decomposed, 2)] {
        let hasher = hasher();
        let stored = hasher.hash(LANE, &password("another one")).await.unwrap();
        for known in [Some(stored.as_str()), None] {
            let before = hasher.hashes_computed();
            assert_eq!(hasher.verify(LANE, typed, known).await.unwrap(), WRONG);
            assert_eq!(hasher.hashes_computed(), before + hashes, "{typed:?} {known:?}");
        }
    }
}

#[tokio::test]
async fn garbled_hashes_match_nothing() {
    let good = hasher().hash(LANE, &password("correct horse")).await.unwrap();
    let bare_bcrypt = good.strip_prefix(PREFIX).unwrap();
    let cost_too_high = good.replace("$04$", "$21$");
    let truncated = &good[..good.len() - 1];
    for stored in
        ["", "correct horse", PREFIX, bare_bcrypt, &cost_too_high, truncated, "pbkdf2:sha256:x$y$z", "🦀"]
    {
        assert_eq!(verify("correct horse", stored).await, WRONG, "{stored}");
    }
}

#[tokio::test]
async fn every_failure_takes_as_long_as_a_hash() {
    let stored = hasher().hash(LANE, &password("correct horse")).await.unwrap();
    let cheaper = "pbkdf2:sha256:1$salt$0000000000000000000000000000000000000000000000000000000000000000";
    let too_long = "a".repeat(MAX_PASSWORD_BYTES + 1);
    for (password, stored) in [
        ("wrong horse", Some(stored.as_str())),
        ("wrong horse", None),
        (too_long.as_str(), Some(stored.as_str())),
        (too_long.as_str(), None),
        ("wrong horse", Some("garbled")),
        ("wrong horse", Some(cheaper)),
    ] {
        let hasher = hasher();
        assert_eq!(hasher.verify(LANE, password, stored).await.unwrap(), WRONG);
        assert_eq!(hasher.hashes_computed(), 1, "{stored:?}");
    }
}

#[tokio::test]
async fn a_password_that_is_too_long_never_matches() {
    let too_long = "a".repeat(MAX_PASSWORD_BYTES + 1);
    let stored = format!("{PREFIX}{}", bcrypt::hash(bcrypt_input(&too_long), COST).unwrap());
    assert_eq!(verify(&too_long, &stored).await, WRONG);
}

#[test]
fn the_cost_is_clamped_to_what_is_feasible() {
    assert_eq!(PasswordHasher::new(0, 1).scheme.cost, 4);
    assert_eq!(PasswordHasher::new(12, 1).scheme.cost, 12);
    assert_eq!(PasswordHasher::new(99, 1).scheme.cost, 20);
}

/// Keeps the only core of a hasher busy until the sender is used or dropped.
async fn occupy(hasher: &PasswordHasher) -> (mpsc::Sender<()>, JoinHandle<Result<(), HashingError>>) {
    let (release, released) = mpsc::channel::<()>();
    let running = tokio::spawn({
        let hasher = hasher.clone();
        async move { hasher.run(LANE, move |_| released.recv()).await.map(|_| ()) }
    });
    until(|| hasher.queue.free() == 0).await;
    (release, running)
}

/// Waits until the condition holds, for at most 10 seconds.
async fn until(condition: impl Fn() -> bool) {
    let wait = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), wait).await.unwrap();
}

#[tokio::test]
async fn a_full_queue_is_busy() {
    let hasher = hasher();
    let (release, running) = occupy(&hasher).await;
    let waiting: Vec<_> = (0..MAX_QUEUED)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.verify(LANE, "any", None).await })
        })
        .collect();
    until(|| hasher.queue.waiting() == MAX_QUEUED).await;
    assert!(matches!(hasher.verify(LANE, "any", None).await, Err(HashingError::Busy)));
    assert!(matches!(hasher.hash(LANE, &password("any")).await, Err(HashingError::Busy)));

    release.send(()).unwrap();
    running.await.unwrap().unwrap();
    for task in waiting {
        assert_eq!(task.await.unwrap().unwrap(), WRONG);
    }
    assert_eq!(hasher.verify(LANE, "any", None).await.unwrap(), WRONG);
}

#[tokio::test]
async fn work_keeps_its_core_when_its_caller_leaves() {
    let hasher = hasher();
    let (release, caller) = occupy(&hasher).await;
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());

    let next = hasher.verify(LANE, "any", None);
    assert!(tokio::time::timeout(Duration::from_millis(50), next).await.is_err());
    assert_eq!(hasher.queue.waiting(), 0);
    release.send(()).unwrap();
    assert_eq!(hasher.verify(LANE, "any", None).await.unwrap(), WRONG);
}

#[tokio::test]
async fn a_panic_is_an_error_and_releases_the_core() {
    let hasher = hasher();
    let result = hasher.run(LANE, |_| -> () { panic!("on purpose") }).await;
    assert!(matches!(result, Err(HashingError::Failed(_))));
    assert_eq!(hasher.verify(LANE, "any", None).await.unwrap(), WRONG);
}
