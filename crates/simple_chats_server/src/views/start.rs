//! `/`: a description of the application or, for a logged-in user, the newest chats.

use super::chat::{rows_of, with_presence};
use super::page::{HtmlPage, PageResult, SITE_NAME};
use super::visitor::Viewer;
use crate::accounts::ActiveSession;
use crate::messaging;
use serde::Serialize;
use simple_chats_domain::Paging;
use simple_chats_persistence::DbConnection;

/// The chats on the start page.
const NEWEST: i64 = 5;

#[derive(Serialize)]
struct StartPage {
    page_size: i64,
}

/// `GET /`
pub(crate) async fn show_start(viewer: Viewer) -> PageResult {
    let newest = Paging { limit: NEWEST, offset: 0 };
    let list = move |conn: &mut DbConnection, session: &ActiveSession| {
        let me = session.user.user_id;
        Ok((me, messaging::newest_chats(conn, me, false, newest)?.chats))
    };
    let (visitor, chats) = viewer.read_if_logged_in(list).await?;
    let rows = match chats {
        Some((me, chats)) => {
            let texts = visitor.texts();
            rows_of(texts, &with_presence(texts, &visitor.state, me, chats).await?.items)?
        }
        None => String::new(),
    };
    let page = HtmlPage::new("start.html", SITE_NAME.to_owned(), StartPage { page_size: NEWEST });
    visitor.show(&page.with_fragment("rows", rows))
}
