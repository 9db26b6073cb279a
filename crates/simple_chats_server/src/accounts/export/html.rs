//! The pages of an export: HTML that opens from a folder, without scripts and without anything from elsewhere.

mod account;
mod text;

pub(super) use account::{END_OF_SECTION, begin_section, blocked, report, sections};

use super::files::{is_linked, path_of};
use chrono::{DateTime, Utc};
use simple_chats_domain::{Attachment, ChatOverview, Message, Person, Quote, Reaction, User, UserId};
use text::{Escaped, Name, Time};

/// Even if a text were mistaken for markup, it could neither run nor load anything.
const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"color-scheme\" content=\"light dark\">\n\
    <meta name=\"referrer\" content=\"no-referrer\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
    <style>\n\
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }\n\
    body { max-width: 44rem; margin: 0 auto; padding: 1rem; color: light-dark(#171a23, #e9ebf2); \
           background: light-dark(#f4f5f9, #0f1118); }\n\
    a { color: light-dark(#4338ca, #a9b4ff); }\n\
    time, .quiet { color: light-dark(#596073, #a3aabb); font-size: 0.875rem; }\n\
    ol, ul { list-style: none; margin: 0; padding: 0; }\n\
    li { margin: 0.75rem 0; overflow-wrap: anywhere; }\n\
    .text { display: block; width: fit-content; max-width: 85%; padding: 0.5rem 0.75rem; border-radius: 1rem; \
            white-space: pre-wrap; background: light-dark(#ffffff, #252a37); }\n\
    .own .text { color: #ffffff; background: light-dark(#4f46e5, #5a55e0); }\n\
    .own { margin-inline-start: 15%; }\n\
    .own .text, .own > p { margin-inline-start: auto; }\n\
    .own > p { text-align: end; }\n\
    p { margin: 0.25rem 0; }\n\
    </style>\n";

/// The end of every page.
pub(super) const END: &str = "</body>\n</html>\n";

/// The name of the file with a part of a chat, the first of which is 1.
pub(super) fn file_of_chat(chat: &ChatOverview, part: usize) -> String {
    match part {
        1 => format!("chat-{}.html", chat.chat_id),
        part => format!("chat-{}-{part}.html", chat.chat_id),
    }
}

/// The first page as far as the list of chats.
pub(super) fn index(user: &User, at: DateTime<Utc>) -> String {
    let person = user.person();
    format!(
        "{HEAD}<title>Simple chats</title>\n</head>\n<body>\n<h1>Simple chats</h1>\n<p>{}</p>\n\
         <p>Email address: {}</p>\n<p>Joined {}</p>\n<p>Exported {}</p>\n\
         <p>The same for programs, with all details: <a href=\"data.json\">data.json</a></p>\n\
         <h2>Chats</h2>\n<ul>\n",
        Name(&person),
        Escaped(&user.email),
        Time(user.date_joined),
        Time(at)
    )
}

/// A chat in the list of chats.
pub(super) fn item(chat: &ChatOverview) -> String {
    let (file, name) = (file_of_chat(chat, 1), Name(&chat.companion));
    let newest = chat.last_message.as_ref().map(|message| format!("<p>{}</p>", Time(message.written_at)));
    format!("<li><a href=\"{file}\">{name}</a>{}</li>\n", newest.unwrap_or_default())
}

/// The page of a part of a chat as far as its messages.
pub(super) fn chat(chat: &ChatOverview, part: usize) -> String {
    let title = Escaped(&chat.companion.name);
    let number = if part == 1 { String::new() } else { format!(", part {part}") };
    let before = match part {
        1 => String::new(),
        part => format!("<p><a href=\"{}\">Earlier messages</a></p>\n", file_of_chat(chat, part - 1)),
    };
    format!(
        "{HEAD}<title>{title}{number}</title>\n</head>\n<body>\n<p><a href=\"index.html\">All chats</a></p>\n\
         <h1>{}{number}</h1>\n{before}<ol>\n",
        Name(&chat.companion)
    )
}

pub(super) fn message(message: &Message, me: UserId, companion: &Person) -> String {
    let is_own = message.belongs_to(me);
    let (class, sender) = if is_own { ("own", "You") } else { ("other", companion.name.as_str()) };
    let quote = message.reply_to.as_ref().map(quote_of).unwrap_or_default();
    let reactions: String =
        message.reactions.iter().map(|reaction| reaction_of(reaction, me, companion)).collect();
    let attachments: String = message.attachments.iter().map(attachment_of).collect();
    let edited = message.edited_at.map(|at| format!(", edited {}", Time(at))).unwrap_or_default();
    format!(
        "<li class=\"{class}\" id=\"message-{}\"><p class=\"quiet\"><bdi>{}</bdi>, {}{edited}</p>\
         {quote}{}{attachments}{reactions}</li>\n",
        message.message_id,
        Escaped(sender),
        Time(message.written_at),
        text_of(&message.text)
    )
}

/// A message may have attachments alone.
fn text_of(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<span class=\"text\" dir=\"auto\">{}</span>", Escaped(text))
}

fn attachment_of(attachment: &Attachment) -> String {
    let Attachment { name, kind, size, .. } = attachment;
    let (name, path) = (Escaped(name), path_of(attachment));
    let path = Escaped(&path);
    if is_linked(attachment) {
        format!("\n<p class=\"quiet\"><a href=\"{path}\"><bdi>{name}</bdi></a> ({kind}, {size} bytes)</p>")
    } else {
        format!("\n<p class=\"quiet\"><bdi>{name}</bdi> ({kind}, {size} bytes): <bdi>{path}</bdi></p>")
    }
}

fn quote_of(quote: &Quote) -> String {
    match quote {
        Quote::Present { text, attachment: Some(kind), .. } if text.is_empty() => {
            format!("<p class=\"quiet\">Reply to: {kind}</p>\n")
        }
        Quote::Present { text, .. } => {
            format!("<p class=\"quiet\">Reply to: <bdi>{}</bdi></p>\n", Escaped(text))
        }
        Quote::Deleted { .. } => "<p class=\"quiet\">Reply to a deleted message</p>\n".to_owned(),
    }
}

fn reaction_of(reaction: &Reaction, me: UserId, companion: &Person) -> String {
    let name = if reaction.user_id == me { "You" } else { companion.name.as_str() };
    format!("\n<p class=\"quiet\"><bdi>{}</bdi>: {}</p>", Escaped(name), Escaped(&reaction.emoji))
}

/// What follows the messages of a part.
pub(super) fn end_of_chat(chat: &ChatOverview, part: usize, more: bool) -> String {
    if more {
        format!("</ol>\n<p><a href=\"{}\">Later messages</a></p>\n{END}", file_of_chat(chat, part + 1))
    } else {
        format!("</ol>\n{END}")
    }
}
