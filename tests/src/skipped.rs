//! Tests that can't run on this machine: reported on standard error, once for each reason. With `CI=true`, they fail.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Says that something is not tested, and why.
pub fn skipped(what: &str, why: &str) {
    let line = format!("NOT RUN: {what}, because {why}");
    assert!(!in_ci(), "{line}");
    if SAID.lock().unwrap_or_else(PoisonError::into_inner).insert(line.clone()) {
        // Past the test harness, which keeps to itself what a test that passes prints by macro.
        writeln!(std::io::stderr(), "\n{line}").expect("standard error can be written to");
    }
}

/// Whether everything has to be there.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}
