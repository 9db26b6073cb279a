//! The output of `config`, and whether the documentation agrees.

use super::*;

#[test]
fn every_setting_has_its_line_in_the_order_of_the_table() {
    let description = read(&[]).report.to_string();
    let names: Vec<_> = description.lines().map(|line| line.split_once(" = ").unwrap().0).collect();
    let table: Vec<_> = table::SETTINGS.iter().chain(table::LIMITS).map(|setting| setting.name).collect();
    assert_eq!(names, table);
    assert!(description.lines().all(|line| line.ends_with("   (from default)")), "{description}");
}

#[test]
fn values_that_follow_from_others_are_shown() {
    let description =
        read(&[("DATA_DIR", "d"), ("MAIL_USERNAME", "a@b.c"), ("PUBLIC_URL", "https://chat.example.org")])
            .report
            .to_string();
    for line in [
        "PUBLIC_URL = https://chat.example.org   (from environment)",
        "DATABASE_URL = sqlite:d/simple-chats.sqlite3   (from default)",
        "SECRET_KEY = made on first start, kept in d/secret-key   (from default)",
        "MAIL_DEFAULT_SENDER = a@b.c   (from MAIL_USERNAME)",
        "COMMON_PASSWORDS = refuse   (from PUBLIC_URL)",
        "LOG_FORMAT = json   (from default)",
        "MAIL_SERVER = unset   (from default)",
        "limits.send_per_user = 5/second, burst 20   (from default)",
    ] {
        assert!(description.lines().any(|found| found == line), "{line}\n{description}");
    }
}

#[test]
fn no_secret_is_shown_anywhere() {
    let settings = read(&[
        ("SECRET_KEY", "hush-hush-hush-hush-hush-hush-hush-hush"),
        ("SECRET_KEY_PREVIOUS", "hush"),
        ("DB_HOST", "db"),
        ("DB_PASSWORD", "hush"),
        ("MAIL_USERNAME", "a@b.c"),
        ("MAIL_PASSWORD", "hush"),
    ]);
    let description = settings.report.to_string();
    assert_eq!(line_of(&description, "SECRET_KEY"), "SECRET_KEY = ***   (from environment)");
    assert_eq!(
        line_of(&description, "DATABASE_URL"),
        "DATABASE_URL = postgres://postgres:***@db:5432/flask-simple-chats   (from DB_HOST)"
    );
    let debug = format!("{settings:?}");
    for text in [&description, &debug, &settings.warnings.concat()] {
        assert!(!text.contains("hush"), "{text}");
    }
    for name in ["PUBLIC_URL", "MAIL_SERVER"] {
        let line = refusal(&vars(&[(name, "https://u:hush@h/path")]));
        assert!(
            line.starts_with(&format!("{name} = \"https://u:***@h/path\" (from environment): ")),
            "{line}"
        );
    }
    let wrong_scheme = refusal(&vars(&[("DATABASE_URL", "mysql://u:hush@h/d")]));
    assert!(
        wrong_scheme
            .starts_with("DATABASE_URL = \"mysql://u:***@h/d\" (from environment): expected sqlite:PATH")
    );
}

const TEXT: &str = include_str!("../../../../../docs/configuration.md");

/// The row of the documentation's tables that begins with this name.
fn row(name: &str) -> &'static str {
    let start = format!("| `{name}` | ");
    TEXT.lines().find_map(|line| line.strip_prefix(start.as_str())).unwrap_or_else(|| panic!("no row {name}"))
}

#[test]
fn the_documentation_has_each_setting_with_its_default() {
    for setting in table::SETTINGS.iter().chain(table::LIMITS) {
        let default = row(setting.name.trim_start_matches("limits.")).split(" | ").next().unwrap();
        assert_eq!(default.replace('`', ""), setting.default, "{}", setting.name);
    }
}

#[test]
fn the_documentations_file_is_one_that_can_be_read() {
    let example = TEXT.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
    let settings = Settings::read(&file(example)).unwrap();
    assert!(settings.report.to_string().contains("(from file simple-chats.toml)"));
}
