//! `POST /api/change-password`, and what forgot-password and reset-password answer without a mail at hand. What mails
//! do is tested with the mails.

use super::support::{assert_answer, assert_posts_refused, assert_refused};
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{
    Bearer, Nobody, TestApp, TestEnvironment, TestUser, on_both_databases, on_one_and_on_two_instances,
};

const CHANGE: &str = "/api/change-password";

on_one_and_on_two_instances! {
    async fn a_changed_password_ends_what_the_old_one_opened(app: TestApp) {
        let ann = app.register("ann").await;
        let token = app.get("/api/token", &ann).await.json()["token"].as_str().unwrap().to_owned();
        let body = json!({ "old_password": PASSWORD, "new_password": "another one" });
        assert_answer("password_changed", &app.post(CHANGE, &ann, body).await);
        let old = app.get("/api/me", &ann).await;
        assert_refused(&old, 401, "unauthenticated", "Wrong login or password! Try again");
        let void = app.get("/api/me", &Bearer(token)).await;
        assert_refused(&void, 401, "unauthenticated", "Authentication token is not valid");
        let ann = TestUser { password: "another one".to_owned(), ..ann };
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn the_old_password_counts_before_the_new_one(app: TestApp) {
        let ann = app.register("ann").await;
        let missing = "Missing required parameter in the JSON body";
        let long = "x".repeat(1025);
        assert_posts_refused(
            &app,
            CHANGE,
            &ann,
            &[
                (json!({}), 400, "bad_request", json!({ "old_password": missing, "new_password": missing })),
                (
                    json!({ "old_password": 5, "new_password": null }),
                    400,
                    "bad_request",
                    json!({ "old_password": "Must be a string", "new_password": "Must be a string" }),
                ),
                (
                    json!({ "old_password": "not mine", "new_password": "x" }),
                    403,
                    "forbidden",
                    json!("Wrong password! Try again"),
                ),
                (
                    json!({ "old_password": PASSWORD, "new_password": "1234567" }),
                    400,
                    "bad_request",
                    json!("Password is too short"),
                ),
                (
                    json!({ "old_password": PASSWORD, "new_password": long }),
                    400,
                    "bad_request",
                    json!("Password is too long"),
                ),
            ],
        )
        .await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }
}

on_both_databases! {
    async fn on_a_public_server_common_passwords_cannot_be_chosen(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let app = app.stop().await.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        let body = json!({ "old_password": PASSWORD, "new_password": "password" });
        assert_refused(&app.post(CHANGE, &ann, body).await, 400, "bad_request", "Password is too common");
    }
}

on_one_and_on_two_instances! {
    async fn whether_an_address_is_known_is_not_told(app: TestApp) {
        app.register("ann").await;
        let answers = ["ann@example.com", "nobody@example.com"].map(|email| json!({ "email": email }));
        let known = app.post("/api/forgot-password", &Nobody, answers[0].clone()).await;
        assert_answer("password_forgotten", &known);
        let unknown = app.post("/api/forgot-password", &Nobody, answers[1].clone()).await;
        assert_eq!(unknown.status, known.status);
        assert_eq!(unknown.body, known.body.replace("ann@", "nobody@"));
        for (body, message) in [
            (json!({ "email": "ann" }), json!("E-mail 'ann' is not valid")),
            (json!({ "email": "" }), json!("E-mail '' is not valid")),
            (json!({ "email": 5 }), json!({ "email": "Must be a string" })),
            (json!({}), json!({ "email": "Missing required parameter in the JSON body" })),
        ] {
            assert_refused(
                &app.post("/api/forgot-password", &Nobody, body).await,
                400,
                "bad_request",
                message,
            );
        }
    }

    async fn what_is_no_reset_token_is_refused_before_the_password(app: TestApp) {
        let ann = app.register("ann").await;
        let api_token = app.get("/api/token", &ann).await.json()["token"].as_str().unwrap().to_owned();
        let long = "x".repeat(60_000);
        for token in ["", "x", "a\u{0}b", &long, &api_token] {
            for password in ["x", "long enough"] {
                let body = json!({ "token": token, "password": password });
                let answer = app.post("/api/reset-password", &Nobody, body).await;
                assert_refused(&answer, 400, "bad_request", "Reset password token is not valid");
            }
        }
        let missing = "Missing required parameter in the JSON body";
        let faults = json!({ "token": missing, "password": missing });
        assert_refused(
            &app.post("/api/reset-password", &Nobody, json!({})).await,
            400,
            "bad_request",
            faults,
        );
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }
}
