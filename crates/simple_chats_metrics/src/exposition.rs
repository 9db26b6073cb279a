//! The text in which Prometheus reads metrics
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>, version 0.0.4).

use crate::histogram::Histogram;
use std::fmt::Display;

/// A text that is being written.
#[derive(Debug, Default)]
pub struct Exposition(String);

/// What the values of a histogram are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Plain numbers.
    Number,
    /// Durations, which are observed in microseconds and told in seconds.
    Seconds,
}

/// The samples of a counter or a gauge.
#[derive(Debug)]
pub struct Family<'a> {
    text: &'a mut String,
    name: &'static str,
}

/// The samples of histograms.
#[derive(Debug)]
pub struct HistogramFamily<'a> {
    text: &'a mut String,
    name: &'static str,
    unit: Unit,
}

impl Exposition {
    /// Begins a number that only grows; its name ends with `_total`.
    pub fn counter(&mut self, name: &'static str, help: &str) -> Family<'_> {
        self.begin(name, help, "counter");
        Family { text: &mut self.0, name }
    }

    /// Begins a number that grows and shrinks.
    pub fn gauge(&mut self, name: &'static str, help: &str) -> Family<'_> {
        self.begin(name, help, "gauge");
        Family { text: &mut self.0, name }
    }

    /// Begins histograms.
    pub fn histogram(&mut self, name: &'static str, help: &str, unit: Unit) -> HistogramFamily<'_> {
        self.begin(name, help, "histogram");
        HistogramFamily { text: &mut self.0, name, unit }
    }

    /// The whole text.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }

    fn begin(&mut self, name: &str, help: &str, kind: &str) {
        let help = help.replace('\\', "\\\\").replace('\n', "\\n");
        self.0.extend(["# HELP ", name, " ", &help, "\n# TYPE ", name, " ", kind, "\n"]);
    }
}

impl Family<'_> {
    /// Adds the value of these labels.
    pub fn value(&mut self, labels: &[(&str, &str)], value: impl Display) -> &mut Self {
        sample(self.text, self.name, "", labels, None, value);
        self
    }
}

impl HistogramFamily<'_> {
    /// Adds the histogram of these labels.
    pub fn observed(&mut self, labels: &[(&str, &str)], histogram: &Histogram) -> &mut Self {
        let mut count = 0;
        for (bound, total) in histogram.cumulative() {
            let bound = bound.map_or_else(|| "+Inf".to_owned(), |bound| self.number(bound));
            sample(self.text, self.name, "_bucket", labels, Some(&bound), total);
            count = total;
        }
        let sum = self.number(histogram.sum());
        sample(self.text, self.name, "_sum", labels, None, sum);
        sample(self.text, self.name, "_count", labels, None, count);
        self
    }

    fn number(&self, value: u64) -> String {
        match self.unit {
            Unit::Number => value.to_string(),
            Unit::Seconds => {
                let digits = format!("{}.{:06}", value / 1_000_000, value % 1_000_000);
                digits.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }
}

fn sample(
    text: &mut String,
    name: &str,
    suffix: &str,
    labels: &[(&str, &str)],
    bound: Option<&str>,
    value: impl Display,
) {
    text.extend([name, suffix]);
    let bound = bound.map(|bound| ("le", bound));
    for (number, (label, value)) in labels.iter().copied().chain(bound).enumerate() {
        text.push(if number == 0 { '{' } else { ',' });
        text.extend([label, "=\"", &escaped(value), "\""]);
    }
    if bound.is_some() || !labels.is_empty() {
        text.push('}');
    }
    text.extend([" ", &value.to_string(), "\n"]);
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_follow_their_help_and_type() {
        let mut exposition = Exposition::default();
        exposition.counter("things_total", "Things so far.").value(&[], 3);
        let mut gauge = exposition.gauge("temperature", "One \\ two\nlines.");
        gauge.value(&[("room", "a\"b\\c\nd"), ("floor", "1")], 20.5).value(&[("room", "x")], -1);
        let expected = "# HELP things_total Things so far.\n# TYPE things_total counter\nthings_total 3\n\
                        # HELP temperature One \\\\ two\\nlines.\n# TYPE temperature gauge\n\
                        temperature{room=\"a\\\"b\\\\c\\nd\",floor=\"1\"} 20.5\ntemperature{room=\"x\"} -1\n";
        assert_eq!(exposition.finish(), expected);
    }

    #[test]
    fn a_histogram_of_durations_is_told_in_seconds() {
        let histogram = Histogram::new(&[500, 2_000_000]);
        for micros in [500, 501, 9_000_000] {
            histogram.observe(micros);
        }
        let mut exposition = Exposition::default();
        exposition.histogram("time_seconds", "Time.", Unit::Seconds).observed(&[("a", "b")], &histogram);
        let expected = "# HELP time_seconds Time.\n# TYPE time_seconds histogram\n\
                        time_seconds_bucket{a=\"b\",le=\"0.0005\"} 1\ntime_seconds_bucket{a=\"b\",le=\"2\"} 2\n\
                        time_seconds_bucket{a=\"b\",le=\"+Inf\"} 3\ntime_seconds_sum{a=\"b\"} 9.001001\n\
                        time_seconds_count{a=\"b\"} 3\n";
        assert_eq!(exposition.finish(), expected);
    }
}
