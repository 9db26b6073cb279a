//! Compares the public API of the crates for other projects with the snapshots beside them, `public-api.txt`, so that a change
//! of it is seen in review.
//!
//! `cargo run -p simple_chats_public_api` compares them, and with `-- --update`, writes them.

use public_api::{Builder, MINIMUM_NIGHTLY_RUST_VERSION};
use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

const CRATES: [&str; 9] = [
    "simple_chats_auth",
    "simple_chats_client",
    "simple_chats_domain",
    "simple_chats_media",
    "simple_chats_metrics",
    "simple_chats_persistence",
    "simple_chats_private_files",
    "simple_chats_protocol",
    "simple_chats_texts",
];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let is_update = match env::args().nth(1).as_deref() {
        None => false,
        Some("--update") => true,
        Some(_) => return Err("Usage: cargo run -p simple_chats_public_api [-- --update]".into()),
    };
    let documents = document()?;
    let mut is_same = true;
    for name in CRATES {
        let api = api_of(&documents.join(format!("{name}.json")))?;
        let snapshot = Path::new(ROOT).join("crates").join(name).join("public-api.txt");
        if is_update {
            fs::write(&snapshot, api)?;
        } else {
            is_same &= is_as_before(name, &fs::read_to_string(&snapshot).unwrap_or_default(), &api)?;
        }
    }
    if is_same {
        return Ok(ExitCode::SUCCESS);
    }
    let command = "cargo run -p simple_chats_public_api -- --update";
    writeln!(
        io::stderr(),
        "The public API has changed. If that is meant, note it in CHANGELOG.md, and run {command}"
    )?;
    Ok(ExitCode::FAILURE)
}

/// Lets rustdoc describe the crates in JSON. Returns the folder of the descriptions.
fn document() -> Result<PathBuf, Box<dyn Error>> {
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let packages = CRATES.iter().flat_map(|name| ["-p", name]);
    let documented = Command::new(cargo)
        .args(["doc", "--quiet", "--locked", "--no-deps", "--lib"])
        .args(packages)
        .current_dir(ROOT)
        .env("RUSTDOC", Path::new(ROOT).join("tests/public_api/rustdoc"))
        .env("RUSTDOCFLAGS", "-Zunstable-options --output-format json")
        .status()?;
    if documented.success() { Ok(target.join("doc")) } else { Err("rustdoc has failed".into()) }
}

/// The public items, one a line.
fn api_of(document: &Path) -> Result<String, Box<dyn Error>> {
    let api =
        Builder::from_rustdoc_json(document).omit_blanket_impls(true).omit_auto_trait_impls(true).build();
    let api = api.map_err(|error| {
        format!(
            "{error}\nThe dependency public-api has to read the JSON of this toolchain; its present version expects that of \
             {MINIMUM_NIGHTLY_RUST_VERSION}"
        )
    })?;
    let lines: Vec<String> = api.items().map(ToString::to_string).collect();
    Ok(lines.join("\n") + "\n")
}

/// Writes what differs.
fn is_as_before(name: &str, before: &str, now: &str) -> io::Result<bool> {
    let [old, new]: [BTreeSet<&str>; 2] = [before, now].map(|api| api.lines().collect());
    for (sign, lines) in [('-', old.difference(&new)), ('+', new.difference(&old))] {
        for line in lines {
            writeln!(io::stderr(), "{name}: {sign}{line}")?;
        }
    }
    Ok(before == now)
}
