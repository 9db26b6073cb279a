//! The tables of a run.

mod targets;

use crate::baseline::Baseline;
use crate::processor_use::{LOAD_GENERATOR, SATURATED};
use crate::scenarios::{Figure, Scenario};
use crate::seed::Content;
use crate::{Storage, machine};
use clap::ValueEnum;

/// The largest factor by which a figure may be worse with the large content.
const MAX_GROWTH: f64 = 1.3;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) scenario: Scenario,
    pub(crate) storage: Storage,
    pub(crate) content: Content,
    /// The number of the program.
    pub(crate) program: usize,
}

/// The figures of all rounds.
pub(crate) struct Report {
    heading: String,
    baselines: Vec<Baseline>,
    /// In the order in which they were first measured.
    results: Vec<Measured>,
}

/// The figures of one subject.
struct Measured {
    subject: Subject,
    /// The load average before each round.
    loads: Vec<f64>,
    figures: Vec<(Figure, Vec<f64>)>,
}

/// The median and the extremes of a figure.
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Report {
    pub(crate) fn new(heading: String) -> Self {
        Self { heading, baselines: Vec::new(), results: Vec::new() }
    }

    pub(crate) fn add_baseline(&mut self, baseline: Baseline) {
        self.baselines.push(baseline);
    }

    pub(crate) fn add(&mut self, subject: Subject, load: f64, figures: Vec<Figure>) {
        let position = self.results.iter().position(|measured| measured.subject == subject);
        if position.is_none() {
            self.results.push(Measured { subject, loads: Vec::new(), figures: Vec::new() });
        }
        let last = self.results.len() - 1;
        let Some(measured) = self.results.get_mut(position.unwrap_or(last)) else { return };
        measured.loads.push(load);
        for figure in figures {
            eprintln!("{}: {} {} {}", subject.title(), figure.name, number(figure.value), figure.unit);
            let value = figure.value;
            match measured.figures.iter_mut().find(|(known, _)| known.name == figure.name) {
                Some((_, values)) => values.push(value),
                None => measured.figures.push((figure, vec![value])),
            }
        }
    }

    /// Prints the tables as Markdown.
    pub(crate) fn print(&self) {
        println!("{}\n", self.heading);
        self.print_figures();
        let large = self.results.iter().filter(|measured| measured.subject.content == Content::Large);
        let pairs: Vec<_> = large.filter_map(|large| Some((self.small_of(large)?, large))).collect();
        if !pairs.is_empty() {
            print_growth(&pairs);
        }
    }

    fn print_figures(&self) {
        let baseline = |value: fn(&Baseline) -> f64| spread(self.baselines.iter().map(value).collect());
        let appends = baseline(|baseline| baseline.synced_appends);
        let requests = baseline(|baseline| baseline.empty_requests);
        println!(
            "| Load | Figure | Median | Least to most | Target | Of the machine's limit | Load average before |\n\
             | --- | --- | --- | --- | --- | --- | --- |\n\
             | The machine | synced appends, one after another | {} | | | |\n\
             | The machine | requests to an empty handler | {} | | | |",
            appends.cells("/s"),
            requests.cells("/s")
        );
        for measured in &self.results {
            let loads: Vec<String> = measured.loads.iter().map(|load| format!("{load:.1}")).collect();
            let mut loads = loads.join(", ");
            for (figure, values) in &measured.figures {
                let spread = spread(values.clone());
                let ratio = match figure.name {
                    "requests" => format!("{:.0} %", 100.0 * spread.median / requests.median),
                    "messages" => format!("{:.1} a synced append", spread.median / appends.median),
                    LOAD_GENERATOR if spread.median >= SATURATED => "the generator is the limit".to_owned(),
                    _ => String::new(),
                };
                let (title, cells) = (measured.subject.title(), spread.cells(figure.unit));
                let target = targets::cell(&measured.subject, figure, spread.median);
                println!("| {title} | {} | {cells} | {target} | {ratio} | {loads} |", figure.name);
                // The load average belongs to all figures of the subject.
                loads.clear();
            }
        }
    }

    fn small_of(&self, large: &Measured) -> Option<&Measured> {
        let subject = Subject { content: Content::Small, ..large.subject };
        self.results.iter().find(|measured| measured.subject == subject)
    }
}

/// Prints how much worse the figures are with the large content.
fn print_growth(pairs: &[(&Measured, &Measured)]) {
    println!(
        "\n| Load | Figure | Small | Large | Times worse |\n\
         | --- | --- | --- | --- | --- |"
    );
    for (small, large) in pairs {
        for (figure, values) in &small.figures {
            let same = large.figures.iter().find(|(other, _)| other.name == figure.name);
            let Some((_, large_values)) = same else { continue };
            let (before, after) = (spread(values.clone()).median, spread(large_values.clone()).median);
            let factor = match figure.unit {
                "/s" => before / after,
                "µs a request" | "µs a message" | "ms" | "KB a message" | "KB a socket" | "MB" => {
                    after / before
                }
                _ => continue,
            };
            if !factor.is_finite() {
                continue;
            }
            let factor =
                if factor > MAX_GROWTH { format!("**{factor:.2}**") } else { format!("{factor:.2}") };
            let (unit, title) = (figure.unit, small.subject.title());
            println!(
                "| {title} | {} | {} {unit} | {} {unit} | {factor} |",
                figure.name,
                number(before),
                number(after)
            );
        }
    }
}

impl Subject {
    fn title(&self) -> String {
        let scenario = self.scenario.to_possible_value();
        let scenario = scenario.as_ref().map_or("", |value| value.get_name());
        let content = if self.content == Content::Large { ", large content" } else { "" };
        let program = if self.program == 0 { "" } else { ", the other program" };
        format!("{scenario}, {}{content}{program}", self.storage.name())
    }
}

impl Spread {
    fn cells(&self, unit: &str) -> String {
        format!("{} {unit} | {} to {}", number(self.median), number(self.least), number(self.most))
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

/// The machine, the content of the databases, and when a message counts as stored.
pub(crate) fn heading(rounds: usize, seconds: u64, storages: &[Storage]) -> String {
    let durability = storages.iter().map(|storage| storage.durability()).collect::<Vec<_>>().join("; ");
    format!(
        "{}. Databases on {}. Medians of {rounds} rounds of {seconds} s. {durability}.",
        machine::description(),
        machine::file_system(&std::env::temp_dir()),
    )
}
