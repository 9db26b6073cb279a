//! The program as it is shipped, built with the tests, which start and kill it.

use std::process::ExitCode;

fn main() -> ExitCode {
    simple_chats_server::main()
}
