//! Frames that an input decides on.

use crate::limits::{MAX_HISTORY_MESSAGES, MAX_REF_CHARS};
use crate::*;
use chrono::{DateTime, Utc};
use simple_chats_domain::{
    Ack, Attachment, AttachmentId, AttachmentKind, ChatCursor, ChatId, ChatOverview, ChatPreferences,
    ErrorCode, Event, MAX_ID, Message, MessageId, Mute, Person, PreferencesChange, Presence, Quote, Reaction,
    UserId, Waveform, parse_time,
};
use simple_chats_fuzzing::Decisions;

/// What texts are made of besides ASCII.
const PIECES: &[&str] = &[
    "é",
    "日本",
    "👩\u{200D}🚀",
    "\u{2028}",
    "\u{FEFF}",
    "\u{10FFFF}",
    "\\u0000",
    "\r\n",
    "</script>",
    "\u{7F}",
];

fn text(decisions: &mut Decisions<'_>) -> String {
    decisions.text(PIECES)
}

fn chat_id(decisions: &mut Decisions<'_>) -> ChatId {
    ChatId::stored(decisions.number_from(1, MAX_ID))
}

fn user_id(decisions: &mut Decisions<'_>) -> UserId {
    UserId::stored(decisions.number_from(1, MAX_ID))
}

fn message_id(decisions: &mut Decisions<'_>) -> MessageId {
    MessageId::stored(decisions.number_from(1, MAX_ID))
}

/// A request within the limits.
pub(super) fn request(decisions: &mut Decisions<'_>) -> Envelope<ClientFrame> {
    let reference = decisions.option(|d| text(d).chars().take(MAX_REF_CHARS).collect());
    let frame = match decisions.below(13) {
        0 => {
            let to_chat = decisions.flag();
            ClientFrame::Send {
                client_id: text(decisions),
                text: text(decisions),
                chat_id: to_chat.then(|| chat_id(decisions)),
                companion_id: (!to_chat).then(|| user_id(decisions)),
                reply_to: decisions.option(message_id),
                attachment_ids: decisions.list(3, text),
            }
        }
        1 => ClientFrame::Edit { message_id: message_id(decisions), text: text(decisions) },
        2 => ClientFrame::Delete { message_id: message_id(decisions) },
        3 => {
            let place = decisions.option(message_id);
            let kind = decisions.below(3);
            ClientFrame::History {
                chat_id: chat_id(decisions),
                before: place.filter(|_| kind == 0),
                after: place.filter(|_| kind == 1),
                around: place.filter(|_| kind == 2),
                limit: decisions.number_from(1, MAX_HISTORY_MESSAGES),
            }
        }
        4 => ClientFrame::Resume {
            have: decisions.list(4, |d| (text(d), mark(d))).into_iter().collect(),
            before: decisions.option(text),
        },
        5 => ClientFrame::Sync { chat_id: chat_id(decisions), after: decisions.number_from(0, i64::MAX) },
        6 => ClientFrame::Read { chat_id: chat_id(decisions), message_id: message_id(decisions) },
        7 => ClientFrame::Typing { chat_id: chat_id(decisions) },
        11 => ClientFrame::React { message_id: message_id(decisions), emoji: decisions.option(text) },
        8 => ClientFrame::Watch { user_ids: decisions.list(5, user_id) },
        9 => ClientFrame::prefer(chat_id(decisions), preferences_change(decisions)),
        10 => ClientFrame::Clear { chat_id: chat_id(decisions) },
        _ => ClientFrame::Ping,
    };
    Envelope { frame, reference }
}

/// Any response or event.
pub(super) fn response(decisions: &mut Decisions<'_>) -> Envelope<ServerFrame> {
    let reference = decisions.option(text);
    let frame = match decisions.below(9) {
        0 => ServerFrame::Ready(Ready {
            user_id: user_id(decisions),
            epoch: text(decisions),
            server_time: text(decisions),
            feature_level: u32::try_from(decisions.below(1_000)).unwrap(),
        }),
        1 => ServerFrame::Ack(ack(decisions)),
        2 => ServerFrame::State(State {
            chats: decisions.list(3, overview),
            next: decisions.option(text),
            gone: decisions.list(3, chat_id),
        }),
        3 => ServerFrame::History(History {
            chat_id: chat_id(decisions),
            messages: decisions.list(3, message),
            has_more: decisions.flag(),
            has_more_before: decisions.option(Decisions::flag),
            has_more_after: decisions.option(Decisions::flag),
            revision: decisions.number(),
            read_up_to: decisions.number(),
            companion_read_up_to: decisions.number(),
        }),
        4 => ServerFrame::Changes(Changes {
            chat_id: chat_id(decisions),
            changes: decisions.list(3, change),
            has_more: decisions.flag(),
            revision: decisions.number(),
            read_up_to: decisions.number(),
            companion_read_up_to: decisions.number(),
            reset: decisions.flag(),
        }),
        5 => ServerFrame::Pong,
        6 => ServerFrame::Error(ErrorFrame {
            code: decisions
                .option(|d| *d.one_of(&[ErrorCode::BadRequest, ErrorCode::RateLimited, ErrorCode::Gone])),
            message: text(decisions),
            retry_after: decisions.option(|d| u64::from_ne_bytes(d.number().to_ne_bytes())),
        }),
        7 => ServerFrame::Unknown,
        _ => ServerFrame::Event(event(decisions)),
    };
    Envelope { frame, reference }
}

fn ack(decisions: &mut Decisions<'_>) -> Ack {
    let chat_id = chat_id(decisions);
    match decisions.below(7) {
        3 => Ack::Reacted {
            chat_id,
            revision: decisions.number(),
            message_id: message_id(decisions),
            message: message(decisions),
        },
        0 => Ack::Message { chat_id, revision: decisions.number(), message: message(decisions) },
        1 => Ack::SinceDeleted {
            chat_id,
            revision: decisions.number(),
            message_id: message_id(decisions),
            message: (),
            deleted: true,
        },
        2 => Ack::Deleted { chat_id, revision: decisions.number(), message_id: message_id(decisions) },
        5 => Ack::Preferences { chat_id, preferences: preferences(decisions) },
        4 => Ack::Cleared { chat_id, cleared_up_to: decisions.number(), preferences: preferences(decisions) },
        _ => Ack::Read { chat_id, message_id: message_id(decisions) },
    }
}

fn event(decisions: &mut Decisions<'_>) -> Event {
    let chat_id = chat_id(decisions);
    match decisions.below(13) {
        0 => Event::ChatCreated {
            chat_id,
            users: [person(decisions), person(decisions)],
            request: decisions.flag(),
        },
        1 => Event::ChatAccepted { chat_id, companion_id: user_id(decisions) },
        2 => Event::Message { chat_id, revision: decisions.number(), message: message(decisions) },
        3 => Event::Edited { chat_id, revision: decisions.number(), message: message(decisions) },
        4 => Event::Deleted { chat_id, revision: decisions.number(), message_id: message_id(decisions) },
        11 => Event::Reacted {
            chat_id,
            revision: decisions.number(),
            message_id: message_id(decisions),
            user_id: user_id(decisions),
            emoji: decisions.option(text),
        },
        5 => Event::Read { chat_id, user_id: user_id(decisions), message_id: message_id(decisions) },
        6 => Event::Typing { chat_id, user_id: user_id(decisions) },
        7 => Event::Presence {
            users: decisions.list(3, |d| Presence {
                user_id: user_id(d),
                online: d.flag(),
                last_seen: d.option(time),
            }),
        },
        8 => Event::UserChanged(person(decisions)),
        9 => Event::ChatDeleted { chat_id },
        10 => Event::Preferences { chat_id, preferences: preferences(decisions) },
        _ => Event::Resync,
    }
}

const TIMES: &[&str] = &[
    "2021-05-20T13:47:20Z",
    "2021-05-20T13:47:20.999Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
    "2016-12-31T23:59:60.500Z",
];

fn time(decisions: &mut Decisions<'_>) -> DateTime<Utc> {
    parse_time(decisions.one_of::<&str>(TIMES)).unwrap()
}

fn person(decisions: &mut Decisions<'_>) -> Person {
    Person { user_id: user_id(decisions), username: decisions.option(text), name: text(decisions) }
}

fn message(decisions: &mut Decisions<'_>) -> Message {
    Message {
        message_id: message_id(decisions),
        chat_id: chat_id(decisions),
        sender_id: user_id(decisions),
        receiver_id: user_id(decisions),
        text: text(decisions),
        written_at: time(decisions),
        edited_at: decisions.option(time),
        client_id: decisions.option(text),
        reply_to: decisions.option(quote),
        attachments: decisions.list(2, attachment),
        reactions: decisions.list(2, |d| Reaction { user_id: user_id(d), emoji: text(d) }),
    }
}

fn attachment(decisions: &mut Decisions<'_>) -> Attachment {
    let number = |d: &mut Decisions<'_>| i32::try_from(d.below(100_000)).unwrap();
    Attachment {
        attachment_id: AttachmentId::from_random(u128::try_from(decisions.number()).unwrap_or_default()),
        kind: AttachmentKind::ALL[usize::try_from(decisions.below(5)).unwrap()],
        name: text(decisions),
        media_type: text(decisions),
        size: decisions.number(),
        width: decisions.option(number),
        height: decisions.option(number),
        duration_ms: decisions.option(Decisions::number),
        placeholder: decisions.option(text),
        waveform: decisions.flag().then(|| Waveform::from_values([7; 64]).unwrap()),
        forwarded_from: None,
    }
}

fn quote(decisions: &mut Decisions<'_>) -> Quote {
    let message_id = message_id(decisions);
    if decisions.flag() {
        let kind = decisions.option(|d| AttachmentKind::ALL[usize::try_from(d.below(5)).unwrap()]);
        Quote::of(message_id, user_id(decisions), &text(decisions), kind)
    } else {
        Quote::of_deleted(message_id)
    }
}

fn mark(decisions: &mut Decisions<'_>) -> ChatMark {
    let plain = [decisions.number(), decisions.number(), decisions.number()];
    let [revision, read, companion_read] = plain;
    match decisions.option(Decisions::number) {
        Some(version) => ChatMark::WithPreferences([revision, read, companion_read, version]),
        None => ChatMark::Plain(plain),
    }
}

fn mute(decisions: &mut Decisions<'_>) -> Mute {
    decisions.option(time).map_or(Mute::Forever, Mute::Until)
}

fn preferences(decisions: &mut Decisions<'_>) -> ChatPreferences {
    ChatPreferences {
        version: decisions.number(),
        pinned: decisions.flag(),
        archived: decisions.flag(),
        muted_until: decisions.option(mute),
        marked_unread: decisions.flag(),
        cleared_up_to: decisions.number(),
    }
}

fn preferences_change(decisions: &mut Decisions<'_>) -> PreferencesChange {
    PreferencesChange {
        pinned: decisions.option(Decisions::flag),
        archived: decisions.option(Decisions::flag),
        muted_until: decisions.option(|d| d.option(mute)),
        marked_unread: decisions.option(Decisions::flag),
    }
}

fn change(decisions: &mut Decisions<'_>) -> Change {
    let revision = decisions.number();
    if decisions.flag() {
        Change::Message { revision, message: message(decisions) }
    } else {
        Change::Deleted { revision, deleted: message_id(decisions) }
    }
}

fn overview(decisions: &mut Decisions<'_>) -> ChatOverview {
    ChatOverview {
        chat_id: chat_id(decisions),
        revision: decisions.number(),
        companion: person(decisions),
        last_message: decisions.option(message),
        unread: decisions.number(),
        read_up_to: decisions.number(),
        companion_read_up_to: decisions.number(),
        request: decisions.flag(),
        preferences: preferences(decisions),
        shows_presence: false,
        hidden: false,
        place: ChatCursor::default(),
    }
}
