//! Reads frames of a client as the server does, and writes what it would answer to each that is wrong.
//!
//! `cargo run -p simple_chats_protocol --example frames -- [FRAME...]`

use simple_chats_protocol::parse_request;
use std::io::{self, Write};

const FRAMES: [&str; 3] = [
    r#"{"type":"send","client_id":"5f0c","chat_id":13,"text":"How are you?","ref":"1"}"#,
    r#"{"type":"sync","chat_id":13}"#,
    "hello",
];

fn main() -> io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let frames: Vec<&str> =
        if given.is_empty() { FRAMES.to_vec() } else { given.iter().map(String::as_str).collect() };
    let mut out = io::stdout();
    for frame in frames {
        match parse_request(frame) {
            Ok(request) => writeln!(out, "{frame}\n    is {request:?}")?,
            Err(invalid) => writeln!(out, "{frame}\n    is refused: {}", invalid.message)?,
        }
    }
    Ok(())
}
