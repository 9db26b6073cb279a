//! `simple-chats check-attachments`: compares the attachments of the database with the stored files.

use super::error::CommandError;
use crate::attachments::{AttachmentCheck, check_attachments, delete_orphans};
use crate::delivery::KeepAlive;
use crate::settings::Settings;
use crate::startup::{self, Schema};
use crate::state::AppState;
use std::io::{self, Write};

pub(super) async fn run(settings: Settings, is_deleting: bool) -> Result<(), CommandError> {
    let (state, _) = startup::open(settings, Schema::Expect, KeepAlive::default()).await?;
    let done = check(&state, is_deleting).await;
    state.hub.drain().await;
    state.database.close().await;
    done
}

async fn check(state: &AppState, is_deleting: bool) -> Result<(), CommandError> {
    let AttachmentCheck { files, missing, orphans } = check_attachments(state).await?;
    let mut out = io::stdout();
    for key in &missing {
        writeln!(out, "Missing: {key}")?;
    }
    for orphan in &orphans {
        writeln!(out, "Not needed: {} ({} bytes)", orphan.key, orphan.length)?;
    }
    let count = orphans.len();
    let bytes: u64 = orphans.iter().map(|orphan| orphan.length).sum();
    if is_deleting && count > 0 {
        delete_orphans(state, orphans).await?;
        writeln!(out, "Deleted files that no attachment needs: {count} ({bytes} bytes)")?;
    }
    writeln!(out, "Checked {files} files: {} missing, {count} not needed ({bytes} bytes)", missing.len())?;
    if missing.is_empty() {
        return Ok(());
    }
    Err(CommandError::refused(
        "files of attachments are missing: put them back from a copy of the folder, or restore a backup",
    ))
}
