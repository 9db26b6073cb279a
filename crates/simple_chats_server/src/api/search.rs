//! `/api/search`: the search in the caller's messages.

use super::answers::Data;
use super::caller::Reader;
use super::message_shapes::FoundShape;
use super::paging::{Next, parameters};
use super::parameters::SearchParameters;
use super::representation::Representation;
use crate::error::AppError;
use crate::http::conditional::Conditions;
use crate::http::json_error::{JsonError, JsonResult};
use crate::messaging;
use actix_web::HttpRequest;
use simple_chats_domain::{
    MessageSearch, SearchAuthor, SearchContent, SearchFilter, TextQuery, TextQueryError,
};
use simple_chats_protocol::limits::{DEFAULT_FOUND_MESSAGES, MAX_FOUND_MESSAGES};
use std::sync::Arc;

/// Searches the messages that the caller sees, in all chats or in one. All words must occur, each as the beginning of a word;
/// `"quoted words"` must follow each other as whole words.
#[utoipa::path(get, path = "/api/search", tag = "Messages", params(SearchParameters),
    responses((status = 200, description = "The messages, newest first.", body = inline(Data<Vec<super::message_shapes::FoundMessageShape>>))))]
pub(crate) async fn search(reader: Reader, request: HttpRequest) -> JsonResult {
    let search = search_of(&parameters(&request))?;
    let limits = Arc::clone(&reader.state().rate_limiter);
    let read = move |conn: &mut _, me| {
        limits.search_per_user.take(&me)?;
        messaging::find_messages(conn, me, &search)
    };
    let (me, page) = reader.read(read).await?;
    let last = page.items.last().filter(|_| page.more);
    let next = last.map(|found| Next::Before(found.message.message_id.get()));
    let found: Vec<FoundShape> = page.items.into_iter().map(FoundShape::from).collect();
    let page = Representation::of_page(&request, next, found.len(), &Data { user_id: me, data: &found });
    Ok(page.respond(&Conditions::of(&request, reader.state()), me))
}

fn search_of(parameters: &[(String, String)]) -> Result<MessageSearch, JsonError> {
    let value = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let chat_id =
        value("chat_id").map(|text| text.parse().map_err(|_| AppError::UnknownChat(text.to_owned())));
    let chat_id = chat_id.transpose()?;
    let query = value("q").ok_or("Missing required parameter in the query string").and_then(|text| {
        TextQuery::parse(text).map_err(|error| match error {
            TextQueryError::Empty => "Must not be empty",
            TextQueryError::TooLong => "Must have at most 100 characters",
        })
    });
    let limit = value("limit").and_then(|text| text.parse().ok()).filter(|limit| *limit > 0);
    Ok(MessageSearch {
        query: query.map_err(|fault| JsonError::Fields(vec![("q", fault)]))?,
        filter: SearchFilter {
            from: value("from").and_then(SearchAuthor::parse),
            has: value("has").and_then(SearchContent::parse),
        },
        chat_id,
        before: value("before").and_then(|text| text.parse().ok()),
        limit: limit.unwrap_or(DEFAULT_FOUND_MESSAGES).min(MAX_FOUND_MESSAGES),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::{ChatId, MessageId};
    use simple_chats_fuzzing::{fuzz, texts};

    fn parse(pairs: &[(&str, &str)]) -> Result<MessageSearch, JsonError> {
        let pairs: Vec<_> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        search_of(&pairs)
    }

    #[test]
    fn parameters_are_read_and_invalid_ones_ignored() {
        let search = parse(&[
            ("q", "a"),
            ("chat_id", "3"),
            ("from", "me"),
            ("has", "link"),
            ("before", "9"),
            ("limit", "7"),
        ]);
        let search = search.unwrap();
        assert_eq!(
            (search.chat_id, search.before, search.limit),
            (Some(ChatId::stored(3)), Some(MessageId::stored(9)), 7)
        );
        assert_eq!(
            search.filter,
            SearchFilter { from: Some(SearchAuthor::Me), has: Some(SearchContent::Link) }
        );
        for limit in ["0", "-1", "x", ""] {
            let search =
                parse(&[("q", "a"), ("from", "x"), ("has", ""), ("before", "-"), ("limit", limit)]).unwrap();
            assert_eq!((search.filter, search.before, search.limit), (SearchFilter::default(), None, 20));
        }
        assert_eq!(parse(&[("q", "a"), ("limit", "1000")]).unwrap().limit, 100);
        assert!(matches!(
            parse(&[("q", "a"), ("chat_id", "x")]),
            Err(JsonError::App(AppError::UnknownChat(_)))
        ));
        let long = "a".repeat(101);
        for pairs in [&[][..], &[("q", "")], &[("q", &long)]] {
            assert!(matches!(parse(pairs), Err(JsonError::Fields(_))), "{pairs:?}");
        }
    }

    #[test]
    fn fuzz_parameters() {
        fuzz!(|input: &[u8]| {
            for text in texts(input, &["9", "link", "me", "-", "é", "\""]) {
                if let Ok(search) =
                    parse(&[("q", &text), ("limit", &text), ("before", &text), ("from", &text)])
                {
                    assert!((1..=MAX_FOUND_MESSAGES).contains(&search.limit) && !text.is_empty());
                }
            }
        });
    }
}
