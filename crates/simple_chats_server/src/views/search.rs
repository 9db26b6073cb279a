//! Looking for people by name or username.

use super::error::PageError;
use super::page::HtmlPage;
use super::query::query_parameter;
use super::visitor::LoggedIn;
use crate::accounts;
use crate::error::AppError;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::json;
use simple_chats_domain::{self as domain, Person};

#[derive(Serialize)]
struct SearchPage {
    search_string: String,
    people: Vec<SearchResult>,
    truncated: bool,
}

#[derive(Serialize)]
struct SearchResult {
    #[serde(flatten)]
    person: Person,
    href: String,
}

/// `GET /chats/search`
pub(crate) async fn search_people(caller: LoggedIn, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let search_string = search_string_of(&request);
    let found = search(&caller, &search_string).await?;
    let truncated = found.more;
    let people = found.items.into_iter().filter_map(|person| {
        let href = format!("/chats/begin/{}", person.username.as_deref()?);
        Some(SearchResult { person, href })
    });
    let content = SearchPage { people: people.collect(), search_string, truncated };
    caller.visitor.show(&HtmlPage::new("chats/search.html", "Search for", content))
}

/// `GET /chats/ajax-search`: the same for scripts, which say so in a header.
pub(crate) async fn search_people_as_json(
    caller: LoggedIn,
    request: HttpRequest,
) -> Result<HttpResponse, PageError> {
    let asks = request.headers().get("X-Requested-With");
    if asks.is_none_or(|value| !value.as_bytes().eq_ignore_ascii_case(b"XMLHttpRequest")) {
        return Err(PageError::NotFound);
    }
    let found = search(&caller, &search_string_of(&request)).await?;
    let data: Vec<_> = found
        .items
        .into_iter()
        .map(|person| json!({ "name": person.name, "username": person.username }))
        .collect();
    Ok(HttpResponse::Ok().json(json!({ "data": data })))
}

fn search_string_of(request: &HttpRequest) -> String {
    query_parameter(request, "search-string").unwrap_or_default().trim().to_owned()
}

/// Nobody is found by nothing, and the limit is left alone.
async fn search(caller: &LoggedIn, search_string: &str) -> Result<domain::Page<Person>, AppError> {
    if search_string.is_empty() {
        return Ok(domain::Page { items: Vec::new(), more: false });
    }
    accounts::search(caller.state(), caller.user_id(), search_string).await
}
