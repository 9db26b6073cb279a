//! `/account/language`: the language of pages, mails, and notifications.

use super::form::{Form, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts;
use actix_web::http::StatusCode;
use serde::Serialize;
use simple_chats_domain::Language;

const PATH: &str = "/account/language";

#[derive(Serialize)]
struct LanguagesPage {
    /// Whether the user follows the browser.
    is_of_browser: bool,
    choices: Vec<Choice>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    tag: &'static str,
    name: &'static str,
    direction: &'static str,
    chosen: bool,
}

/// `GET /account/language`
pub(crate) async fn show_languages(caller: LoggedIn) -> PageResult {
    caller.visitor.show(&page(&caller))
}

/// `POST /account/language`
pub(crate) async fn choose_language(caller: LoggedIn, form: Form<SMALL>) -> PageResult {
    let Ok(fields) = form.fields() else { return caller.visitor.show(&page(&caller).stale()) };
    let language: Option<Language> = match fields.get("language") {
        "" => None,
        tag => {
            let Ok(language) = tag.parse() else {
                let mut page = page(&caller).status(StatusCode::UNPROCESSABLE_ENTITY);
                page.content.error = Some(caller.visitor.texts().text("language-unknown"));
                return caller.visitor.show(&page);
            };
            Some(language)
        }
    };
    accounts::update_language(caller.state(), caller.user_id(), language).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("language-saved")))
}

fn page(caller: &LoggedIn) -> HtmlPage<LanguagesPage> {
    let chosen = caller.session.language;
    let choices = Language::ALL.into_iter().map(|language| Choice {
        tag: language.tag(),
        name: language.own_name(),
        direction: language.direction().as_str(),
        chosen: chosen == Some(language),
    });
    let content = LanguagesPage { is_of_browser: chosen.is_none(), choices: choices.collect(), error: None };
    HtmlPage::new("account/language.html", "language-title", content)
}
