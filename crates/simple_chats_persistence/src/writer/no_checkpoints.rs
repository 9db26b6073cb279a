//! In place of `checkpoints`, in a build without SQLite.

use crate::address::DatabaseAddress;
use crate::connection::DbConnection;
use crate::error::Result;

/// There is none: PostgreSQL does this work itself.
pub(super) enum Checkpoints {}

impl Checkpoints {
    #[expect(clippy::unnecessary_wraps, reason = "with SQLite, it may fail")]
    pub(super) fn start(_: &DatabaseAddress) -> Result<Option<Self>> {
        Ok(None)
    }

    pub(super) fn committed(&self, _: bool) {
        match *self {}
    }

    pub(super) fn complete(&self, _: &mut DbConnection) {
        match *self {}
    }
}

#[expect(clippy::unnecessary_wraps, reason = "with SQLite, it may fail")]
pub(super) fn empty_now(_: &DatabaseAddress) -> Result<bool> {
    Ok(true)
}
