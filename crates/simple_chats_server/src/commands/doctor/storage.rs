//! The check of where attachments are stored.

use super::finding::Finding;
use crate::file_store::attachments_folder;
use crate::settings::Settings;

const NAME: &str = "attachments";

/// A bucket is tried with a small object; a folder is a part of the data folder, which has a check of its own.
pub(super) async fn storage(settings: &Settings) -> Finding {
    let Some(bucket) = settings.bucket.clone() else {
        let folder = attachments_folder(&settings.data_dir).display().to_string();
        return if settings.broker.is_some() {
            Finding::warning(
                NAME,
                format!(
                    "they are in {folder}: all instances must share this folder, or STORAGE_URL must name a bucket"
                ),
            )
        } else {
            Finding::ok(NAME, format!("they are in {folder}"))
        };
    };
    let shown = bucket.shown();
    let name = format!("probe-{:016x}", rand::random::<u64>());
    match tokio::task::spawn_blocking(move || bucket.probe(&name)).await {
        Ok(Ok(())) => Finding::ok(NAME, format!("{shown} stores, lists, reads, and deletes")),
        Ok(Err(error)) => Finding::error(NAME, format!("{shown}: {error}")),
        Err(error) => Finding::error(NAME, error),
    }
}
