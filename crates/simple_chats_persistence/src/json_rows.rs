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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use diesel::dsl::sql;
    use diesel::prelude::*;
    use diesel::sql_types::{Text, Timestamp};

    #[test]
    fn times_have_the_text_that_diesel_stores() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        for millis in [0, 1_000, 1_764_409_600_120, 1_764_409_600_999] {
            let time = DateTime::from_timestamp_millis(millis).unwrap().naive_utc();
            let stored = diesel::select(sql::<Text>("").bind::<Timestamp, _>(time)).get_result(&mut conn);
            assert_eq!(stored, Ok(to_sqlite_time(time)));
        }
    }
}
