//! `/api/search`.

use super::support::{assert_answer, assert_not_found, assert_refused};
use serde_json::{Value, json};
use simple_chats_tests::{
    TestApp, TestEnvironment, TestUser, on_both_databases, on_one_and_on_two_instances,
};

async fn texts(app: &TestApp, user: &TestUser, query: &str) -> Vec<String> {
    let answer = app.get(&format!("/api/search?{query}"), user).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    let answer = answer.json();
    let found = answer["data"].as_array().unwrap();
    found.iter().map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}

on_one_and_on_two_instances! {
    async fn messages_are_found_as_soon_as_they_are_sent_changed_and_deleted(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let ids = app.send(&ann, chat, &["In the Harbour", "harbours, https://example.org"]).await;
        app.send(&ben, chat, &["No harm"]).await;
        for user in [&ann, &ben] {
            assert_eq!(texts(&app, user, "q=har").await, ["No harm", "harbours, https://example.org", "In the Harbour"]);
            assert_eq!(texts(&app, user, "q=%22the+harbour%22").await, ["In the Harbour"]);
        }
        assert_eq!(texts(&app, &ann, "q=har&from=me").await.len(), 2);
        assert_eq!(texts(&app, &ann, "q=har&from=companion").await, ["No harm"]);
        assert_eq!(texts(&app, &ann, "q=har&has=link").await, ["harbours, https://example.org"]);
        assert_eq!(texts(&app, &ann, "q=har&has=attachment").await, [""; 0]);
        let with_file = json!({ "texts": "harbour in a picture", "attachment_ids": [app.upload(&ben, "a.jpg")] });
        let with_file = app.post(&format!("/api/chats/{chat}/messages"), &ben, with_file).await.json();
        assert_eq!(texts(&app, &ann, "q=har&has=attachment").await, ["harbour in a picture"]);
        let path = format!("/api/chats/{chat}/messages/{}", with_file["message_ids"][0]);
        assert_eq!(app.delete(&path, &ben).await.status, 200);
        assert_eq!(texts(&app, &ann, &format!("q=har&before={}", ids[1])).await, ["In the Harbour"]);
        app.put(&format!("/api/chats/{chat}/messages/{}", ids[0]), &ann, json!({ "text": "In the port" })).await;
        app.delete(&format!("/api/chats/{chat}/messages/{}", ids[1]), &ann).await;
        assert_eq!(texts(&app, &ben, "q=harbour").await, [""; 0]);
        assert_eq!(texts(&app, &ben, "q=PORT").await, ["In the port"]);
    }
}

on_both_databases! {
    async fn a_hit_has_its_chat_and_companion_and_a_page_leads_to_the_next(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        app.send(&ann, chat, &["one harbour", "two harbours", "three harbours"]).await;
        let first = app.get("/api/search?q=harbour&limit=2", &ben).await;
        assert_answer("search", &first);
        let link = first.headers["link"].to_str().unwrap().to_owned();
        let next = link.strip_prefix('<').unwrap().split('>').next().unwrap();
        let last = app.get(next, &ben).await;
        assert_eq!(last.json()["data"].as_array().unwrap().len(), 1);
        assert!(last.headers.get("link").is_none(), "{next}");
    }

    async fn nobody_finds_what_others_wrote_or_what_was_cleared(app: TestApp) {
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let (chat, other) = (app.open_chat(&ann, &ben).await, app.open_chat(&ann, &cat).await);
        app.send(&ann, chat, &["harbour"]).await;
        app.send(&ann, other, &["harbour of cat"]).await;
        assert_eq!(texts(&app, &ann, "q=harbour").await, ["harbour of cat", "harbour"]);
        assert_eq!(texts(&app, &ann, &format!("q=harbour&chat_id={chat}")).await, ["harbour"]);
        assert_eq!(texts(&app, &ben, "q=harbour").await, ["harbour"]);
        assert_eq!(app.post(&format!("/api/chats/{chat}/clear"), &ann, json!({})).await.status, 200);
        assert_eq!(texts(&app, &ann, "q=harbour").await, ["harbour of cat"]);
        assert_eq!(texts(&app, &ben, "q=harbour").await, ["harbour"]);
        for id in [other.to_string(), "999".to_owned(), "x".to_owned()] {
            let answer = app.get(&format!("/api/search?q=harbour&chat_id={id}"), &ben).await;
            assert_not_found(&answer, &format!("Chat {id}"));
        }
    }

    async fn a_search_needs_words_of_1_to_100_characters(app: TestApp) {
        let (ann, _, chat) = app.chat_of_two().await;
        app.send(&ann, chat, &["?! 日本"]).await;
        let refused = |query: &str, fault: &str| (query.to_owned(), json!({ "q": fault }));
        for (query, message) in [
            refused("", "Missing required parameter in the query string"),
            refused("?q=", "Must not be empty"),
            refused(&format!("?q={}", "a".repeat(101)), "Must have at most 100 characters"),
        ] {
            let answer = app.get(&format!("/api/search{query}"), &ann).await;
            assert_refused(&answer, 400, "bad_request", message);
        }
        let hundred = "%C3%A4".repeat(100);
        for query in ["q=%3F%21", "q=+", &format!("q={hundred}")] {
            assert_eq!(texts(&app, &ann, query).await, [""; 0], "{query}");
        }
        assert_eq!(texts(&app, &ann, "q=%E6%97%A5&limit=x&before=y&from=z&has=").await, ["?! 日本"]);
        let answer = app.get("/api/search", &simple_chats_tests::Nobody).await;
        assert_eq!(answer.status, 401, "who asks is checked first");
    }

    async fn searches_in_messages_count_as_searches(environment: TestEnvironment) {
        let app = environment.spawn_limited("search_per_user", &[]).await;
        let ann = app.register("ann").await;
        for _ in 0..3 {
            assert_eq!(app.get("/api/search?q=a", &ann).await.status, 200);
        }
        let answer = app.get("/api/search?q=a", &ann).await;
        assert_eq!((answer.status, answer.json()["code"].clone()), (429, Value::from("rate_limited")));
        assert!(answer.headers.contains_key("retry-after"));
    }
}
