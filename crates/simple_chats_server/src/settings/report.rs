//! The output of `config`: each effective value and its origin.

use super::table::{LIMITS, SETTINGS, Setting};
use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Flag,
    /// A variable of the process.
    Environment,
    DotEnv,
    /// The configuration file of that name.
    File(String),
    /// Another setting, which implies it.
    Setting(&'static str),
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => formatter.write_str("flag"),
            Self::Environment => formatter.write_str("environment"),
            Self::DotEnv => formatter.write_str(".env"),
            Self::File(name) => write!(formatter, "file {name}"),
            Self::Setting(name) => formatter.write_str(name),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// The effective values, masked, by the setting's name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report(BTreeMap<&'static str, (String, Origin)>);

impl Report {
    pub(super) fn note(&mut self, setting: &Setting, shown: String, origin: Origin) {
        self.0.insert(setting.name, (shown, origin));
    }
}

impl fmt::Display for Report {
    /// One line for each setting, in the table's order.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for setting in SETTINGS.iter().chain(LIMITS) {
            if let Some((shown, origin)) = self.0.get(setting.name) {
                writeln!(formatter, "{} = {shown}   (from {origin})", setting.name)?;
            }
        }
        Ok(())
    }
}
