//! How many reads of one user are in work at once. Others of the same user wait, so that one who asks for much neither fills
//! the memory with answers nor keeps the database from everybody else.

use super::keys::{Network, login_key};
use crate::error::{AppError, AppResult};
use simple_chats_domain::UserId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How many reads of a user are in work at once.
const SLOTS: usize = 4;

/// How long a read waits for a slot. Who has so many in work is told to come back later.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// Whose reads are counted. A login is known before the user is, and may be anybody's guess: those of each network count
/// apart, so that nobody elsewhere can take a user's slots.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum ReadKey {
    User(UserId),
    Login(String, Network),
}

impl ReadKey {
    /// That of a login as somebody has typed it.
    pub(crate) fn of_login(login: &str, network: Network) -> Self {
        Self::Login(login_key(login), network)
    }
}

/// The slots of all users. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadSlots(Arc<Mutex<HashMap<ReadKey, Slots>>>);

#[derive(Debug)]
struct Slots {
    free: Arc<Semaphore>,
    /// How many reads are in work or wait.
    reads: usize,
}

/// A read in work.
#[derive(Debug)]
pub(crate) struct ReadSlot {
    _place: Place,
    _permit: OwnedSemaphorePermit,
}

/// Keeps the slots of a user as long as there are reads.
#[derive(Debug)]
struct Place {
    all: ReadSlots,
    key: ReadKey,
}

impl ReadSlots {
    /// Waits for a slot.
    pub(crate) async fn take(&self, key: ReadKey) -> AppResult<ReadSlot> {
        let free = {
            let mut users = self.lock();
            let slots = users
                .entry(key.clone())
                .or_insert_with(|| Slots { free: Arc::new(Semaphore::new(SLOTS)), reads: 0 });
            slots.reads += 1;
            Arc::clone(&slots.free)
        };
        let place = Place { all: self.clone(), key };
        match timeout(MAX_WAIT, free.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(ReadSlot { _place: place, _permit: permit }),
            Ok(Err(_)) | Err(_) => Err(AppError::RateLimited { retry_after: 1 }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ReadKey, Slots>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut users = self.all.lock();
        if let Some(slots) = users.get_mut(&self.key) {
            slots.reads -= 1;
            if slots.reads == 0 {
                users.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::poll;
    use std::pin::pin;

    #[tokio::test]
    async fn so_many_reads_of_a_user_are_in_work_and_others_wait() {
        let (all, ann) = (ReadSlots::default(), ReadKey::User(UserId::stored(1)));
        let mut slots = Vec::new();
        for _ in 0..SLOTS {
            slots.push(all.take(ann.clone()).await.unwrap());
        }
        let mut next = pin!(all.take(ann.clone()));
        assert!(poll!(&mut next).is_pending());
        let [home, elsewhere] = ["10.0.0.1", "10.0.0.2"].map(|address| Network::of(address.parse().unwrap()));
        let other = all.take(ReadKey::of_login("Ben ", home)).await.unwrap();
        assert_eq!(ReadKey::of_login("Ben ", home), ReadKey::of_login("ben", home));
        assert_ne!(ReadKey::of_login("ben", home), ReadKey::of_login("ben", elsewhere));
        slots.pop();
        let last = next.await.unwrap();
        drop((slots, other, last));
        assert!(all.lock().is_empty(), "who reads nothing takes no memory");
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_is_told_so() {
        let (all, ann) = (ReadSlots::default(), ReadKey::User(UserId::stored(1)));
        let mut slots = Vec::new();
        for _ in 0..SLOTS {
            slots.push(all.take(ann.clone()).await.unwrap());
        }
        assert!(matches!(all.take(ann).await, Err(AppError::RateLimited { .. })));
    }
}
