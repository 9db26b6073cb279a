//! The server of Simple Chats: pages, a REST API and a WebSocket over the same use cases.
//!
//! Requests run down through the layers: a handler ([`views`], [`api`], [`live`]) parses the request, a use case
//! ([`accounts`], [`messaging`]) decides and stores, and what was committed comes back through [`delivery`] to the
//! sockets of those whom it concerns. Nothing below knows a handler.

pub mod accounts;
pub mod api;
pub mod cli;
pub mod commands;
pub mod delivery;
pub mod error;
pub mod http;
pub mod live;
pub mod mail_worker;
pub mod messaging;
pub mod rate_limits;
pub mod routes;
pub mod settings;
pub mod startup;
pub mod state;
pub mod views;

use std::io::Write;
use std::process::ExitCode;

/// The program: reads the command line, runs the command, and says in one line on standard error why it failed.
/// The exit status is 0, 1 for a failure, or 2 for wrong use.
#[must_use]
pub fn main() -> ExitCode {
    let invocation = match cli::parse(std::env::args_os()) {
        Ok(invocation) => invocation,
        Err(error) => error.exit(),
    };
    match actix_web::rt::System::new().block_on(commands::run(invocation)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let line = error.to_string().replace(['\n', '\r'], " ");
            // Where even this can't be written, the status still tells.
            drop(writeln!(std::io::stderr(), "simple-chats: {line}"));
            ExitCode::FAILURE
        }
    }
}
