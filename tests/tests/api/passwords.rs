//! `POST /api/change-password`, and the requests for a reset that need no mail. Resets by mail are tested with the mails.

use super::support::{
    MISSING, NO_STRING, assert_answer, assert_bad_request, assert_posts_refused, assert_refused,
};
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{
    Bearer, Nobody, TestApp, TestEnvironment, TestUser, on_both_databases, on_one_and_on_two_instances,
};

const CHANGE: &str = "/api/change-password";

on_one_and_on_two_instances! {
    async fn a_new_password_invalidates_the_old_one_and_its_tokens(app: TestApp) {
        let ann = app.register("ann").await;
        let token = app.token(&ann).await;
        let body = json!({ "old_password": PASSWORD, "new_password": "another one" });
        assert_answer("password_changed", &app.post(CHANGE, &ann, body).await);
        let old = app.get("/api/me", &ann).await;
        assert_refused(&old, 401, "unauthenticated", "Wrong login or password! Try again");
        let invalid = app.get("/api/me", &token).await;
        assert_refused(&invalid, 401, "unauthenticated", "Authentication token is not valid");
        let ann = TestUser { password: "another one".to_owned(), ..ann };
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn the_old_password_is_checked_before_the_new_one(app: TestApp) {
        let ann = app.register("ann").await;
        let long = "x".repeat(1025);
        let passwords = |old: &str, new: &str| json!({ "old_password": old, "new_password": new });
        let not_strings = json!({ "old_password": NO_STRING, "new_password": NO_STRING });
        assert_posts_refused(
            &app,
            CHANGE,
            &ann,
            &[
                (json!({}), 400, "bad_request", json!({ "old_password": MISSING, "new_password": MISSING })),
                (json!({ "old_password": 5, "new_password": null }), 400, "bad_request", not_strings),
                (passwords("not mine", "x"), 403, "forbidden", json!("Wrong password! Try again")),
                (passwords(PASSWORD, "1234567"), 400, "bad_request", json!("Password is too short")),
                (passwords(PASSWORD, &long), 400, "bad_request", json!("Password is too long")),
            ],
        )
        .await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn the_response_does_not_reveal_whether_an_address_is_known(app: TestApp) {
        app.register("ann").await;
        let request = |email: &str| app.post("/api/forgot-password", &Nobody, json!({ "email": email }));
        let known = request("ann@example.com").await;
        assert_answer("password_forgotten", &known);
        let unknown = request("nobody@example.com").await;
        assert_eq!(unknown.status, known.status);
        assert_eq!(unknown.body, known.body.replace("ann@", "nobody@"));
        for (body, message) in [
            (json!({ "email": "ann" }), json!("E-mail 'ann' is not valid")),
            (json!({ "email": "" }), json!("E-mail '' is not valid")),
            (json!({ "email": 5 }), json!({ "email": NO_STRING })),
            (json!({}), json!({ "email": MISSING })),
        ] {
            assert_bad_request(&app.post("/api/forgot-password", &Nobody, body).await, message);
        }
    }

    async fn a_reset_token_is_checked_before_the_password(app: TestApp) {
        let ann = app.register("ann").await;
        let Bearer(api_token) = app.token(&ann).await;
        let long = "x".repeat(60_000);
        for token in ["", "x", "a\u{0}b", &long, &api_token] {
            for password in ["x", "long enough"] {
                let body = json!({ "token": token, "password": password });
                let answer = app.post("/api/reset-password", &Nobody, body).await;
                assert_bad_request(&answer, "Reset password token is not valid");
            }
        }
        let faults = json!({ "token": MISSING, "password": MISSING });
        assert_bad_request(&app.post("/api/reset-password", &Nobody, json!({})).await, faults);
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }
}

on_both_databases! {
    async fn a_public_server_rejects_common_passwords(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let app = app.stop().await.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        let body = json!({ "old_password": PASSWORD, "new_password": "password" });
        assert_bad_request(&app.post(CHANGE, &ann, body).await, "Password is too common");
    }
}
