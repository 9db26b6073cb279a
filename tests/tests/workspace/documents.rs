//! The documents: their links lead to files, and the files that they name exist.

use super::ROOT;
use regex::Regex;
use simple_chats_protocol::FEATURE_LEVEL;
use std::path::{Path, PathBuf};

/// The folders that documents are in.
const FOLDERS: &[&str] = &["", "docs", "docs/decisions"];

/// The folders whose files documents name from the root.
const SOURCES: &str = "crates|tests|web-assets|migrations|docs|docker|packaging";

fn documents() -> Vec<PathBuf> {
    let files = FOLDERS.iter().flat_map(|folder| std::fs::read_dir(Path::new(ROOT).join(folder)).unwrap());
    let paths = files.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The paths in a text that a pattern captures, without those that don't exist below a folder.
fn missing(text: &str, pattern: &str, folder: &Path) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let paths = pattern.captures_iter(text).map(|found| found[1].to_owned());
    paths.filter(|path| !folder.join(path).exists()).collect()
}

#[test]
fn every_file_that_a_document_names_exists() {
    let documents = documents();
    assert!(documents.len() > 20, "the documents are found: {documents:?}");
    for document in documents {
        let text = std::fs::read_to_string(&document).unwrap();
        let links = missing(&text, r"\]\(([\w./-]+)[)#]", document.parent().unwrap());
        let names = missing(&text, &format!(r"`((?:{SOURCES})/[\w./-]+)`"), Path::new(ROOT));
        assert_eq!((links, names), (vec![], vec![]), "{}", document.display());
    }
}

#[test]
fn the_newest_feature_level_is_that_of_the_protocol() {
    let text = std::fs::read_to_string(Path::new(ROOT).join("docs/api-changelog.md")).unwrap();
    let heading = Regex::new(r"(?m)^## Level (\d+)$").unwrap();
    let levels: Vec<u32> = heading.captures_iter(&text).map(|found| found[1].parse().unwrap()).collect();
    // The newest comes first, and none is left out.
    assert_eq!(levels, (1..=FEATURE_LEVEL).rev().collect::<Vec<_>>());
}
