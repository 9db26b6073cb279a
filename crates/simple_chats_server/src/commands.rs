//! Runs the commands of the command line.

mod backup;
mod copy_to;
mod error;
mod files;
mod new_epoch;
mod restore;
mod users;

use self::error::CommandError;
use crate::cli::{Command, Invocation};
use crate::settings::{LogFormat, Settings, Sources};
use crate::startup::{Application, Embedding, StartError};
use std::io::{self, IsTerminal, Write};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

pub(crate) async fn run(invocation: Invocation) -> Result<(), CommandError> {
    let sources = Sources::from_process(invocation.flags, invocation.config_file.as_deref())?;
    let settings = Settings::read(&sources)?;
    if !matches!(invocation.command, Command::Serve(_)) {
        for warning in &settings.argument_warnings {
            writeln!(io::stderr(), "simple-chats: warning: {warning}")?;
        }
    }
    match invocation.command {
        Command::Serve(options) => {
            start_logging(&settings);
            serve(settings, !options.no_migrate).await
        }
        Command::Migrate => migrate(&settings),
        Command::Config => Ok(write!(io::stdout(), "{}", settings.report)?),
        Command::User(command) => users::run(settings, command).await,
        Command::Backup { file } => backup::run(&settings, &file),
        Command::Restore { file } => restore::run(&settings, &file),
        Command::CopyTo => copy_to::run(&settings),
        Command::NewEpoch { sign_out } => new_epoch::run(&settings, sign_out),
    }
}

async fn serve(settings: Settings, migrate: bool) -> Result<(), CommandError> {
    for warning in settings.argument_warnings.iter().chain(&settings.warnings) {
        tracing::warn!("{warning}");
    }
    let application = Application::build(settings, migrate, Embedding::default()).await?;
    writeln!(io::stdout(), "Simple Chats is at {}/", application.base_url())?;
    if let Some(link) = application.setup_link().await? {
        writeln!(io::stdout(), "Register the first administrator at {link}")?;
        tracing::info!(link, "nobody has registered yet: this link is for the first administrator");
    }
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(application.run(stop).await?)
}

fn migrate(settings: &Settings) -> Result<(), CommandError> {
    crate::settings::make_data_dir(&settings.data_dir).map_err(CommandError::refused)?;
    let ran = simple_chats_persistence::DbConnection::open(&settings.database_url)
        .and_then(|mut conn| simple_chats_persistence::migrate(&mut conn))
        .map_err(StartError::from)?;
    let mut out = io::stdout();
    for name in &ran {
        writeln!(out, "Ran {name}")?;
    }
    Ok(writeln!(out, "The database is up to date")?)
}

fn start_logging(settings: &Settings) {
    if !settings.logging {
        return;
    }
    // actix reports each broken connection, and the NATS client each attempt to connect, which this program logs itself.
    let filter =
        EnvFilter::new(format!("{},actix_http=error,actix_server=warn,async_nats=off", settings.log_level));
    let log = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_env_filter(filter);
    let started = match settings.log_format {
        LogFormat::Pretty => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    // A program that embeds the server keeps its own log.
    drop(started);
}
