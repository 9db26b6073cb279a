//! How near a request has come to the limits that it was counted against. Whoever runs a request learns it without the use
//! cases in between.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a key has left of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The name of the limit, as in the settings.
    pub(crate) limit: &'static str,
    /// How many units there are at most.
    pub(crate) quota: u32,
    /// How many seconds it takes until nothing becomes everything.
    pub(crate) window: u64,
    /// How many units are left.
    pub(crate) remaining: u32,
    /// The seconds until all units are back or, after a refusal, until the request can succeed.
    pub(crate) reset: u64,
    /// Whether the request was refused by this limit.
    pub(crate) is_refusal: bool,
}

impl Standing {
    /// Whether less of this limit is left than of another, in relation to what there is at most.
    fn is_closer_than(&self, other: &Self) -> bool {
        let left = |one: &Self, of: &Self| u64::from(one.remaining) * u64::from(of.quota);
        left(self, other) < left(other, self)
    }
}

tokio::task_local! {
    static OBSERVER: Observer;
}

/// What a request has been counted against.
#[derive(Debug, Clone, Default)]
pub(crate) struct Observer(Arc<Mutex<Option<Standing>>>);

/// Runs a request, and returns with its output how it stands with the limit that it has come closest to, if any limit
/// concerns it.
pub(crate) async fn observe<F: Future>(request: F) -> (F::Output, Option<Standing>) {
    let observer = Observer::default();
    let output = OBSERVER.scope(observer.clone(), request).await;
    let standing = *observer.lock();
    (output, standing)
}

impl Observer {
    /// That of the present request, for its work on other threads.
    pub(crate) fn current() -> Self {
        OBSERVER.try_with(Self::clone).unwrap_or_default()
    }

    /// Does a part of the request.
    pub(crate) fn observe<T>(&self, work: impl FnOnce() -> T) -> T {
        OBSERVER.sync_scope(self.clone(), work)
    }

    /// A refusal counts more than all else, the latest standing with a limit more than an earlier one, and of two limits the
    /// closer one.
    fn note(&self, new: Standing) {
        let mut noted = self.lock();
        let keeps_old = noted.is_some_and(|old| {
            old.is_refusal || (!new.is_refusal && old.limit != new.limit && !new.is_closer_than(&old))
        });
        if !keeps_old {
            *noted = Some(new);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Standing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes the standing of the present request, if it is observed.
pub(super) fn note(standing: impl FnOnce() -> Standing) {
    // Without an observer there is nothing to note.
    let _ = OBSERVER.try_with(|observer| observer.note(standing()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(limit: &'static str, remaining: u32, quota: u32) -> Standing {
        Standing { limit, quota, window: 60, remaining, reset: 1, is_refusal: false }
    }

    async fn closest(noted: &[Standing]) -> Option<Standing> {
        let work = async {
            for standing in noted {
                note(|| *standing);
            }
        };
        observe(work).await.1
    }

    #[tokio::test]
    async fn the_limit_that_is_closest_is_told() {
        let (half, most) = (standing("half", 50, 100), standing("most", 9, 10));
        assert_eq!(closest(&[half, most]).await, Some(half));
        assert_eq!(closest(&[most, half]).await, Some(half));
        let (later, refusal) = (standing("half", 99, 100), Standing { is_refusal: true, ..most });
        assert_eq!(closest(&[half, later]).await, Some(later), "the latest of the same limit counts");
        assert_eq!(closest(&[half, refusal, standing("none", 0, 10)]).await, Some(refusal));
        assert_eq!(closest(&[]).await, None);
    }

    #[tokio::test]
    async fn work_on_another_thread_is_observed() {
        let standing = standing("read", 1, 2);
        let work = async {
            let observer = Observer::current();
            let work = move || observer.observe(|| note(|| standing));
            std::thread::spawn(work).join().unwrap();
        };
        assert_eq!(observe(work).await.1, Some(standing));
        note(|| panic!("nobody observes"));
        Observer::current().observe(|| note(|| standing));
    }
}
