//! Finds the value of a setting (flag, variable, `.env`, file, or default, in this order), parses it, and records it for
//! `config`.

use super::error::SettingsError;
use super::report::{Origin, Report};
use super::sources::Sources;
use super::table::{self, FILES, Setting};
use super::{dot_env, file};
use std::collections::BTreeMap;
use std::fs;

/// The layers of [`Sources`].
pub(super) struct Reader<'sources> {
    sources: &'sources Sources,
    dot_env: BTreeMap<String, String>,
    file: BTreeMap<String, String>,
    /// The values that are in files of their own, by the setting's name.
    secret_files: BTreeMap<&'static str, (String, Origin)>,
    /// The values so far, for `config`.
    pub(super) report: Report,
}

impl<'sources> Reader<'sources> {
    /// Fails if `.env` or the file is malformed.
    pub(super) fn new(sources: &'sources Sources) -> Result<Self, SettingsError> {
        let dot_env = sources.dot_env.as_deref().map(known_assignments).transpose()?.unwrap_or_default();
        let file = sources.file.as_ref().map(file::values).transpose()?.unwrap_or_default();
        let (secret_files, report) = (BTreeMap::new(), Report::default());
        let mut reader = Self { sources, dot_env, file, secret_files, report };
        for (setting, file) in FILES {
            reader.read_file(setting, file)?;
        }
        Ok(reader)
    }

    /// Reads the file that holds a setting, if one is set.
    fn read_file(&mut self, setting: &'static Setting, file: &'static Setting) -> Result<(), SettingsError> {
        let Some(path) = self.optional(file, |path| Ok(path.to_owned()))? else { return Ok(()) };
        if self.given_by_name(setting.name).is_some() {
            let (name, file) = (setting.name, file.name);
            return Err(SettingsError::Combination(format!(
                "{name} and {file} are set: expected one of them"
            )));
        }
        let origin = self.origin(file).unwrap_or(Origin::Default);
        let refused = |expected: String| SettingsError::value(file, &path, &origin, expected);
        let text =
            fs::read_to_string(&path).map_err(|error| refused(format!("a readable text file ({error})")))?;
        let value = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_end_matches(['\n', '\r']);
        if value.is_empty() {
            return Err(refused("a file that isn't empty".to_owned()));
        }
        self.secret_files.insert(setting.name, (value.to_owned(), Origin::Setting(file.name)));
        Ok(())
    }

    /// The setting's value or its default.
    pub(super) fn value<T>(
        &mut self,
        setting: &'static Setting,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, SettingsError> {
        self.value_or(setting, setting.default, Origin::Default, parse)
    }

    /// The setting's value, else `implied` by `origin`.
    pub(super) fn value_or<T>(
        &mut self,
        setting: &'static Setting,
        implied: &str,
        origin: Origin,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, SettingsError> {
        let (text, origin) = self.given(setting).unwrap_or((implied, origin));
        let value = parse(text).map_err(|expected| SettingsError::value(setting, text, &origin, expected))?;
        let shown = setting.show(text);
        self.report.note(setting, shown, origin);
        Ok(value)
    }

    /// The setting's value, if it is set.
    pub(super) fn optional<T>(
        &mut self,
        setting: &'static Setting,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, SettingsError> {
        if self.given(setting).is_some() {
            return self.value(setting, parse).map(Some);
        }
        self.report.note(setting, setting.default.to_owned(), Origin::Default);
        Ok(None)
    }

    /// The origin of the setting's value, if it is set.
    pub(super) fn origin(&self, setting: &Setting) -> Option<Origin> {
        self.given(setting).map(|(_, origin)| origin)
    }

    fn given(&self, setting: &Setting) -> Option<(&str, Origin)> {
        let flag = self.sources.flags.get(setting.name).filter(|value| !value.is_empty());
        let in_file = || self.secret_files.get(setting.name);
        flag.map(|value| (value.as_str(), Origin::Flag))
            .or_else(|| in_file().map(|(value, origin)| (value.as_str(), origin.clone())))
            .or_else(|| self.given_by_name(setting.name))
    }

    /// An empty value counts as not given.
    fn given_by_name(&self, name: &str) -> Option<(&str, Origin)> {
        let from_file =
            || Origin::File(self.sources.file.as_ref().map(|file| file.name.clone()).unwrap_or_default());
        let layers = [
            self.sources.vars.get(name).map(|value| (value, Origin::Environment)),
            self.dot_env.get(name).map(|value| (value, Origin::DotEnv)),
            self.file.get(&name.to_ascii_lowercase()).map(|value| (value, from_file())),
        ];
        layers
            .into_iter()
            .flatten()
            .find(|(value, _)| !value.is_empty())
            .map(|(value, origin)| (value.as_str(), origin))
    }
}

/// The assignments of `.env` that concern us; of a repeated name the last one counts.
fn known_assignments(text: &str) -> Result<BTreeMap<String, String>, SettingsError> {
    let is_known = |name: &str| table::names().any(|known| known == name);
    let known = dot_env::assignments(text).into_iter().filter(|assignment| is_known(&assignment.name));
    known
        .map(|assignment| {
            let value = assignment.value.map_err(|expected| SettingsError::Value {
                given: format!("{} (from .env, line {})", assignment.name, assignment.line),
                expected: expected.to_owned(),
            })?;
            Ok((assignment.name, value))
        })
        .collect()
}
