//! The command line: commands and flags.

pub(crate) mod password;

use crate::settings::{Flags, table};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// A parsed command line.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// The command, by default `serve`.
    pub(crate) command: Command,
    pub(crate) flags: Flags,
    /// The given configuration file.
    pub(crate) config_file: Option<PathBuf>,
}

/// A command of `simple-chats`.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(crate) enum Command {
    /// Run the server (the default)
    Serve(ServeOptions),
    /// Migrate the database to this version
    Migrate,
    /// Print the effective configuration and its origins
    Config,
    /// Add, list, suspend, and delete users; set their passwords
    #[command(
        subcommand,
        help_template = "{about}\n\n{usage-heading} {usage}\n\nCommands:\n{subcommands}\n\nSettings: see `simple-chats -h`"
    )]
    User(UserCommand),
    /// Back up the embedded database, even while the server runs
    Backup {
        /// File to write; it must not exist
        file: PathBuf,
    },
    /// Restore a backup; stop the server first
    #[command(
        after_help = "Ends all sessions and makes clients start over. The previous database is kept beside the new one."
    )]
    Restore {
        /// File that `backup` wrote
        file: PathBuf,
    },
    /// Copy the database to PostgreSQL; stop the server first
    #[command(
        after_help = "COPY_TO_DATABASE_URL in the environment names the target: postgres://..., an empty database. \
                      The embedded database stays unchanged."
    )]
    CopyTo,
    /// Compare the attachments with the stored files
    // Hidden, so that the usual ones fit on a screen.
    #[command(hide = true, after_help = "The exit status is 1 if files are missing.")]
    CheckAttachments {
        /// Delete files that no attachment has needed for an hour
        #[arg(long)]
        delete_orphans: bool,
    },
    /// Import the database of flask-simple-chats; stop the server first
    // Hidden, so that the usual ones fit on a screen.
    #[command(
        hide = true,
        after_help = "IMPORT_DATABASE_URL names the source: postgres://... The target is DATABASE_URL, a database without users. \
                      The source stays unchanged."
    )]
    ImportFlask {
        /// Only report what would be changed or left out
        #[arg(long)]
        dry_run: bool,
    },
    /// Examine settings, database, mail, and broker; changes nothing
    // Hidden, so that the usual ones fit on a screen.
    #[command(hide = true, after_help = "The exit status is 1 if there is an error.")]
    Doctor {
        /// Also send a test mail to this address
        #[arg(long, value_name = "ADDRESS")]
        send_mail: Option<String>,
    },
    /// Ask the server on this machine whether it responds
    // Hidden, so that the usual ones fit on a screen.
    #[command(hide = true, after_help = "The exit status is 1 unless it does.")]
    Healthcheck,
    /// Make clients start over after a restore of PostgreSQL
    #[command(after_help = "Run it while no server runs. It prints the new epoch.")]
    NewEpoch {
        /// Also end all sessions, API tokens and reset links
        #[arg(long)]
        sign_out: bool,
    },
    /// Print the OpenAPI document of the REST API
    #[command(hide = true)]
    Openapi,
    /// Print what a shell needs to complete this program's arguments
    // Hidden, so that the usual ones fit on a screen.
    #[command(hide = true)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, as roff
    #[command(hide = true)]
    Man,
}

/// Options of `serve`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct ServeOptions {
    /// Don't migrate the database first
    #[arg(long)]
    pub(crate) no_migrate: bool,
}

/// Commands on users. Passwords come from the terminal or standard input, never from an argument.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(crate) enum UserCommand {
    /// Add a user; the password is read from the terminal or standard input
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
        /// Display name
        #[arg(long)]
        name: String,
        /// Make the user an administrator
        #[arg(long)]
        administrator: bool,
    },
    /// List all users, or those whose name or address matches
    List {
        /// A part of the name, the username, or the address
        search: Option<String>,
    },
    /// Show the state of the server, and mails that fail
    Overview,
    /// Show an account: role, devices, and storage
    Show {
        /// Username or e-mail address
        user: String,
    },
    /// Suspend a user, who is logged out at once
    Suspend {
        /// Username or e-mail address
        user: String,
    },
    /// End the suspension of a user
    Resume {
        /// Username or e-mail address
        user: String,
    },
    /// Mail a user a link to reset the password
    SendResetLink {
        /// Username or e-mail address
        user: String,
    },
    /// List all invitations
    Invitations,
    /// Revoke an invitation
    RevokeInvitation {
        /// Number of the invitation
        invitation: String,
    },
    /// List what administrators and commands have done
    Audit,
    /// Set a password, read from the terminal or standard input
    SetPassword {
        /// Username or e-mail address
        user: String,
    },
    /// Make a user an administrator
    Promote {
        /// Username or e-mail address
        user: String,
    },
    /// Make an administrator a user like others
    Demote {
        /// Username or e-mail address
        user: String,
    },
    /// Remove a user's second factor, as after the loss of a phone
    RemoveSecondFactor {
        /// Username or e-mail address
        user: String,
    },
    /// Delete a user; companions keep the messages by default
    Delete {
        /// Username or e-mail address
        user: String,
        /// Also delete the user's messages
        #[arg(long)]
        delete_messages: bool,
        /// Don't ask for confirmation
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
    after_long_help = "More settings: environment variables or simple-chats.toml (see `config`).\n\
        For clients and packages: `openapi`, `completions SHELL`, and `man` print what their names say.\n\
        If something is wrong: `doctor` says what, and what to do; `check-attachments` finds lost files.\n\
        From flask-simple-chats: `import-flask` takes over its database."
)]
struct CommandLine {
    #[command(flatten)]
    serve: ServeOptions,
    #[command(flatten)]
    settings: SettingFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Flags of settings, for every command. Secrets have none: other users of the machine can see arguments.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
struct SettingFlags {
    /// Configuration file [default: simple-chats.toml]
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

/// Parses the arguments, the program's name first.
///
/// Fails for wrong use, and also for `--help` and `--version`: the error's `exit()` prints the text and ends the process
/// with status 2 or 0.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, clap::Error> {
    let line = CommandLine::try_parse_from(arguments)?;
    let command = match line.command {
        None => Command::Serve(line.serve),
        Some(Command::Serve(serve)) => {
            Command::Serve(ServeOptions { no_migrate: serve.no_migrate || line.serve.no_migrate })
        }
        Some(_) if line.serve.no_migrate => {
            return Err(CommandLine::command()
                .error(ErrorKind::ArgumentConflict, "--no-migrate works only with `serve`"));
        }
        Some(other) => other,
    };
    let config_file = line.settings.config.clone();
    Ok(Invocation { command, flags: line.settings.into_flags(), config_file })
}

/// The script that completes arguments in a shell.
pub(crate) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "simple-chats", &mut script);
    script
}

/// The manual page.
pub(crate) fn manual() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(CommandLine::command()).render(&mut page)?;
    Ok(page)
}

#[cfg(test)]
mod tests;
