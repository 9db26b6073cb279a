//! What becomes of the texts that people type: each is parsed once, or refused with a reason.
//!
//! `cargo run -p simple_chats_domain --example registering -- [USERNAME NAME ADDRESS]`

use simple_chats_domain::{EmailAddress, Name, Username};
use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [username, name, address] = match given.as_slice() {
        [username, name, address] => [username, name, address].map(String::as_str),
        _ => ["no spaces, please", "  Ann\u{200B} of the\tLake ", "Ann@EXAMPLE.com"],
    };
    show("username", username, Username::parse(username).map(|parsed| parsed.as_str().to_owned()))?;
    show("name", name, Name::parse(name).map(|parsed| parsed.as_str().to_owned()))?;
    show("address", address, EmailAddress::parse(address).map(|parsed| parsed.as_str().to_owned()))?;
    Ok(())
}

fn show<E: Display>(what: &str, typed: &str, parsed: Result<String, E>) -> io::Result<()> {
    let mut out = io::stdout();
    match parsed {
        Ok(text) => writeln!(out, "{what} {typed:?} is stored as {text:?}"),
        Err(reason) => writeln!(out, "{what} {typed:?} is refused: {reason}"),
    }
}
