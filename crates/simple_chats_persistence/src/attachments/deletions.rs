//! The queue of stored bytes to delete. A trigger notes the storage key of each attachment that is removed, in the same
//! transaction, whatever has removed it. Whether another attachment shares the bytes is decided when the key is taken:
//! whoever forwards an attachment locks it until its copy is stored, so that an attachment is seen to be gone only when its
//! copies are seen.

use super::row::FileDeletionRow;
use crate::connection::{DbConnection, on_each_backend};
use crate::error::Result;
use crate::schema::file_deletions;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

/// Stored bytes to delete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDeletion {
    /// Its place in the queue.
    pub deletion_id: i64,
    /// Where the bytes are.
    pub storage_key: String,
}

/// The next bytes to delete, after a place in the queue, and at most `limit`; no attachment refers to them, and none will
/// again. They stay in the queue until [`finish_deletions`] is called, and may be taken by several at once.
pub fn take_deletions(conn: &mut DbConnection, after: i64, limit: i64) -> Result<Vec<FileDeletion>> {
    let shared = diesel::sql_query(
        "DELETE FROM file_deletions WHERE EXISTS \
             (SELECT 1 FROM attachments WHERE attachments.storage_key = file_deletions.storage_key)",
    );
    on_each_backend!(&mut *conn, |inner| shared.execute(inner))?;
    let next = diesel::sql_query(
        "SELECT deletion_id, storage_key FROM file_deletions WHERE deletion_id > $1 AND NOT EXISTS \
             (SELECT 1 FROM attachments WHERE attachments.storage_key = file_deletions.storage_key) \
         ORDER BY deletion_id LIMIT $2",
    );
    let next = next.bind::<BigInt, _>(after).bind::<BigInt, _>(limit);
    let rows: Vec<FileDeletionRow> = on_each_backend!(conn, |inner| next.load(inner))?;
    let deletion =
        |row: FileDeletionRow| FileDeletion { deletion_id: row.deletion_id, storage_key: row.storage_key };
    Ok(rows.into_iter().map(deletion).collect())
}

/// Removes bytes from the queue that are deleted. The list is as long as one of [`take_deletions`] at most.
pub fn finish_deletions(conn: &mut DbConnection, deleted: &[FileDeletion]) -> Result<()> {
    let keys = deleted.iter().map(|deletion| deletion.storage_key.as_str());
    let done = file_deletions::table.filter(file_deletions::storage_key.eq_any(keys));
    diesel::delete(done).execute(conn)?;
    Ok(())
}
