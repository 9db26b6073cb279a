//! Times as both databases store them: integers.

use chrono::{DateTime, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::Serialize;

/// The present time of the database.
pub(crate) const NOW_ON_POSTGRES: &str = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
pub(crate) const NOW_ON_SQLITE: &str = "CAST(round(unixepoch('subsec') * 1000) AS BIGINT)";

/// A time in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize)]
#[diesel(sql_type = BigInt)]
pub(crate) struct Millis(i64);

impl Millis {
    /// The time; one beyond the calendar becomes its first or last moment.
    pub(crate) fn time(self) -> DateTime<Utc> {
        let beyond = if self.0 < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
        DateTime::from_timestamp_millis(self.0).unwrap_or(beyond)
    }
}

impl From<DateTime<Utc>> for Millis {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_millis())
    }
}

impl<DB: Backend> ToSql<BigInt, DB> for Millis
where
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: Backend> FromSql<BigInt, DB> for Millis
where
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(bytes).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_cut_to_milliseconds_is_kept() {
        for millis in [-750, 0, 1_764_409_600_123] {
            let time = DateTime::from_timestamp_millis(millis).unwrap();
            assert_eq!(Millis::from(time), Millis(millis));
            assert_eq!(Millis(millis).time(), time);
        }
        assert_eq!(Millis(i64::MIN).time(), DateTime::<Utc>::MIN_UTC);
        assert_eq!(Millis(i64::MAX).time(), DateTime::<Utc>::MAX_UTC);
    }
}
