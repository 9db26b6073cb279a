//! `simple-chats new-epoch`: starts a new epoch in a database that was restored to an earlier state.

use super::error::CommandError;
use crate::settings::Settings;
use crate::startup::{StartError, lock_embedded};
use chrono::Utc;
use simple_chats_domain::cut_to_millis;
use simple_chats_persistence::{DbConnection, StoreError, check_server, expect_current_schema, meta};
use std::io::{self, Write};

pub(super) fn run(settings: &Settings, sign_out: bool) -> Result<(), CommandError> {
    // A server reads the epoch when it starts.
    let _lock = lock_embedded(settings)?;
    check_server(&settings.database_url).map_err(StartError::from)?;
    let mut conn = DbConnection::open(&settings.database_url).map_err(StartError::from)?;
    expect_current_schema(&mut conn).map_err(StartError::from)?;
    let begun = conn.write_transaction(|conn| -> Result<String, StoreError> {
        if sign_out {
            meta::log_everybody_out(conn, cut_to_millis(Utc::now()))?;
        }
        meta::start_epoch(conn)
    });
    let epoch = begun.map_err(StartError::from)?;
    Ok(writeln!(io::stdout(), "{epoch}")?)
}
