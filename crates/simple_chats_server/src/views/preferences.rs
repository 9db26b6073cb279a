//! `/chats/{chat_id}/preferences` and `…/clear`: the user's own view of a chat.

use super::chat::{chat_path, id_of};
use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult};
use super::time::Time;
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::error::AppResult;
use crate::messaging;
use actix_web::web;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use simple_chats_domain::{ChatId, ChatPreferences, Mute, Person, PreferencesChange};
use simple_chats_persistence::DbConnection;

#[derive(Serialize)]
struct PreferencesPage {
    chat: OwnChat,
}

#[derive(Serialize)]
struct OwnChat {
    chat_id: ChatId,
    companion: Person,
    preferences: ChatPreferences,
    /// When the mute ends, if it does.
    muted_until: Option<Time>,
    /// Whether the user may delete the chat for both.
    is_deletable: bool,
}

/// `GET /chats/{chat_id}/preferences`
pub(crate) async fn show_preferences(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let page = preferences_page(&caller, id_of(&path)?).await?;
    caller.visitor.show(&page)
}

/// `POST /chats/{chat_id}/preferences`: one change, which the pressed button names.
pub(crate) async fn change_preferences(
    caller: LoggedIn,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let chat_id = id_of(&path)?;
    let Ok(fields) = form.fields() else {
        let page = preferences_page(&caller, chat_id).await?;
        return caller.visitor.show(&page.stale());
    };
    let Some((change, done)) = change_named(fields.get("change"), Utc::now()) else {
        let page = preferences_page(&caller, chat_id).await?;
        return caller.visitor.show(&page);
    };
    messaging::prefer(caller.state(), caller.user_id(), chat_id, change, None).await?;
    // Opening a chat ends that it is marked as unread.
    let leads_to = match change.marked_unread {
        Some(true) => "/chats/list".to_owned(),
        _ => format!("{}/preferences", chat_path(chat_id)),
    };
    Ok(caller.visitor.redirect_with(&leads_to, Flash::success(done)))
}

/// The change that a button names, and what the next page says about it.
fn change_named(name: &str, now: DateTime<Utc>) -> Option<(PreferencesChange, &'static str)> {
    let none = PreferencesChange::default();
    let mute = |hours| PreferencesChange {
        muted_until: Some(Some(Mute::Until(now + TimeDelta::hours(hours)))),
        ..none
    };
    Some(match name {
        "pin" => (PreferencesChange { pinned: Some(true), ..none }, "preferences-chat-pinned"),
        "unpin" => (PreferencesChange { pinned: Some(false), ..none }, "preferences-chat-no-longer-pinned"),
        "archive" => (PreferencesChange { archived: Some(true), ..none }, "preferences-chat-archived"),
        "unarchive" => (PreferencesChange { archived: Some(false), ..none }, "preferences-chat-back-list"),
        "mute-hour" => (mute(1), "preferences-chat-muted-hour"),
        "mute-8-hours" => (mute(8), "preferences-chat-muted-8-hours"),
        "mute-week" => (mute(7 * 24), "preferences-chat-muted-week"),
        "mute-forever" => {
            (PreferencesChange { muted_until: Some(Some(Mute::Forever)), ..none }, "preferences-chat-muted")
        }
        "unmute" => {
            (PreferencesChange { muted_until: Some(None), ..none }, "preferences-chat-no-longer-muted")
        }
        "mark-unread" => {
            (PreferencesChange { marked_unread: Some(true), ..none }, "preferences-chat-marked-unread")
        }
        "mark-read" => {
            (PreferencesChange { marked_unread: Some(false), ..none }, "preferences-chat-no-longer-marked")
        }
        _ => return None,
    })
}

/// `GET /chats/{chat_id}/clear`: asks for confirmation.
pub(crate) async fn confirm_clearing(caller: LoggedIn, path: web::Path<String>) -> PageResult {
    let page = clearing_page(&caller, id_of(&path)?).await?;
    caller.visitor.show(&page)
}

/// `POST /chats/{chat_id}/clear`
pub(crate) async fn clear_chat(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let chat_id = id_of(&path)?;
    if form.is_stale() {
        let page = clearing_page(&caller, chat_id).await?;
        return caller.visitor.show(&page.stale());
    }
    messaging::clear_chat(caller.state(), caller.user_id(), chat_id, None).await?;
    Ok(caller.visitor.redirect_with("/chats/list", Flash::success("preferences-chat-cleared")))
}

async fn preferences_page(caller: &LoggedIn, chat_id: ChatId) -> AppResult<HtmlPage<PreferencesPage>> {
    let chat = own_chat(caller, chat_id).await?;
    Ok(HtmlPage::new("chats/preferences.html", "preferences-chat-settings", PreferencesPage { chat }))
}

async fn clearing_page(caller: &LoggedIn, chat_id: ChatId) -> AppResult<HtmlPage<PreferencesPage>> {
    let chat = own_chat(caller, chat_id).await?;
    Ok(HtmlPage::new("chats/clear.html", "preferences-clear-chat", PreferencesPage { chat }))
}

async fn own_chat(caller: &LoggedIn, chat_id: ChatId) -> AppResult<OwnChat> {
    let me = caller.user_id();
    let find = move |conn: &mut DbConnection| messaging::chat_with_companion(conn, me, chat_id);
    let (view, companion) = caller.state().database.read(find).await?;
    let muted_until = match view.preferences.muted_until {
        Some(Mute::Until(time)) => Some(Time::of(time)),
        Some(Mute::Forever) | None => None,
    };
    let is_deletable = view.chat.may_be_deleted_by(me);
    Ok(OwnChat { chat_id, companion, preferences: view.preferences, muted_until, is_deletable })
}
