//! What `index.html` says of the account.

use super::super::account::AccountData;
use super::text::{Escaped, Name, Time};
use crate::accounts::user_agent::{browser_of, system_of};
use chrono::{DateTime, Utc};
use simple_chats_domain::{
    Findable, Invitation, PersonalToken, Privacy, PushSubscription, TokenScope, Webhook, WebhookEvent,
    WhoMayWrite,
};
use simple_chats_persistence::blocks::BlockedUser;
use simple_chats_persistence::passkeys::Passkey;
use simple_chats_persistence::reports::MadeReport;
use simple_chats_persistence::sessions::Session;

/// The sections between the chats and the first long list.
pub(in super::super) fn sections(data: &AccountData) -> String {
    let app = data.authenticator_added_at.map_or_else(
        || "<li>No authenticator app is set up</li>\n".to_owned(),
        |at| format!("<li>Authenticator app{}</li>\n", since(", added ", Some(at))),
    );
    let codes = format!("<li>Recovery codes left: {}</li>\n", data.recovery_codes_left);
    let passkeys: String = data.passkeys.iter().map(passkey).collect();
    [
        section("Privacy", &privacy(data.privacy)),
        section("Second factor", &[app, codes, passkeys].concat()),
        section("API tokens", &data.tokens.iter().map(token).collect::<String>()),
        section("Webhooks", &data.webhooks.iter().map(webhook).collect::<String>()),
        section(
            "Devices with notifications",
            &data.push_subscriptions.iter().map(push_subscription).collect::<String>(),
        ),
        section("Devices", &data.sessions.iter().map(session).collect::<String>()),
        section("Invitations", &data.invitations.iter().map(invitation).collect::<String>()),
    ]
    .concat()
}

/// The beginning of a section as far as its list.
pub(in super::super) fn begin_section(title: &str) -> String {
    format!("<h2>{title}</h2>\n<ul>\n")
}

/// The end of the list of a section.
pub(in super::super) const END_OF_SECTION: &str = "</ul>\n";

pub(in super::super) fn blocked((user, at): &BlockedUser) -> String {
    format!("<li>{}<p>Blocked {}</p></li>\n", Name(user), Time(*at))
}

pub(in super::super) fn report(report: &MadeReport) -> String {
    let texts = [Some(&report.text), report.text_since.as_ref()].into_iter().flatten();
    let shown = |text: &String| format!("<span class=\"text\" dir=\"auto\">{}</span>", Escaped(text));
    let texts = texts.filter(|text| !text.is_empty()).map(shown).collect::<Vec<_>>().concat();
    let reason = match report.reason.as_str() {
        "" => String::new(),
        reason => format!("<p>Reason: <bdi>{}</bdi></p>", Escaped(reason)),
    };
    format!(
        "<li>A message of {}{texts}{reason}<p>Reported {}{}</p></li>\n",
        Name(&report.reported),
        Time(report.created_at),
        since(", done with ", report.done_at)
    )
}

fn section(title: &str, items: &str) -> String {
    [&begin_section(title), items, END_OF_SECTION].concat()
}

/// A time after what it says, if there is one.
fn since(what: &str, at: Option<DateTime<Utc>>) -> String {
    at.map(|at| format!("{what}{}", Time(at))).unwrap_or_default()
}

fn privacy(privacy: Privacy) -> String {
    let switch = |is_on| if is_on { "on" } else { "off" };
    let findable = match privacy.findable {
        Findable::Everyone => "everyone",
        Findable::Exact => "people who know the exact username or address",
    };
    let writers = match privacy.who_may_write {
        WhoMayWrite::Everyone => "everyone",
        WhoMayWrite::Invited => "people in your chats, others with a request",
    };
    format!(
        "<li>Showing when you are online: {}</li>\n<li>Showing what you have read: {}</li>\n\
         <li>Showing when you type: {}</li>\n<li>You are found by {findable}</li>\n\
         <li>Messages may be sent by {writers}</li>\n",
        switch(privacy.show_presence),
        switch(privacy.send_read_marks),
        switch(privacy.send_typing)
    )
}

fn passkey(passkey: &Passkey) -> String {
    let (name, added) = (Escaped(&passkey.name), Time(passkey.added_at));
    let used = since(", last used ", passkey.last_used_at);
    format!("<li>Passkey <bdi>{name}</bdi><p>Added {added}{used}</p></li>\n")
}

fn token(token: &PersonalToken) -> String {
    let scope = match token.scope {
        TokenScope::Read => "reading only",
        TokenScope::Write => "reading and writing",
    };
    let (used, expires) =
        (since(", last used ", token.last_used_at), since(", valid until ", token.expires_at));
    let (name, made) = (Escaped(&token.name), Time(token.created_at));
    format!("<li><bdi>{name}</bdi>, {scope}<p>Made {made}{used}{expires}</p></li>\n")
}

fn webhook(webhook: &Webhook) -> String {
    let events: Vec<&str> = webhook.events.kinds().into_iter().map(WebhookEvent::as_str).collect();
    let chat = webhook.chat_id.map(|chat_id| format!(", only of chat {chat_id}")).unwrap_or_default();
    let paused = if webhook.paused { ", paused" } else { "" };
    format!("<li><bdi>{}</bdi><p>{}{chat}{paused}</p></li>\n", Escaped(&webhook.url), events.join(", "))
}

fn push_subscription(subscription: &PushSubscription) -> String {
    format!(
        "<li><bdi>{}</bdi><p>Since {}</p></li>\n",
        Escaped(&subscription.label),
        Time(subscription.created_at)
    )
}

fn session(session: &Session) -> String {
    format!(
        "<li>{} on {}, {}<p>Logged in {}, last seen {}</p></li>\n",
        browser_of(&session.user_agent),
        system_of(&session.user_agent),
        Escaped(&session.address),
        Time(session.created_at),
        Time(session.last_seen_at)
    )
}

fn invitation(invitation: &Invitation) -> String {
    let email = invitation.email.as_deref();
    let email = email.map(|email| format!(", for {}", Escaped(email))).unwrap_or_default();
    format!(
        "<li>{} of {} accounts made{email}<p>Made {}, valid until {}</p></li>\n",
        invitation.used,
        invitation.accounts,
        Time(invitation.created_at),
        Time(invitation.expires_at)
    )
}
