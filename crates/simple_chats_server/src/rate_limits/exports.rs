//! Who is exporting: each user has one export at a time at most on this instance.

use crate::error::{AppError, AppResult};
use simple_chats_domain::UserId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// After so many seconds, somebody may try again.
const RETRY_AFTER: u64 = 10;

/// The users whose exports are being written. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exports(Arc<Mutex<HashSet<UserId>>>);

/// The place of an export, which is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct ExportPlace {
    all: Exports,
    user_id: UserId,
}

impl Exports {
    /// Takes the place of a user. Fails if it is taken.
    pub(crate) fn take(&self, user_id: UserId) -> AppResult<ExportPlace> {
        if self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(user_id) {
            Ok(ExportPlace { all: self.clone(), user_id })
        } else {
            Err(AppError::RateLimited { retry_after: RETRY_AFTER })
        }
    }
}

impl Drop for ExportPlace {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.user_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_has_one_export_at_a_time() {
        let (exports, ann, ben) = (Exports::default(), UserId::stored(1), UserId::stored(2));
        let first = exports.take(ann).unwrap();
        assert!(matches!(exports.take(ann), Err(AppError::RateLimited { .. })));
        assert!(exports.take(ben).is_ok());
        drop(first);
        assert!(exports.take(ann).is_ok());
    }
}
