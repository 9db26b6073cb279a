//! Every text that a person sees comes from the files in `web-assets/locales`, and every text in them is seen.

use super::ROOT;
use regex::Regex;
use simple_chats_texts::source_of;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What templates may say without a text: names of the program and of a file, and a letter code.
const ALLOWED: [&str; 3] = ["REST API", "Simple Chats", "Simple chats"];

/// Templates for people who read the REST API's documents, which are English.
const ENGLISH: [&str; 1] = ["api_docs.html"];

/// All files of a folder with an extension, each with its text.
fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let (mut folders, mut found) = (vec![Path::new(ROOT).join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.push((path, text));
            }
        }
    }
    found
}

fn keys() -> BTreeSet<String> {
    let key = pattern(r"(?m)^([a-z][a-z0-9-]*) =");
    let source = source_of(simple_chats_domain::Language::English);
    key.captures_iter(source).map(|found| found[1].to_owned()).collect()
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

#[test]
fn each_text_that_a_template_or_a_script_names_is_there() {
    let keys = keys();
    let in_template = pattern(r#"\b(?:t|markup)\(key="([^"]*)""#);
    let in_script = pattern(r"\b(?:t|markup)\('([a-z0-9-]+)'");
    let templates = files("web-assets/templates", "html");
    let scripts = files("web-assets/static/scripts", "js");
    let named = |files: &[(PathBuf, String)], call: &Regex| -> Vec<String> {
        let in_file = |(path, text): &(PathBuf, String)| -> Vec<String> {
            let missing = call.captures_iter(text).filter(|found| !keys.contains(&found[1]));
            missing.map(|found| format!("{}: {}", path.display(), &found[1])).collect()
        };
        files.iter().flat_map(in_file).collect()
    };
    assert_eq!(named(&templates, &in_template), [""; 0]);
    assert_eq!(named(&scripts, &in_script), [""; 0]);
}

#[test]
fn each_text_is_used() {
    let mut sources: Vec<(PathBuf, String)> = files("web-assets/templates", "html");
    sources.extend(files("web-assets/static/scripts", "js"));
    sources.extend(files("crates/simple_chats_server/src", "rs"));
    sources.extend(files("crates/simple_chats_auth/src", "rs"));
    let literal = pattern(r#"["']([a-z][a-z0-9-]*)["']"#);
    let literals = |(_, text): &(PathBuf, String)| -> Vec<String> {
        literal.captures_iter(text).map(|found| found[1].to_owned()).collect()
    };
    let used: BTreeSet<String> = sources.iter().flat_map(literals).collect();
    assert_eq!(keys().difference(&used).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn no_key_is_built_from_pieces() {
    let built = pattern(r#"\b(?:t|markup)\(key=[^"]|\b(?:t|markup)\(key="[^"]*" *~"#);
    let (in_script, comment) =
        (pattern(r"\b(?:t|markup)\(`|\bt\('[^']*' \+"), pattern(r"(?m)^\s*(?://|\*|/\*).*$"));
    for (path, text) in files("web-assets/templates", "html") {
        assert!(!built.is_match(&text), "{}", path.display());
    }
    for (path, text) in files("web-assets/static/scripts", "js") {
        let code = comment.replace_all(&text, "");
        assert!(!in_script.is_match(&code), "{}", path.display());
    }
}

#[test]
fn no_template_holds_a_text() {
    let tags = pattern(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}");
    let body_class = pattern(r"(?s)\{% block body_class %\}.*?\{% endblock body_class %\}");
    let attribute = pattern(r#"\s(?:title|aria-label|alt|placeholder)="([^"]*)""#);
    let argument = pattern(r#"\b(?:label|hint|text|action|title)="([^"]*)""#);
    let literal = pattern(r#""(\p{Lu}\p{Ll}+ [^"]*)""#);
    let (between, word) = (pattern(r"(?s)>([^<>]*)<"), pattern(r"\p{L}{2,}"));
    let mut found = Vec::new();
    for (path, text) in files("web-assets/templates", "html") {
        if ENGLISH.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        let text = body_class.replace_all(&text, "");
        let plain = tags.replace_all(&text, "");
        let framed = format!(">{plain}<");
        let shown = between
            .captures_iter(&framed)
            .chain(attribute.captures_iter(&plain))
            .map(|found| found[1].trim().to_owned());
        let arguments = tags.find_iter(&text).filter(|tag| tag.as_str().starts_with("{{ <"));
        let arguments =
            arguments.flat_map(|tag| argument.captures_iter(tag.as_str())).map(|found| found[1].to_owned());
        let literals = tags
            .find_iter(&text)
            .filter(|tag| tag.as_str().starts_with("{%") || tag.as_str().starts_with("{{"));
        let literals =
            literals.flat_map(|tag| literal.captures_iter(tag.as_str())).map(|found| found[1].to_owned());
        for text in shown.chain(arguments).chain(literals) {
            let text = ALLOWED.iter().fold(text, |text, allowed| text.replace(allowed, ""));
            let text = pattern("&[a-z]+;").replace_all(&text, "").into_owned();
            if word.is_match(&text) {
                found.push(format!("{}: {text}", path.display()));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}
