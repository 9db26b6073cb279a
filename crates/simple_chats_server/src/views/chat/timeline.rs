//! The messages of a chat's page: in groups, with a divider for each day and one before new messages. A script draws the
//! same by the same rules (`web-assets/static/scripts/state/timeline.js`), in the reader's own zone.

use super::attachments::{ShownAttachments, attachments_of};
use super::formatting::{Block, blocks_of};
use super::lifetime_line::LifetimeLine;
use super::list::chat_path;
use super::quote::{ShownQuote, ShownReaction, reactions_of};
use super::text::{has_right_to_left, is_emoji_only};
use super::times;
use crate::error::{AppError, AppResult};
use crate::http::assets::Assets;
use crate::views::time::Time;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use simple_chats_domain::{
    AttachmentId, Chat, ChatId, LifetimeChange, Message, MessageId, UserId, rfc3339_millis,
};
use simple_chats_texts::Texts;
use std::hash::Hash;
use std::sync::Arc;
use tera::{Context, context};

/// Successive messages of one sender within this time form a group.
const GROUP_WINDOW: TimeDelta = TimeDelta::minutes(5);

/// The usual length of a message's HTML, at most.
const MESSAGE_BYTES: usize = 700;

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is shown in a way of its own")]
pub(super) struct TimelineMessage {
    message: Message,
    /// The user who sees it.
    me: UserId,
    mine: bool,
    /// Whether it is of the same group as the message before.
    joined: bool,
    seen: bool,
    starts_day: bool,
    new_divider: bool,
    /// Whether the address of the page leads to it.
    found: bool,
}

/// A message for its template.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the template asks for each")]
struct ShownMessage<'a> {
    message_id: MessageId,
    mine: bool,
    author: String,
    text: &'a str,
    blocks: Option<Vec<Block>>,
    written_at: String,
    clock: String,
    edited: bool,
    client_id: Option<&'a str>,
    joined: bool,
    large: bool,
    seen: bool,
    found: bool,
    /// Whether the direction of the text has to be found out.
    any_direction: bool,
    menu_href: String,
    quote: Option<ShownQuote>,
    attachments: Option<ShownAttachments>,
    reactions: Vec<ShownReaction>,
    /// When it disappears, if ever.
    expires: Option<Time>,
}

impl TimelineMessage {
    /// Everything that its HTML is made of.
    fn input<'a>(&'a self, companion_name: &'a str) -> impl Hash + 'a {
        let message = &self.message;
        let stored = (message.message_id, message.chat_id, message.text.as_str(), message.written_at);
        let edited = message.edited_at.is_some();
        let marks = (self.mine, self.joined, self.seen, self.found);
        let attachments = message.attachments.iter().map(|attachment| attachment.attachment_id);
        let attachments: Vec<AttachmentId> = attachments.collect();
        let parts = (&message.reply_to, attachments, &message.reactions, message.expires_at, companion_name);
        (stored, edited, self.client_id(), marks, parts)
    }

    fn shown<'a>(&'a self, texts: &Texts, companion_name: &'a str) -> ShownMessage<'a> {
        let message = &self.message;
        ShownMessage {
            message_id: message.message_id,
            mine: self.mine,
            author: self.author(texts, companion_name),
            text: &message.text,
            blocks: blocks_of(&message.text),
            written_at: rfc3339_millis(message.written_at),
            clock: times::clock(texts, message.written_at),
            edited: message.edited_at.is_some(),
            client_id: self.client_id(),
            joined: self.joined,
            large: message.attachments.is_empty() && is_emoji_only(&message.text),
            seen: self.seen,
            found: self.found,
            any_direction: has_right_to_left(&message.text),
            menu_href: message_path(message.chat_id, message.message_id),
            quote: message
                .reply_to
                .as_ref()
                .map(|quote| ShownQuote::of(texts, message.chat_id, quote, self.me, companion_name)),
            attachments: attachments_of(texts, message),
            reactions: reactions_of(texts, message, self.me, companion_name),
            expires: message.expires_at.map(Time::of),
        }
    }

    fn author(&self, texts: &Texts, companion_name: &str) -> String {
        if self.mine { texts.text("common-you") } else { companion_name.to_owned() }
    }

    /// The client id of the user's own message, for the script that sent it.
    fn client_id(&self) -> Option<&str> {
        self.message.client_id.as_deref().filter(|_| self.mine)
    }
}

/// Messages, oldest first, as one of the chat's users sees them, with lines between them. The address may lead to one of the
/// messages.
pub(super) fn shown(
    me: UserId,
    chat: &Chat,
    found: Option<MessageId>,
    lines: &[LifetimeChange],
    messages: impl IntoIterator<Item = Message>,
) -> Vec<TimelineMessage> {
    let (read, seen) = (chat.read_up_to(me), chat.companion_read_up_to(me));
    let mut previous: Option<(UserId, DateTime<Utc>, i64)> = None;
    let mut is_new_shown = false;
    let show = |message: Message| {
        let (mine, at) = (message.belongs_to(me), message.written_at);
        let message_id = message.message_id.get();
        let starts_day = previous.is_none_or(|(_, before, _)| before.date_naive() != at.date_naive());
        let new_divider = !is_new_shown && !mine && message_id > read;
        is_new_shown |= new_divider;
        let joined = !starts_day
            && !new_divider
            && previous.is_some_and(|(sender, before, id)| {
                let is_apart = lines.iter().any(|line| (id..message_id).contains(&line.behind));
                sender == message.sender_id && (at - before).abs() <= GROUP_WINDOW && !is_apart
            });
        previous = Some((message.sender_id, at, message_id));
        let seen = mine && message_id <= seen;
        let found = found == Some(message.message_id);
        TimelineMessage { message, me, mine, joined, seen, starts_day, new_divider, found }
    };
    messages.into_iter().map(show).collect()
}

/// The timeline of a user as HTML: messages, and lines each behind a message.
pub(super) fn html_of(
    texts: &Texts,
    me: UserId,
    messages: &[TimelineMessage],
    lines: &[LifetimeChange],
    companion_name: &str,
) -> AppResult<String> {
    let (assets, language) = (Assets::current(), texts.language());
    let mut html = String::with_capacity(messages.len() * MESSAGE_BYTES);
    let mut add = |part: tera::TeraResult<Arc<str>>| -> AppResult<()> {
        html.push_str(&part.map_err(AppError::internal)?);
        Ok(())
    };
    let mut lines = lines.iter().peekable();
    let line_html = |line: &LifetimeChange| {
        let input = (line, line.user_id == me, companion_name);
        assets.fragment(language, "chat.lifetime_line", input, || {
            context! { line => &LifetimeLine::of(texts, line, me, companion_name) }
        })
    };
    for message in messages {
        let (at, message_id) = (message.message.written_at, message.message.message_id.get());
        while let Some(line) = lines.next_if(|line| line.behind < message_id) {
            add(line_html(line))?;
        }
        if message.starts_day {
            let context = || context! { written_at => &rfc3339_millis(at), day => &times::day(texts, at) };
            add(assets.fragment(language, "chat.day_divider", at, context))?;
        }
        if message.new_divider {
            add(assets.fragment(language, "chat.new_divider", (), Context::new))?;
        }
        let context = || context! { message => &message.shown(texts, companion_name) };
        add(assets.fragment(language, "chat.message", message.input(companion_name), context))?;
    }
    for line in lines {
        add(line_html(line))?;
    }
    Ok(html)
}

pub(in crate::views) fn message_path(chat_id: ChatId, message_id: MessageId) -> String {
    format!("{}/messages/{message_id}", chat_path(chat_id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::{Attachment, AttachmentKind, ChatLifetime, LifetimeAction, parse_time};
    use std::hash::BuildHasher;

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
            reply_to: None,
            attachments: Vec::new(),
            reactions: Vec::new(),
            expires_at: None,
        });
        shown(ANN, &chat, None, &[], messages)
    }

    fn joined(shown: &[TimelineMessage]) -> Vec<bool> {
        shown.iter().map(|message| message.joined).collect()
    }

    #[test]
    fn messages_of_one_sender_within_five_minutes_are_a_group() {
        let messages =
            [(BEN, "22T10:00:00"), (BEN, "22T10:05:00"), (BEN, "22T10:10:00.001"), (ANN, "22T10:10:01")];
        let shown = shown_to_ann(9, 0, &messages);
        assert_eq!(joined(&shown), [false, true, false, false]);
    }

    #[test]
    fn a_day_and_the_first_unread_message_break_a_group() {
        let times = ["21T23:59:00", "22T00:00:00", "22T00:01:00", "22T00:02:00"];
        let shown = shown_to_ann(2, 0, &times.map(|time| (BEN, time)));
        assert_eq!(joined(&shown), [false, false, false, true]);
        let days: Vec<_> = shown.iter().map(|message| message.starts_day).collect();
        assert_eq!(days, [true, true, false, false]);
        let new: Vec<_> = shown.iter().map(|message| message.new_divider).collect();
        assert_eq!(new, [false, false, true, false]);
    }

    fn picture(id: u128) -> Attachment {
        Attachment {
            attachment_id: AttachmentId::from_random(id),
            kind: AttachmentKind::Image,
            name: "harbour.jpg".into(),
            media_type: "image/jpeg".into(),
            size: 7,
            width: Some(4),
            height: Some(3),
            duration_ms: None,
            placeholder: None,
            waveform: None,
            forwarded_from: None,
        }
    }

    #[test]
    fn a_line_stands_behind_its_message_and_breaks_a_group() {
        let line = |revision, behind| LifetimeChange {
            chat_id: ChatId::stored(1),
            revision,
            lifetime: ChatLifetime::default(),
            user_id: BEN,
            action: LifetimeAction::Declined,
            changed_at: DateTime::UNIX_EPOCH,
            behind,
        };
        let times = ["22T10:00:00", "22T10:00:01", "22T10:00:02", "22T10:00:03"];
        let messages = shown_to_ann(9, 0, &times.map(|time| (BEN, time)));
        let messages: Vec<Message> = messages.into_iter().map(|shown| shown.message).collect();
        let chat = Chat::new(ChatId::stored(1), ANN, BEN).unwrap();
        let lines = [line(1, 0), line(4, 2), line(5, 2), line(8, 9)];
        let shown = shown(ANN, &chat, None, &lines, messages);
        assert_eq!(joined(&shown), [false, true, false, true]);
        let html = html_of(Texts::english(), ANN, &shown, &lines, "Ben").unwrap();
        let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
        let places = [
            "&quot;revision&quot;:1,",
            "message 1",
            "message 2",
            "&quot;revision&quot;:4,",
            "&quot;revision&quot;:5,",
            "message 3",
            "message 4",
            "&quot;revision&quot;:8,",
        ];
        assert!(places.map(place).is_sorted(), "{html}");
    }

    #[test]
    fn whatever_changes_the_html_of_a_message_changes_its_input() {
        let hasher = std::hash::RandomState::new();
        let html = |message: &TimelineMessage, name: &str| {
            let html = html_of(Texts::english(), ANN, std::slice::from_ref(message), &[], name).unwrap();
            (html, hasher.hash_one(message.input(name)))
        };
        let mut seen = std::collections::HashSet::new();
        let mut show = |change: fn(&mut TimelineMessage), name: &str, sender: UserId| {
            let mut message = shown_to_ann(9, 0, &[(sender, "22T10:00:00")]).remove(0);
            message.starts_day = false;
            change(&mut message);
            let (html, input) = html(&message, name);
            assert!(seen.insert(html.clone()), "{html}");
            assert!(seen.insert(input.to_string()), "{html}");
        };
        show(|_| {}, "Ben", ANN);
        show(|_| {}, "Ben", BEN);
        show(|_| {}, "Benjamin", BEN);
        show(|message| message.joined = true, "Ben", ANN);
        show(|message| message.seen = true, "Ben", ANN);
        show(|message| message.found = true, "Ben", ANN);
        show(|message| message.message.text = "other".to_owned(), "Ben", ANN);
        show(|message| message.message.edited_at = Some(message.message.written_at), "Ben", ANN);
        show(|message| message.message.expires_at = Some(message.message.written_at), "Ben", ANN);
        show(|message| message.message.client_id = Some("a".to_owned()), "Ben", ANN);
        show(|message| message.message.message_id = MessageId::stored(7), "Ben", ANN);
        show(|message| message.message.attachments.push(picture(1)), "Ben", ANN);
        show(|message| message.message.attachments.push(picture(2)), "Ben", ANN);
        show(|message| message.message.chat_id = ChatId::stored(7), "Ben", ANN);
        show(|message| message.message.written_at += TimeDelta::milliseconds(1), "Ben", ANN);
    }

    #[test]
    fn own_messages_are_never_new_and_are_seen_up_to_the_companions_mark() {
        let shown = shown_to_ann(0, 1, &[(ANN, "22T10:00:00"), (ANN, "22T11:00:00")]);
        let seen: Vec<_> = shown.iter().map(|message| (message.seen, message.new_divider)).collect();
        assert_eq!(seen, [(true, false), (false, false)]);
    }
}
