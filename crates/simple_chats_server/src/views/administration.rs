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
use simple_chats_persistence::mail_outbox;

#[derive(Serialize)]
struct OverviewPage {
    registration: String,
    invitations: String,
    version: &'static str,
    accounts: i64,
    suspended: i64,
    database_size: String,
    instances: usize,
    mails: Vec<Mail>,
    given_up_mails: Vec<GivenUpMail>,
}

/// A mail that fails.
#[derive(Serialize)]
struct Mail {
    kind: String,
    address: String,
    tries: i32,
    created: Time,
    next_try: Time,
    failure: Option<String>,
}

/// A mail that is never tried again.
#[derive(Serialize)]
struct GivenUpMail {
    kind: String,
    address: String,
    tries: i32,
    created: Time,
    given_up: Time,
    failure: String,
}

impl From<mail_outbox::FailingMail> for Mail {
    fn from(failing: mail_outbox::FailingMail) -> Self {
        Self {
            kind: failing.mail.kind,
            address: failing.mail.address,
            tries: failing.mail.tries,
            created: Time::of(failing.created_at),
            next_try: Time::of(failing.next_try_at),
            failure: failing.failure,
        }
    }
}

impl From<mail_outbox::GivenUpMail> for GivenUpMail {
    fn from(given_up: mail_outbox::GivenUpMail) -> Self {
        Self {
            kind: given_up.mail.kind,
            address: given_up.mail.address,
            tries: given_up.mail.tries,
            created: Time::of(given_up.created_at),
            given_up: Time::of(given_up.given_up_at),
            failure: given_up.failure,
        }
    }
}

/// `GET /administration`
pub(crate) async fn show_overview(Administrator(caller): Administrator) -> PageResult {
    let found = overview(caller.state()).await?;
    let Overview { registration, inviters, version, accounts, database_size, instances, .. } = found;
    let texts = caller.visitor.texts();
    let content = OverviewPage {
        registration: texts.text(match registration {
            RegistrationMode::Open => "administration-everyone-may-sign-up",
            RegistrationMode::Invitation => "administration-invitation-only",
            RegistrationMode::Closed => "administration-nobody-may-sign-up",
        }),
        invitations: texts.text(match inviters {
            Inviters::Everyone => "administration-everyone-may-invite",
            Inviters::Administrators => "administration-only-administrators-may-invite",
        }),
        version,
        accounts: accounts.accounts,
        suspended: accounts.suspended,
        database_size: size(database_size),
        instances,
        mails: found.failing_mails.into_iter().map(Mail::from).collect(),
        given_up_mails: found.given_up_mails.into_iter().map(GivenUpMail::from).collect(),
    };
    caller.visitor.show(&HtmlPage::new(
        "administration/overview.html",
        "administration-administration",
        content,
    ))
}
