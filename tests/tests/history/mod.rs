//! Histories of many clients and callers under faults, held against the checker; the checker, held against histories that
//! were falsified; and clients that catch up from any past, held against a model.
//!
//! Each history draws a seed, which it prints; `SIMPLE_CHATS_SEED=…` gives it one. The same seed makes the same plan of
//! requests and faults, though not the same race. The long form, with 200 kills instead of 10:
//!
//! ```text
//! cargo test -p simple_chats_tests --test main -- --ignored --nocapture history::
//! ```

mod killing;
mod replicas;
mod tampering;

use simple_chats_tests::history::{Anomaly, History, check};

/// The seed: a given one, or a new one. Cargo shows it if the test fails.
pub(crate) fn seed() -> u64 {
    let given =
        std::env::var("SIMPLE_CHATS_SEED").ok().map(|seed| seed.parse().expect("the seed is a number"));
    let seed = given.unwrap_or_else(rand::random);
    println!("SIMPLE_CHATS_SEED={seed}");
    seed
}

/// Tells how big a history is, and checks it; one that is wrong is kept in a file.
pub(crate) fn report(history: &History, seed: u64, done: &str) {
    println!("{}; {done}; seed {seed}", history.summary());
    let anomalies = check(history);
    if !anomalies.is_empty() {
        let path = std::env::temp_dir().join(format!("simple-chats-history-{seed}.txt"));
        std::fs::write(&path, format!("{anomalies:#?}\n{history:#?}")).expect("the history can be kept");
        let line = |anomaly: &Anomaly| format!("{anomaly:?}").chars().take(300).collect::<String>();
        let lines: Vec<String> = anomalies.iter().take(20).map(line).collect();
        panic!("{} anomalies, all in {}:\n{}", anomalies.len(), path.display(), lines.join("\n"));
    }
}
