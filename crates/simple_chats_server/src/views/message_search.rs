//! `/search`: the search in messages, in all chats or in one.

use super::chat::{chat_path, excerpt_around, id_of, list_time_of, message_link};
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use crate::messaging;
use chrono::Utc;
use serde::Serialize;
use simple_chats_domain::{
    ChatId, FoundMessage, MAX_TEXT_QUERY_CHARS, MessageSearch, Page, Person, SearchAuthor, SearchContent,
    SearchFilter, TextQuery, UserId, rfc3339_millis,
};
use simple_chats_persistence::DbConnection;
use simple_chats_protocol::limits::DEFAULT_FOUND_MESSAGES;
use simple_chats_texts::Texts;
use url::form_urlencoded;

#[derive(Serialize)]
struct MessageSearchPage {
    q: String,
    max_chars: usize,
    from: Option<SearchAuthor>,
    has: Option<SearchContent>,
    /// The only chat in which to search.
    chat: Option<SearchedChat>,
    is_too_long: bool,
    hits: Vec<Hit>,
    /// Where older messages are listed.
    older: Option<String>,
}

#[derive(Serialize)]
struct SearchedChat {
    chat_id: ChatId,
    href: String,
    companion: Person,
}

/// A message that was found.
#[derive(Serialize)]
struct Hit {
    companion: Person,
    href: String,
    mine: bool,
    written_at: String,
    time: String,
    pieces: Vec<Piece>,
}

/// A piece of the text.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct Piece {
    text: String,
    marked: bool,
}

/// `GET /search`
pub(crate) async fn search_messages(caller: LoggedIn) -> PageResult {
    let me = caller.user_id();
    let value = |name| caller.visitor.query(name).filter(|text| !text.is_empty());
    let q = value("q").unwrap_or_default();
    let filter = SearchFilter {
        from: value("from").as_deref().and_then(SearchAuthor::parse),
        has: value("has").as_deref().and_then(SearchContent::parse),
    };
    let chat = match value("chat_id") {
        Some(text) => Some(searched_chat(&caller, id_of(&text)?).await?),
        None => None,
    };
    let chat_id = chat.as_ref().map(|chat| chat.chat_id);
    let before = value("before").and_then(|text| text.parse().ok());
    let query = TextQuery::parse(&q).ok();
    let is_too_long = query.is_none() && !q.is_empty();
    let found = match query.clone().filter(|query| !query.is_empty()) {
        Some(query) => {
            let search = MessageSearch { query, filter, chat_id, before, limit: DEFAULT_FOUND_MESSAGES };
            messaging::search(caller.state(), me, search).await?
        }
        // Nothing is found, and nothing is counted.
        None => Page::empty(),
    };
    let older = found.items.last().filter(|_| found.more).map(|last| {
        let before = last.message.message_id.get().to_string();
        let chat_id = chat_id.map(|chat_id| chat_id.to_string());
        let pairs = [
            ("q", Some(q.as_str())),
            ("chat_id", chat_id.as_deref()),
            ("from", filter.from.map(name_of_author)),
            ("has", filter.has.map(name_of_content)),
            ("before", Some(before.as_str())),
        ];
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
        format!("/search?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    });
    let texts = caller.visitor.texts();
    let hits =
        query.map(|query| found.items.into_iter().map(|found| Hit::of(texts, me, &query, found)).collect());
    let content = MessageSearchPage {
        q,
        max_chars: MAX_TEXT_QUERY_CHARS,
        from: filter.from,
        has: filter.has,
        chat,
        is_too_long,
        hits: hits.unwrap_or_default(),
        older,
    };
    caller.visitor.show(&HtmlPage::new("chats/message_search.html", "search-search-messages", content))
}

async fn searched_chat(caller: &LoggedIn, chat_id: ChatId) -> Result<SearchedChat, super::error::PageError> {
    let me = caller.user_id();
    let find = move |conn: &mut DbConnection| messaging::chat_with_companion(conn, me, chat_id);
    let (_, companion) = caller.state().database.read(find).await?;
    Ok(SearchedChat { chat_id, href: chat_path(chat_id), companion })
}

const fn name_of_author(author: SearchAuthor) -> &'static str {
    match author {
        SearchAuthor::Me => "me",
        SearchAuthor::Companion => "companion",
    }
}

const fn name_of_content(content: SearchContent) -> &'static str {
    match content {
        SearchContent::Attachment => "attachment",
        SearchContent::Link => "link",
    }
}

impl Hit {
    fn of(
        texts: &Texts,
        me: UserId,
        query: &TextQuery,
        FoundMessage { message, companion }: FoundMessage,
    ) -> Self {
        Self {
            companion,
            href: message_link(message.chat_id, message.message_id),
            mine: message.belongs_to(me),
            written_at: rfc3339_millis(message.written_at),
            time: list_time_of(texts, message.written_at, Utc::now()),
            pieces: pieces_of(&message.text, query),
        }
    }
}

/// The part of a text around the first thing that was found, with what was found marked.
fn pieces_of(text: &str, query: &TextQuery) -> Vec<Piece> {
    let marks = query.marks(text);
    let shown = excerpt_around(text, marks.first().map_or(0, |mark| mark.start));
    let mut pieces = Vec::new();
    let mut add = |from: usize, until: usize, marked: bool| {
        if let Some(piece) = text.get(from..until).filter(|piece| !piece.is_empty()) {
            pieces.push(Piece { text: piece.to_owned(), marked });
        }
    };
    let mut end = shown.start;
    for mark in marks.iter().filter(|mark| mark.start < shown.end && mark.end > shown.start) {
        let (from, until) = (mark.start.max(shown.start), mark.end.min(shown.end));
        add(end, from, false);
        add(from, until, true);
        end = until;
    }
    add(end, shown.end, false);
    let ellipsis = || Piece { text: "…".to_owned(), marked: false };
    if shown.start > 0 {
        pieces.insert(0, ellipsis());
    }
    if shown.end < text.len() {
        pieces.push(ellipsis());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, query: &str) -> String {
        let pieces = pieces_of(text, &TextQuery::parse(query).unwrap());
        let piece = |piece: Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text };
        pieces.into_iter().map(piece).collect()
    }

    #[test]
    fn what_was_found_is_marked() {
        assert_eq!(shown("In the Harbours, <b>harbour</b>", "harb"), "In the [Harbours], <b>[harbour]</b>");
        assert_eq!(shown("我在北京大学", "京大"), "我在北[京大]学");
        assert_eq!(shown("nothing", "x"), "nothing");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_mark() {
        let text = format!("{} harbour {}", "ä".repeat(300), "ö".repeat(300));
        let shown = shown(&text, "harbour");
        assert!(
            shown.starts_with("…ä") && shown.contains(" [harbour] ö") && shown.ends_with("ö…"),
            "{shown}"
        );
        assert!(shown.chars().count() < 220, "{shown}");
    }
}
