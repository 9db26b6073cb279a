//! The meaning of arguments, and the layout of help.

use super::*;
use crate::settings::{Settings, Sources};

fn read(arguments: &str) -> Result<Invocation, clap::Error> {
    parse(["simple-chats"].into_iter().chain(arguments.split_whitespace()).map(OsString::from))
}

fn command(arguments: &str) -> Command {
    read(arguments).unwrap().command
}

#[test]
fn the_definition_is_sound() {
    CommandLine::command().debug_assert();
}

#[test]
fn without_a_command_it_serves() {
    assert_eq!(command(""), Command::Serve(ServeOptions { no_migrate: false }));
    assert_eq!(command("serve"), Command::Serve(ServeOptions { no_migrate: false }));
    for arguments in ["--no-migrate", "serve --no-migrate", "--no-migrate serve"] {
        assert_eq!(command(arguments), Command::Serve(ServeOptions { no_migrate: true }), "{arguments}");
    }
}

#[test]
fn every_command_is_read() {
    let add = UserCommand::Add {
        email: "a@b.c".into(),
        username: "ann".into(),
        name: "Ann".into(),
        administrator: false,
    };
    let delete =
        |user: &str, both| UserCommand::Delete { user: user.into(), delete_messages: both, yes: both };
    for (arguments, expected) in [
        ("migrate", Command::Migrate),
        ("config", Command::Config),
        ("backup a/b", Command::Backup { file: "a/b".into() }),
        ("restore a/b", Command::Restore { file: "a/b".into() }),
        ("copy-to", Command::CopyTo),
        ("new-epoch", Command::NewEpoch { sign_out: false }),
        ("completions bash", Command::Completions { shell: Shell::Bash }),
        ("man", Command::Man),
        ("openapi", Command::Openapi),
        ("new-epoch --sign-out", Command::NewEpoch { sign_out: true }),
        ("user list", Command::User(UserCommand::List { search: None })),
        ("user add --email a@b.c --username ann --name Ann", Command::User(add)),
        ("user set-password ann", Command::User(UserCommand::SetPassword { user: "ann".into() })),
        ("user delete a@b.c --yes --delete-messages", Command::User(delete("a@b.c", true))),
        (
            "user remove-second-factor ann",
            Command::User(UserCommand::RemoveSecondFactor { user: "ann".into() }),
        ),
        ("user delete ann", Command::User(delete("ann", false))),
    ] {
        assert_eq!(command(arguments), expected, "{arguments}");
    }
}

#[test]
fn flags_are_settings_before_and_behind_the_command() {
    for arguments in ["--config a.toml --listen [::1]:1 config", "config --listen=[::1]:1 --config a.toml"] {
        let invocation = read(arguments).unwrap();
        assert_eq!(invocation.config_file, Some(PathBuf::from("a.toml")));
        let settings = Settings::read(&Sources { flags: invocation.flags, ..Sources::default() }).unwrap();
        assert_eq!(settings.listen, "[::1]:1".parse().unwrap());
    }
}

#[test]
fn each_flag_sets_the_setting_of_its_name() {
    let arguments = "--listen a --public-url b --data-dir c --database-url d --rate-limits e --trusted-proxies f \
                     --log-level g --log-format h";
    let flags = read(arguments).unwrap().flags;
    let mut words = arguments.split_whitespace();
    while let (Some(flag), Some(value)) = (words.next(), words.next()) {
        let name = flag.trim_start_matches('-').replace('-', "_").to_uppercase();
        assert_eq!(flags.get(name.as_str()).map(String::as_str), Some(value), "{flag}");
    }
    assert_eq!(flags.len(), 8);
}

#[test]
fn no_secret_is_a_flag() {
    let command = CommandLine::command();
    for setting in table::SETTINGS.iter().filter(|setting| setting.visibility == table::Visibility::Hidden) {
        let id = setting.name.to_ascii_lowercase();
        assert!(command.get_arguments().all(|argument| argument.get_id() != id.as_str()), "{id}");
    }
    assert!(read("user add --email a@b.c --username ann --name Ann --password hush").is_err());
}

#[test]
fn wrong_use_exits_with_2_and_help_and_version_with_0() {
    for arguments in [
        "unknown",
        "--unknown",
        "serve now",
        "user",
        "user add --email a@b.c",
        "user delete",
        "user set-password ann hush",
        "--listen",
        "--no-migrate migrate",
        "migrate --no-migrate",
        "--no-migrate user list",
        "copy-to postgres://ann:hush@localhost/chats",
    ] {
        assert_eq!(read(arguments).unwrap_err().exit_code(), 2, "{arguments}");
    }
    for arguments in ["-h", "--help", "-V", "--version", "user --help", "user delete -h"] {
        assert_eq!(read(arguments).unwrap_err().exit_code(), 0, "{arguments}");
    }
    assert_eq!(
        read("--version").unwrap_err().to_string(),
        format!("simple-chats {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn every_short_help_fits_a_screen_of_80_by_24() {
    fn check(command: &mut clap::Command) {
        let help = command.clone().term_width(80).render_help().to_string();
        assert!(help.lines().count() <= 24, "{} lines:\n{help}", help.lines().count());
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
        command.get_subcommands_mut().for_each(check);
    }
    let mut command = CommandLine::command();
    command.build();
    check(&mut command);
}

#[test]
fn the_documentation_has_every_flag_and_command() {
    let text = include_str!("../../../../docs/configuration.md");
    let mut command = CommandLine::command();
    command.build();
    let user = command.find_subcommand("user").unwrap();
    for flag in command.get_arguments().chain(user.get_subcommands().flat_map(clap::Command::get_arguments)) {
        if let Some(long) = flag.get_long().filter(|long| *long != "help") {
            assert!(text.contains(&format!("--{long}")), "--{long}");
        }
    }
    for name in command.get_subcommands().map(clap::Command::get_name) {
        assert!(text.contains(&format!("`simple-chats {name}")), "{name}");
    }
    for name in user.get_subcommands().map(clap::Command::get_name) {
        assert!(text.contains(&format!("`simple-chats user {name}")), "{name}");
    }
}

#[test]
fn shells_and_manuals_know_all_commands_and_flags() {
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        let script = String::from_utf8(completions(shell)).unwrap();
        for word in ["new-epoch", "remove-second-factor", "delete-messages", "public-url"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let page = String::from_utf8(manual().unwrap()).unwrap();
    assert!(page.contains(".TH simple-chats 1"), "{page}");
    for word in ["new\\-epoch", "\\-\\-public\\-url", "simple\\-chats.toml"] {
        assert!(page.contains(word), "{word}: {page}");
    }
}
