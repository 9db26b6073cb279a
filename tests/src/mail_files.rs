//! The mails that a server without a mail server writes as files.

use crate::timing;
use std::fs;
use std::path::{Path, PathBuf};

/// The files in a data folder, the oldest first.
pub fn mail_files(data_dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data_dir.join("outbox")).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    paths.sort();
    paths
}

/// The token in a mail, which stands alone on its line, in quotes.
pub fn token_in(mail: &str) -> Option<String> {
    mail.lines().find_map(|line| line.trim_end().strip_prefix('"')?.strip_suffix('"').map(str::to_owned))
}

/// The token of the mail with this number, from 0 on, among those with a token, once that is there.
pub async fn token_of_mail(data_dir: &Path, number: usize) -> String {
    let token = async || {
        let mails = mail_files(data_dir).into_iter().filter_map(|path| fs::read_to_string(path).ok());
        mails.filter_map(|mail| token_in(&mail)).nth(number)
    };
    timing::until_some(|| "a mail with a token".to_owned(), token).await
}
