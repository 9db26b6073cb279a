//! The program `simple-chats`.

use std::process::ExitCode;

fn main() -> ExitCode {
    simple_chats_server::main()
}
