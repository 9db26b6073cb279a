//! Which request causes a change. What follows from it later, such as a mail, names the request in its log lines.

use std::cell::RefCell;
use std::sync::Arc;

tokio::task_local! {
    static OF_TASK: Arc<str>;
}

thread_local! {
    static OF_CHANGE: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
}

/// Runs a future, by whose changes a request, given by its id, does something.
pub async fn within<F: Future>(request_id: &str, future: F) -> F::Output {
    OF_TASK.scope(Arc::from(request_id), future).await
}

/// The cause of a change, which goes with it to the thread that makes it.
#[derive(Debug, Clone, Default)]
pub struct Cause(Option<Arc<str>>);

impl Cause {
    /// A request, given by its id.
    #[must_use]
    pub fn request(request_id: &str) -> Self {
        Self(Some(Arc::from(request_id)))
    }

    /// That of the present task.
    pub(crate) fn of_task() -> Self {
        // Most tasks serve no request.
        Self(OF_TASK.try_with(Arc::clone).ok())
    }

    /// Makes changes on this thread.
    pub fn run<T>(&self, change: impl FnOnce() -> T) -> T {
        let _before = Before(OF_CHANGE.replace(self.0.clone()));
        change()
    }
}

/// The cause that is in force again when this is dropped, even if the change panics.
struct Before(Option<Arc<str>>);

impl Drop for Before {
    fn drop(&mut self) {
        OF_CHANGE.set(self.0.take());
    }
}

/// The id of the request that causes the change that is being made.
pub(crate) fn request_id() -> Option<String> {
    OF_CHANGE.with_borrow(|cause| cause.as_deref().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_cause_goes_with_its_change_and_ends_with_it() {
        let cause = within("a", async { Cause::of_task() }).await;
        let made = std::thread::spawn(move || {
            let inner = cause.run(|| (request_id(), Cause::default().run(request_id), request_id()));
            let panicked = std::panic::catch_unwind(|| Cause::request("b").run(|| panic!("as a change may")));
            (inner, panicked.is_err(), request_id())
        });
        let a = Some("a".to_owned());
        assert_eq!(made.join().unwrap(), ((a.clone(), None, a), true, None));
        assert!(Cause::of_task().0.is_none());
    }
}
