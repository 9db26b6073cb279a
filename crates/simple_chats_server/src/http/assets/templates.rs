//! The template engine with the filter `initials` and the functions for texts. Before templates are compiled, the addresses of
//! files and the texts are put in, and indentation is removed.

use super::{text, texts};
use regex::{Captures, Regex};
use simple_chats_texts::Texts;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Tera, TeraResult};

/// Compiles all templates, which were prepared, in a language. Fails if one is faulty.
pub(super) fn build(sources: &BTreeMap<String, String>, texts: &'static Texts) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_filter("initials", text::initials);
    texts::register(&mut tera, texts);
    let sources = sources.iter().map(|(name, source)| Ok((name, texts::put_in(source, texts)?)));
    tera.add_raw_templates(sources.collect::<TeraResult<Vec<_>>>()?)?;
    Ok(tera)
}

/// The address of a file below `/static`.
pub(super) fn url_of(hash: &str, path: &str) -> String {
    format!("/static/{hash}/{path}")
}

/// A template without the indentation, and without the lines of tags that show nothing.
fn without_indentation(source: &str) -> String {
    let mut lean = String::with_capacity(source.len());
    for line in source.lines().map(str::trim_start) {
        lean.push_str(line);
        // A tag that removes the space before it leaves the one behind it.
        let is_tag = line.starts_with("{% ") && line.ends_with(" %}") && line.matches("%}").count() == 1;
        if !is_tag {
            lean.push('\n');
        }
    }
    lean.truncate(lean.trim_end().len());
    lean
}

/// Replaces `{{ asset(path="…") }}` and `{{ language_script }}` in each template, and removes the indentation. Fails if a
/// template names a file that doesn't exist.
pub(super) fn prepare(
    sources: BTreeMap<String, String>,
    hash: &str,
    files: &BTreeSet<String>,
) -> TeraResult<BTreeMap<String, String>> {
    let asset = Regex::new(r#"\{\{ asset\(path="([^"]*)"\) \}\}"#).map_err(tera::Error::message)?;
    let prepare = |source: &str| {
        let missing = asset.captures_iter(source).find(|found| !files.contains(&found[1]));
        if let Some(missing) = missing {
            let path = &missing[1];
            return Err(tera::Error::message(format!("there is no file {path:?} in web-assets/static")));
        }
        let source = asset.replace_all(source, |found: &Captures<'_>| url_of(hash, &found[1]));
        let source = source.replace("{{ language_script }}", &url_of(hash, "languages/{{ language }}.js"));
        Ok(without_indentation(&source))
    };
    sources.into_iter().map(|(name, source)| Ok((name, prepare(&source)?))).collect()
}
