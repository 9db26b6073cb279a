//! Copies an embedded database to PostgreSQL with the same ids, revisions, and epoch, so that clients continue as if
//! nothing had happened.

mod error;
mod rows;
mod tables;
mod target;

pub use error::CopyError;
pub use tables::CopiedTable;
pub(crate) use tables::LastId;
pub(crate) use target::{analyze, lock_unused, restart_ids};

use crate::address::DatabaseAddress;
use crate::connection::{Access, DbConnection};
use crate::error::StoreError;
use crate::meta;
use crate::migrations::{has_current_schema, has_migrations};
use std::path::Path;
use target::Target;

/// Copies a snapshot of the embedded database in a file into an empty PostgreSQL database: everything or, after an error,
/// nothing but the schema. New ids there come after all ids that were ever used here. The embedded database stays
/// unchanged; later changes to it are not in the copy.
///
/// Returns the tables in the order in which they were copied.
pub fn to_postgres(database: &Path, url: &str) -> Result<Vec<CopiedTable>, CopyError> {
    let address = DatabaseAddress::Sqlite(database.to_owned());
    let mut source = DbConnection::open_for(&address, Access::ReadOnly)?;
    source.snapshot(|source| {
        // On a database without migrations, looking for pending ones would write.
        if !has_migrations(source)? || !has_current_schema(source)? {
            return Err(CopyError::OutOfDate);
        }
        let epoch = meta::epoch(source)?;
        let DbConnection::Sqlite(source) = source else { return Err(StoreError::NotFound.into()) };
        let mut target = Target::open(url, &epoch)?;
        target.write(|target| {
            target::claim(target, &epoch)?;
            rows::copy_all(source, target)?;
            let copied = tables::compare(source, target)?;
            let last_ids = tables::last_ids(source)?;
            target::finish(target, &last_ids)?;
            Ok(copied)
        })
    })
}
