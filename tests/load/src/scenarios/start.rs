//! The start of a server on an empty database.

use super::Figure;
use crate::installation::{Program, folder};
use crate::{Failure, Storage, machine};
use std::time::{Duration, Instant};

/// How long memory may take to settle.
const SETTLE_TIME: Duration = Duration::from_secs(3);

pub(super) async fn measure(program: &Program, storage: Storage) -> Result<Vec<Figure>, Failure> {
    let (folder, _database) = folder(program, storage)?;
    // The first start also creates the schema.
    let begin = Instant::now();
    let server = folder.start().await;
    let first = begin.elapsed();
    server.stop().await;
    let begin = Instant::now();
    let server = folder.start().await;
    let second = begin.elapsed();
    tokio::time::sleep(SETTLE_TIME).await;
    let memory = machine::resident_memory(&server.pid().to_string())?;
    Ok(vec![
        Figure { name: "first start", unit: "ms", value: first.as_secs_f64() * 1e3 },
        Figure { name: "next start", unit: "ms", value: second.as_secs_f64() * 1e3 },
        Figure { name: "idle server", unit: "MB", value: memory as f64 / 1e6 },
    ])
}
