//! What the server tells everybody of itself: `GET /api/server` and `GET /api/asyncapi.json`.

use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_protocol::FEATURE_LEVEL;
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, on_both_databases};

/// The limits of a server with default settings, except for the rate limits.
fn default_limits() -> Value {
    json!({
        "min_username_chars": 3, "max_username_chars": 25, "min_name_chars": 1, "max_name_chars": 25,
        "min_password_chars": 8, "max_password_bytes": 1024, "max_text_chars": 4000, "max_texts": 100,
        "max_idempotency_key_chars": 64, "max_body_bytes": 65_536, "max_body_bytes_with_texts": 2_097_152,
        "max_page_rows": 1000,
        "live": {
            "max_frame_bytes": 65_536, "max_ref_chars": 64, "max_resume_chats": 1000, "max_state_chats": 200,
            "max_changes": 200, "max_history_messages": 100, "default_history_messages": 30, "max_watched_users": 100, "max_unread": 100,
            "max_sockets_per_user": 20
        },
        "rates": null
    })
}

on_both_databases! {
    async fn the_server_tells_everybody_its_level_and_limits(app: TestApp) {
        let answer = app.get("/api/server", &Nobody).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let expected = json!({
            "name": "Simple Chats",
            "version": env!("CARGO_PKG_VERSION"),
            "feature_level": FEATURE_LEVEL,
            "epoch": app.state().epoch,
            "registration": "open",
            "limits": default_limits(),
        });
        assert_eq!(answer.json(), expected);
    }

    async fn the_limits_are_those_in_force(environment: TestEnvironment) {
        let vars = [("REQUIRED_MIN_PASSWORD_LENGTH", "10"), ("REGISTRATION", "closed")];
        let app = environment.spawn_limited("send_per_user", &vars).await;
        let told = app.get("/api/server", &Nobody).await.json();
        assert_eq!(told["registration"], "closed");
        assert_eq!(told["limits"]["min_password_chars"], 10);
        let rates = told["limits"]["rates"].as_object().expect("rate limits are on");
        assert_eq!(rates.len(), 9);
        assert_eq!(rates["send_per_user"], json!({ "count": 3, "seconds": 3600, "burst": 3 }));
    }

    async fn the_document_of_the_live_protocol_is_served(app: TestApp) {
        let answer = app.get("/api/asyncapi.json", &Nobody).await;
        assert_eq!(answer.status, 200);
        let document: Value = serde_json::from_str(include_str!("../../../docs/asyncapi.json")).unwrap();
        assert_eq!(answer.json(), document);
    }

    async fn whoever_has_the_answer_gets_304(app: TestApp) {
        for path in ["/api/server", "/api/asyncapi.json"] {
            let answer = app.get(path, &Nobody).await;
            let tag = answer.header("etag").expect("a tag").to_owned();
            let request = |tag: &str| app.request(Method::GET, path, &Nobody).header("if-none-match", tag);
            assert_eq!(app.answer_to(request(&tag)).await.status, 304, "{path}");
            assert_eq!(app.answer_to(request("\"x\"")).await.body, answer.body, "{path}");
        }
    }
}
