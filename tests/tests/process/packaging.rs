//! The Debian package is built from the program of the tests, installed below a folder, and upgraded there; the unit is one that
//! systemd understands and that leaves the service few rights.

use crate::PROGRAM;
use simple_chats_tests::skipped::skipped;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const UNIT: &str = include_str!("../../../packaging/systemd/simple-chats.service");

/// The greatest exposure of the service, by `systemd-analyze security`, in tenths.
const MAX_EXPOSURE: &str = "19";

/// Whether these programs are here; the tests that need them are skipped otherwise.
fn are_here(programs: &[&str]) -> bool {
    let is_missing = |program: &&&str| Command::new(program).arg("--version").output().is_err();
    let missing = programs.iter().find(is_missing);
    if let Some(program) = missing {
        skipped("the tests of the Debian package", &format!("{program} is not here"));
    }
    missing.is_none()
}

/// Runs a program, which has to succeed.
fn run(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    assert!(status.success(), "{command:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("programs write UTF-8")
}

/// Builds a package of this version, or of the program's.
fn build(folder: &Path, version: Option<&str>) -> PathBuf {
    let mut build = Command::new(Path::new(ROOT).join("packaging/debian/build"));
    // Packing takes long, and these packages are used once.
    build.env("DPKG_DEB_COMPRESSOR_TYPE", "none").arg(PROGRAM).arg(folder).args(version);
    run(&mut build).trim_end().into()
}

/// The root of a system without any package.
fn empty_system() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["etc", "var/lib/dpkg/info", "var/lib/dpkg/updates"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    fs::write(root.path().join("var/lib/dpkg/status"), "").unwrap();
    root
}

/// Installs a package there, although no other package is.
fn install(root: &Path, package: &Path) {
    let root = format!("--root={}", root.display());
    let force = "--force-not-root,depends,script-chrootless";
    run(Command::new("dpkg").args([&root, force, "--log=/dev/null", "--install"]).arg(package));
}

/// The version that is installed, by the database of packages.
fn installed_version(root: &Path) -> String {
    let admin = format!("--admindir={}", root.join("var/lib/dpkg").display());
    run(Command::new("dpkg-query").args([
        &admin,
        "--show",
        "--showformat=${Status} ${Version}",
        "simple-chats",
    ]))
}

#[test]
fn a_package_is_installed_and_upgraded_and_keeps_the_settings() {
    if !are_here(&["dpkg", "dpkg-deb", "dpkg-query", "systemd-sysusers"]) {
        return;
    }
    let (packages, system) = (tempfile::tempdir().unwrap(), empty_system());
    let root = system.path();
    install(root, &build(packages.path(), Some("0.0.1-rc1")));
    assert_eq!(installed_version(root), "install ok installed 0.0.1~rc1");
    let program = root.join("usr/bin/simple-chats");
    let version = run(Command::new(PROGRAM).arg("--version"));
    assert_eq!(run(Command::new(&program).arg("--version")), version);
    for place in [
        "usr/lib/systemd/system/simple-chats.service",
        "usr/share/man/man1/simple-chats.1.gz",
        "usr/share/bash-completion/completions/simple-chats",
        "usr/share/zsh/vendor-completions/_simple-chats",
        "usr/share/fish/vendor_completions.d/simple-chats.fish",
        "usr/share/doc/simple-chats/copyright",
    ] {
        assert!(fs::metadata(root.join(place)).unwrap().len() > 200, "{place}");
    }
    let users = fs::read_to_string(root.join("etc/passwd")).unwrap();
    assert!(users.contains(":/var/lib/simple-chats:/usr/sbin/nologin\n"), "{users}");

    let settings = root.join("etc/simple-chats/simple-chats.toml");
    assert_eq!(fs::metadata(&settings).unwrap().permissions().mode() & 0o777, 0o640);
    let edited = fs::read_to_string(&settings).unwrap() + "chats_per_page = 9\n";
    fs::write(&settings, &edited).unwrap();
    install(root, &build(packages.path(), None));
    let number = version.trim_end().rsplit(' ').next().unwrap();
    assert_eq!(installed_version(root), format!("install ok installed {}", number.replace('-', "~")));
    assert_eq!(fs::read_to_string(&settings).unwrap(), edited);
    let shown = Command::new(&program)
        .env_clear()
        .current_dir(packages.path())
        .args(["--config", settings.to_str().unwrap(), "config"])
        .output()
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    for line in ["DATA_DIR = /var/lib/simple-chats ", "CHATS_PER_PAGE = 9 "] {
        assert!(shown.lines().any(|shown| shown.starts_with(line)), "{shown}");
    }
}

#[test]
fn systemd_understands_the_unit_and_finds_it_safe() {
    if !are_here(&["systemd-analyze"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("simple-chats.service");
    assert!(UNIT.contains("ExecStart=/usr/bin/simple-chats "));
    fs::write(&file, UNIT.replace("ExecStart=/usr/bin/simple-chats ", &format!("ExecStart={PROGRAM} ")))
        .unwrap();
    let verified = Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&file).output().unwrap();
    let said = String::from_utf8(verified.stderr).unwrap();
    let about_it: Vec<&str> = said.lines().filter(|line| line.contains("simple-chats")).collect();
    assert_eq!((verified.status.success(), about_it), (true, vec![]));
    let threshold = format!("--threshold={MAX_EXPOSURE}");
    run(Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--no-pager", &threshold])
        .arg(&file));
}
