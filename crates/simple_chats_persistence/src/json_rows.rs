//! Many rows in one value of a statement on SQLite: JSON, which `json_each` turns into a table. PostgreSQL takes arrays.

use crate::error::{Result, StoreError};
use chrono::NaiveDateTime;
use diesel::result::Error as DieselError;
use serde::Serialize;

/// Rows as a JSON array, with a JSON array for each row.
pub(crate) fn to_json(rows: impl Serialize) -> Result<String> {
    serde_json::to_string(&rows)
        .map_err(|error| StoreError::Fault(DieselError::SerializationError(Box::new(error))))
}

/// A time as Diesel stores it on SQLite.
pub(crate) fn to_sqlite_time(time: NaiveDateTime) -> String {
    time.format("%F %T%.f").to_string()
}
