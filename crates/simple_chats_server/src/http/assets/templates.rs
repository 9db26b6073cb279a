//! The template engine with the filter `initials`. Before templates are compiled, the addresses of files are put in, and
//! indentation is removed.

use super::text;
use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, Tera, TeraResult};

/// Compiles all templates. Fails if one is faulty, or names a file that doesn't exist.
pub(super) fn build(
    sources: BTreeMap<String, String>,
    hash: &str,
    files: &BTreeSet<String>,
) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_filter("initials", text::initials);
    let sources = sources.into_iter().map(|(name, source)| Ok((name, prepare(&source, hash, files)?)));
    tera.add_raw_templates(sources.collect::<TeraResult<Vec<_>>>()?)?;
    Ok(tera)
}

/// The address of a file below `/static`.
pub(super) fn url_of(hash: &str, path: &str) -> String {
    format!("/static/{hash}/{path}")
}

/// The script with the elements that scripts clone.
pub(super) fn markup_script(tera: &Tera) -> TeraResult<String> {
    let html = tera.render("components/templates.html", &Context::new())?;
    let literal = serde_json::to_string(&html).map_err(tera::Error::message)?;
    Ok(format!("export const markup = {literal};\n"))
}

/// Replaces `{{ asset(path="…") }}`, and removes the indentation.
fn prepare(source: &str, hash: &str, files: &BTreeSet<String>) -> TeraResult<String> {
    let asset = Regex::new(r#"\{\{ asset\(path="([^"]*)"\) \}\}"#).map_err(tera::Error::message)?;
    if let Some(missing) =
        asset.captures_iter(source).map(|found| found[1].to_owned()).find(|path| !files.contains(path))
    {
        return Err(tera::Error::message(format!("there is no file {missing:?} in web-assets/static")));
    }
    let source = asset.replace_all(source, |found: &Captures<'_>| url_of(hash, &found[1]));
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    Ok(lines.join("\n"))
}
