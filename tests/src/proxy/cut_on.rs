//! Cuts a connection of a proxy at the moment when its client sends certain words.

use std::sync::{Mutex, PoisonError};

/// How a connection is cut at a client's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The server doesn't get them, and both sides get a reset.
    Before,
    /// The server doesn't get them, nor notice that the client was cut off.
    BeforeUnnoticed,
    /// The server gets them, and its answer is lost: both sides get a reset.
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

    /// How the connection is cut when its client sends these bytes, once.
    pub(super) fn inspect(&self, bytes: &[u8]) -> Option<Cut> {
        let mut set = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (words, _) = set.as_ref()?;
        if !bytes.windows(words.len()).any(|part| part == words.as_bytes()) {
            return None;
        }
        set.take().map(|(_, cut)| cut)
    }
}
