//! The table of a run.

use crate::baseline::Baseline;
use crate::scenarios::{Figure, Scenario};
use crate::seed::Content;
use crate::{Storage, machine};
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::time::Duration;

/// The figures of all rounds.
pub(crate) struct Report {
    time: Duration,
    rounds: usize,
    content: Content,
    machine: String,
    baselines: Vec<Baseline>,
    figures: BTreeMap<Key, Vec<f64>>,
    /// The figures in the order in which they were first measured.
    order: Vec<Key>,
}

/// A figure of a scenario, on one database, of one program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    storage: String,
    scenario: Scenario,
    name: &'static str,
    unit: &'static str,
    program: usize,
}

/// The median and the extremes of a figure.
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Report {
    pub(crate) fn new(time: Duration, rounds: usize, content: Content) -> Self {
        let machine = machine::description();
        Self {
            time,
            rounds,
            content,
            machine,
            baselines: Vec::new(),
            figures: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    pub(crate) fn add_baseline(&mut self, baseline: Baseline) {
        self.baselines.push(baseline);
    }

    pub(crate) fn add(&mut self, scenario: Scenario, storage: Storage, program: usize, figures: Vec<Figure>) {
        for Figure { name, unit, value } in figures {
            let storage = format!("{storage:?}");
            let key = Key { storage, scenario, name, unit, program };
            eprintln!("{}: {name} {value:.2} {unit}", key.title());
            let values = self.figures.entry(key.clone()).or_default();
            if values.is_empty() {
                self.order.push(key);
            }
            values.push(value);
        }
    }

    /// Prints the table as Markdown.
    pub(crate) fn print(&self) {
        println!(
            "{}; {:?} content; {} rounds of {} s\n",
            self.machine,
            self.content,
            self.rounds,
            self.time.as_secs()
        );
        let baseline = |value: fn(&Baseline) -> f64| spread(self.baselines.iter().map(value).collect());
        let (appends, requests) =
            (baseline(|baseline| baseline.synced_appends), baseline(|baseline| baseline.empty_requests));
        println!("| Load | Figure | Median | Least to most | Of the machine's limit |");
        println!("| --- | --- | --- | --- | --- |");
        println!("| The machine | synced appends, one after another | {} |", appends.cells("/s"));
        println!("| The machine | requests to an empty handler | {} |", requests.cells("/s"));
        for key in &self.order {
            let Some(values) = self.figures.get(key) else { continue };
            let spread = spread(values.clone());
            let ratio = match key.name {
                "requests" => format!("{:.0} %", 100.0 * spread.median / requests.median),
                "messages" => format!("{:.1} a synced append", spread.median / appends.median),
                _ => String::new(),
            };
            println!("| {} | {} | {} {ratio} |", key.title(), key.name, spread.cells(key.unit));
        }
    }
}

impl Key {
    fn title(&self) -> String {
        let scenario = self.scenario.to_possible_value();
        let scenario = scenario.as_ref().map_or("", |value| value.get_name());
        let program = if self.program == 0 { String::new() } else { ", the other program".to_owned() };
        format!("{scenario}, {}{program}", self.storage)
    }
}

impl Spread {
    fn cells(&self, unit: &str) -> String {
        format!("{} {unit} | {} to {} |", number(self.median), number(self.least), number(self.most))
    }
}

fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    Spread { median: at(values.len() / 2), least: at(0), most: at(values.len().saturating_sub(1)) }
}

/// Three significant digits, as far as they matter.
fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}
