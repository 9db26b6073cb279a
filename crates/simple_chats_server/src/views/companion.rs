//! `/chats/{chat_id}/companion`: who the companion is, and what can be done about the chat. A script shows it beside the chat.

use super::chat::{chat_path, duration, id_of};
use super::page::{HtmlPage, PageResult, redirect};
use super::time::Time;
use super::visitor::LoggedIn;
use crate::error::AppResult;
use crate::messaging;
use actix_web::web;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;
use simple_chats_domain::{ChatId, Person, parse_time};
use simple_chats_persistence::{DbConnection, users};

#[derive(Serialize)]
struct CompanionPage {
    chat: ShownChat,
}

#[derive(Serialize)]
struct ShownChat {
    chat_id: ChatId,
    companion: Person,
    /// Not of a deleted user.
    joined: Option<Time>,
    is_blocked: bool,
    /// How long new messages live; null if they stay.
    lifetime: Option<String>,
}

/// `GET /chats/{chat_id}/companion`
pub(crate) async fn show_companion(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let (chat_id, me) = (id_of(&path)?, caller.user_id());
    let texts = caller.visitor.texts();
    let find = move |conn: &mut DbConnection| -> AppResult<ShownChat> {
        let (view, companion) = messaging::chat_with_companion(conn, me, chat_id)?;
        let joined = if companion.is_deleted() {
            None
        } else {
            Some(Time::of(users::find(conn, companion.user_id)?.date_joined))
        };
        let lifetime = view.chat.lifetime.seconds.map(|lifetime| duration(texts, lifetime));
        Ok(ShownChat { chat_id, companion, joined, is_blocked: view.chat.is_blocked_by(me), lifetime })
    };
    let chat = caller.state().database.read(find).await?;
    let title = chat.companion.name.clone();
    caller.visitor.show(&HtmlPage::new("chats/companion.html", title, CompanionPage { chat }))
}

/// `GET /chats/{chat_id}/day?date={date}`: leads to the first message of a day or, if there is none, of a later one. The day is
/// one of UTC, unless the date is a time: then the messages from it on count.
pub(crate) async fn show_day(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let chat_id = id_of(&path)?;
    let chat = chat_path(chat_id);
    let Some(since) = caller.visitor.query("date").and_then(|date| beginning_of(&date)) else {
        return Ok(redirect(&format!("{chat}/companion")));
    };
    let found = messaging::first_message_since(caller.state(), caller.user_id(), chat_id, since).await?;
    Ok(redirect(&found.map_or(chat.clone(), |id| format!("{chat}?around={id}#message-{id}"))))
}

fn beginning_of(date: &str) -> Option<DateTime<Utc>> {
    let day = || date.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    parse_time(date).or_else(day)
}
