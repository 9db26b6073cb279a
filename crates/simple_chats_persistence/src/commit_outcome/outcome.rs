//! How a commit ended.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommitOutcome {
    Committed,
    Aborted,
    Unknown,
}
