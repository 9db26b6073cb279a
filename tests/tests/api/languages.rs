//! The language of pages, mails, and notifications over REST, whose own texts stay English.

use super::support::assert_bad_request;
use serde_json::json;
use simple_chats_domain::Language;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const PATH: &str = "/api/me/language";

on_one_and_on_two_instances! {
    async fn a_user_chooses_any_language_or_none(app: TestApp) {
        let ann = app.register("ann").await;
        let chosen = |language: Option<&str>| json!({ "user_id": ann.user_id, "data": { "language": language } });
        assert_eq!(app.get(PATH, &ann).await.json(), chosen(None));
        for tag in Language::ALL.map(Language::tag).into_iter().map(Some).chain([None]) {
            let answer = app.put(PATH, &ann, json!({ "language": tag })).await;
            assert_eq!((answer.status, answer.json()), (200, chosen(tag)));
            assert_eq!(app.get(PATH, &ann).await.json(), chosen(tag));
        }
        let answer = app.put(PATH, &ann, json!({ "language": "DE" })).await;
        assert_eq!(answer.json(), chosen(Some("de")));
        for faulty in [json!("de-AT"), json!("tlh"), json!(""), json!(1), json!(["de"])] {
            let expected = "Must be null, or one of en, uk, de, es, fr, pl, pt-BR, tr, ar, hi, ja, and zh-Hans";
            let answer = app.put(PATH, &ann, json!({ "language": faulty })).await;
            assert_bad_request(&answer, json!({ "language": expected }));
        }
        assert_eq!(app.put(PATH, &ann, json!({})).await.status, 400);
        assert_eq!(app.get(PATH, &ann).await.json(), chosen(Some("de")));
        let answer = app.get("/api/chats/999", &ann).await;
        assert_eq!(answer.status, 404);
        assert!(answer.body.contains("Chat 999 does not exist"), "{}", answer.body);
    }
}
