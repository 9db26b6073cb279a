//! The lines of a chat's timeline that tell how its users have agreed on the lifetime of messages. The scripts draw the same
//! (`web-assets/static/scripts/ui/lifetimes.js`); `web-assets/tests/cases/lifetimes.json` tests both.

use super::list::chat_path;
use serde::Serialize;
use simple_chats_domain::{Lifetime, LifetimeAction, LifetimeChange, UserId};
use simple_chats_protocol::ShownLifetimeChange;
use simple_chats_texts::Texts;

/// The units in which a lifetime is named: the longest one that fits.
const UNITS: [(i64, &str); 5] = [
    (604_800, "duration-weeks"),
    (86_400, "duration-days"),
    (3_600, "duration-hours"),
    (60, "duration-minutes"),
    (1, "duration-seconds"),
];

/// A line for its template.
#[derive(Debug, Serialize)]
pub(super) struct LifetimeLine<'a> {
    /// The change, for the scripts.
    change: String,
    mine: bool,
    author: &'a str,
    kind: Kind,
    lifetime: Option<String>,
    /// The page on which one answers.
    href: String,
}

/// What the author has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Proposed,
    Withdrew,
    Declined,
    Set,
    TurnedOff,
}

impl<'a> LifetimeLine<'a> {
    pub(super) fn of(texts: &Texts, change: &LifetimeChange, me: UserId, companion_name: &'a str) -> Self {
        let (kind, lifetime) = kind_of(change);
        Self {
            change: serde_json::to_string(&ShownLifetimeChange::from(*change)).unwrap_or_default(),
            mine: change.user_id == me,
            author: companion_name,
            kind,
            lifetime: lifetime.map(|lifetime| duration(texts, lifetime)),
            href: format!("{}/lifetime", chat_path(change.chat_id)),
        }
    }
}

fn kind_of(change: &LifetimeChange) -> (Kind, Option<Lifetime>) {
    let proposed = change.lifetime.proposed.map(|proposal| proposal.seconds);
    match (change.action, change.lifetime.seconds, proposed) {
        (LifetimeAction::Proposed, _, Some(proposed)) => (Kind::Proposed, Some(proposed)),
        (LifetimeAction::Withdrawn, ..) => (Kind::Withdrew, None),
        (LifetimeAction::Declined, ..) => (Kind::Declined, None),
        (_, Some(seconds), _) => (Kind::Set, Some(seconds)),
        (_, None, _) => (Kind::TurnedOff, None),
    }
}

/// `1 day`, `90 minutes`
pub(in crate::views) fn duration(texts: &Texts, lifetime: Lifetime) -> String {
    let seconds = lifetime.seconds();
    let unit = UNITS.into_iter().find(|(length, _)| seconds % length == 0);
    let (length, key) = unit.unwrap_or((1, "duration-seconds"));
    texts.with(key, &[("count", (seconds / length).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::assets::Assets;

    fn cases() -> serde_json::Value {
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets/tests/cases/lifetimes.json"));
        serde_json::from_str(cases).unwrap()
    }

    #[test]
    fn durations_are_named_as_the_shared_cases_say() {
        for case in cases()["durations"].as_array().unwrap() {
            let lifetime = Lifetime::of_seconds(case["seconds"].as_i64().unwrap()).unwrap();
            assert_eq!(duration(Texts::english(), lifetime), case["shown"].as_str().unwrap());
        }
    }

    #[test]
    fn changes_are_told_as_the_shared_cases_say() {
        for case in cases()["lines"].as_array().unwrap() {
            let shown: ShownLifetimeChange = serde_json::from_value(case["change"].clone()).unwrap();
            let change = LifetimeChange {
                chat_id: simple_chats_domain::ChatId::stored(13),
                revision: shown.revision,
                lifetime: shown.lifetime,
                user_id: shown.user_id,
                action: shown.action,
                changed_at: chrono::DateTime::UNIX_EPOCH,
                behind: shown.behind,
            };
            let english = Texts::english();
            let line = LifetimeLine::of(english, &change, UserId::stored(15), "Ben");
            let context = tera::context! { line => &line };
            let input = (&line.change, line.mine);
            let html =
                Assets::current().fragment(english.language(), "chat.lifetime_line", input, || context);
            let html = html.unwrap();
            let text: String = html.split('<').filter_map(|part| part.split('>').nth(1)).collect();
            let (author, does) = (case["author"].as_str().unwrap(), case["text"].as_str().unwrap());
            assert_eq!(text, format!("{author} {does}"));
            assert_eq!(line.href, "/chats/13/lifetime");
        }
    }
}
