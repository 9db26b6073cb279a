//! Bearer tokens.

use super::support::{assert_answer, assert_refused};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use simple_chats_auth::{ApiTokens, Keyring};
use simple_chats_domain::UserId;
use simple_chats_tests::app::SECRET_KEY;
use simple_chats_tests::{
    Bearer, TestApp, TestEnvironment, TestResponse, TestUser, on_one_and_on_two_instances,
};

fn part(bytes: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

async fn token_of(app: &TestApp, user: &TestUser) -> String {
    app.token(user).await.0
}

#[track_caller]
fn assert_invalid(answer: &TestResponse) {
    assert_refused(answer, 401, "unauthenticated", "Authentication token is not valid");
}

async fn try_token(app: &TestApp, token: &str) -> TestResponse {
    app.get("/api/me", &Bearer(token.to_owned())).await
}

/// A token that was issued with this secret some seconds ago.
fn made_by(secret: &str, user: &TestUser, seconds_ago: i64) -> String {
    let tokens = ApiTokens::new(&Keyring::new(secret, None), 3600);
    let user_id = UserId::new(user.user_id).expect("an id");
    tokens.issue(user_id, 1, Utc::now() - TimeDelta::seconds(seconds_ago)).token
}

on_one_and_on_two_instances! {
    async fn a_token_authenticates_its_user(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_answer("token", &app.get("/api/token", &ann).await);
        let (one, other) = (token_of(&app, &ann).await, token_of(&app, &ben).await);
        assert_eq!(try_token(&app, &one).await.json()["user_id"], ann.user_id);
        assert_eq!(try_token(&app, &other).await.json()["user_id"], ben.user_id);
        assert_eq!(app.get("/api/me", &format!("bEARER {one}")).await.status, 200);
        let next = app.get("/api/token", &Bearer(one.clone())).await;
        assert_eq!(next.status, 200, "a token gets the next one");
    }

    async fn a_token_has_the_documented_claims(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_of(&app, &ann).await;
        let parts: Vec<Value> = token
            .split('.')
            .take(2)
            .map(|part| serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap())
            .collect();
        assert_eq!(parts[0], json!({ "typ": "JWT", "alg": "HS512" }));
        let claims = &parts[1];
        assert_eq!(claims["sub"], ann.user_id.to_string());
        assert_eq!(claims["user_id"], ann.user_id);
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 3600);
        assert!(claims["jti"].is_string() && claims["aud"].is_string(), "{claims}");
        assert_ne!(token, token_of(&app, &ann).await, "each has an id of its own");
    }

    async fn the_lifetime_of_tokens_can_be_set(environment: TestEnvironment) {
        let app = environment.spawn(&[("AUTHENTICATION_TOKEN_DEFAULT_EXPIRES_IN", "7")]).await;
        let ann = app.register("ann").await;
        assert_eq!(app.get("/api/token", &ann).await.json()["expires_in"], 7);
    }

    async fn an_expired_token_has_its_own_message(app: TestApp) {
        let ann = app.register("ann").await;
        assert_eq!(try_token(&app, &made_by(SECRET_KEY, &ann, 3480)).await.status, 200);
        let expired = try_token(&app, &made_by(SECRET_KEY, &ann, 3600)).await;
        assert_refused(&expired, 401, "unauthenticated", "Your authentication token period has expired");
        assert_eq!(expired.headers("www-authenticate").len(), 2);
    }

    async fn forged_tokens_are_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_of(&app, &ann).await;
        let parts: Vec<&str> = token.split('.').collect();
        let claims = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        let (id, other) = (ann.user_id, ann.user_id + 1);
        let other_user = claims
            .replace(&format!("\"user_id\":{id}"), &format!("\"user_id\":{other}"))
            .replace(&format!("\"sub\":\"{id}\""), &format!("\"sub\":\"{other}\""));
        assert_ne!(other_user, claims);
        let other_user = part(&other_user);
        let unsigned = format!("{}.{}.", part(r#"{"alg":"none","typ":"JWT"}"#), parts[1]);
        let tokens = [
            made_by("a secret of another server, 32 bytes", &ann, 0),
            made_by("a secret of another server, 32 bytes", &ann, 9999),
            unsigned,
            format!("{}.{other_user}.{}", parts[0], parts[2]),
            format!("{}.{}.{}", part(r#"{"alg":"HS256","typ":"JWT"}"#), parts[1], parts[2]),
            format!("{}.{}", parts[0], parts[1]),
            token[..token.len() - 2].to_owned(),
            format!("{token}x"),
            "x".to_owned(),
            "..".to_owned(),
            "a.b.c".to_owned(),
            "x".repeat(10_000),
        ];
        for token in tokens {
            assert_invalid(&try_token(&app, &token).await);
        }
    }

    async fn a_token_of_an_unknown_user_is_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let nobody = TestUser { user_id: 99, ..ann };
        assert_invalid(&try_token(&app, &made_by(SECRET_KEY, &nobody, 0)).await);
    }

    async fn tokens_of_the_previous_key_are_accepted(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let token = token_of(&app, &ann).await;
        let next = "the next secret of the tests, also of 32 bytes";
        let app = app.stop().await.spawn(&[("SECRET_KEY", next), ("SECRET_KEY_PREVIOUS", SECRET_KEY)]).await;
        for _ in 0..2 {
            assert_eq!(try_token(&app, &token).await.status, 200);
        }
        let app = app.stop().await.spawn(&[("SECRET_KEY", next)]).await;
        for _ in 0..2 {
            assert_invalid(&try_token(&app, &token).await);
        }
    }

    async fn a_token_survives_a_restart(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_of(&app, &ann).await;
        let app = app.stop().await.spawn(&[]).await;
        for _ in 0..2 {
            assert_eq!(try_token(&app, &token).await.status, 200);
        }
    }
}
