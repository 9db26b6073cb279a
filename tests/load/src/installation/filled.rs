//! Databases with the content, each filled once and copied for every server.

use super::postgres;
use crate::seed::{Content, Seed};
use crate::{Failure, Storage};
use clap::ValueEnum;
use simple_chats_persistence::DatabaseAddress;
use simple_chats_tests::postgres::{TestPostgres, programs};
use simple_chats_tests::process::ServerDir;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// A database that no server uses.
pub(super) struct Filled {
    pub(super) seed: Seed,
    database: Database,
}

enum Database {
    Sqlite { file: PathBuf, _folder: TempDir },
    Postgres(TestPostgres),
}

impl Filled {
    /// Lets a load generator fill a new database.
    pub(super) fn make(load_generator: &Path, storage: Storage, content: Content) -> Result<Self, Failure> {
        let (database, address) = match storage {
            Storage::Sqlite => {
                let folder = tempfile::tempdir()?;
                let file = folder.path().join("filled.sqlite3");
                let address = format!("sqlite:{}", file.display());
                (Database::Sqlite { file, _folder: folder }, address)
            }
            Storage::Postgres => {
                let database = postgres()?.empty_database();
                let DatabaseAddress::Postgres(url) = database.address() else {
                    return Err("PostgreSQL without a URL".into());
                };
                (Database::Postgres(database), url)
            }
        };
        let begin = Instant::now();
        let seed = fill(load_generator, &address, content)?;
        if storage == Storage::Postgres {
            vacuum(&address)?;
        }
        eprintln!("{storage:?}: stored the {content:?} content in {:.0} s", begin.elapsed().as_secs_f64());
        Ok(Self { seed, database })
    }

    /// Copies the database for a server.
    pub(super) fn copy_for(&self, folder: ServerDir) -> Result<(ServerDir, Option<TestPostgres>), Failure> {
        match &self.database {
            Database::Sqlite { file, .. } => {
                let DatabaseAddress::Sqlite(copy) = folder.database() else {
                    return Err("a folder without a database".into());
                };
                fs::create_dir(folder.data_dir())?;
                fs::copy(file, copy)?;
                Ok((folder, None))
            }
            Database::Postgres(filled) => {
                let copy = postgres()?.copy_of(filled);
                Ok((folder.on_address(&copy.address()), Some(copy)))
            }
        }
    }
}

fn fill(load_generator: &Path, address: &str, content: Content) -> Result<Seed, Failure> {
    let content = content.to_possible_value().ok_or("a content without a name")?;
    let output = Command::new(load_generator)
        .args(["fill", address, "--content", content.get_name()])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{} could not fill a database", load_generator.display()).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Gives PostgreSQL the statistics that it gathers by itself in time.
fn vacuum(url: &str) -> Result<(), Failure> {
    let status = Command::new(programs()?.join("psql"))
        .args([url, "--quiet", "--command", "VACUUM (ANALYZE)"])
        .status()?;
    if status.success() { Ok(()) } else { Err("VACUUM failed".into()) }
}
