//! Idle sockets: what each costs, and what remains after all were closed.

use super::Figure;
use crate::installation::Installation;
use crate::{Failure, machine, socket};
use std::fs;
use std::time::Duration;

const SOCKETS: usize = 5_000;

/// How many sockets a user has: as many as the server allows.
const SOCKETS_PER_USER: usize = 20;

/// How long memory may take to settle. All sockets are opened and measured before the first one, whose client answers no
/// ping, has been silent for too long.
const SETTLE_TIME: Duration = Duration::from_secs(3);

/// When to look at the memory after the sockets were closed.
const AFTER_CLOSING: Duration = Duration::from_mins(1);

pub(super) async fn measure(installation: &Installation) -> Result<Vec<Figure>, Failure> {
    let pid = installation.pid();
    let users = installation.seed.pairs.iter().flat_map(|(one, other, _)| [one, other]);
    let mut tokens = Vec::new();
    for user in users.take(SOCKETS / SOCKETS_PER_USER) {
        tokens.push(installation.token(user).await?);
    }
    // What the server needs once for any number of sockets doesn't count.
    drop(socket::connect(installation.address(), tokens.first().ok_or("no users")?).await?);
    tokio::time::sleep(SETTLE_TIME).await;
    let before = Memory::of(&pid)?;
    let used = installation.processor_time()?;
    let mut sockets = Vec::with_capacity(SOCKETS);
    for token in tokens.iter().cycle().take(SOCKETS) {
        sockets.push(socket::connect(installation.address(), token).await?);
    }
    let used = installation.processor_time()?.saturating_sub(used);
    tokio::time::sleep(SETTLE_TIME).await;
    let open = Memory::of(&pid)?;
    // All are still open: a socket that was closed in the meantime would look cheap.
    for (sender, receiver) in &mut sockets {
        sender.send(r#"{"type":"ping"}"#.to_owned()).await?;
        let frame = receiver.next().await?;
        if frame.r#type != "pong" {
            return Err(format!("{frame:?} instead of pong").into());
        }
    }
    drop(sockets);
    tokio::time::sleep(AFTER_CLOSING).await;
    let closed = Memory::of(&pid)?;
    let each = |before: u64, after: u64| after.saturating_sub(before) as f64 / 1e3 / SOCKETS as f64;
    Ok(vec![
        Figure { name: "server", unit: "KB a socket", value: each(before.resident, open.resident) },
        Figure {
            name: "server, proportional",
            unit: "KB a socket",
            value: each(before.proportional, open.proportional),
        },
        // Both ends are on this machine.
        Figure { name: "kernel", unit: "KB a socket, both ends", value: each(before.kernel, open.kernel) },
        Figure { name: "opening", unit: "µs a socket", value: used.as_secs_f64() * 1e6 / SOCKETS as f64 },
        Figure { name: "before", unit: "MB", value: before.resident as f64 / 1e6 },
        Figure { name: "with all sockets", unit: "MB", value: open.resident as f64 / 1e6 },
        Figure { name: "a minute after closing", unit: "MB", value: closed.resident as f64 / 1e6 },
    ])
}

/// The memory of the server, and that of the kernel for objects such as sockets, in bytes.
struct Memory {
    resident: u64,
    /// Like `resident`, but memory that processes share counts in equal parts.
    proportional: u64,
    kernel: u64,
}

impl Memory {
    fn of(pid: &str) -> Result<Self, Failure> {
        let sums = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
        let proportional = sums.lines().find_map(|line| line.strip_prefix("Pss:"));
        let proportional = proportional.and_then(|line| line.split_whitespace().next());
        Ok(Self {
            resident: machine::resident_memory(pid)?,
            proportional: proportional.ok_or("Linux says nothing about Pss")?.parse::<u64>()? * 1024,
            kernel: machine::kernel_memory()?,
        })
    }
}
