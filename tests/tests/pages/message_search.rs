//! `/search`: messages by their words.

use super::html::Element;
use super::page::Page;
use super::support::two_in_a_chat;
use simple_chats_tests::{TestApp, on_both_databases};

/// What was found, each with its link.
fn hits(page: &Page) -> Vec<(String, String)> {
    let hit = |row: &Element| (row.attribute("href").unwrap().to_owned(), row.of_class("row-text")[0].text());
    page.main().of_class("row-hit").into_iter().map(hit).collect()
}

on_both_databases! {
    async fn messages_are_found_marked_and_lead_to_their_place(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        for text in ["In the Harbour <b>", "nothing", "harbours https://example.org"] {
            ann.fill_on(&path, &format!("{path}/messages"), &[("text", text)]).await;
        }
        let page = ben.get("/search?q=harb").await;
        page.assert_is(200, "Search messages");
        let found = hits(&page);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["harbours https://example.org", "In the Harbour <b>"]);
        assert!(found[1].0.starts_with(&format!("{path}?around=")), "{found:?}");
        let marks: Vec<String> = page.main().named("mark").into_iter().map(Element::text).collect();
        assert_eq!(marks, ["harbours", "Harbour"]);
        assert!(ben.get(&found[1].0).await.texts().contains(&"In the Harbour <b>".to_owned()));
        assert_eq!(hits(&ann.get("/search?q=harb&has=link").await)[0].1, "You: harbours https://example.org");
        assert_eq!(hits(&ben.get("/search?q=harb&from=me").await), []);
        let with_files = ann.get("/search?q=harb&has=attachment").await;
        assert_eq!(hits(&with_files), []);
        let chosen = with_files.with_id("search-has").named("option").into_iter().find(|option| option.has("selected"));
        assert_eq!(chosen.map(Element::text).as_deref(), Some("With a file"));
        let in_chat = format!("/search?q=in+harb&chat_id={}", path.trim_start_matches("/chats/"));
        let page = ben.get(&in_chat).await;
        assert_eq!(hits(&page).len(), 1);
        assert!(page.says("Search in the chat with ann"));
        assert!(ben.get(&path).await.links().iter().any(|link| link.starts_with("/search?chat_id=")));
    }

    async fn a_search_says_what_it_needs_and_that_nothing_was_found(app: TestApp) {
        let (ann, _, path) = two_in_a_chat(&app).await;
        assert!(ann.get("/search").await.says("All of them must occur"));
        for query in ["nothing", "%3F%21", "%00"] {
            assert!(ann.get(&format!("/search?q={query}")).await.says("No messages found"), "{query}");
        }
        assert!(ann.get(&format!("/search?q={}", "a".repeat(101))).await.says("Use at most 100 characters"));
        ann.get("/search?q=a&chat_id=999").await.assert_missing();
        ann.get("/search?q=a&chat_id=x").await.assert_missing();
        for number in 0..25 {
            ann.fill_on(&path, &format!("{path}/messages"), &[("text", &format!("harbour {number}"))]).await;
        }
        let page = ann.get("/search?q=harbour").await;
        assert_eq!(hits(&page).len(), 20);
        assert_eq!(hits(&ann.get(page.link("Older messages").unwrap()).await).len(), 5);
    }
}
