//! `simple-chats copy-to`: copies the embedded database to PostgreSQL.

use super::error::CommandError;
use crate::file_store::attachments_folder;
use crate::settings::{Settings, parse_database_url};
use crate::startup::{expect_database, lock_embedded};
use simple_chats_persistence::DatabaseAddress;
use simple_chats_persistence::copy::{self, CopyError};
use std::env;
use std::io::{self, Write};

/// Names the target. It is no argument, since the URL may hold a password and other users of the machine see arguments.
const VARIABLE: &str = "COPY_TO_DATABASE_URL";

pub(super) fn run(settings: &Settings) -> Result<(), CommandError> {
    let DatabaseAddress::Sqlite(database) = &settings.database_url else {
        return Err(CommandError::refused(
            "DATABASE_URL is a PostgreSQL database already: expected the embedded one, sqlite:PATH",
        ));
    };
    let url = target()?;
    expect_database(settings)?;
    let _lock = lock_embedded(settings)?;
    let copied = copy::to_postgres(database, &url).map_err(|error| match error {
        CopyError::Unclear(_) => CommandError::refused(error),
        _ => CommandError::refused(format!("{error}; nothing was copied")),
    })?;

    let mut out = io::stdout();
    for table in copied {
        writeln!(out, "{:<12} {:>9}", table.table, table.rows)?;
    }
    writeln!(out, "Copied. Before you start the server, set")?;
    writeln!(out, "  DATABASE_URL to the value of {VARIABLE}")?;
    let attachments = attachments_folder(&settings.data_dir);
    if let Some(bucket) = &settings.bucket {
        writeln!(
            out,
            "  STORAGE_URL and AWS_... to the same values, so that attachments stay in {}",
            bucket.shown()
        )?;
    } else if attachments.is_dir() {
        writeln!(out, "  DATA_DIR to a folder with {}, which all instances share", attachments.display())?;
    }
    if settings.secret_key.is_none() {
        let file = settings.data_dir.join("secret-key");
        writeln!(out, "  SECRET_KEY to the content of {}, so that API tokens stay valid", file.display())?;
    }
    Ok(())
}

fn target() -> Result<String, CommandError> {
    const EXPECTED: &str = "expected postgres://USER:PASSWORD@HOST:PORT/NAME in the environment";
    let given = env::var_os(VARIABLE).filter(|value| !value.is_empty());
    let Some(given) = given else {
        return Err(CommandError::refused(format!("{VARIABLE} is not set: {EXPECTED}")));
    };
    match given.to_str().and_then(|text| parse_database_url(text).ok()) {
        Some(DatabaseAddress::Postgres(url)) => Ok(url),
        _ => Err(CommandError::refused(format!("{VARIABLE} is no URL of a PostgreSQL database: {EXPECTED}"))),
    }
}
