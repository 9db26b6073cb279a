//! Migrations: bringing the schema of a database up to date.

use crate::connection::{DbConnection, on_each_backend};
use crate::error::{Result, StoreError};
use diesel::RunQueryDsl;
use diesel::dsl::sql;
use diesel::migration::MigrationSource;
use diesel::sql_types::{BigInt, Bool};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::collections::HashSet;

const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");

/// The number of the PostgreSQL advisory lock under which migrations run, so that two servers can start at once.
const MIGRATION_LOCK: i64 = 0x5349_4d50_4c45;

/// Brings the schema of a database up to date. Returns the names of the migrations that ran.
///
/// Fails with [`StoreError::Schema`] if the database has a migration that this program doesn't know: then it belongs to
/// a newer version, and is left alone.
pub fn migrate(conn: &mut DbConnection) -> Result<Vec<String>> {
    lock_migrations(conn, "SELECT pg_advisory_lock($1)")?;
    let source = source_for(conn);
    let ran = on_each_backend!(&mut *conn, |inner| refuse_newer_schema(inner, &source).and_then(|()| {
        inner
            .run_pending_migrations(source)
            .map(|ran| ran.iter().map(ToString::to_string).collect())
            .map_err(|error| StoreError::Schema(format!("the schema can't be brought up to date: {error}")))
    }));
    lock_migrations(conn, "SELECT pg_advisory_unlock($1)")?;
    ran
}

/// Whether a database has all migrations of this program, so that [`migrate`] has nothing to do.
///
/// Fails with [`StoreError::Schema`] if it has one that this program doesn't know.
pub(crate) fn has_current_schema(conn: &mut DbConnection) -> Result<bool> {
    let source = source_for(conn);
    on_each_backend!(conn, |inner| {
        refuse_newer_schema(inner, &source)?;
        inner.has_pending_migration(source).map(|pending| !pending).map_err(|error| unreadable(&*error))
    })
}

/// Whether migrations ever ran on an embedded database. Unlike [`has_current_schema`], this never writes.
pub(crate) fn has_migrations(conn: &mut DbConnection) -> Result<bool> {
    let table = sql::<Bool>("EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '__diesel_schema_migrations')");
    Ok(diesel::select(table).get_result(conn)?)
}

fn source_for(conn: &DbConnection) -> EmbeddedMigrations {
    match conn {
        DbConnection::Postgres(_) => POSTGRES_MIGRATIONS,
        DbConnection::Sqlite(_) => SQLITE_MIGRATIONS,
    }
}

fn lock_migrations(conn: &mut DbConnection, statement: &str) -> Result<()> {
    if let DbConnection::Postgres(conn) = conn {
        // The migration of another server may take longer than a row lock.
        diesel::sql_query("SET lock_timeout = 0").execute(conn)?;
        diesel::sql_query(statement).bind::<BigInt, _>(MIGRATION_LOCK).execute(conn)?;
    }
    Ok(())
}

fn refuse_newer_schema<C, DB>(conn: &mut C, source: &EmbeddedMigrations) -> Result<()>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let known: HashSet<String> = MigrationSource::<DB>::migrations(source)
        .map_err(|error| unreadable(&*error))?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let applied = conn.applied_migrations().map_err(|error| unreadable(&*error))?;
    match applied.iter().map(ToString::to_string).find(|version| !known.contains(version)) {
        Some(version) => Err(StoreError::Schema(format!(
            "the database is of a newer version of Simple Chats (it has the migration {version}): start that version"
        ))),
        None => Ok(()),
    }
}

fn unreadable(error: &(dyn std::error::Error + Send + Sync)) -> StoreError {
    StoreError::Schema(format!("the schema can't be read: {error}"))
}
