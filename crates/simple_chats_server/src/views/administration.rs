//! `/administration`: the state of the server and its accounts, for administrators. For everybody else, there is nothing.

pub(crate) mod accounts;
pub(crate) mod lists;

mod size;
mod visitor;

use self::size::size;
pub(crate) use self::visitor::Administrator;
use super::page::{HtmlPage, PageResult};
use super::time::Time;
use crate::accounts::{Overview, overview};
use serde::Serialize;
use simple_chats_domain::{Inviters, RegistrationMode};

#[derive(Serialize)]
struct OverviewPage {
    registration: &'static str,
    invitations: &'static str,
    version: &'static str,
    accounts: i64,
    suspended: i64,
    database_size: String,
    instances: usize,
    mails: Vec<Mail>,
}

/// A mail that fails.
#[derive(Serialize)]
struct Mail {
    kind: String,
    address: String,
    tries: i32,
    created: Time,
    next_try: Time,
}

/// `GET /administration`
pub(crate) async fn show_overview(Administrator(caller): Administrator) -> PageResult {
    let Overview { registration, inviters, version, accounts, database_size, instances, failing_mails } =
        overview(caller.state()).await?;
    let mail = |failing: simple_chats_persistence::mail_outbox::FailingMail| Mail {
        kind: failing.mail.kind,
        address: failing.mail.address,
        tries: failing.mail.tries,
        created: Time::of(failing.created_at),
        next_try: Time::of(failing.next_try_at),
    };
    let content = OverviewPage {
        registration: match registration {
            RegistrationMode::Open => "Everyone may sign up",
            RegistrationMode::Invitation => "By invitation only",
            RegistrationMode::Closed => "Nobody may sign up",
        },
        invitations: match inviters {
            Inviters::Everyone => "Everyone may invite",
            Inviters::Administrators => "Only administrators may invite",
        },
        version,
        accounts: accounts.accounts,
        suspended: accounts.suspended,
        database_size: size(database_size),
        instances,
        mails: failing_mails.into_iter().map(mail).collect(),
    };
    caller.visitor.show(&HtmlPage::new("administration/overview.html", "Administration", content))
}
