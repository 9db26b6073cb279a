//! Bounds on time that hold on a busy machine as well.
//!
//! A test that demands an answer within five seconds says something about the server only if the server gets its share of
//! the processors. Meanwhile a thread samples how many tasks want to run; a bound is stretched by as much as they outnumber
//! the processors. On an idle machine it stands as it is written.

use crate::WAIT_TIMEOUT;
use std::future::Future;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the tasks that want to run are counted.
const SAMPLE_INTERVAL: Duration = Duration::from_millis(50);

/// How often a look is taken at something that is waited for.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// When the machine was looked at, and how many tasks there were for each processor.
static SAMPLES: LazyLock<Mutex<Vec<(Instant, f64)>>> = LazyLock::new(|| {
    std::thread::spawn(|| {
        loop {
            let sample = (Instant::now(), tasks_per_processor().unwrap_or(1.0));
            SAMPLES.lock().unwrap_or_else(PoisonError::into_inner).push(sample);
            std::thread::sleep(SAMPLE_INTERVAL);
        }
    });
    Mutex::default()
});

/// Starts a stopwatch: from now on the machine is looked at.
pub fn start() -> Instant {
    LazyLock::force(&SAMPLES);
    Instant::now()
}

/// How much longer things take than on an idle machine, at least 1, in the time between two moments.
pub fn slowdown(begin: Instant, end: Instant) -> f64 {
    let samples = SAMPLES.lock().unwrap_or_else(PoisonError::into_inner);
    let (count, sum) = samples
        .iter()
        .filter(|(at, _)| (begin..=end).contains(at))
        .fold((0_u32, 0.0), |(count, sum), (_, tasks)| (count + 1, sum + tasks));
    if count == 0 { 1.0 } else { (sum / f64::from(count)).max(1.0) }
}

/// Makes sure that something that began at a moment and took so long kept a limit, as far as the machine let it.
pub fn assert_kept(limit: Duration, begin: Instant, took: Duration, what: impl FnOnce() -> String) {
    if took >= limit {
        let slowdown = slowdown(begin, begin + took);
        assert!(
            took < limit.mul_f64(slowdown),
            "{took:.1?} is not within {limit:?} × {slowdown:.1}: {}",
            what()
        );
    }
}

/// Makes sure that not more than this has passed since a moment, as far as the machine lets it.
pub fn assert_within(limit: Duration, begin: Instant) {
    assert_kept(limit, begin, begin.elapsed(), || "what was waited for".to_owned());
}

/// Waits for something, which has to come within a limit, as far as the machine lets it.
pub async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> T {
    let begin = start();
    let done = tokio::time::timeout(WAIT_TIMEOUT, work).await.expect("it comes at all");
    assert_within(limit, begin);
    done
}

/// Waits until a look finds something, which has to come at all.
pub async fn until_some<T>(what: impl Fn() -> String, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + WAIT_TIMEOUT;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "not in time: {}", what());
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Waits until something is true, which has to be at all.
pub async fn until(what: impl Fn() -> String, mut is_true: impl AsyncFnMut() -> bool) {
    until_some(what, async || is_true().await.then_some(())).await;
}

/// By Linux's `/proc/stat`; nothing elsewhere.
fn tasks_per_processor() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/stat").ok()?;
    let running = stat.lines().find_map(|line| line.strip_prefix("procs_running "))?;
    let processors = std::thread::available_parallelism().ok()?.get();
    Some(running.trim().parse::<f64>().ok()? / f64::from(u32::try_from(processors).ok()?))
}
