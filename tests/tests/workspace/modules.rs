//! The imports among modules: which may not import which, and no circles.

use super::ROOT;
use simple_chats_tests::modules::{Imports, Rule, sources};
use std::path::Path;

const SERVER_RULES: [Rule; 8] = [
    Rule { of: "api", forbids: "live views", because: "no transport imports another" },
    Rule { of: "live", forbids: "api views", because: "no transport imports another" },
    Rule { of: "views", forbids: "api live", because: "no transport imports another" },
    Rule { of: "http", forbids: "api live views", because: "all transports share it" },
    Rule {
        of: "accounts attachments messaging limit_exchange mail_worker missed_mail push webhooks",
        forbids: "extern:actix http api live views",
        because: "use cases know no transport",
    },
    Rule {
        of: "delivery measures state error file_store rate_limits",
        forbids: "accounts attachments messaging mail_worker missed_mail push webhooks http api live views",
        because: "it lies below the use cases",
    },
    Rule {
        of: "settings",
        forbids: "accounts api attachments delivery error file_store http limit_exchange live mail_worker measures messaging missed_mail push rate_limits state views webhooks",
        because: "settings know nobody",
    },
    Rule {
        of: "accounts api attachments delivery error file_store http limit_exchange live mail_worker measures messaging missed_mail push rate_limits settings state views webhooks",
        forbids: "cli commands routes startup",
        because: "the program lies above",
    },
];

const SCRIPT_RULES: [Rule; 6] = [
    Rule { of: "live", forbids: "ui state chat list", because: "the connection lies below" },
    Rule { of: "ui", forbids: "live state chat list", because: "elements lie below" },
    Rule { of: "state", forbids: "ui chat list", because: "what the page knows has no DOM" },
    Rule { of: "chat", forbids: "list", because: "the open chat and the list are apart" },
    Rule { of: "list", forbids: "chat", because: "the open chat and the list are apart" },
    Rule { of: "live ui state chat list", forbids: "chats page", because: "entries lie above" },
];

/// The crates, and their modules that import a module that they are in.
const UPWARD_IMPORTS: [(&str, &str); 10] = [
    ("simple_chats_auth", ""),
    ("simple_chats_client", "protocol_state"),
    ("simple_chats_domain", "times"),
    ("simple_chats_media", ""),
    ("simple_chats_metrics", ""),
    ("simple_chats_persistence", ""),
    ("simple_chats_private_files", ""),
    ("simple_chats_texts", ""),
    ("simple_chats_protocol", ""),
    ("simple_chats_server", "commands http/assets settings views/page"),
];

fn imports_of(folder: &Path) -> Imports {
    Imports::of_crate(&sources(&folder.join("src"), "rs"))
}

fn script_imports() -> Imports {
    Imports::of_scripts(&sources(&Path::new(ROOT).join("web-assets/static/scripts"), "js"))
}

/// A rule about modules that don't exist would hold forever.
fn assert_known(imports: &Imports, rules: &[Rule]) {
    let names = rules.iter().flat_map(|rule| rule.of.split(' ').chain(rule.forbids.split(' ')));
    for name in names {
        assert!(imports.knows(name), "there is no {name}");
    }
}

#[test]
fn the_modules_of_the_server_keep_the_rules() {
    let imports = imports_of(&Path::new(ROOT).join("crates/simple_chats_server"));
    assert_known(&imports, &SERVER_RULES);
    assert_eq!(imports.violations(&SERVER_RULES), [""; 0]);
}

#[test]
fn modules_do_not_import_the_modules_that_they_are_in() {
    for (name, except) in UPWARD_IMPORTS {
        let imports = imports_of(&Path::new(ROOT).join("crates").join(name));
        assert_eq!(imports.upward(except), [""; 0], "{name}");
    }
}

#[test]
fn the_folders_of_the_scripts_are_layers() {
    let imports = script_imports();
    assert_known(&imports, &SCRIPT_RULES);
    assert_eq!(imports.violations(&SCRIPT_RULES), [""; 0]);
}

#[test]
fn modules_import_each_other_without_circles() {
    let crates = std::fs::read_dir(Path::new(ROOT).join("crates")).expect("the folder of the crates");
    let folders = crates.map(|entry| entry.expect("an entry").path());
    for folder in folders.chain([Path::new(ROOT).join("tests/history_checker")]) {
        assert_eq!(imports_of(&folder).circles(), [""; 0], "{}", folder.display());
    }
    assert_eq!(script_imports().circles(), [""; 0]);
}
