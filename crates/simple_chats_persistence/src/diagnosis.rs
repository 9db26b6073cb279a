//! Examines a database without changing it or anything beside it.

use crate::address::DatabaseAddress;
use crate::connection::DbConnection;
#[cfg(feature = "sqlite")]
use crate::connection_error::unavailable;
#[cfg(feature = "sqlite")]
use crate::database_file::{BESIDE, beside, expect_existing};
#[cfg(feature = "sqlite")]
use crate::error::damage;
use crate::error::{Result, StoreError};
use crate::migrations::expect_current_schema;
use crate::millis::NOW_ON_POSTGRES;
use crate::server_check::check_server;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
#[cfg(feature = "sqlite")]
use diesel::sql_types::Text;
#[cfg(feature = "sqlite")]
use std::path::Path;

/// What was found out about a database that can be read.
#[derive(Debug)]
pub struct Examination {
    /// Whether the schema is that of this program; if not, what to do.
    pub schema: Result<()>,
    /// What is damaged; nothing on PostgreSQL, which checks itself.
    pub damage: Option<String>,
    /// By how much the clock of the database is ahead. An embedded one has none.
    pub clock_ahead: Option<TimeDelta>,
}

/// Examines a database. Fails if it can't be read at all.
pub fn examine(address: &DatabaseAddress, now: impl Fn() -> DateTime<Utc>) -> Result<Examination> {
    match address {
        DatabaseAddress::Postgres(_) => {
            check_server(address)?;
            let mut conn = DbConnection::open(address)?;
            let schema = expect_current_schema(&mut conn);
            let clock: i64 = diesel::select(sql::<BigInt>(NOW_ON_POSTGRES)).get_result(&mut conn)?;
            let clock_ahead = DateTime::from_timestamp_millis(clock).map(|clock| clock - now());
            Ok(Examination { schema, damage: None, clock_ahead })
        }
        #[cfg(not(feature = "sqlite"))]
        DatabaseAddress::Sqlite(_) => Err(DbConnection::open(address).err().unwrap_or(StoreError::NotFound)),
        #[cfg(feature = "sqlite")]
        DatabaseAddress::Sqlite(path) => {
            let mut conn = open_unchanged(path)?;
            let damage = find_damage(&mut conn)?;
            let schema = expect_current_schema(&mut DbConnection::Sqlite(conn));
            Ok(Examination { schema, damage, clock_ahead: None })
        }
    }
}

/// Opens a database that this connection can't change. Without a log, nobody uses it, and nothing is made beside it.
#[cfg(feature = "sqlite")]
fn open_unchanged(path: &Path) -> Result<SqliteConnection> {
    expect_existing(path)?;
    let is_in_use = BESIDE.iter().any(|suffix| beside(path, suffix).exists());
    let parameter = if is_in_use { "mode=ro" } else { "mode=ro&immutable=1" };
    let encode = |byte: &u8| match byte {
        b'/' | b'-' | b'.' | b'_' => char::from(*byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    let encoded: String = path.as_os_str().as_encoded_bytes().iter().map(encode).collect();
    SqliteConnection::establish(&format!("file:{encoded}?{parameter}")).map_err(|error| unavailable(&error))
}

#[cfg(feature = "sqlite")]
fn find_damage(conn: &mut SqliteConnection) -> Result<Option<String>> {
    #[derive(QueryableByName)]
    struct Finding {
        #[diesel(sql_type = Text)]
        quick_check: String,
    }
    let findings = match diesel::sql_query("PRAGMA quick_check(1)").load::<Finding>(conn) {
        Ok(findings) => findings,
        Err(error) => {
            return damage(&error.to_string()).map(Some).ok_or_else(|| StoreError::from(error));
        }
    };
    if let Some(finding) = findings.iter().find(|finding| finding.quick_check != "ok") {
        let what = finding.quick_check.lines().next_back().unwrap_or_default();
        return Ok(Some(format!("{what}: restore a backup with `simple-chats restore`")));
    }
    let count = sql::<BigInt>("(SELECT COUNT(*) FROM pragma_foreign_key_check)");
    let dangling: i64 = diesel::select(count).get_result(conn)?;
    Ok((dangling > 0).then(|| {
        format!(
            "{dangling} rows refer to rows that are missing: restore a backup with `simple-chats restore`"
        )
    }))
}
