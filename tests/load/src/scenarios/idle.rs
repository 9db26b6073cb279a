//! Idle sockets: what each costs, and what remains after all were closed.

use super::Figure;
use crate::installation::Installation;
use crate::{Failure, machine, socket};
use std::time::Duration;

const SOCKETS: usize = 3_000;

/// How many sockets a user has; the server allows 20.
const SOCKETS_PER_USER: usize = 15;

/// How long memory may take to settle.
const SETTLE_TIME: Duration = Duration::from_secs(3);

/// When to look at the memory after the sockets were closed.
const AFTER_CLOSING: Duration = Duration::from_mins(1);

pub(super) async fn measure(installation: &Installation) -> Result<Vec<Figure>, Failure> {
    let pid = installation.pid();
    let mut tokens = Vec::new();
    for (user, _, _) in installation.seed.pairs.iter().take(SOCKETS / SOCKETS_PER_USER) {
        tokens.push(installation.token(user).await?);
    }
    let (before, kernel_before) = (machine::resident_memory(&pid)?, machine::kernel_memory()?);
    let mut sockets = Vec::with_capacity(SOCKETS);
    for token in tokens.iter().cycle().take(SOCKETS) {
        sockets.push(socket::connect(installation.address(), token).await?);
    }
    tokio::time::sleep(SETTLE_TIME).await;
    let (open, kernel_open) = (machine::resident_memory(&pid)?, machine::kernel_memory()?);
    drop(sockets);
    tokio::time::sleep(AFTER_CLOSING).await;
    let closed = machine::resident_memory(&pid)?;
    let each = |all: u64| all as f64 / 1e3 / SOCKETS as f64;
    Ok(vec![
        Figure { name: "server", unit: "KB a socket", value: each(open.saturating_sub(before)) },
        // Both ends are on this machine.
        Figure {
            name: "kernel",
            unit: "KB a socket, both ends",
            value: each(kernel_open.saturating_sub(kernel_before)),
        },
        Figure { name: "before", unit: "MB", value: before as f64 / 1e6 },
        Figure { name: "a minute after closing", unit: "MB", value: closed as f64 / 1e6 },
    ])
}
