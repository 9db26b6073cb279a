//! The lines of a chat's timeline that tell how its users have agreed on the lifetime of messages. The scripts draw the same
//! (`web-assets/static/scripts/ui/lifetimes.js`); `web-assets/tests/cases/lifetimes.json` tests both.

use super::list::chat_path;
use serde::Serialize;
use simple_chats_domain::{Lifetime, LifetimeAction, LifetimeChange, UserId};
use simple_chats_protocol::ShownLifetimeChange;

/// The units in which a lifetime is named: the longest one that fits.
const UNITS: [(i64, &str); 5] =
    [(604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

/// A line for its template.
#[derive(Debug, Serialize)]
pub(super) struct LifetimeLine<'a> {
    /// The change, for the scripts.
    change: String,
    author: &'a str,
    /// What the author has done.
    text: String,
    /// The page on which one answers.
    href: String,
}

impl<'a> LifetimeLine<'a> {
    pub(super) fn of(change: &LifetimeChange, me: UserId, companion_name: &'a str) -> Self {
        Self {
            change: serde_json::to_string(&ShownLifetimeChange::from(*change)).unwrap_or_default(),
            author: if change.user_id == me { "You" } else { companion_name },
            text: action_text(change),
            href: format!("{}/lifetime", chat_path(change.chat_id)),
        }
    }
}

fn action_text(change: &LifetimeChange) -> String {
    let proposed = change.lifetime.proposed.map(|proposal| proposal.seconds);
    match (change.action, change.lifetime.seconds, proposed) {
        (LifetimeAction::Proposed, _, Some(proposed)) => {
            format!("proposed that messages disappear after {}", duration(proposed))
        }
        (LifetimeAction::Withdrawn, ..) => "withdrew the proposal".to_owned(),
        (LifetimeAction::Declined, ..) => "declined the proposal".to_owned(),
        (_, Some(seconds), _) => format!("set messages to disappear after {}", duration(seconds)),
        (_, None, _) => "turned off disappearing messages".to_owned(),
    }
}

/// `1 day`, `90 minutes`
pub(in crate::views) fn duration(lifetime: Lifetime) -> String {
    let seconds = lifetime.seconds();
    let unit = UNITS.into_iter().find(|(length, _)| seconds % length == 0);
    let (length, name) = unit.unwrap_or((1, "second"));
    let count = seconds / length;
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> serde_json::Value {
        let cases =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets/tests/cases/lifetimes.json"));
        serde_json::from_str(cases).unwrap()
    }

    #[test]
    fn durations_are_named_as_the_shared_cases_say() {
        for case in cases()["durations"].as_array().unwrap() {
            let lifetime = Lifetime::of_seconds(case["seconds"].as_i64().unwrap()).unwrap();
            assert_eq!(duration(lifetime), case["shown"].as_str().unwrap());
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
            let line = LifetimeLine::of(&change, UserId::stored(15), "Ben");
            assert_eq!(
                (line.author, line.text.as_str()),
                (case["author"].as_str().unwrap(), case["text"].as_str().unwrap())
            );
            assert_eq!(line.href, "/chats/13/lifetime");
        }
    }
}
