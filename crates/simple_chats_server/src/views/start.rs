//! `/`: what this is; for one who is signed in, the newest chats.

use super::error::PageError;
use super::list::{Row, newest_rows};
use super::page::Page;
use super::visitor::Visitor;
use actix_web::HttpResponse;
use serde::Serialize;

/// How many chats the start page shows.
const NEWEST: i64 = 5;

#[derive(Serialize)]
struct Start {
    chats: Vec<Row>,
    page_size: i64,
}

/// `GET /`
pub async fn show_start(visitor: Visitor) -> Result<HttpResponse, PageError> {
    let chats = match visitor.signed_in() {
        Some(signed_in) => newest_rows(visitor.state(), signed_in.user.user_id, NEWEST, 0).await?.items,
        None => Vec::new(),
    };
    visitor.show(&Page::new("start.html", "Simple chats", Start { chats, page_size: NEWEST }))
}
