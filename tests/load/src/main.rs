//! Puts load on a server and measures it: durable messages by socket and by REST, lists, pages, idle sockets, and the
//! start. Server, load generator, and database share this machine, and everything stays on the loopback address.
//!
//! A run is fair, or it fails:
//!
//! - Every response is checked for its content, and every acknowledged message is read back after the measurement.
//! - Each figure is measured several times in rotating rounds, on a new database with the same content; the report has the
//!   median and the extremes.
//! - Beside the figures stand those of the machine in the same run: synced appends to a file, and requests to a handler
//!   that does nothing.
//! - The load generator reports the processor time that it used itself.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "the report is printed, and its figures have few digits"
)]

mod baseline;
mod http;
mod installation;
mod machine;
mod report;
mod scenarios;
mod seed;
mod socket;

use clap::{Parser, Subcommand, ValueEnum};
use installation::Program;
use report::Report;
use scenarios::Scenario;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The reason that a run failed.
type Failure = Box<dyn std::error::Error>;

/// Measures a server under load.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs scenarios, and prints a table.
    Run(RunArguments),
    /// Serves a handler that does nothing, as a baseline. Used by `run`.
    #[command(hide = true)]
    EmptyHandler,
}

#[derive(Debug, clap::Args)]
struct RunArguments {
    /// The scenarios to run [default: all].
    #[arg(value_enum)]
    scenarios: Vec<Scenario>,
    /// The databases to run them on.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "sqlite")]
    on: Vec<Storage>,
    /// The program to measure [default: simple-chats beside this program].
    #[arg(long)]
    program: Option<PathBuf>,
    /// A second program to measure in turn with the first, such as an earlier release.
    #[arg(long)]
    against: Option<PathBuf>,
    /// How many times to measure each figure.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How many seconds to keep up each load.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How much the database holds before the load.
    #[arg(long, value_enum, default_value = "small")]
    content: seed::Content,
}

/// The database of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Storage {
    Sqlite,
    Postgres,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(arguments) => run(&arguments),
        Command::EmptyHandler => baseline::serve_empty_handler(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("The run failed: {failure}");
            for cause in std::iter::successors(failure.source(), |cause| cause.source()) {
                eprintln!("because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &RunArguments) -> Result<(), Failure> {
    let programs = [arguments.program.clone(), arguments.against.clone()];
    let programs = match programs {
        [None, against] => [Some(Program::beside_this_one()?), against.map(Program::new)],
        [program, against] => [program.map(Program::new), against.map(Program::new)],
    };
    let programs: Vec<Program> = programs.into_iter().flatten().collect();
    let time = Duration::from_secs(arguments.seconds);
    let all = Scenario::value_variants();
    let scenarios = if arguments.scenarios.is_empty() { all } else { &arguments.scenarios };

    // One thread, so that the generator takes no more of the processors than it must.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut report = Report::new(time, arguments.rounds, arguments.content);
    runtime.block_on(async {
        for round in 0..arguments.rounds {
            report.add_baseline(baseline::measure(time).await?);
            for storage in &arguments.on {
                for scenario in scenarios {
                    // In turn, so that a drift of the machine meets both programs alike.
                    for index in 0..programs.len() {
                        let number = (index + round) % programs.len();
                        let Some(program) = programs.get(number) else { continue };
                        let figures = scenario.measure(program, *storage, arguments.content, time).await?;
                        report.add(*scenario, *storage, number, figures);
                    }
                }
            }
        }
        Ok::<(), Failure>(())
    })?;
    report.print();
    Ok(())
}
