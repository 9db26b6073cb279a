//! The documents: their links lead to files, and the files that they name exist.

use super::ROOT;
use regex::Regex;
use std::path::{Path, PathBuf};

/// The folders that documents are in.
const FOLDERS: &[&str] = &["", "docs", "docs/decisions"];

/// The folders whose files documents name from the root.
const SOURCES: &str = "crates|tests|web-assets|migrations|docs|docker";

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
