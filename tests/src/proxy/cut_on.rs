//! Traps of a proxy: a connection is cut at the moment when its client says certain words.

use std::sync::{Mutex, PoisonError};

/// How a connection is cut at a client's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The server doesn't hear them, and both sides are told by a reset.
    Before,
    /// The server doesn't hear them, nor that the client was cut off.
    BeforeUnnoticed,
    /// The server hears them, and answers in vain: the answer is lost, and both sides are told by a reset.
    After,
}

/// At which ends a connection was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Severed {
    BothSides,
    ClientSide,
}

/// Words that are waited for, if any.
#[derive(Default)]
pub(super) struct CutOn(Mutex<Option<(&'static str, Cut)>>);

impl CutOn {
    pub(super) fn set(&self, words: &'static str, cut: Cut) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((words, cut));
    }

    pub(super) fn is_gone(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// What happens at what a client has said. It happens once.
    pub(super) fn inspect(&self, said: &[u8]) -> Option<Cut> {
        let mut set = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (words, _) = set.as_ref()?;
        if !said.windows(words.len()).any(|part| part == words.as_bytes()) {
            return None;
        }
        set.take().map(|(_, cut)| cut)
    }
}
