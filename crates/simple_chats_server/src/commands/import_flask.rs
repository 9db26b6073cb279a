//! `simple-chats import-flask`: takes over the database of flask-simple-chats.

use super::error::CommandError;
use crate::settings::{Secret, Settings, make_data_dir};
use crate::startup::{StartError, lock_embedded};
use simple_chats_auth::is_werkzeug_hash;
use simple_chats_persistence::check_server;
use simple_chats_persistence::import::{Import, ImportError, ImportReport, Imported};
use std::io::{self, Write};

pub(super) fn run(settings: &Settings, is_dry_run: bool) -> Result<(), CommandError> {
    let source = settings.import_database_url.as_ref().map(Secret::expose).ok_or_else(|| {
        CommandError::refused(
            "IMPORT_DATABASE_URL is not set: expected postgres://USER:PASSWORD@HOST:PORT/NAME, the database of \
             flask-simple-chats",
        )
    })?;
    check_server(&settings.database_url).map_err(StartError::from)?;
    let _lock = if is_dry_run {
        None
    } else {
        make_data_dir(&settings.data_dir).map_err(CommandError::refused)?;
        lock_embedded(settings)?
    };
    let import =
        Import { source, target: &settings.database_url, is_dry_run, is_verifiable: is_werkzeug_hash };
    let imported = import.run().map_err(|error| match error {
        ImportError::Unclear(_) => CommandError::refused(error),
        _ => CommandError::refused(format!("{error}; nothing was imported")),
    })?;
    match imported {
        Imported::Done(report) => Ok(say(&report, is_dry_run)?),
        Imported::Already(time) => Ok(writeln!(
            io::stdout(),
            "The database holds an import already, of {time}. Nothing was changed."
        )?),
    }
}

fn say(report: &ImportReport, is_dry_run: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for finding in &report.findings {
        writeln!(out, "{finding}")?;
    }
    for (what, count) in [("users", report.users), ("chats", report.chats), ("messages", report.messages)] {
        writeln!(out, "{what:<12} {count:>9}")?;
    }
    if is_dry_run {
        return writeln!(out, "Nothing was changed. Without --dry-run, this is what will be imported.");
    }
    writeln!(out, "Imported. Everybody logs in with the same password as before.")?;
    writeln!(out, "`simple-chats user promote USER` makes an administrator.")
}
