//! Metrics: their format, their description, what they count, and that they name nobody.

use crate::PROGRAM;
use regex::Regex;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::api::Api;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::supervisor::free_address;
use simple_chats_tests::{Backend, Bearer, Nobody, TestUser, on_both_databases, timing};
use std::collections::{BTreeMap, BTreeSet};

const DESCRIPTION: &str = include_str!("../../../docs/metrics.md");
const DASHBOARD: &str = include_str!("../../../docs/grafana-dashboard.json");

/// The labels that there are. None has a value that comes from a client.
const LABELS: [&str; 12] = [
    "by",
    "code",
    "feature_level",
    "le",
    "limit",
    "method",
    "operation",
    "route",
    "state",
    "status",
    "type",
    "version",
];

/// A text of metrics, read.
#[derive(Debug, Default)]
struct Metrics {
    text: String,
    /// The kind of each family.
    kinds: BTreeMap<String, String>,
    /// The value of each series, by its name and labels as they are written.
    values: BTreeMap<String, f64>,
}

impl Metrics {
    /// Reads a text, which has to keep the rules of the format.
    fn parse(text: String) -> Self {
        let sample =
            Regex::new(r#"^([a-z_]+)(\{([a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*)\})? (\S+)$"#).unwrap();
        let mut metrics = Self::default();
        let mut family = String::new();
        assert!(text.ends_with('\n'));
        for line in text.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                help.split_once(' ').expect("a name and a help").0.clone_into(&mut family);
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                let (name, kind) = kind.split_once(' ').expect("a name and a kind");
                assert_eq!(name, family, "help and type belong together");
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                assert_eq!(name.ends_with("_total"), kind == "counter", "{line}");
                assert!(metrics.kinds.insert(name.to_owned(), kind.to_owned()).is_none(), "twice: {line}");
            } else {
                let found = sample.captures(line).unwrap_or_else(|| panic!("no sample: {line}"));
                let suffix = found[1].strip_prefix(family.as_str()).expect("a sample follows its type");
                let is_histogram = metrics.kinds[&family] == "histogram";
                let fits = if is_histogram {
                    ["_bucket", "_sum", "_count"].contains(&suffix)
                } else {
                    suffix.is_empty()
                };
                assert!(fits, "{line}");
                let value = found[5].parse().unwrap_or_else(|_| panic!("no number: {line}"));
                let series = line.rsplit_once(' ').unwrap().0;
                assert!(metrics.values.insert(series.to_owned(), value).is_none(), "twice: {line}");
            }
        }
        metrics.text = text;
        metrics.check_histograms();
        metrics
    }

    /// The buckets of a histogram grow, and the last one has everything.
    fn check_histograms(&self) {
        let is_count = |name: &&String| name.split('{').next().unwrap().ends_with("_count");
        for count in self.values.keys().filter(is_count) {
            let (name, labels) = count
                .split_once('{')
                .map_or((count.as_str(), ""), |(name, rest)| (name, rest.trim_end_matches('}')));
            let start = format!("{}_bucket{{{labels}", name.trim_end_matches("_count"));
            let mut buckets: Vec<(f64, f64)> = self
                .values
                .iter()
                .filter_map(|(series, value)| {
                    let rest = series.strip_prefix(start.as_str())?.trim_start_matches(',');
                    let bound = rest.strip_prefix("le=\"")?.strip_suffix("\"}")?;
                    Some((bound.parse().expect("a number, or +Inf"), *value))
                })
                .collect();
            buckets.sort_by(|one, other| one.0.total_cmp(&other.0));
            assert!(buckets.len() > 5, "{count}");
            assert!(buckets.is_sorted_by(|one, next| one.0 < next.0 && one.1 <= next.1), "{buckets:?}");
            assert_eq!(buckets.last(), Some(&(f64::INFINITY, self.values[count])), "{count}");
        }
    }

    fn value(&self, series: &str) -> f64 {
        self.values.get(series).copied().unwrap_or_else(|| panic!("no {series}: {}", self.text))
    }

    fn count(&self, series: &str) -> u64 {
        let value = self.value(series);
        assert!(value.fract() == 0.0 && value >= 0.0, "{series} {value}");
        format!("{value:.0}").parse().expect("a whole number")
    }

    /// The names of all samples, without labels.
    fn names(&self) -> BTreeSet<&str> {
        self.values.keys().map(|series| series.split('{').next().unwrap_or_default()).collect()
    }
}

struct Measured {
    server: ServerProcess,
    metrics: Api,
    _server_dir: ServerDir,
}

impl Measured {
    async fn start(server_dir: ServerDir) -> Self {
        let address = free_address().unwrap();
        let server_dir = server_dir.with("METRICS_LISTEN", &address.to_string());
        let server = server_dir.start().await;
        Self { server, metrics: Api::at(address), _server_dir: server_dir }
    }

    async fn scrape(&self) -> Metrics {
        let answer = self.metrics.ask(Method::GET, "/metrics", &Nobody, None).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
        Metrics::parse(answer.body)
    }
}

fn names_in(text: &str) -> BTreeSet<String> {
    let name = Regex::new(r"\bsimple_chats_[a-z_]+").unwrap();
    name.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

on_both_databases! {
    async fn the_description_has_each_metric_and_no_other(backend: Backend) {
        let measured = Measured::start(ServerDir::on(backend, PROGRAM)).await;
        let (ann, _, chat_id) = measured.server.register_pair().await;
        let path = format!("/api/chats/{chat_id}/messages");
        measured.server.post(&path, &ann, json!({"texts": ["Hello!"]}), 201).await;
        let metrics = measured.scrape().await;
        let row = Regex::new(r"(?m)^\| `(simple_chats_[a-z_]+)` \| ([a-z]+) \|(.*?)\| ").unwrap();
        let described: BTreeMap<String, String> =
            row.captures_iter(DESCRIPTION).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
        assert_eq!(metrics.kinds, described);
        let label = Regex::new(r#"([a-z_]+)=""#).unwrap();
        for found in row.captures_iter(DESCRIPTION) {
            let described: BTreeSet<&str> =
                found[3].trim().split(", ").map(|label| label.trim_matches('`')).filter(|label| !label.is_empty()).collect();
            let of_family = metrics.values.keys().filter(|series| {
                let name = series.split('{').next().unwrap();
                name == &found[1] || name == format!("{}_bucket", &found[1])
            });
            let mut count = 0;
            for series in of_family {
                count += 1;
                let mut labels: BTreeSet<String> =
                    label.captures_iter(series).map(|label| label[1].to_owned()).collect();
                labels.remove("le");
                assert!(labels.iter().map(String::as_str).eq(described.iter().copied()), "{series}: {described:?}");
            }
            assert!(count > 0, "{} has a value", &found[1]);
        }

        let (_, rules) = DESCRIPTION.split_once("## Alerts").unwrap();
        let used = [names_in(rules), names_in(DASHBOARD)];
        for name in used.iter().flatten() {
            assert!(metrics.names().contains(name.as_str()), "{name} is used, and there is none");
        }
        let shown = |family: &&String| !used[1].iter().any(|name| name.starts_with(family.as_str()));
        assert_eq!(metrics.kinds.keys().filter(shown).collect::<Vec<_>>(), [""; 0], "the dashboard shows all");
        let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
        assert!(dashboard["panels"].as_array().unwrap().len() > 15);
        measured.server.stop().await;
    }

    async fn metrics_count_what_happens(backend: Backend) {
        let measured = Measured::start(ServerDir::on(backend, PROGRAM)).await;
        let server = &measured.server;
        let (ann, ben, chat_id) = server.register_pair().await;
        let before = measured.scrape().await;
        assert_eq!(before.count("simple_chats_database_up"), 1);
        assert_eq!(before.count("simple_chats_sockets"), 0);
        assert!(before.count("simple_chats_database_bytes") > 10_000);
        assert!(before.count("simple_chats_storage_free_bytes") > 10_000);
        assert!(before.count("simple_chats_password_hashes_total") >= 2);

        let mut socket = server.dial(&ben).enter().await;
        let path = format!("/api/chats/{chat_id}/messages");
        for text in ["one", "two", "three"] {
            server.post(&path, &ann, json!({"texts": [text]}), 201).await;
            socket.expect("message").await;
        }
        for _ in 0..2 {
            server.ask(Method::GET, &path, &Nobody, None).await.unwrap();
        }
        let after = measured.scrape().await;
        let grown = |series: &str| after.count(series) - before.values.get(series).map_or(0, |_| before.count(series));
        let route = "route=\"/api/chats/{chat_id}/messages\"";
        assert_eq!(grown(&format!("simple_chats_http_requests_total{{method=\"POST\",{route},status=\"201\"}}")), 3);
        assert_eq!(grown(&format!("simple_chats_http_requests_total{{method=\"GET\",{route},status=\"401\"}}")), 2);
        let seconds = format!("simple_chats_http_request_duration_seconds_count{{method=\"POST\",{route}}}");
        assert_eq!(grown(&seconds), 3);
        assert!(after.value(&seconds.replace("_count", "_sum")) > 0.0);
        assert_eq!(grown("simple_chats_http_requests_total{method=\"GET\",route=\"/ws\",status=\"101\"}"), 1);
        assert_eq!(grown("simple_chats_events_total{type=\"message\"}"), 3);
        assert_eq!(after.count("simple_chats_sockets"), 1);
        assert!(after.count("simple_chats_connections") >= 1);
        let commits = grown("simple_chats_commit_changes_count");
        assert!(commits >= 3 && grown("simple_chats_commit_changes_sum") >= commits);
        assert_eq!(commits, grown("simple_chats_commit_duration_seconds_count"));
        assert_eq!(grown("simple_chats_change_wait_seconds_count"), grown("simple_chats_commit_changes_sum"));
        let pool = |state: &str| after.count(&format!("simple_chats_pool_connections{{state=\"{state}\"}}"));
        assert!(pool("idle") + pool("in_use") >= 1);
        assert!(after.value("simple_chats_start_time_seconds") > 1.7e9);

        socket.leave().await;
        let has_ended = async || {
            let now = measured.scrape().await;
            now.count("simple_chats_sockets") == 0 && now.count("simple_chats_socket_ends_total{code=\"client\"}") == 1
        };
        timing::until(|| "the end of the socket".to_owned(), has_ended).await;
        measured.server.stop().await;
    }
}

#[tokio::test]
async fn metrics_name_nobody() {
    let measured = Measured::start(ServerDir::new(PROGRAM)).await;
    let server = &measured.server;
    let (ann, ben) = (server.register("hushann").await, server.register("hushben").await);
    let chat_id = server.open_chat(&ann, &ben).await;
    let Bearer(token) = server.token_of(&ann).await;
    let mut socket = server.dial(&ben).enter().await;
    server.post(&format!("/api/chats/{chat_id}/messages"), &ann, json!({"texts": ["hush"]}), 201).await;
    socket.expect("message").await;
    let wrong = TestUser { password: "hush-wrong".to_owned(), ..ann.clone() };
    for path in [
        "/hush-path",
        "/api/hush-path",
        &format!("/api/users/{}", ben.user_id + 7_654_321),
        &format!("/api/chats/{chat_id}7654321"),
        "/static/hush-file",
        "/invitation/hush-token",
        "/authentication/reset_password/hush-token",
        "/%68ush/{chat_id}",
    ] {
        server.ask(Method::GET, path, &ann, None).await.unwrap();
        server.ask(Method::GET, path, &wrong, None).await.unwrap();
        server.ask(Method::from_bytes(b"HUSH").unwrap(), path, &ann, None).await.unwrap();
    }
    let metrics = measured.scrape().await;
    let text = metrics.text.to_lowercase();
    for secret in ["hush", &token.to_lowercase(), "7654321", &ann.email.to_lowercase(), "@"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let label = Regex::new(r#"([a-z_]+)="([^"]*)""#).unwrap();
    let routes = Regex::new(r"^(none|/[a-z_/.-]*(\{[a-z_]+(:[^}]*)?\}[a-z_/.-]*)*)$").unwrap();
    for found in metrics.values.keys().flat_map(|series| label.captures_iter(series)) {
        assert!(LABELS.contains(&&found[1]), "{}", &found[0]);
        assert!(&found[1] != "route" || routes.is_match(&found[2]), "{}", &found[0]);
    }
    assert!(
        metrics.count("simple_chats_http_requests_total{method=\"other\",route=\"none\",status=\"404\"}")
            >= 1
    );
    measured.server.stop().await;
}

#[tokio::test]
async fn refusals_are_counted_by_their_limit() {
    let server_dir = ServerDir::new(PROGRAM).with("RATE_LIMITS", "on");
    let limits = "[limits]\nsearch_per_user = \"1/hour\"\n";
    std::fs::write(server_dir.folder().join("simple-chats.toml"), limits).unwrap();
    let measured = Measured::start(server_dir).await;
    let ann = measured.server.register("ann").await;
    for status in [200, 429, 429] {
        let answer =
            measured.server.ask(Method::GET, "/api/users?username-like=b", &ann, None).await.unwrap();
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let metrics = measured.scrape().await;
    let refusals =
        |limit: &str| metrics.count(&format!("simple_chats_rate_limit_refusals_total{{limit=\"{limit}\"}}"));
    assert_eq!((refusals("search_per_user"), refusals("read_per_user")), (2, 0));
    measured.server.stop().await;
}

#[tokio::test]
async fn metrics_have_an_address_of_their_own_or_none() {
    let measured = Measured::start(ServerDir::new(PROGRAM)).await;
    for path in ["/", "/api/server", "/healthz", "/metrics/x"] {
        let answer = measured.metrics.ask(Method::GET, path, &Nobody, None).await.unwrap();
        assert_eq!(answer.status, 404, "{path}");
    }
    let at_the_site = measured.server.ask(Method::GET, "/metrics", &Nobody, None).await.unwrap();
    assert_eq!(at_the_site.status, 404);
    let taken = measured.metrics.address().to_string();
    let line = ServerDir::new(PROGRAM).with("METRICS_LISTEN", &taken).run_refused(&[]).await;
    assert!(line.contains(&format!("can't listen on {taken}")), "{line}");
    let ended = measured.server.stop().await;
    assert!(ended.err.contains("metrics are served"), "{}", ended.err);
}
