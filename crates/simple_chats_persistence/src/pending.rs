//! A caller who waits for the outcome of a read or a change on another thread.

use crate::error::{CallerError, StoreError};
use tokio::sync::oneshot;

/// The outcome as far as it is known, and the caller who waits for it.
pub(crate) struct Pending<T, E> {
    pub(crate) outcome: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E: CallerError> Pending<T, E> {
    pub(crate) fn new() -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (caller, answer) = oneshot::channel();
        (Self { outcome: None, caller }, answer)
    }

    /// Whether the caller has left.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }

    /// The store's error in the outcome, if there is one.
    pub(crate) fn store_error(&self) -> Option<&StoreError> {
        self.outcome.as_ref()?.as_ref().err()?.store_error()
    }

    /// Answers the caller: with the failure of the thread, or with the outcome. If there is none, the work panicked.
    pub(crate) fn answer(self, failure: Option<StoreError>) {
        let outcome = match failure {
            Some(failure) => Err(failure.into()),
            None => self.outcome.unwrap_or_else(|| Err(StoreError::Panicked.into())),
        };
        // The caller may have left; a change is stored all the same.
        drop(self.caller.send(outcome));
    }
}
