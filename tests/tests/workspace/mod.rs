//! The dependencies of the crates: which may depend on which, and on what none may.

mod documents;
mod modules;
mod texts;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const DOMAIN: &str = "simple_chats_domain";
const PROTOCOL: &str = "simple_chats_protocol";
const METRICS: &str = "simple_chats_metrics";
const PRIVATE_FILES: &str = "simple_chats_private_files";
const MEDIA: &str = "simple_chats_media";
const PERSISTENCE: &str = "simple_chats_persistence";
const AUTH: &str = "simple_chats_auth";
const SERVER: &str = "simple_chats_server";
const TEXTS: &str = "simple_chats_texts";
const CLIENT: &str = "simple_chats_client";
const TESTS: &str = "simple_chats_tests";
const CHECKER: &str = "simple_chats_history_checker";
const LOAD: &str = "simple_chats_load";
const FUZZING: &str = "simple_chats_fuzzing";
const PUBLIC_API: &str = "simple_chats_public_api";

/// The manifests of the workspace. Dependencies are left out: `cargo` would look for each in the registry's folder, also for
/// those of other platforms, which nobody has downloaded on a new machine.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--no-deps"])
        .current_dir(ROOT)
        .output()
        .expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list")).iter()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is a text"))
}

/// What each of our crates needs to be built: the names of its normal and build dependencies.
fn needs(metadata: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let members: Vec<&str> = items(metadata, "workspace_members").filter_map(Value::as_str).collect();
    let ours = items(metadata, "packages").filter(|package| members.contains(&text(package, "id")));
    let needs = |package: &Value| {
        let normal = items(package, "dependencies").filter(|dependency| dependency["kind"] != "dev");
        normal.map(|dependency| text(dependency, "name").to_owned()).collect()
    };
    ours.map(|package| (text(package, "name").to_owned(), needs(package))).collect()
}

#[test]
fn the_crates_depend_on_each_other_in_one_direction() {
    let needs = needs(&metadata());
    let ours: BTreeSet<&str> = [
        DOMAIN,
        PROTOCOL,
        METRICS,
        PRIVATE_FILES,
        MEDIA,
        TEXTS,
        PERSISTENCE,
        AUTH,
        SERVER,
        CLIENT,
        CHECKER,
        TESTS,
        LOAD,
        FUZZING,
        PUBLIC_API,
    ]
    .into();
    assert_eq!(needs.keys().map(String::as_str).collect::<BTreeSet<_>>(), ours);
    let dependencies = |name: &str| -> Vec<&str> {
        needs[name].iter().map(String::as_str).filter(|needed| ours.contains(needed)).collect()
    };
    assert_eq!(dependencies(DOMAIN), [""; 0]);
    assert_eq!(dependencies(PROTOCOL), [DOMAIN]);
    assert_eq!(dependencies(METRICS), [""; 0]);
    assert_eq!(dependencies(PRIVATE_FILES), [""; 0]);
    assert_eq!(dependencies(MEDIA), [METRICS, PRIVATE_FILES], "it knows no database and serves no HTTP");
    assert_eq!(dependencies(TEXTS), [DOMAIN]);
    assert_eq!(dependencies(PERSISTENCE), [DOMAIN, METRICS, PRIVATE_FILES]);
    assert_eq!(dependencies(AUTH), [DOMAIN, PRIVATE_FILES, TEXTS]);
    let of_server = [AUTH, DOMAIN, MEDIA, METRICS, PERSISTENCE, PRIVATE_FILES, PROTOCOL, TEXTS];
    assert_eq!(dependencies(SERVER), of_server);
    assert_eq!(dependencies(CLIENT), [DOMAIN, PROTOCOL], "it knows the server by the protocol alone");
    assert_eq!(dependencies(CHECKER), [DOMAIN], "it knows nothing of how the server works");
    assert_eq!(dependencies(FUZZING), [""; 0], "all crates may have it for their tests");
    assert_eq!(dependencies(PUBLIC_API), [""; 0]);
}

#[test]
fn each_external_concern_is_in_one_crate() {
    let needs = needs(&metadata());
    let dependents_of = |prefixes: &[&str]| -> Vec<&str> {
        let is_one = |name: &String| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let of_product = needs.iter().filter(|(name, _)| ![TESTS, LOAD].contains(&name.as_str()));
        let crates = of_product.filter(|(_, needed)| needed.iter().any(is_one));
        crates.map(|(name, _)| name.as_str()).collect()
    };
    assert_eq!(dependents_of(&["diesel", "libsqlite3", "pq-sys", "r2d2"]), [PERSISTENCE]);
    assert_eq!(dependents_of(&["actix", "tera", "clap", "rust-embed"]), [SERVER]);
    assert_eq!(dependents_of(&["image", "rusty-s3", "thumbhash", "ureq"]), [MEDIA]);
    assert_eq!(dependents_of(&["bcrypt", "jsonwebtoken", "lettre", "ring"]), [AUTH]);
}

#[test]
fn the_domain_depends_on_crates_without_input_and_output() {
    let allowed = [
        "base64",
        "chrono",
        "chrono-tz",
        "emojis",
        "icu_normalizer",
        "icu_properties",
        "idna",
        "serde",
        "thiserror",
        "unicode-script",
    ];
    let allowed: BTreeSet<String> = allowed.map(str::to_owned).into();
    assert_eq!(needs(&metadata())[DOMAIN], allowed);
}

/// By the lock file, which holds what comes in with any feature, on any platform.
#[test]
fn no_unwanted_crate_is_a_transitive_dependency() {
    let lock = std::fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("there is a lock file");
    let name = |line: &'_ str| Some(line.strip_prefix("name = \"")?.strip_suffix('"')?.to_owned());
    let names: BTreeSet<String> = lock.lines().filter_map(name).collect();
    assert!(names.contains("ring"), "ring is the one that does the cryptography of TLS");
    for unwanted in ["aws-lc-rs", "aws-lc-sys", "openssl", "openssl-sys", "native-tls", "boring", "h2"] {
        assert!(!names.contains(unwanted), "{unwanted} came in: ask `cargo tree --workspace -i {unwanted}`");
    }
}

#[test]
fn every_crate_keeps_the_lints_and_none_allows_unsafe_code() {
    let metadata = metadata();
    let read = |path: &Path| std::fs::read_to_string(path).expect("a manifest can be read");
    assert!(read(&Path::new(ROOT).join("Cargo.toml")).contains("unsafe_code = \"forbid\""));
    let members: Vec<&str> = items(&metadata, "workspace_members").filter_map(Value::as_str).collect();
    for package in items(&metadata, "packages").filter(|package| members.contains(&text(package, "id"))) {
        let manifest = read(Path::new(text(package, "manifest_path")));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{}", text(package, "name"));
    }
}
