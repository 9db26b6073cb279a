//! Servers of the tests' own, each gone with the process that started it, in whichever way that ends: a shell in between
//! starts the server, obeys orders by line, and at the end of its input stops the server.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A shell and its pipes. When this is dropped, the shell does what its script says behind the last order.
pub struct Supervisor {
    shell: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Supervisor {
    /// Runs a script, whose arguments are `$1` and so on, as this user if one is named.
    pub fn start(user: Option<&str>, script: &str, arguments: &[&OsStr]) -> Result<Self, String> {
        let mut command = Command::new(if user.is_some() { "runuser" } else { "sh" });
        if let Some(user) = user {
            command.args(["-u", user, "--", "sh"]);
        }
        let mut shell = command
            // The terminal's Ctrl-C is for the tests.
            .args(["-c", &format!("trap '' INT TERM HUP\n{script}"), "sh"])
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("there is no shell: {error}"))?;
        let orders = shell.stdin.take();
        let answers = BufReader::new(shell.stdout.take().ok_or("the shell has no output")?);
        Ok(Self { shell, orders, answers })
    }

    /// Gives an order, and waits until the script says that it is done.
    pub fn order(&mut self, order: &str, done: &str) {
        let orders = self.orders.as_mut().expect("orders are taken until the end");
        writeln!(orders, "{order}").expect("the shell lives");
        assert_eq!(self.answer(), done);
    }

    /// The next line of the script; empty if it has ended.
    pub fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the shell writes text");
        line.trim_end().to_owned()
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        drop(self.orders.take());
        self.shell.wait().expect("the shell ends with its input");
    }
}

/// A free address. Another program may take it before a server does.
pub fn free_address() -> Result<SocketAddr, String> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.map_err(|error| format!("there is no free port: {error}"))
}

/// A program in the search path, or among those of the system's administrator; or a hint which package brings it.
pub fn program(name: &str, package: &str) -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = folders.find_map(|folder| Some(folder.join(name)).filter(|file| file.is_file()));
    found.ok_or_else(|| format!("the program {name} is not here: install the package {package}"))
}
