//! What a mailed token may do: set a password, once, for a while.

use super::support::{forget, reset, token_by_file};
use serde_json::{Value, json};
use simple_chats_auth::hash_token;
use simple_chats_domain::UserId;
use simple_chats_persistence::reset_tokens;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::{Bearer, TestApp, TestResponse, TestUser, on_both_databases};

fn assert_refused(answer: &TestResponse, message: &str) {
    assert_eq!(answer.refusal(), (400, Value::from(message), "bad_request".to_owned()));
}

const NOT_VALID: &str = "Reset password token is not valid";

on_both_databases! {
    async fn a_token_sets_a_password_once(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_by_file(&app, &ann.email).await;
        assert_refused(&reset(&app, &token, "1234567").await, "Password is too short");
        let answer = reset(&app, &token, "another one").await;
        assert_eq!(
            (answer.status, answer.json()),
            (202, json!({ "email": ann.email, "message": "Successfully reset" }))
        );
        assert_refused(&reset(&app, &token, "a third one").await, NOT_VALID);
        assert_refused(&reset(&app, &token, "x").await, NOT_VALID);
        assert_eq!(app.get("/api/me", &ann).await.status, 401);
        let ann = TestUser { password: "another one".to_owned(), ..ann };
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn a_reset_ends_api_tokens(app: TestApp) {
        let ann = app.register("ann").await;
        let bearer = Bearer(app.get("/api/token", &ann).await.json()["token"].as_str().unwrap().to_owned());
        let token = token_by_file(&app, &ann.email).await;
        assert_eq!(app.get("/api/me", &bearer).await.status, 200, "asking for a mail ends nothing");
        assert_eq!(reset(&app, &token, PASSWORD).await.status, 202);
        assert_eq!(app.get("/api/me", &bearer).await.status, 401, "even by the same password");
    }

    async fn an_expired_token_is_refused_as_expired(app: TestApp) {
        let ann = app.register("ann").await;
        let user_id = UserId::new(ann.user_id).unwrap();
        reset_tokens::insert(&mut app.connect(), &hash_token("an old token"), user_id, moment(0)).unwrap();
        let expired = "Reset password token has expired. Use a new one";
        assert_refused(&reset(&app, "an old token", "another one").await, expired);
        assert_refused(&reset(&app, "an old token", "x").await, expired);
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn the_lifetime_of_a_token_can_be_set(environment: simple_chats_tests::TestEnvironment) {
        let app = environment.spawn(&[("PASSWORD_DEFAULT_EXPIRES_IN", "1")]).await;
        let ann = app.register("ann").await;
        let token = token_by_file(&app, &ann.email).await;
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        assert_refused(
            &reset(&app, &token, "another one").await,
            "Reset password token has expired. Use a new one",
        );
    }

    async fn every_change_of_the_password_voids_all_tokens(app: TestApp) {
        let ann = app.register("ann").await;
        let (first, second) = (token_by_file(&app, &ann.email).await, token_by_file(&app, &ann.email).await);
        assert_ne!(first, second);
        assert_eq!(reset(&app, &first, "another one").await.status, 202);
        assert_refused(&reset(&app, &second, "a third one").await, NOT_VALID);
        let third = token_by_file(&app, &ann.email).await;
        let ann = TestUser { password: "another one".to_owned(), ..ann };
        let change = json!({ "old_password": "another one", "new_password": "a third one" });
        assert_eq!(app.post("/api/change-password", &ann, change).await.status, 202);
        assert_refused(&reset(&app, &third, "a fourth one").await, NOT_VALID);
    }

    async fn a_later_token_does_not_void_the_first(app: TestApp) {
        let ann = app.register("ann").await;
        let first = token_by_file(&app, &ann.email).await;
        forget(&app, &ann.email).await;
        assert_eq!(reset(&app, &first, "another one").await.status, 202, "the later mail may get lost");
    }

    async fn a_token_ends_with_its_account(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_by_file(&app, &ann.email).await;
        let leave =
            app.request(reqwest::Method::DELETE, "/api/me", &ann).json(&json!({ "password": PASSWORD }));
        assert_eq!(app.answer_to(leave).await.status, 200);
        assert_refused(&reset(&app, &token, "another one").await, NOT_VALID);
        let next = app.register("ann").await;
        assert_refused(&reset(&app, &token, "another one").await, NOT_VALID);
        assert_eq!(app.get("/api/me", &next).await.status, 200);
    }

    async fn the_two_kinds_of_tokens_do_not_serve_for_each_other(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_by_file(&app, &ann.email).await;
        let answer = app.get("/api/me", &Bearer(token.clone())).await;
        let expected = (401, json!("Authentication token is not valid"), "unauthenticated".to_owned());
        assert_eq!(answer.refusal(), expected);
        let api_token = app.get("/api/token", &ann).await.json()["token"].as_str().unwrap().to_owned();
        assert_refused(&reset(&app, &api_token, "another one").await, NOT_VALID);
        assert_eq!(reset(&app, &token, "another one").await.status, 202);
    }

    async fn of_two_resets_by_one_token_at_once_one_succeeds(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_by_file(&app, &ann.email).await;
        let (one, other) =
            futures_util::future::join(reset(&app, &token, "first one"), reset(&app, &token, "second one"))
                .await;
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [202, 400], "{} {}", one.body, other.body);
    }

    async fn rules_for_passwords_hold_in_a_reset_too(environment: simple_chats_tests::TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let app = app.stop().await.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        let token = token_by_file(&app, &ann.email).await;
        for (password, message) in [
            ("1234567", "Password is too short"),
            (&"x".repeat(1025), "Password is too long"),
            ("12345678", "Password is too common"),
            ("ann@example.com", "Password is too common"),
        ] {
            assert_refused(&reset(&app, &token, password).await, message);
        }
        assert_eq!(reset(&app, &token, "wandering-otter").await.status, 202, "mistakes use nothing up");
    }
}
