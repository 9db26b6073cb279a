//! The server of Simple Chats: web pages, a REST API, and a WebSocket over the same use cases.
//!
//! A handler of a transport parses the request, calls the use case, and renders the response. A use case decides and
//! stores. What is committed comes back through [`delivery`] to the sockets of the users concerned. The modules below
//! are in reading order; none of them uses one of a higher group.

// The program.
pub(crate) mod cli;
pub(crate) mod commands;
pub(crate) mod routes;
pub mod startup;

// The transports.
pub(crate) mod api;
pub(crate) mod http;
pub mod live;
pub(crate) mod views;

// The use cases, and the modules that they use.
pub mod accounts;
pub(crate) mod attachments;
mod limit_exchange;
pub(crate) mod mail_worker;
pub mod messaging;
mod missed_mail;
pub(crate) mod push;
mod search_indexer;
pub(crate) mod webhooks;

pub mod delivery;
pub mod error;
mod file_store;
mod measures;
pub mod rate_limits;
pub mod settings;
pub mod state;

pub use api::openapi::document as openapi_document;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program: parses the command line, runs the command, and reports a failure in one line on standard error.
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
            // If even this fails, the exit status still reports the failure.
            drop(writeln!(std::io::stderr(), "simple-chats: {line}"));
            ExitCode::FAILURE
        }
    }
}
