//! The changes of a chat in order of revision: messages, and what its users agree on.

use crate::lifetimes::LifetimeChange;
use crate::listing::Page;
use crate::messages::StoredMessage;

/// A change of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatChange {
    /// A message at its latest revision.
    Message(StoredMessage),
    /// A change of the lifetime of new messages.
    Lifetime(LifetimeChange),
}

impl ChatChange {
    /// The chat's revision after the change.
    #[must_use]
    pub fn revision(&self) -> i64 {
        match self {
            Self::Message(stored) => stored.revision,
            Self::Lifetime(change) => change.revision,
        }
    }

    /// The first changes of both kinds up to a number, if none of either kind is missing between those that are given.
    #[must_use]
    pub fn merge(messages: Page<StoredMessage>, lifetimes: Page<LifetimeChange>, limit: i64) -> Page<Self> {
        let last = |more: bool, last: Option<i64>| if more { last.unwrap_or(0) } else { i64::MAX };
        // What follows the last one of a cut page may come after one that the page lacks.
        let complete_up_to = i64::min(
            last(messages.more, messages.items.last().map(|stored| stored.revision)),
            last(lifetimes.more, lifetimes.items.last().map(|change| change.revision)),
        );
        let is_cut = messages.more || lifetimes.more;
        let messages = messages.items.into_iter().map(Self::Message);
        let mut merged: Vec<_> = messages.chain(lifetimes.items.into_iter().map(Self::Lifetime)).collect();
        merged.sort_unstable_by_key(Self::revision);
        merged.retain(|change| change.revision() <= complete_up_to);
        let Page { items, more } = Page::cut(merged, limit);
        Page { items, more: more || is_cut }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ChatId, MessageId, UserId};
    use crate::lifetimes::{ChatLifetime, LifetimeAction};
    use crate::messages::Message;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn message(revision: i64) -> StoredMessage {
        let message = Message {
            message_id: MessageId::stored(revision),
            chat_id: ChatId::stored(1),
            sender_id: UserId::stored(1),
            receiver_id: UserId::stored(2),
            text: "text".into(),
            written_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            client_id: None,
            reply_to: None,
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        };
        StoredMessage { message, revision, deleted: false }
    }

    fn lifetime(revision: i64) -> LifetimeChange {
        LifetimeChange {
            chat_id: ChatId::stored(1),
            revision,
            lifetime: ChatLifetime::default(),
            user_id: UserId::stored(1),
            action: LifetimeAction::Set,
            changed_at: DateTime::UNIX_EPOCH,
            behind: 0,
        }
    }

    proptest! {
        /// Pages that are read one after the other, each from the last revision of the one before, hold every change once.
        #[test]
        fn pages_lack_nothing(kinds in prop::collection::vec(any::<bool>(), 0..40), limit in 1_i64..6) {
            let page = |after: i64, is_lifetime: bool| {
                let all = (1..).zip(&kinds).filter(|(_, kind)| **kind == is_lifetime).map(|(revision, _)| revision);
                let rest = all.filter(|revision| *revision > after);
                let up_to = usize::try_from(limit).unwrap() + 1;
                Page::cut(rest.take(up_to).collect::<Vec<i64>>(), limit)
            };
            let (mut after, mut seen) = (0, Vec::new());
            loop {
                let merged = ChatChange::merge(page(after, false).map(message), page(after, true).map(lifetime), limit);
                prop_assert!(i64::try_from(merged.items.len()).unwrap() <= limit);
                seen.extend(merged.items.iter().map(|change| {
                    (change.revision(), matches!(change, ChatChange::Lifetime(_)))
                }));
                if !merged.more {
                    break;
                }
                prop_assert!(!merged.items.is_empty());
                after = seen.last().unwrap().0;
            }
            prop_assert_eq!(seen, (1..).zip(kinds).collect::<Vec<(i64, bool)>>());
        }
    }
}
