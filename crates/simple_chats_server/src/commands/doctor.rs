//! `simple-chats doctor`: examines what a server needs, changes nothing, and says what to do. If asked, it sends a mail.

mod certificate;
mod checks;
mod connections;
mod finding;
mod storage;

pub(super) use self::finding::{Finding, Level};

use super::error::CommandError;
use crate::settings::Settings;
use chrono::Utc;
use std::io::{self, Write};

/// Prints a line for each check, and sends a mail to an address if there is one. Fails if a check has found an error.
pub(super) async fn run(settings: Settings, send_mail_to: Option<&str>) -> Result<(), CommandError> {
    let mut findings: Vec<Finding> =
        settings.warnings.iter().map(|warning| Finding::warning("settings", warning)).collect();
    if findings.is_empty() {
        findings.push(Finding::ok("settings", "they can be read and fit together"));
    }
    findings.extend(checks::folder(&settings));
    findings.push(checks::key(&settings));
    findings.extend(checks::space(&settings));
    let examined = settings.clone();
    let of_database = tokio::task::spawn_blocking(move || checks::database(&examined)).await;
    findings.extend(of_database.map_err(CommandError::refused)?);
    findings.push(storage::storage(&settings).await);
    findings.push(connections::mail(&settings).await);
    if let Some(address) = send_mail_to {
        findings.push(connections::test_mail(&settings, address).await);
    }
    findings.extend(connections::broker(&settings).await);
    findings.extend(certificate::certificate(&settings, Utc::now()));
    findings.extend(checks::proxy(&settings));
    findings.push(checks::files());
    say(&findings)
}

/// Prints findings. Fails if there is an error among them.
pub(super) fn say(findings: &[Finding]) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    for finding in findings {
        writeln!(out, "{finding}")?;
    }
    match findings.iter().filter(|finding| finding.level == Level::Error).count() {
        0 => Ok(()),
        1 => Err(CommandError::refused("one check has found an error")),
        count => Err(CommandError::refused(format!("{count} checks have found errors"))),
    }
}
