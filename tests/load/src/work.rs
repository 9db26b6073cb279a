//! Counts the server's work for a fixed set of requests and messages: instructions, allocations, and SQL statements. The
//! counts hardly depend on the machine and not at all on what else it does, so that a change that makes the server do more
//! is noticed on any machine. They are compared with the recorded ones in `work.toml`.

mod callgrind;
mod item;
mod record;

use crate::installation::Installation;
use crate::scenarios::Read;
use crate::seed::Content;
use crate::{Failure, Program, Storage, odd, runtime};
use callgrind::{Callgrind, Counts};
use clap::ValueEnum;
use item::Item;
use record::Record;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// The time in which the server finishes what it does after its last response.
const SETTLE_TIME: Duration = Duration::from_millis(2_500);

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to count [default: everything].
    #[arg(value_enum)]
    items: Vec<Item>,
    /// The program whose work is counted, with symbols.
    #[arg(long)]
    program: PathBuf,
    /// Record the counted values instead of comparing them.
    #[arg(long)]
    record: bool,
    /// How many times to count, each time with a new server; an odd number. The medians count, so that a connection which
    /// opens during one of them makes no difference.
    #[arg(long, default_value_t = 3, value_parser = odd)]
    rounds: usize,
    /// A folder for callgrind's profiles, for `callgrind_annotate`.
    #[arg(long)]
    keep: Option<PathBuf>,
}

pub(crate) fn count(arguments: &Arguments) -> Result<(), Failure> {
    let mut record = Record::read()?;
    let all = Item::value_variants();
    let items = if arguments.items.is_empty() { all } else { &arguments.items };
    let mut counted: BTreeMap<Item, Vec<Counts>> = BTreeMap::new();
    for _ in 0..arguments.rounds {
        for (item, counts) in runtime()?.block_on(count_once(arguments, items, &record))? {
            counted.entry(item).or_default().push(counts);
        }
    }
    if arguments.record {
        record.update(&counted);
        record.write()
    } else {
        record.compare(&counted)
    }
}

async fn count_once(
    arguments: &Arguments,
    items: &[Item],
    record: &Record,
) -> Result<Vec<(Item, Counts)>, Failure> {
    let callgrind = Callgrind::prepare(&arguments.program)?;
    let program = Program::new(callgrind.wrapper());
    let installation = Installation::start(&program, Storage::Sqlite, Content::Small).await?;
    let profiler = callgrind.attach(installation.pid());
    // Everything is called between the start and here, migrations included.
    profiler.take_profile()?.expect_symbols(&record.symbols)?;
    open_connections(&installation).await?;
    let mut counted = Vec::with_capacity(items.len());
    for item in items {
        let Some(mut load) = item.prepare(&installation).await? else {
            record.expect_none(*item)?;
            continue;
        };
        load.warm_up(&installation).await?;
        load.repeat(item.warm_up()).await?;
        tokio::time::sleep(SETTLE_TIME).await;
        profiler.take_profile()?;
        let repetitions = item.repetitions() / item.samples();
        let requests = f64::from(repetitions) * load.requests_each();
        for _ in 0..item.samples() {
            load.repeat(repetitions).await?;
            tokio::time::sleep(SETTLE_TIME).await;
            let profile = profiler.take_profile()?;
            if let Some(folder) = &arguments.keep {
                std::fs::create_dir_all(folder)?;
                std::fs::copy(profile.path(), folder.join(format!("{}.callgrind", item.name())))?;
            }
            counted.push((*item, profile.counts(&record.symbols).divided_by(requests)));
        }
    }
    Ok(counted)
}

/// Makes the server open all its connections to the database, by a change and by requests at the same time. A connection
/// that opens later would parse the schema while something is counted.
async fn open_connections(installation: &Installation) -> Result<(), Failure> {
    let read = Read::Me.prepare(installation).await?.ok_or("a server without accounts")?;
    item::read_at_the_same_time(&read, installation).await?;
    installation.log_in(&installation.seed.reader).await?;
    tokio::time::sleep(SETTLE_TIME).await;
    Ok(())
}
