//! Facts about the database itself.

use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::schema::meta;
use diesel::prelude::*;

/// The name of this database's history. A client that remembers another one starts over.
pub fn epoch(conn: &mut DbConnection) -> Result<String, StoreError> {
    Ok(meta::table.find("epoch").select(meta::value).first(conn)?)
}
