//! Outlines of the main pages: titles, headings, forms with their fields, and links.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::{log_in_as, mailed_link};
use simple_chats_tests::fixtures::register_as;
use simple_chats_tests::{TestApp, on_both_databases};
use std::fmt::Write;

fn outline(page: &Page) -> String {
    let mut lines = format!("{} {}\n", page.status(), page.title());
    for element in page.root.named("body")[0].all() {
        let Some(line) = line_of(page, element) else { continue };
        writeln!(lines, "{line}").expect("a text can be written to");
    }
    lines
}

fn line_of(page: &Page, element: &Element) -> Option<String> {
    let value = |name: &str| element.attribute(name).unwrap_or_default();
    Some(match element.name.as_str() {
        "h1" | "h2" => format!("{} {}", element.name, element.text()),
        "a" => format!("link {} → {}", label_of(page, element), masked(value("href"))),
        "form" => format!("form {} {}", value("method"), masked(value("action"))),
        "button" => format!("  button {}", label_of(page, element)),
        "input" if value("type") == "hidden" => format!("  hidden {} {}", value("name"), hidden(element)),
        "input" | "textarea" => {
            let kind = if element.name == "input" { value("type") } else { "textarea" };
            let required = if element.has("required") { " required" } else { "" };
            let field = format!(
                "  {kind} {} “{}”{required} {}",
                value("name"),
                label_of(page, element),
                value("autocomplete")
            );
            format!("{} {}", field.trim_end(), value("value")).trim_end().to_owned()
        }
        _ => return None,
    })
}

/// The accessible name of an element.
fn label_of(page: &Page, element: &Element) -> String {
    let id = element.attribute("id").unwrap_or_default();
    let labels = page.root.with("for", id);
    let label =
        element.attribute("aria-label").map(str::to_owned).or(labels.first().map(|label| label.text()));
    let times = element.named("time");
    let text = times.iter().fold(element.text(), |text, time| text.replace(&time.text(), "[time]"));
    let text = label.unwrap_or(text);
    assert!(!text.is_empty(), "{element:?} has no label");
    text
}

fn hidden(element: &Element) -> &str {
    let value = element.attribute("value").unwrap_or_default();
    assert!(!value.is_empty());
    if element.attribute("name") == Some("next") { value } else { "[masked]" }
}

fn masked(path: &str) -> String {
    let reset = "/authentication/reset_password/";
    if path.starts_with(reset) { format!("{reset}[masked]") } else { path.to_owned() }
}

fn assert_outline(name: &str, page: &Page) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, outline(page));
    });
}

on_both_databases! {
    async fn pages_of_an_anonymous_visitor(app: TestApp) {
        let user = app.register("ann").await;
        let link = mailed_link(&app, &user.email).await;
        let browser = Browser::of(&app);
        for (name, path) in [
            ("start_of_an_anonymous_visitor", "/"),
            ("register", "/authentication/register"),
            ("login", "/authentication/login?next=%2Faccount"),
            ("forgot_password", "/authentication/forgot_password"),
            ("reset_password", &link),
            ("invalid_link", "/authentication/reset_password/abc"),
            ("not_found", "/nothing"),
        ] {
            assert_outline(name, &browser.get(path).await);
        }
    }

    async fn pages_of_a_logged_in_user(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        for (name, path) in [("start_without_chats", "/"), ("list_without_chats", "/chats/list")] {
            assert_outline(name, &ann.get(path).await);
        }
        let ben = app.register("ben").await;
        register_as(&mut app.connect(), "cat", "Cat");
        let chat = app.open_chat(&user, &ben).await;
        let sent = app.send(&user, chat, &["hello"]).await;
        app.send(&ben, chat, &["hello back"]).await;
        let path = format!("/chats/{chat}");
        for (name, path) in [
            ("logout", "/authentication/logout"),
            ("account", "/account"),
            ("search", "/chats/search?search-string=c"),
            ("first_message", "/chats/begin/cat"),
            ("chat", &path),
            ("edit_message", &format!("{path}/messages/{}/edit", sent[0])),
            ("delete_chat", &format!("{path}/delete")),
        ] {
            assert_outline(name, &ann.get(path).await);
        }
    }
}
