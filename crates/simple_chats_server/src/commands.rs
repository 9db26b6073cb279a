//! Runs the commands of the command line.

mod attachment_files;
mod backup;
mod check_attachments;
mod copy_to;
mod doctor;
mod error;
mod files;
mod healthcheck;
mod import_flask;
mod new_epoch;
mod restore;
mod users;

use self::error::CommandError;
use crate::cli::{self, Command, Invocation};
use crate::http::tls::Certificates;
use crate::settings::{LogFormat, Settings, Sources};
use crate::startup::{Application, Embedding, StartError, expect_database};
use simple_chats_persistence::{DbConnection, check_server};
use std::io::{self, IsTerminal, Write};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

pub(crate) async fn run(invocation: Invocation) -> Result<(), CommandError> {
    let sources = Sources::from_process(invocation.flags, invocation.config_file.as_deref())?;
    let settings = match Settings::read(&sources) {
        Err(error) if matches!(invocation.command, Command::Doctor { .. }) => {
            return doctor::say(&[doctor::Finding::error("settings", error)]);
        }
        read => read?,
    };
    if !matches!(invocation.command, Command::Serve(_)) {
        for warning in &settings.argument_warnings {
            writeln!(io::stderr(), "simple-chats: warning: {warning}")?;
        }
    }
    let database = settings.shown_database();
    match invocation.command {
        Command::Serve(options) => {
            start_logging(&settings);
            let served = serve(settings, !options.no_migrate).await;
            served.map_err(|error| error.naming_database(&database))
        }
        Command::Migrate => migrate(&settings).map_err(|error| error.naming_database(&database)),
        Command::Config => Ok(write!(io::stdout(), "{}", settings.report)?),
        Command::User(command) => {
            on_existing(settings, async |settings| users::run(settings, command).await).await
        }
        Command::Backup { file } => {
            expect_database(&settings)?;
            backup::run(&settings, &file)?;
            say_database(&database)
        }
        Command::Restore { file } => restore::run(&settings, &file),
        Command::CopyTo => {
            copy_to::run(&settings)?;
            say_database(&database)
        }
        Command::CheckAttachments { delete_orphans } => {
            on_existing(settings, async |settings| check_attachments::run(settings, delete_orphans).await)
                .await
        }
        Command::ImportFlask { dry_run } => {
            import_flask::run(&settings, dry_run)?;
            say_database(&database)
        }
        Command::Doctor { send_mail } => doctor::run(settings, send_mail.as_deref()).await,
        Command::Healthcheck => healthcheck::run(&settings).await,
        Command::NewEpoch { sign_out } => {
            on_existing(settings, async |settings| new_epoch::run(&settings, sign_out)).await
        }
        Command::Openapi => Ok(writeln!(io::stdout(), "{}", crate::api::openapi::document())?),
        Command::Completions { shell } => Ok(io::stdout().write_all(&cli::completions(shell))?),
        Command::Man => Ok(io::stdout().write_all(&cli::manual()?)?),
    }
}

/// Runs a command on a database that has to be there.
async fn on_existing(
    settings: Settings,
    command: impl AsyncFnOnce(Settings) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    expect_database(&settings)?;
    let database = settings.shown_database();
    command(settings).await.map_err(|error| error.in_database(&database))?;
    say_database(&database)
}

/// Says which database a command has used: in another folder, it would have been another one.
fn say_database(database: &str) -> Result<(), CommandError> {
    Ok(writeln!(io::stderr(), "simple-chats: the database is {database}")?)
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
    let mut hang_up = signal(SignalKind::hangup())?;
    let certificates = application.certificates();
    let stop = async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => break,
                _ = interrupt.recv() => break,
                _ = hang_up.recv() => note_hang_up(certificates.as_deref()),
            }
        }
    };
    Ok(application.run(stop).await?)
}

fn note_hang_up(certificates: Option<&Certificates>) {
    if let Some(certificates) = certificates {
        certificates.look();
    } else {
        tracing::info!("SIGHUP changes nothing: settings are read at the start");
    }
}

fn migrate(settings: &Settings) -> Result<(), CommandError> {
    crate::settings::make_data_dir(&settings.data_dir).map_err(CommandError::refused)?;
    let ran = check_server(&settings.database_url)
        .and_then(|()| DbConnection::open(&settings.database_url))
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
    // actix reports each broken connection, rustls each faulty handshake, and the NATS client each attempt to connect, which
    // this program logs itself.
    let quiet = "actix_http=error,actix_server=warn,rustls=error,async_nats=off";
    let filter = EnvFilter::new(format!("{},{quiet}", settings.log_level));
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
