//! The large answers that users have asked for and not received yet: a client that asks and doesn't read must not fill the
//! memory.

use crate::error::{AppError, AppResult};
use simple_chats_domain::UserId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Shorter answers don't count: there can only be as many of them as connections.
const LARGE: usize = 64 << 10;

/// How many bytes may wait for one user, beside a first answer of any length.
const MAX_BYTES: usize = 16 << 20;

/// The bytes that wait for each user. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnsentAnswers(Arc<Mutex<HashMap<UserId, usize>>>);

/// A large answer that waits. Drop it once the client has the answer.
#[derive(Debug)]
pub(crate) struct UnsentAnswer {
    all: UnsentAnswers,
    user_id: UserId,
    bytes: usize,
}

impl UnsentAnswers {
    /// Counts an answer, if it is large. Fails if too much waits for the user already.
    pub(crate) fn add(&self, user_id: UserId, bytes: usize) -> AppResult<Option<UnsentAnswer>> {
        if bytes < LARGE {
            return Ok(None);
        }
        let mut waiting = self.lock();
        let before = waiting.get(&user_id).copied().unwrap_or(0);
        if before > 0 && before + bytes > MAX_BYTES {
            return Err(AppError::RateLimited { retry_after: 1 });
        }
        waiting.insert(user_id, before + bytes);
        Ok(Some(UnsentAnswer { all: self.clone(), user_id, bytes }))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnsentAnswer {
    fn drop(&mut self) {
        let mut waiting = self.all.lock();
        if let Some(bytes) = waiting.get_mut(&self.user_id) {
            *bytes -= self.bytes;
            if *bytes == 0 {
                waiting.remove(&self.user_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    #[test]
    fn so_much_waits_for_each_user_until_it_was_sent() {
        let (unsent, ann, ben) = (UnsentAnswers::default(), UserId::stored(1), UserId::stored(2));
        let first = unsent.add(ann, 10 * MIB).unwrap();
        let _second = unsent.add(ann, 6 * MIB).unwrap();
        assert!(unsent.add(ann, MIB).is_err());
        assert!(unsent.add(ann, 1000).unwrap().is_none(), "a short answer doesn't count");
        assert!(unsent.add(ben, MIB).is_ok());
        drop(first);
        assert!(unsent.add(ann, 10 * MIB).is_ok());
    }

    #[test]
    fn a_first_answer_may_have_any_length() {
        let (unsent, ann) = (UnsentAnswers::default(), UserId::stored(1));
        let huge = unsent.add(ann, 100 * MIB).unwrap();
        assert!(unsent.add(ann, MIB).is_err());
        drop(huge);
        assert!(unsent.lock().is_empty());
    }
}
