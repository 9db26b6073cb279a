//! `/`: a description of the application or, for a logged-in user, the newest chats.

use super::chat::{ChatListItem, newest_chats};
use super::page::{HtmlPage, PageResult};
use super::visitor::Visitor;
use serde::Serialize;

/// The chats on the start page.
const NEWEST: i64 = 5;

#[derive(Serialize)]
struct StartPage {
    chats: Vec<ChatListItem>,
    page_size: i64,
}

/// `GET /`
pub(crate) async fn show_start(visitor: Visitor) -> PageResult {
    let chats = match &visitor.session {
        Some(session) => newest_chats(&visitor.state, session.user.user_id, NEWEST, 0).await?.items,
        None => Vec::new(),
    };
    visitor.show(&HtmlPage::new("start.html", "Simple chats", StartPage { chats, page_size: NEWEST }))
}
