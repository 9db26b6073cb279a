//! The server as a process: how it starts, stops, is killed and comes back, what its command line does, and what its
//! log must not contain.

mod administration;
mod attachment_files;
mod backups;
mod bots;
mod bucket;
mod commands;
mod composing;
mod connections;
mod erasing;
mod examining;
mod exporting;
mod files;
mod held_database;
mod importing;
mod log;
mod metrics;
mod moving;
mod packaging;
mod postgres_backups;
mod postgres_servers;
mod private_files;
mod proxies;
mod readiness;
mod refusals;
mod second_factor;
mod secret_files;
mod setup;
mod slow_readers;
mod starting;
mod stopping;
mod tls;
mod tls_audit;
mod tus_clients;
mod unread;
mod upgrading;
mod webhooks;
mod wrong_folders;

use simple_chats_tests::api::integer;
use std::fs;
use std::path::Path;

/// What lies in a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}
