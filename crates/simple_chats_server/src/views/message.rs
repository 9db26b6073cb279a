//! `/chats/{chat_id}/messages/{message_id}`: replying and reacting to a message without scripts.

use super::chat::{chat_path, id_of, message_path, place_of, preview_of};
use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult, redirect};
use super::time::Time;
use super::visitor::LoggedIn;
use crate::error::{AppError, AppResult};
use crate::messaging;
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatId, Emoji, MessageId};
use simple_chats_persistence::DbConnection;

/// The reactions that a page offers; the scripts offer the same (`chat/reactions.js`).
const USUAL: [&str; 6] = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

#[derive(Serialize)]
struct MessagePage {
    /// The path of the message.
    path: String,
    text: String,
    mine: bool,
    /// When it disappears, if ever.
    expires: Option<Time>,
    can_write: bool,
    /// The chat with a composer that replies to it.
    reply_href: String,
    reactions: Vec<Choice>,
    own_reaction: Option<String>,
    /// What was entered as another emoji and isn't one.
    no_emoji: Option<String>,
    /// The message in its chat.
    back: String,
}

/// A button that reacts, or takes the reaction back.
#[derive(Serialize)]
struct Choice {
    emoji: String,
    value: String,
    is_own: bool,
}

impl Choice {
    fn of(emoji: &str, own: Option<&str>) -> Self {
        let is_own = own == Some(emoji);
        let value = if is_own { String::new() } else { emoji.to_owned() };
        Self { emoji: emoji.to_owned(), value, is_own }
    }
}

/// `GET /chats/{chat_id}/messages/{message_id}`
pub(crate) async fn show_message(caller: LoggedIn, path: web::Path<(String, String)>) -> PageResult {
    let page = message_page(&caller, id_of(&path.0)?, id_of(&path.1)?).await?;
    caller.visitor.show(&page)
}

/// `POST /chats/{chat_id}/messages/{message_id}/reaction`: `emoji` of a button, or `other` as it was entered; without either,
/// the reaction is taken back.
pub(crate) async fn react(
    caller: LoggedIn,
    path: web::Path<(String, String)>,
    form: Form<SMALL>,
) -> PageResult {
    let (chat_id, message_id) = (id_of(&path.0)?, id_of(&path.1)?);
    let Ok(fields) = form.fields() else {
        let page = message_page(&caller, chat_id, message_id).await?;
        return caller.visitor.show(&page.stale());
    };
    let entered = fields.get("other").trim();
    let emoji = if entered.is_empty() {
        let chosen = Some(fields.get("emoji")).filter(|text| !text.is_empty());
        chosen.map(Emoji::parse).transpose().map_err(AppError::Emoji)?
    } else if let Ok(emoji) = Emoji::parse(entered) {
        Some(emoji)
    } else {
        let mut page = message_page(&caller, chat_id, message_id).await?;
        page.content.no_emoji = Some(entered.to_owned());
        return caller.visitor.show(&page.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    messaging::react(caller.state(), caller.user_id(), Some(chat_id), message_id, emoji, None).await?;
    Ok(redirect(&place_of(&caller, chat_id, message_id).await?))
}

async fn message_page(
    caller: &LoggedIn,
    chat_id: ChatId,
    message_id: MessageId,
) -> AppResult<HtmlPage<MessagePage>> {
    let me = caller.user_id();
    let find = move |conn: &mut DbConnection| -> AppResult<_> {
        let stored = messaging::find_message(conn, me, chat_id, message_id)?;
        Ok((stored, messaging::chat_with_companion(conn, me, chat_id)?))
    };
    let (stored, (view, companion)) = caller.state().database.read(find).await?;
    let own = stored.message.reaction_of(me);
    // One that another client has chosen can be taken back here, too.
    let unusual = own.filter(|own| !USUAL.contains(own));
    let content = MessagePage {
        path: message_path(chat_id, message_id),
        mine: stored.message.belongs_to(me),
        expires: stored.message.expires_at.map(Time::of),
        can_write: !companion.is_deleted() && view.chat.refuse_blocked(me).is_ok(),
        reply_href: format!("{}?reply_to={message_id}#composer-text", chat_path(chat_id)),
        reactions: USUAL.into_iter().chain(unusual).map(|emoji| Choice::of(emoji, own)).collect(),
        own_reaction: own.map(str::to_owned),
        no_emoji: None,
        back: place_of(caller, chat_id, message_id).await?,
        text: preview_of(caller.visitor.texts(), stored.message),
    };
    Ok(HtmlPage::new("chats/message.html", "common-message", content))
}
