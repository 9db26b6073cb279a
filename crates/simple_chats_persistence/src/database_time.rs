//! Measures how long a task waits for the database, for the log line of a request.

use std::cell::Cell;
use std::time::{Duration, Instant};

tokio::task_local! {
    static WAITED: Cell<Duration>;
}

/// Runs a future, and returns with its output how long it waited for a [`Database`](crate::Database): for a connection
/// or the writer's queue, and for the statements themselves.
pub async fn measure<F: Future>(future: F) -> (F::Output, Duration) {
    let measured = async { (future.await, WAITED.with(Cell::get)) };
    WAITED.scope(Cell::new(Duration::ZERO), measured).await
}

/// Adds the duration of a future to the measurement around it, if there is one.
pub(crate) async fn add<F: Future>(future: F) -> F::Output {
    let start = Instant::now();
    let output = future.await;
    // Without a measurement there is nothing to add to.
    let _ = WAITED.try_with(|waited| waited.set(waited.get() + start.elapsed()));
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_waits_for_the_database_are_measured_and_they_add_up() {
        let pause = || std::thread::sleep(Duration::from_millis(20));
        add(async { pause() }).await;
        let work = async {
            add(async { pause() }).await;
            pause();
            add(async { pause() }).await;
        };
        let ((), waited) = measure(work).await;
        assert!(waited >= Duration::from_millis(40), "{waited:?}");
        let ((), waited) = measure(async { pause() }).await;
        assert_eq!(waited, Duration::ZERO);
    }
}
