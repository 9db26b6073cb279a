//! The template engine with our filters, tests, and the `asset` function.

use super::{text, times};
use std::collections::{BTreeMap, BTreeSet};
use tera::{Kwargs, State, Tera, TeraResult};

/// Compiles all templates. Fails if one is faulty.
pub(super) fn build(
    sources: BTreeMap<String, String>,
    hash: &str,
    files: BTreeSet<String>,
) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_filter("initials", text::initials);
    tera.register_filter("excerpt", text::excerpt);
    tera.register_filter("parts", text::parts);
    tera.register_test("emoji_only", text::is_emoji_only);
    tera.register_filter("clock", times::clock);
    tera.register_filter("list_time", times::list_time);
    tera.register_filter("full_time", times::full_time);
    let hash = hash.to_owned();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let path: &str = arguments.must_get("path")?;
        if files.contains(path) {
            Ok(url_of(&hash, path))
        } else {
            Err(tera::Error::message(format!("there is no file {path:?} in web-assets/static")))
        }
    });
    tera.add_raw_templates(sources)?;
    Ok(tera)
}

/// The address of a file below `/static`.
pub(super) fn url_of(hash: &str, path: &str) -> String {
    format!("/static/{hash}/{path}")
}
