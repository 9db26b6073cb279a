//! Messages at a fixed rate for minutes: the slowest of them, and the growth of memory and database.

use super::Figure;
use super::messages::{self, Load};
use crate::installation::Installation;
use crate::{Failure, machine};
use std::cell::RefCell;
use std::time::{Duration, Instant};

const PAIRS: u32 = 50;

/// The messages per second.
const RATE: u32 = 400;

const SAMPLE_INTERVAL: Duration = Duration::from_secs(1);

/// The time until memory counts as settled.
const SETTLE_TIME: Duration = Duration::from_mins(1);

pub(super) async fn measure(installation: &Installation, time: Duration) -> Result<Vec<Figure>, Failure> {
    let size_before = installation.database_size();
    let samples = RefCell::default();
    let mut figures = tokio::select! {
        figures = messages::measure(installation, Load::steady(PAIRS, RATE), time) => figures,
        failure = sample_memory(installation, &samples) => failure,
    }?;
    // Reading the messages back, at the end, takes memory too.
    let samples: Vec<(Duration, u64)> = samples.into_inner();
    let at = |limit: Duration| {
        let last = samples.iter().rev().find(|(taken_after, _)| *taken_after <= limit);
        last.map_or(f64::NAN, |(_, memory)| *memory as f64 / 1e6)
    };
    let (settled, end) = (at(SETTLE_TIME.min(time / 2)), at(time));
    figures.extend([
        Figure { name: "memory after a minute", unit: "MB", value: settled },
        Figure { name: "memory at the end", unit: "MB", value: end },
    ]);
    if let (Some(before), Some(after)) = (size_before, installation.database_size()) {
        let growth = after.saturating_sub(before) as f64 / 1e6;
        figures.push(Figure { name: "growth of the database", unit: "MB", value: growth });
    }
    Ok(figures)
}

/// Notes the server's memory at intervals. Returns only if that fails.
async fn sample_memory(
    installation: &Installation,
    samples: &RefCell<Vec<(Duration, u64)>>,
) -> Result<Vec<Figure>, Failure> {
    let (begin, pid) = (Instant::now(), installation.pid());
    loop {
        tokio::time::sleep(SAMPLE_INTERVAL).await;
        let memory = machine::resident_memory(&pid)?;
        samples.borrow_mut().push((begin.elapsed(), memory));
    }
}
