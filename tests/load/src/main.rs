//! Puts load on a server and measures it: durable messages by socket and by REST, lists, pages, idle sockets, and the
//! start. Server, load generator, and database share this machine, and everything stays on the loopback address.
//!
//! A run is fair, or it fails:
//!
//! - Every response is checked for its content, and every acknowledged message is read back after the measurement.
//! - Each figure is measured several times in rotating rounds, on copies of one database; the report has the median and the
//!   extremes, and the load average before each round.
//! - Beside the figures stand those of the machine in the same run: synced appends to a file, and requests to a handler
//!   that does nothing.
//! - The load generator reports the processor time that it used itself, and that others used.
//!
//! Times depend on the machine and on what else it does. `count` counts the server's work instead, which doesn't.
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
mod processor_use;
mod report;
mod scenarios;
mod seed;
mod socket;
mod work;

use clap::{Parser, Subcommand, ValueEnum};
use installation::Program;
use report::{Report, Subject};
use scenarios::{Scenario, Times};
use seed::Content;
use simple_chats_persistence::DatabaseAddress;
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
    /// Counts the server's work for each request and message, and compares it with the recorded work.
    Count(work::Arguments),
    /// Fills an empty database, and prints the users and chats that scenarios use. Used by `run` and `count`.
    #[command(hide = true)]
    Fill {
        /// `sqlite:PATH` or `postgres://...`.
        address: String,
        #[arg(long, value_enum)]
        content: Content,
    },
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
    /// How many times to measure each figure; an odd number.
    #[arg(long, default_value_t = 3, value_parser = odd)]
    rounds: usize,
    /// How many seconds to keep up each load.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many seconds to keep up the load of the scenario `soak`, which runs in the first round only.
    #[arg(long, default_value_t = 240)]
    soak_seconds: u64,
    /// How much the database holds before the load. With both, the growth of all figures is shown.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "small,large")]
    content: Vec<Content>,
}

fn odd(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(number) if number % 2 == 1 => Ok(number),
        _ => Err("an odd number has one in the middle".to_owned()),
    }
}

/// The database of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
enum Storage {
    Sqlite,
    Postgres,
}

impl Storage {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// When an acknowledged message is on disk.
    fn durability(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite: WAL, synchronous=FULL",
            Self::Postgres => "PostgreSQL: fsync=on, synchronous_commit=on",
        }
    }
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(arguments) => run(&arguments),
        Command::Count(arguments) => work::count(&arguments),
        Command::Fill { address, content } => fill(&address, content),
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
    let usual = Duration::from_secs(arguments.seconds);
    let times = Times { usual, soak: Duration::from_secs(arguments.soak_seconds) };
    let all = Scenario::value_variants();
    let scenarios = if arguments.scenarios.is_empty() { all } else { &arguments.scenarios };
    let heading = report::heading(arguments.rounds, arguments.seconds, &arguments.on);
    let mut report = Report::new(heading);
    runtime()?.block_on(async {
        for round in 0..arguments.rounds {
            report.add_baseline(baseline::measure(usual).await?);
            for subject in subjects(arguments, scenarios, programs.len(), round) {
                let Subject { scenario, storage, content, program } = subject;
                let Some(program) = programs.get(program) else { continue };
                let load = machine::load_average();
                report.add(subject, load, scenario.measure(program, storage, content, times).await?);
            }
        }
        Ok::<(), Failure>(())
    })?;
    report.print();
    Ok(())
}

/// What to measure in a round. Both contents and both programs are measured in turn, so that a drift of the machine meets
/// them alike.
fn subjects(arguments: &RunArguments, scenarios: &[Scenario], programs: usize, round: usize) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for storage in arguments.on.iter().copied() {
        for scenario in scenarios.iter().copied() {
            let contents = arguments.content.iter().copied();
            let of_contents = contents.filter(|content| scenario.takes_part(round, *content));
            let mut turns: Vec<Subject> = of_contents
                .flat_map(|content| (0..programs).map(move |program| (content, program)))
                .map(|(content, program)| Subject { scenario, storage, content, program })
                .collect();
            let first = round % turns.len().max(1);
            turns.rotate_left(first);
            subjects.extend(turns);
        }
    }
    subjects
}

/// A runtime of one thread, so that the generator takes no more of the processors than it must.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

fn fill(address: &str, content: Content) -> Result<(), Failure> {
    let address = DatabaseAddress::parse(address).ok_or("no address of a database")?;
    let seed = runtime()?.block_on(seed::fill(&address, content))?;
    println!("{}", serde_json::to_string(&seed)?);
    Ok(())
}
