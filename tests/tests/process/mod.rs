//! The server as a process: how it starts, stops, is killed and comes back, what its command line does, and what its
//! log must not contain.

mod backups;
mod commands;
mod connections;
mod files;
mod log;
mod moving;
mod postgres_backups;
mod readiness;
mod refusals;
mod setup;
mod slow_readers;
mod stopping;
mod unread;
mod upgrading;

use simple_chats_tests::api::integer;
