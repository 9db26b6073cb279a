//! `/account/export`, and the pages in the export.

use super::html::Element;
use super::support::log_in_as;
use crate::support::exports::Unpacked;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::{TestApp, on_both_databases};

const PATH: &str = "/account/export";

/// As long as a name may be.
const HOSTILE_NAME: &str = "<script>alert(1)</script>";

const HOSTILE_TEXTS: [&str; 4] = [
    "</li></ol><script>window.hacked = true</script>",
    "<img src=x onerror=\"window.hacked = true\">&amp;",
    "first line\n  second \u{202e}line\u{202c}",
    "' \" ` ]]> --> \u{FEFF} \u{1F469}\u{200D}\u{1F680}",
];

on_both_databases! {
    async fn the_pages_say_what_was_written(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let ben = app.register("ben").await;
        for (who, name) in [(&user, HOSTILE_NAME), (&ben, "\"><b>ben</b> 'אב'")] {
            assert_eq!(app.post("/api/update", who, json!({ "name": name })).await.status, 202);
        }
        let chat = app.open_chat(&user, &ben).await;
        app.send(&user, chat, &HOSTILE_TEXTS[..2]).await;
        app.send(&ben, chat, &HOSTILE_TEXTS[2..]).await;
        assert_eq!(ann.get("/account").await.link("Download your data"), Some(PATH));
        let page = ann.get(PATH).await;
        page.assert_is(200, "Your data");
        let form = page.form(PATH);
        let unpacked = Unpacked::of(ann.request(Method::POST, PATH).form(&form.fields)).await;

        let index = Element::document(&unpacked.0["index.html"]);
        assert!(index.text().contains(HOSTILE_NAME) && index.text().contains(&user.email), "{}", index.text());
        let links: Vec<Option<&str>> = index.named("a").into_iter().map(|link| link.attribute("href")).collect();
        let file = format!("chat-{chat}.html");
        assert_eq!(links, [Some("data.json"), Some(file.as_str())]);
        let chat = Element::document(&unpacked.0[&file]);
        let texts: Vec<String> = chat.of_class("text").into_iter().map(Element::raw_text).collect();
        assert_eq!(texts, HOSTILE_TEXTS);
        assert_eq!(chat.named("h1")[0].named("bdi")[0].text(), "\"><b>ben</b> 'אב'");
        assert_eq!((chat.of_class("own").len(), chat.of_class("other").len()), (2, 2));
        for page in [&index, &chat] {
            for name in ["script", "img", "b", "iframe", "link"] {
                assert!(page.named(name).is_empty(), "{name}");
            }
            let policy = page.with("http-equiv", "Content-Security-Policy")[0].attribute("content");
            assert_eq!(policy, Some("default-src 'none'; style-src 'unsafe-inline'"));
        }
        let data = unpacked.data();
        assert_eq!(data["user"]["name"], HOSTILE_NAME);
        let texts: Vec<&str> = data["chats"][0]["messages"]
            .as_array()
            .expect("messages")
            .iter()
            .map(|message| message["text"].as_str().expect("a text"))
            .collect();
        assert_eq!(texts, HOSTILE_TEXTS);
    }
}
