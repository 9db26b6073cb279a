//! What the machine can do, measured in the same run: the limits to which a server's figures are compared.

use crate::Failure;
use crate::http::{Connection, Request};
use actix_web::{App, HttpResponse, HttpServer, web};
use futures_util::future::try_join_all;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How many bytes each synced append writes.
const APPEND_BYTES: usize = 4096;

const CONNECTIONS: usize = 32;

/// The figures of the machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Baseline {
    /// Appends to a file a second, one after another, each synced.
    pub(crate) synced_appends: f64,
    /// Requests a second to a handler that does nothing.
    pub(crate) empty_requests: f64,
}

pub(crate) async fn measure(time: Duration) -> Result<Baseline, Failure> {
    let synced_appends = append_synced(time)?;
    let empty_requests = request_empty_handler(time).await?;
    Ok(Baseline { synced_appends, empty_requests })
}

fn append_synced(time: Duration) -> Result<f64, Failure> {
    let mut file = tempfile::tempfile()?;
    let (begin, mut count) = (Instant::now(), 0_u32);
    while begin.elapsed() < time {
        file.write_all(&[b'x'; APPEND_BYTES])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}

async fn request_empty_handler(time: Duration) -> Result<f64, Failure> {
    let server = EmptyHandler::start()?;
    let request = Request::get("/", &[]);
    let (begin, deadline) = (Instant::now(), Instant::now() + time);
    let loads = (0..CONNECTIONS).map(|_| async {
        let mut connection = Connection::open(server.address).await?;
        let mut count = 0_u32;
        while Instant::now() < deadline {
            connection.send(&request).await?.expect(200)?;
            count += 1;
        }
        Ok::<u32, Failure>(count)
    });
    let counts = try_join_all(loads).await?;
    Ok(f64::from(counts.iter().sum::<u32>()) / begin.elapsed().as_secs_f64())
}

/// This program as a server of its own, killed when this is dropped.
struct EmptyHandler {
    process: Child,
    address: SocketAddr,
}

impl EmptyHandler {
    fn start() -> Result<Self, Failure> {
        let mut process =
            Command::new(std::env::current_exe()?).arg("empty-handler").stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().ok_or("the output is a pipe")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        Ok(Self { process, address: line.trim().parse()? })
    }
}

impl Drop for EmptyHandler {
    fn drop(&mut self) {
        // One that has ended can be neither killed nor waited for.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Serves a handler that does nothing on a free port, and prints the address. Runs until it is killed.
pub(crate) fn serve_empty_handler() -> Result<(), Failure> {
    actix_web::rt::System::new().block_on(async {
        let app = || App::new().route("/", web::get().to(HttpResponse::Ok));
        let workers = std::thread::available_parallelism()?.get();
        let server = HttpServer::new(app).workers(workers).bind("127.0.0.1:0")?;
        let address = server.addrs().first().copied().ok_or("no address")?;
        println!("{address}");
        server.run().await?;
        Ok(())
    })
}
