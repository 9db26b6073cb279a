//! The command line: which command, with which flags. What the commands do is left to others.

pub(crate) mod password;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::settings::{Flags, table};

/// What to run, and what was set for it.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// The command; to serve where none was named.
    pub(crate) command: Command,
    /// Settings given as flags.
    pub(crate) flags: Flags,
    /// The configuration file that was named.
    pub(crate) config_file: Option<PathBuf>,
}

/// A command of `simple-chats`.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(crate) enum Command {
    /// Serve the chats (what happens without a command, too)
    Serve(ServeOptions),
    /// Bring the database to this version
    Migrate,
    /// Print the settings in force and where each comes from
    Config,
    /// Add, list and delete users, set their passwords
    #[command(subcommand)]
    User(UserCommand),
    /// Copy the embedded database into a file, while it serves
    Backup {
        /// File to write; it must not be there yet
        file: PathBuf,
    },
    /// Put a backup in the database's place, with the server stopped
    #[command(
        after_help = "Ends all sessions and has clients start over. The database that was there is kept beside it."
    )]
    Restore {
        /// File that `backup` wrote
        file: PathBuf,
    },
    /// Take the database along to PostgreSQL, with the server stopped
    #[command(
        after_help = "COPY_TO_DATABASE_URL in the environment says where to: postgres://..., a new, empty database. \
                      The embedded one stays as it is."
    )]
    CopyTo,
    /// Have clients start over, after a restore of PostgreSQL
    #[command(after_help = "To be run while no server runs. Prints the new epoch.")]
    NewEpoch {
        /// Also end all sessions, API tokens and reset links
        #[arg(long)]
        sign_out: bool,
    },
}

/// How to serve.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct ServeOptions {
    /// Don't bring the database to this version first
    #[arg(long)]
    pub(crate) no_migrate: bool,
}

/// What is done with users. Passwords come from the terminal or standard input, never from an argument.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(crate) enum UserCommand {
    /// Add a user; the password comes from the terminal or standard input
    #[command(
        override_usage = "simple-chats user add [OPTIONS]\n       --email <EMAIL> --username <USERNAME> --name <NAME>"
    )]
    Add {
        /// E-mail address
        #[arg(long)]
        email: String,
        /// Username
        #[arg(long)]
        username: String,
        /// Name that others see
        #[arg(long)]
        name: String,
    },
    /// List all users
    List,
    /// Set a password, taken from the terminal or standard input
    SetPassword {
        /// Username or e-mail address
        user: String,
    },
    /// Delete a user; the messages stay with the companions unless told otherwise
    Delete {
        /// Username or e-mail address
        user: String,
        /// Delete the user's messages, too
        #[arg(long)]
        delete_messages: bool,
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Parser)]
#[command(
    name = "simple-chats",
    version,
    about = "Simple Chats: a one-to-one chat server",
    disable_help_subcommand = true,
    after_long_help = "More settings: environment variables or simple-chats.toml (see `config`)."
)]
struct CommandLine {
    #[command(flatten)]
    serve: ServeOptions,
    #[command(flatten)]
    settings: SettingFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Flags of settings, for every command. No secret is among them: an argument can be seen by others.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
struct SettingFlags {
    /// File of settings, else simple-chats.toml
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "ADDRESS", help = table::LISTEN.help)]
    listen: Option<String>,
    #[arg(long, global = true, value_name = "URL", help = table::PUBLIC_URL.help)]
    public_url: Option<String>,
    #[arg(long, global = true, value_name = "FOLDER", help = table::DATA_DIR.help)]
    data_dir: Option<String>,
    #[arg(long, global = true, value_name = "URL", help = table::DATABASE_URL.help)]
    database_url: Option<String>,
    #[arg(long, global = true, value_name = "ON|OFF", help = table::RATE_LIMITS.help, hide_short_help = true)]
    rate_limits: Option<String>,
    #[arg(long, global = true, value_name = "LIST", help = table::TRUSTED_PROXIES.help, hide_short_help = true)]
    trusted_proxies: Option<String>,
    #[arg(long, global = true, value_name = "LEVEL", help = table::LOG_LEVEL.help, hide_short_help = true)]
    log_level: Option<String>,
    #[arg(long, global = true, value_name = "FORMAT", help = table::LOG_FORMAT.help, hide_short_help = true)]
    log_format: Option<String>,
}

impl SettingFlags {
    fn into_flags(self) -> Flags {
        let given = [
            (table::LISTEN, self.listen),
            (table::PUBLIC_URL, self.public_url),
            (table::DATA_DIR, self.data_dir),
            (table::DATABASE_URL, self.database_url),
            (table::RATE_LIMITS, self.rate_limits),
            (table::TRUSTED_PROXIES, self.trusted_proxies),
            (table::LOG_LEVEL, self.log_level),
            (table::LOG_FORMAT, self.log_format),
        ];
        given.into_iter().filter_map(|(setting, value)| Some((setting.name, value?))).collect()
    }
}

/// Reads the arguments, the program's name first.
///
/// Fails where they can't be understood, and also where help or the version is asked for: `exit()` of the error prints
/// what is due and ends the process, with status 2 for wrong use and 0 else.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, clap::Error> {
    let line = CommandLine::try_parse_from(arguments)?;
    let command = match line.command {
        None => Command::Serve(line.serve),
        Some(Command::Serve(serve)) => {
            Command::Serve(ServeOptions { no_migrate: serve.no_migrate || line.serve.no_migrate })
        }
        Some(_) if line.serve.no_migrate => {
            return Err(CommandLine::command()
                .error(ErrorKind::ArgumentConflict, "--no-migrate goes with `serve` alone"));
        }
        Some(other) => other,
    };
    let config_file = line.settings.config.clone();
    Ok(Invocation { command, flags: line.settings.into_flags(), config_file })
}

#[cfg(test)]
mod tests;
