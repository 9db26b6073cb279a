//! Search for people by name or username.

use super::error::PageError;
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use crate::accounts;
use crate::error::AppResult;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::json;
use simple_chats_domain::{Page, PeopleQuery, Person};

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
pub(crate) async fn search_people(caller: LoggedIn) -> PageResult {
    let search_string = search_string_of(&caller);
    let found = search(&caller, &search_string).await?;
    let truncated = found.more;
    let people = found.items.into_iter().filter_map(|person| {
        let href = format!("/chats/begin/{}", person.username.as_deref()?);
        Some(SearchResult { person, href })
    });
    let content = SearchPage { people: people.collect(), search_string, truncated };
    caller.visitor.show(&HtmlPage::new("chats/search.html", "people-find-people", content))
}

/// `GET /chats/ajax-search`: the same as JSON. Scripts name themselves by a header.
pub(crate) async fn search_people_as_json(caller: LoggedIn, request: HttpRequest) -> PageResult {
    let requested_with = request.headers().get("X-Requested-With");
    if requested_with.is_none_or(|value| !value.as_bytes().eq_ignore_ascii_case(b"XMLHttpRequest")) {
        return Err(PageError::NotFound);
    }
    let found = search(&caller, &search_string_of(&caller)).await?;
    let data =
        found.items.into_iter().map(|person| json!({ "name": person.name, "username": person.username }));
    Ok(HttpResponse::Ok().json(json!({ "data": data.collect::<Vec<_>>() })))
}

fn search_string_of(caller: &LoggedIn) -> String {
    caller.visitor.query("search-string").unwrap_or_default().trim().to_owned()
}

/// A blank search finds no one and doesn't count against the rate limit.
async fn search(caller: &LoggedIn, search_string: &str) -> AppResult<Page<Person>> {
    let query = PeopleQuery::parse(search_string);
    if query.words().is_empty() {
        return Ok(Page::empty());
    }
    accounts::search(caller.state(), caller.user_id(), query).await
}
