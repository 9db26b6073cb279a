//! `/share`: what another application shares with this one goes into a chat that the user picks.

use super::chat::chat_path;
use super::page::{HtmlPage, PageResult};
use super::visitor::{Viewer, Visitor};
use crate::accounts::ActiveSession;
use crate::messaging;
use serde::Serialize;
use simple_chats_domain::{MAX_TEXT_CHARS, Paging, Person, UserId};
use simple_chats_persistence::DbConnection;

/// How many chats the page offers, the newest first.
const MAX_OFFERED: i64 = 100;

#[derive(Serialize)]
struct SharePage {
    text: String,
    chats: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    user_id: UserId,
    name: String,
    username: String,
    /// Where the form goes.
    action: String,
}

/// `GET /share` with `title`, `text`, and `url`, as the manifest names them
pub(crate) async fn show_share(viewer: Viewer) -> PageResult {
    let text = shared_text(&viewer.0);
    let newest = Paging { limit: MAX_OFFERED, offset: 0 };
    let list = move |conn: &mut DbConnection, session: &ActiveSession| {
        Ok(messaging::newest_chats(conn, session.user.user_id, false, newest)?.chats)
    };
    let (caller, chats) = viewer.read(list).await?;
    let chats = chats.items.into_iter().filter_map(|chat| {
        let Person { user_id, name, username } = chat.companion;
        Some(Choice { user_id, name, username: username?, action: chat_path(chat.chat_id) })
    });
    let content = SharePage { chats: chats.collect(), text };
    caller.visitor.show(&HtmlPage::new("chats/share.html", "Share", content))
}

/// The parts, each in a line of its own, and none twice; no more than a message may have.
fn shared_text(visitor: &Visitor) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in ["title", "text", "url"].into_iter().filter_map(|name| visitor.query(name)) {
        let part = part.trim();
        if !part.is_empty() && !lines.iter().any(|line| line.contains(part)) {
            lines.push(part.to_owned());
        }
    }
    lines.join("\n").chars().take(MAX_TEXT_CHARS).collect()
}
