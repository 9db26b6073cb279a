//! The recorded work, `work.toml`.

use super::callgrind::Counts;
use super::item::Item;
use crate::Failure;
use clap::ValueEnum;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/work.toml");

/// A count that is larger than the recorded one by this factor is a failure.
const MAX_GROWTH: f64 = 1.1;

/// A count that is smaller than the recorded one by this factor is worth recording.
const MIN_GROWTH: f64 = 0.97;

/// The command that counts.
const COMMAND: &str = "tests/load/count";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) symbols: Symbols,
    work: BTreeMap<String, Counts>,
}

/// The functions whose calls are counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Symbols {
    pub(super) allocations: Vec<String>,
    pub(super) statements: Vec<String>,
    pub(super) parsed: Vec<String>,
}

/// One of the counts.
struct Kind {
    name: &'static str,
    of: fn(&Counts) -> f64,
    /// The difference that doesn't matter however small the count is.
    tolerance: f64,
    decimals: usize,
}

const KINDS: [Kind; 4] = [
    Kind { name: "instructions", of: |counts| counts.instructions, tolerance: 0.0, decimals: 0 },
    Kind { name: "allocations", of: |counts| counts.allocations, tolerance: 0.5, decimals: 1 },
    Kind { name: "statements", of: |counts| counts.statements, tolerance: 0.05, decimals: 2 },
    Kind { name: "parsed", of: |counts| counts.parsed, tolerance: 0.05, decimals: 2 },
];

impl Record {
    pub(super) fn read() -> Result<Self, Failure> {
        let text = fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
        let record: Self = toml::from_str(&text).map_err(|error| format!("{PATH}: {error}"))?;
        let names: Vec<String> = Item::value_variants().iter().map(|item| item.name()).collect();
        match record.work.keys().find(|name| !names.contains(name)) {
            None => Ok(record),
            Some(unknown) => Err(format!("{PATH}: there is no {unknown}").into()),
        }
    }

    /// Fails if the work of an item that the server doesn't offer is recorded.
    pub(super) fn expect_none(&self, item: Item) -> Result<(), Failure> {
        let name = item.name();
        if self.work.contains_key(&name) {
            return Err(format!("the server no longer offers {name}").into());
        }
        eprintln!("{name} is left out: the server doesn't offer it");
        Ok(())
    }

    /// Prints the counts. Fails if one is larger than recorded.
    pub(super) fn compare(&self, counted: &BTreeMap<Item, Vec<Counts>>) -> Result<(), Failure> {
        println!("| Work | Instructions | Allocations | SQL statements | of them parsed |");
        println!("| --- | --- | --- | --- | --- |");
        let (mut more, mut less) = (String::new(), String::new());
        for (item, counts) in counted {
            let (name, recorded) = (item.name(), self.work.get(&item.name()));
            let mut row = format!("| {name} |");
            for kind in &KINDS {
                let counted = kind.median(counts);
                let text = kind.text(counted);
                let Some(recorded) = recorded.map(kind.of) else {
                    write!(row, " {text}{} |", kind.spread(counts))?;
                    writeln!(more, "{name}: {text} {}, and none recorded", kind.name)?;
                    continue;
                };
                let change = if recorded > 0.0 {
                    format!(" ({:+.1} %)", 100.0 * (counted - recorded) / recorded)
                } else {
                    String::new()
                };
                write!(row, " {text}{change}{} |", kind.spread(counts))?;
                let line = format!("{name}: {text} {} instead of {}{change}", kind.name, kind.text(recorded));
                if counted > recorded * MAX_GROWTH + kind.tolerance {
                    writeln!(more, "{line}")?;
                } else if counted < recorded * MIN_GROWTH - kind.tolerance {
                    writeln!(less, "{line}")?;
                }
            }
            println!("{row}");
        }
        if !less.is_empty() {
            println!(
                "\nLess work than recorded. Record it ({COMMAND} --record), so that it stays so:\n{less}"
            );
        }
        if more.is_empty() {
            return Ok(());
        }
        Err(format!(
            "more work than recorded, by over 10 %:\n\n{more}\nFind out why (CONTRIBUTING.md, \"When a change makes the \
             server do more work\"). If the change is worth it, record the new values: {COMMAND} --record"
        )
        .into())
    }

    pub(super) fn update(&mut self, counted: &BTreeMap<Item, Vec<Counts>>) {
        for (item, counts) in counted {
            let [instructions, allocations, statements, parsed] = KINDS.map(|kind| kind.median(counts));
            self.work.insert(item.name(), Counts { instructions, allocations, statements, parsed });
        }
    }

    pub(super) fn write(&self) -> Result<(), Failure> {
        let Symbols { allocations, statements, parsed } = &self.symbols;
        let mut text = format!(
            "# The work of the server for one request or message, recorded by `{COMMAND} --record` and compared by\n\
             # `{COMMAND}`. Instructions are those outside the kernel.\n\n\
             # The functions whose calls are counted. Each must be called, so that none is lost by a change of a dependency.\n\
             [symbols]\n\
             allocations = {allocations:?}\n\
             statements = {statements:?}\n\
             parsed = {parsed:?}\n\n\
             [work]\n"
        );
        // In the order in which they are counted.
        for item in Item::value_variants() {
            let Some(counts) = self.work.get(&item.name()) else { continue };
            let counts = KINDS.map(|kind| format!("{} = {}", kind.name, kind.text((kind.of)(counts))));
            writeln!(text, "{} = {{ {} }}", item.name(), counts.join(", "))?;
        }
        println!("{text}");
        Ok(fs::write(PATH, text)?)
    }
}

impl Kind {
    fn median(&self, counts: &[Counts]) -> f64 {
        let sorted = self.sorted(counts);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The extremes, if it was counted more than once.
    fn spread(&self, counts: &[Counts]) -> String {
        match self.sorted(counts).as_slice() {
            [least, .., most] if least < most => format!(", {} to {}", self.text(*least), self.text(*most)),
            _ => String::new(),
        }
    }

    fn sorted(&self, counts: &[Counts]) -> Vec<f64> {
        let mut sorted: Vec<f64> = counts.iter().map(self.of).collect();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    fn text(&self, value: f64) -> String {
        format!("{value:.*}", self.decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenarios::Read;

    const RECORDED: Counts =
        Counts { instructions: 1000.0, allocations: 100.0, statements: 3.0, parsed: 0.0 };

    fn compare(counts: Counts) -> Result<(), String> {
        let symbols = Symbols { allocations: vec![], statements: vec![], parsed: vec![] };
        let record = Record { symbols, work: [("me".to_owned(), RECORDED)].into() };
        record.compare(&[(Item::Read(Read::Me), vec![counts])].into()).map_err(|error| error.to_string())
    }

    #[test]
    fn up_to_a_tenth_more_passes() {
        assert_eq!(compare(Counts { instructions: 1100.0, allocations: 110.0, ..RECORDED }), Ok(()));
        assert_eq!(compare(Counts { instructions: 10.0, statements: 1.0, ..RECORDED }), Ok(()));
    }

    #[test]
    fn over_a_tenth_more_fails_and_names_the_request_and_both_counts() {
        let error = compare(Counts { instructions: 1101.0, ..RECORDED }).unwrap_err();
        assert!(error.contains("me: 1101 instructions instead of 1000 (+10.1 %)"), "{error}");
        assert!(error.contains("tests/load/count --record"), "{error}");
        assert!(compare(Counts { statements: 4.0, ..RECORDED }).is_err(), "one more statement");
        assert!(compare(Counts { parsed: 1.0, ..RECORDED }).is_err(), "a statement that isn't cached");
    }

    #[test]
    fn the_committed_record_can_be_read() {
        assert!(!Record::read().unwrap().symbols.allocations.is_empty());
    }
}
