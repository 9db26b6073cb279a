//! The server under callgrind, which counts each instruction and each call.

use super::record::Symbols;
use crate::Failure;
use serde::Deserialize;
use simple_chats_tests::supervisor::program;
use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The work of a request or a message.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(super) struct Counts {
    /// Instructions outside the kernel.
    pub(super) instructions: f64,
    pub(super) allocations: f64,
    /// SQL statements that were carried out.
    pub(super) statements: f64,
    /// SQL statements that were parsed, as they were not prepared before.
    pub(super) parsed: f64,
}

/// A script that starts a server under callgrind, in a folder that also gets the profiles.
pub(super) struct Callgrind {
    folder: TempDir,
}

impl Callgrind {
    pub(super) fn prepare(server: &Path) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let (valgrind, taskset) = (program("valgrind", "valgrind")?, program("taskset", "util-linux")?);
        // On one processor, the server has one worker thread. The other options leave out what isn't needed.
        let script = format!(
            "#!/bin/sh\nexec {} --cpu-list {} {} --tool=callgrind --dump-line=no --vgdb-prefix={}/vgdb \
             --callgrind-out-file={}/profile {} \"$@\"\n",
            taskset.display(),
            any_processor()?,
            valgrind.display(),
            folder.path().display(),
            folder.path().display(),
            fs::canonicalize(server)?.display(),
        );
        let path = folder.path().join("server");
        fs::write(&path, script)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        Ok(Self { folder })
    }

    /// The path of the script.
    pub(super) fn wrapper(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    pub(super) fn attach(&self, pid: String) -> Profiler<'_> {
        Profiler { folder: self.folder.path(), pid }
    }
}

/// The first processor that this process may run on.
fn any_processor() -> Result<String, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
    let first = list.and_then(|list| list.trim().split([',', '-']).next());
    Ok(first.ok_or("Linux says nothing about the allowed processors")?.to_owned())
}

/// The callgrind of a running server.
pub(super) struct Profiler<'a> {
    folder: &'a Path,
    pid: String,
}

impl Profiler<'_> {
    /// The profile since the last one.
    pub(super) fn take_profile(&self) -> Result<Profile, Failure> {
        let before = self.profiles()?;
        let output = Command::new(program("vgdb", "valgrind")?)
            .arg(format!("--pid={}", self.pid))
            .arg(format!("--vgdb-prefix={}/vgdb", self.folder.display()))
            .arg("dump")
            .output()?;
        let new = self.profiles()?.into_iter().find(|path| !before.contains(path));
        let Some(path) = new else {
            return Err(
                format!("callgrind wrote no profile: {}", String::from_utf8_lossy(&output.stderr)).into()
            );
        };
        let profile = Profile::parse(path)?;
        Ok(profile)
    }

    fn profiles(&self) -> Result<Vec<PathBuf>, Failure> {
        let entries = fs::read_dir(self.folder)?.filter_map(Result::ok).map(|entry| entry.path());
        let is_profile = |path: &PathBuf| path.to_string_lossy().contains("/profile.");
        Ok(entries.filter(is_profile).collect())
    }
}

/// What a server did in some time.
pub(super) struct Profile {
    path: PathBuf,
    instructions: f64,
    /// How often each function was called.
    calls: HashMap<String, f64>,
}

impl Profile {
    /// Reads a profile, whose format is described in Valgrind's manual. Of its lines, `cfn=(id) name` or `cfn=(id)` before
    /// `calls=count …` matter, and `totals: count` at the end. `fn=(id) name` may give a name as well.
    fn parse(path: PathBuf) -> Result<Self, Failure> {
        let text = fs::read_to_string(&path)?;
        let mut names = HashMap::new();
        let mut calls: HashMap<&str, f64> = HashMap::new();
        let (mut callee, mut instructions) = ("", 0.0);
        for line in text.lines() {
            let (key, value) = line.split_once(['=', ':']).unwrap_or_default();
            match key {
                "fn" | "cfn" => {
                    let (id, name) = value.split_once(' ').unwrap_or((value, ""));
                    if !name.is_empty() {
                        names.insert(id, name);
                    }
                    if key == "cfn" {
                        callee = id;
                    }
                }
                "calls" => {
                    let count: f64 = value.split(' ').next().unwrap_or_default().parse()?;
                    *calls.entry(callee).or_default() += count;
                }
                "totals" => instructions = value.trim().parse()?,
                _ => {}
            }
        }
        let mut profile = Self { path, instructions, calls: HashMap::new() };
        for (id, count) in calls {
            let name = names.get(id).copied().unwrap_or_default();
            *profile.calls.entry(function(name).to_owned()).or_default() += count;
        }
        Ok(profile)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn calls_of(&self, symbols: &[String]) -> f64 {
        // A sum of nothing would be -0.
        symbols.iter().filter_map(|symbol| self.calls.get(symbol)).fold(0.0, |sum, count| sum + count)
    }

    pub(super) fn counts(&self, symbols: &Symbols) -> Counts {
        Counts {
            instructions: self.instructions,
            allocations: self.calls_of(&symbols.allocations),
            statements: self.calls_of(&symbols.statements),
            parsed: self.calls_of(&symbols.parsed),
        }
    }

    /// Fails unless all symbols were called, and unless all allocations of Rust code went through them.
    pub(super) fn expect_symbols(&self, symbols: &Symbols) -> Result<(), Failure> {
        let all = [&symbols.allocations, &symbols.statements, &symbols.parsed].into_iter().flatten();
        let missing: Vec<&String> = all.filter(|symbol| !self.calls.contains_key(*symbol)).collect();
        if !missing.is_empty() {
            return Err(format!("the server never calls {missing:?}, which work.toml counts").into());
        }
        let by_rust = self.calls.iter().filter(|(name, _)| {
            ["__rust_alloc", "__rust_alloc_zeroed", "__rust_realloc"].iter().any(|end| name.ends_with(end))
        });
        let by_rust: f64 = by_rust.map(|(_, count)| count).sum();
        let counted = self.calls_of(&symbols.allocations);
        if counted < by_rust {
            return Err(format!(
                "Rust code allocated {by_rust} times, but the functions of the allocator in work.toml were called \
                 {counted} times: another allocator is linked"
            )
            .into());
        }
        Ok(())
    }
}

/// The name of a function without the marks of recursion (`'2`) and of a copy for some callers (`.isra.0`).
fn function(name: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let name = name.rsplit_once('\'').filter(|(_, number)| is_number(number)).map_or(name, |(name, _)| name);
    name.split(".isra.").next().and_then(|name| name.split(".constprop.").next()).unwrap_or(name)
}

impl Counts {
    pub(super) fn divided_by(self, requests: f64) -> Self {
        Self {
            instructions: self.instructions / requests,
            allocations: self.allocations / requests,
            statements: self.statements / requests,
            parsed: self.parsed / requests,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names are given once, at a caller or at a callee; recursion and copies for some callers have marks.
    const PROFILE: &str = "\
        fn=(1) server\n4 7\ncfn=(2) malloc\ncalls=3 *\n* 90\ncfn=(3) sqlite3VdbeHalt'2\ncalls=1 *\n* 20\n\
        fn=(4) other\n* 8\ncfn=(2)\ncalls=2 *\n* 60\ncfn=(5)\ncalls=5 *\n* 1\nfn=(5) sqlite3RunParser.isra.0\n\
        totals: 186\n";

    fn symbols(allocations: &[&str]) -> Symbols {
        let allocations = allocations.iter().map(|&name| name.to_owned()).collect();
        Symbols {
            allocations,
            statements: vec!["sqlite3VdbeHalt".to_owned()],
            parsed: vec!["sqlite3RunParser".to_owned()],
        }
    }

    fn profile(text: &str) -> Profile {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("profile");
        fs::write(&path, text).unwrap();
        Profile::parse(path).unwrap()
    }

    #[test]
    fn instructions_and_calls_are_counted() {
        let counts = profile(PROFILE).counts(&symbols(&["malloc"]));
        assert_eq!(counts, Counts { instructions: 186.0, allocations: 5.0, statements: 1.0, parsed: 5.0 });
    }

    #[test]
    fn a_symbol_that_is_never_called_is_an_error() {
        assert!(profile(PROFILE).expect_symbols(&symbols(&["malloc"])).is_ok());
        let error = profile(PROFILE).expect_symbols(&symbols(&["malloc", "mi_malloc"])).unwrap_err();
        assert!(error.to_string().contains("mi_malloc"), "{error}");
    }

    #[test]
    fn allocations_of_rust_code_that_are_not_counted_are_an_error() {
        let text = PROFILE.replace("other", "other\ncfn=(6) __rustc::__rust_alloc\ncalls=6 *");
        let error = profile(&text).expect_symbols(&symbols(&["malloc"])).unwrap_err();
        assert!(error.to_string().contains("another allocator"), "{error}");
    }
}
