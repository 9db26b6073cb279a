//! Reads whole sources, as operators write them.

mod database;
mod description;
mod fuzz;
mod refusals;
mod values;

use super::*;

const GOOD_KEY: &str = "0123456789abcdef0123456789abcdef";

/// Sources with these variables and nothing else.
fn vars(vars: &[(&str, &str)]) -> Sources {
    let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Sources { vars, ..Sources::default() }
}

fn file(text: &str) -> Sources {
    let file = ConfigFile { name: "simple-chats.toml".to_owned(), text: text.to_owned() };
    Sources { file: Some(file), ..Sources::default() }
}

fn read(given: &[(&str, &str)]) -> Settings {
    Settings::read(&vars(given)).unwrap()
}

/// The line that stops the start.
fn refusal(sources: &Sources) -> String {
    let line = Settings::read(sources).unwrap_err().to_string();
    assert!(!line.contains('\n'), "{line}");
    line
}

fn line_of<'text>(description: &'text str, name: &str) -> &'text str {
    description.lines().find(|line| line.split_once(" = ").is_some_and(|(found, _)| found == name)).unwrap()
}
