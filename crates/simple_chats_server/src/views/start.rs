//! `/`: what this is; for one who is signed in, the newest chats.

use super::chat_list::{ChatListItem, newest_rows};
use super::error::PageError;
use super::page::HtmlPage;
use super::visitor::Visitor;
use actix_web::HttpResponse;
use serde::Serialize;

/// How many chats the start page shows.
const NEWEST: i64 = 5;

#[derive(Serialize)]
struct StartPage {
    chats: Vec<ChatListItem>,
    page_size: i64,
}

/// `GET /`
pub(crate) async fn show_start(visitor: Visitor) -> Result<HttpResponse, PageError> {
    let chats = match visitor.signed_in() {
        Some(signed_in) => newest_rows(visitor.state(), signed_in.user.user_id, NEWEST, 0).await?.items,
        None => Vec::new(),
    };
    visitor.show(&HtmlPage::new("start.html", "Simple chats", StartPage { chats, page_size: NEWEST }))
}
