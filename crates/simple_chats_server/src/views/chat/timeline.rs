//! The messages of a chat's page: in groups, with a divider for each day and one before new messages. A script draws the
//! same by the same rules (`web-assets/static/scripts/state/timeline.js`), in the reader's own zone.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use simple_chats_domain::{Chat, Message, MessageId, UserId, rfc3339_millis};

/// Successive messages of one sender within this time form a group.
const GROUP_WINDOW: TimeDelta = TimeDelta::minutes(5);

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the template asks for each")]
pub(super) struct TimelineMessage {
    pub(super) message_id: MessageId,
    sender_id: UserId,
    mine: bool,
    text: String,
    written_at: String,
    edited: bool,
    client_id: Option<String>,
    first_in_group: bool,
    last_in_group: bool,
    /// The name of the day that starts with this message.
    day: Option<String>,
    new_divider: bool,
    seen: bool,
}

/// Messages, oldest first, as one of the chat's users sees them.
pub(super) fn shown(
    me: UserId,
    chat: &Chat,
    messages: impl IntoIterator<Item = Message>,
) -> Vec<TimelineMessage> {
    let (read, seen) = (chat.read_up_to(me), chat.companion_read_up_to(me));
    let mut shown: Vec<TimelineMessage> = Vec::new();
    let mut previous: Option<(UserId, DateTime<Utc>)> = None;
    let mut is_new_shown = false;
    for message in messages {
        let (mine, at) = (message.belongs_to(me), message.written_at);
        let new_day = previous.is_none_or(|(_, before)| before.date_naive() != at.date_naive());
        let new_divider = !is_new_shown && !mine && message.message_id.get() > read;
        is_new_shown |= new_divider;
        let joins = !new_day
            && !new_divider
            && previous.is_some_and(|(sender, before)| {
                sender == message.sender_id && (at - before).abs() <= GROUP_WINDOW
            });
        if let (true, Some(last)) = (joins, shown.last_mut()) {
            last.last_in_group = false;
        }
        previous = Some((message.sender_id, at));
        shown.push(TimelineMessage {
            message_id: message.message_id,
            sender_id: message.sender_id,
            mine,
            text: message.text,
            written_at: rfc3339_millis(at),
            edited: message.edited_at.is_some(),
            client_id: message.client_id,
            first_in_group: !joins,
            last_in_group: true,
            day: new_day.then(|| at.format("%-d %B %Y").to_string()),
            new_divider,
            seen: mine && message.message_id.get() <= seen,
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::{ChatId, parse_time};

    const ANN: UserId = UserId::stored(1);
    const BEN: UserId = UserId::stored(2);

    /// The messages of these senders and times, with ids from 1 on, as Ann sees them.
    fn shown_to_ann(read: i64, seen: i64, messages: &[(UserId, &str)]) -> Vec<TimelineMessage> {
        let chat = Chat::new(ChatId::stored(1), ANN, BEN).unwrap();
        let chat = Chat { user1_read_up_to: read, user2_read_up_to: seen, ..chat };
        let messages = (1..).zip(messages).map(|(id, (sender_id, time))| Message {
            message_id: MessageId::stored(id),
            chat_id: chat.chat_id,
            sender_id: *sender_id,
            receiver_id: if *sender_id == ANN { BEN } else { ANN },
            text: format!("message {id}"),
            written_at: parse_time(&format!("2026-11-{time}Z")).unwrap(),
            edited_at: None,
            client_id: None,
        });
        shown(ANN, &chat, messages)
    }

    fn groups(shown: &[TimelineMessage]) -> Vec<(bool, bool)> {
        shown.iter().map(|message| (message.first_in_group, message.last_in_group)).collect()
    }

    #[test]
    fn messages_of_one_sender_within_five_minutes_are_a_group() {
        let messages =
            [(BEN, "22T10:00:00"), (BEN, "22T10:05:00"), (BEN, "22T10:10:00.001"), (ANN, "22T10:10:01")];
        let shown = shown_to_ann(9, 0, &messages);
        assert_eq!(groups(&shown), [(true, false), (false, true), (true, true), (true, true)]);
    }

    #[test]
    fn a_day_and_the_first_unread_message_break_a_group() {
        let times = ["21T23:59:00", "22T00:00:00", "22T00:01:00", "22T00:02:00"];
        let shown = shown_to_ann(2, 0, &times.map(|time| (BEN, time)));
        assert_eq!(groups(&shown), [(true, true), (true, true), (true, false), (false, true)]);
        let days: Vec<_> = shown.iter().map(|message| message.day.as_deref()).collect();
        assert_eq!(days, [Some("21 November 2026"), Some("22 November 2026"), None, None]);
        let new: Vec<_> = shown.iter().map(|message| message.new_divider).collect();
        assert_eq!(new, [false, false, true, false]);
    }

    #[test]
    fn own_messages_are_never_new_and_are_seen_up_to_the_companions_mark() {
        let shown = shown_to_ann(0, 1, &[(ANN, "22T10:00:00"), (ANN, "22T11:00:00")]);
        let seen: Vec<_> = shown.iter().map(|message| (message.seen, message.new_divider)).collect();
        assert_eq!(seen, [(true, false), (false, false)]);
    }
}
