//! Migrations: bringing the schema of a database up to date.

use crate::connection::{Backend, DbConnection, on_each_backend};
use crate::error::{Result, StoreError, damage};
use crate::messages;
use crate::users::search_keys;
use diesel::RunQueryDsl;
use diesel::dsl::sql;
use diesel::migration::MigrationSource;
use diesel::sql_types::{BigInt, Bool};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::collections::HashSet;

const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// The number of the PostgreSQL advisory lock under which migrations run, so that two servers can start at once.
const MIGRATION_LOCK: i64 = 0x5349_4d50_4c45;

/// Brings the schema of a database up to date, and what the program computes by rules that have changed. Returns the names of the migrations that ran.
///
/// Fails with [`StoreError::Schema`] if the database has a migration that this program doesn't know: then it belongs to
/// a newer version, and is left alone.
pub fn migrate(conn: &mut DbConnection) -> Result<Vec<String>> {
    refuse_original(conn)?;
    expect_privilege(conn)?;
    lock_migrations(conn, "SELECT pg_advisory_lock($1)")?;
    let source = source_for(conn);
    let ran = on_each_backend!(&mut *conn, |inner| refuse_newer_schema(inner, &source).and_then(|()| {
        inner
            .run_pending_migrations(source)
            .map(|ran| ran.iter().map(ToString::to_string).collect())
            .map_err(|error| failed("brought up to date", &error.to_string()))
    }));
    let ran = ran.and_then(|ran| {
        search_keys::bring_up_to_date(conn)?;
        messages::drop_outdated_terms(conn)?;
        Ok(ran)
    });
    lock_migrations(conn, "SELECT pg_advisory_unlock($1)")?;
    ran
}

/// Whether a database has all migrations of this program and its keys for searches, so that [`migrate`] has nothing to do.
///
/// Fails with [`StoreError::Schema`] if it has one that this program doesn't know.
pub(crate) fn has_current_schema(conn: &mut DbConnection) -> Result<bool> {
    let source = source_for(conn);
    let has_all = on_each_backend!(&mut *conn, |inner| {
        refuse_newer_schema(inner, &source)?;
        inner.has_pending_migration(source).map(|pending| !pending).map_err(|error| unreadable(&*error))
    })?;
    Ok(has_all && search_keys::are_current(conn)? && messages::are_terms_current(conn)?)
}

/// Fails with [`StoreError::Schema`], which says what to do, unless [`migrate`] has nothing to do.
pub fn expect_current_schema(conn: &mut DbConnection) -> Result<()> {
    if !has_migrations(conn)? {
        refuse_original(conn)?;
        return Err(StoreError::Schema(
            "the database has no tables of Simple Chats: `simple-chats migrate` makes them".to_owned(),
        ));
    }
    if has_current_schema(conn)? {
        return Ok(());
    }
    Err(StoreError::Schema(
        "the database is of an earlier version: stop the servers of that version, and then run `simple-chats migrate`"
            .to_owned(),
    ))
}

/// Whether migrations ever ran on a database. Unlike [`has_current_schema`], this never writes.
pub(crate) fn has_migrations(conn: &mut DbConnection) -> Result<bool> {
    let table = sql::<Bool>(match conn.backend() {
        Backend::Postgres => "to_regclass('__diesel_schema_migrations') IS NOT NULL",
        Backend::Sqlite => "EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '__diesel_schema_migrations')",
    });
    Ok(diesel::select(table).get_result(conn)?)
}

/// Fails if this is the database of flask-simple-chats, which its name among the defaults of the settings makes likely. Its
/// tables have the same names.
pub(crate) fn refuse_original(conn: &mut DbConnection) -> Result<()> {
    if conn.backend() == Backend::Sqlite || has_migrations(conn)? {
        return Ok(());
    }
    let is_original = sql::<Bool>(
        "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('messages') AND attname = 'datetime_writing') \
         AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('users') AND attname = 'password_hash')",
    );
    if !diesel::select(is_original).get_result::<bool>(conn)? {
        return Ok(());
    }
    Err(StoreError::Schema(
        "this is the database of flask-simple-chats: make another one, name that with DATABASE_URL, set IMPORT_DATABASE_URL \
         to this one, and run `simple-chats import-flask` (docs/moving-from-flask-simple-chats.md)"
            .to_owned(),
    ))
}

/// On PostgreSQL 15 and newer, only the owner of a database may create tables in it by default.
fn expect_privilege(conn: &mut DbConnection) -> Result<()> {
    if conn.backend() == Backend::Sqlite {
        return Ok(());
    }
    let may_create = sql::<Bool>("coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)");
    if diesel::select(may_create).get_result(conn)? {
        return Ok(());
    }
    Err(StoreError::Schema(
        "the database user may not create tables: run GRANT USAGE, CREATE ON SCHEMA public TO that user in this database, \
         or make the user its owner (ALTER DATABASE ... OWNER TO ...)"
            .to_owned(),
    ))
}

fn source_for(conn: &DbConnection) -> EmbeddedMigrations {
    match conn.backend() {
        Backend::Postgres => POSTGRES_MIGRATIONS,
        Backend::Sqlite => SQLITE_MIGRATIONS,
    }
}

fn lock_migrations(conn: &mut DbConnection, statement: &str) -> Result<()> {
    if conn.backend() == Backend::Postgres {
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
    failed("read", &error.to_string())
}

fn failed(what: &str, message: &str) -> StoreError {
    let text = damage(message).unwrap_or_else(|| format!("the schema can't be {what}: {message}"));
    StoreError::Schema(text)
}
