//! `/api/tokens`: tokens with which programs act for a user, and what they are good for.

use super::support::{MISSING, NO_STRING, assert_refused};
use diesel::connection::SimpleConnection;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_auth::{PersonalTokenSecret, hash_token};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::mail_files::token_of_mail;
use simple_chats_tests::personal_tokens::{PATH, ask_for_token, make_token};
use simple_chats_tests::{
    Bearer, Caller, Nobody, TestApp, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances,
    timing,
};

const MAY_ONLY_READ: &str = "This token may only read";
const NOT_BY_TOKEN: &str = "An API token can't be used for this: log in with the password";
const NEW: &str = "another password";

async fn is_valid(app: &TestApp, bearer: &Bearer) -> bool {
    app.get("/api/me", bearer).await.status == 200
}

async fn ask(app: &TestApp, method: &str, path: &str, body: Value, caller: &dyn Caller) -> TestResponse {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    app.answer_to(app.request(method, path, caller).json(&body)).await
}

async fn change_password(app: &TestApp, user: &TestUser, more: Value) -> TestResponse {
    let mut body = json!({ "old_password": user.password, "new_password": NEW });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.post("/api/change-password", user, body).await
}

on_one_and_on_two_instances! {
    async fn a_token_is_shown_once_and_acts_for_its_user(app: TestApp) {
        let (ann, ben, chat_id) = app.chat_of_two().await;
        let terms = json!({ "name": " my bot ", "scope": "write", "expires_in": 3600 });
        let answer = app.post(PATH, &ann, terms).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let made = answer.json();
        let token = made["token"].as_str().unwrap();
        assert!(PersonalTokenSecret::recognize(token).is_some() && token.len() >= 4 + 32 + 6, "{token}");
        let mut keys: Vec<&String> = made["data"].as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["created_at", "expires_at", "last_used_at", "name", "scope", "token_id"]);
        assert_eq!((&made["user_id"], &made["token_id"]), (&json!(ann.user_id), &made["data"]["token_id"]));
        assert_eq!((&made["data"]["name"], &made["data"]["scope"]), (&json!("my bot"), &json!("write")));
        assert!(made["data"]["last_used_at"].is_null() && made["data"]["expires_at"].is_string());

        let bearer = Bearer(token.to_owned());
        assert_eq!(app.get("/api/me", &bearer).await.json()["user_id"], ann.user_id);
        app.send(&ben, chat_id, &["hello"]).await;
        let texts = json!({ "texts": ["hello back"] });
        assert_eq!(app.post(&format!("/api/chats/{chat_id}/messages"), &bearer, texts).await.status, 201);
        assert_eq!(app.texts(chat_id, &ben).await, ["hello", "hello back"]);

        let is_noted = async || {
            let listed = app.get(PATH, &ann).await;
            assert!(!listed.body.contains(token) && !listed.body.contains(&hash_token(token)));
            assert_eq!(listed.column("name"), ["my bot"]);
            listed.column("last_used_at")[0].is_string()
        };
        timing::until(|| "the use of the token is noted".to_owned(), is_noted).await;
        assert_eq!(app.get(PATH, &ben).await.json()["data"], json!([]), "tokens of others are not listed");
    }

    async fn a_revoked_token_is_refused_everywhere(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (token, other) = (make_token(&app, &ann, "write").await, make_token(&app, &ann, "read").await);
        let unknown = format!("Token {} does not exist", token.token_id);
        let by_ben = app.delete(&token.path(), &ben).await;
        assert_refused(&by_ben, 404, "not_found", unknown.as_str());
        assert!(is_valid(&app, &token.bearer).await);
        let answer = app.delete(&token.path(), &ann).await;
        let expected = json!({
            "user_id": ann.user_id,
            "token_id": token.token_id,
            "message": "Token was successfully revoked",
        });
        assert_eq!((answer.status, answer.json()), (200, expected));
        for _ in 0..2 {
            let refused = app.get("/api/me", &token.bearer).await;
            assert_refused(&refused, 401, "unauthenticated", "Authentication token is not valid");
        }
        assert!(is_valid(&app, &other.bearer).await);
        assert_refused(&app.delete(&token.path(), &ann).await, 404, "not_found", unknown);
        let odd = app.delete(&format!("{PATH}/x"), &ann).await;
        assert_refused(&odd, 404, "not_found", "Token x does not exist");
    }

    async fn a_token_that_is_made_at_the_moment_of_a_new_password_ends_with_the_old_one(app: TestApp) {
        let ann = app.register("ann").await;
        let making = join_all((0..8).map(|_| ask_for_token(&app, &ann, "write")));
        let (made, changed) = join(making, change_password(&app, &ann, json!({}))).await;
        assert_eq!(changed.status, 202, "{}", changed.body);
        for answer in made {
            assert!([201, 401].contains(&answer.status), "{}", answer.body);
            if let Some(token) = answer.json()["token"].as_str() {
                assert!(!is_valid(&app, &Bearer(token.to_owned())).await);
            }
        }
    }

    async fn a_user_has_at_most_50_tokens(app: TestApp) {
        let ann = app.register("ann").await;
        let answers = join_all((0..56).map(|_| ask_for_token(&app, &ann, "read"))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 50);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            let message = "You have 50 tokens. Revoke some of them first";
            assert_refused(answer, 403, "not_possible", message);
        }
        let ids = app.get(PATH, &ann).await.column("token_id");
        app.delete(&format!("{PATH}/{}", ids[0]), &ann).await;
        make_token(&app, &ann, "read").await;
    }
}

on_both_databases! {
    async fn a_token_for_reading_changes_nothing(app: TestApp) {
        let (ann, ben, chat_id) = app.chat_of_two().await;
        let message = app.send(&ann, chat_id, &["hello"]).await[0];
        let token = make_token(&app, &ann, "read").await;
        for path in ["/api/me", "/api/users", "/api/chats", "/api/sessions", "/api/invitations"] {
            assert_eq!(app.get(path, &token.bearer).await.status, 200, "{path}");
        }
        let chat = format!("/api/chats/{chat_id}");
        assert_eq!(app.get(&format!("{chat}/messages"), &token.bearer).await.status, 200);
        for (method, path, body) in [
            ("POST", "/api/update".to_owned(), json!({ "name": "Other" })),
            ("POST", "/api/change-password".to_owned(), json!({})),
            ("DELETE", "/api/me".to_owned(), json!({ "password": PASSWORD })),
            ("POST", "/api/invitations".to_owned(), json!({ "accounts": 1, "expires_in": 3600 })),
            ("DELETE", "/api/invitations/1".to_owned(), json!({})),
            ("POST", PATH.to_owned(), json!({ "name": "x", "scope": "read" })),
            ("DELETE", token.path(), json!({})),
            ("DELETE", "/api/sessions".to_owned(), json!({})),
            ("DELETE", "/api/sessions/x".to_owned(), json!({})),
            ("POST", format!("/api/users/{}/messages", ben.user_id), json!({ "texts": ["x"] })),
            ("POST", "/api/chats".to_owned(), json!({ "companion_id": ben.user_id })),
            ("DELETE", chat.clone(), json!({})),
            ("POST", format!("{chat}/read"), json!({ "message_id": message })),
            ("POST", format!("{chat}/messages"), json!({ "texts": ["x"] })),
            ("PUT", format!("{chat}/messages/{message}"), json!({ "text": "x" })),
            ("DELETE", format!("{chat}/messages/{message}"), json!({})),
            ("POST", "/api/chats/99/messages".to_owned(), json!([])),
        ] {
            let answer = ask(&app, method, &path, body, &token.bearer).await;
            assert_refused(&answer, 403, "not_possible", MAY_ONLY_READ);
        }
        assert_eq!(app.texts(chat_id, &ben).await, ["hello"]);
    }

    async fn no_token_changes_credentials_or_gets_others(app: TestApp) {
        let ann = app.register("ann").await;
        let token = make_token(&app, &ann, "write").await;
        for (method, path, body) in [
            ("GET", "/api/token", json!({})),
            ("GET", PATH, json!({})),
            ("POST", PATH, json!({ "name": "x", "scope": "read" })),
            ("POST", PATH, json!({})),
            ("DELETE", &token.path(), json!({})),
            ("POST", "/api/change-password", json!({ "old_password": PASSWORD, "new_password": NEW })),
            ("DELETE", "/api/me", json!({ "password": PASSWORD })),
        ] {
            let answer = ask(&app, method, path, body.clone(), &token.bearer).await;
            assert_refused(&answer, 403, "not_possible", NOT_BY_TOKEN);
        }
        for path in ["/api/token", PATH] {
            let head = app.answer_to(app.request(Method::HEAD, path, &token.bearer)).await;
            assert_eq!(head.status, 403, "{path}");
        }
        assert!(is_valid(&app, &token.bearer).await);
        assert_eq!(app.post("/api/update", &token.bearer, json!({ "name": "Other" })).await.status, 202);
    }

    async fn an_invalid_token_is_refused_before_anything_else(app: TestApp) {
        let ann = app.register("ann").await;
        let Bearer(valid) = make_token(&app, &ann, "write").await.bearer;
        let stranger = PersonalTokenSecret::generate().plain().to_owned();
        for token in [stranger, valid[..49].to_owned(), format!("{valid}x"), valid.to_lowercase(), "sct_".into()] {
            for (method, path) in [("GET", "/api/me"), ("GET", PATH), ("GET", "/api/token"), ("POST", PATH)] {
                let answer = ask(&app, method, path, json!({}), &Bearer(token.clone())).await;
                assert_refused(&answer, 401, "unauthenticated", "Authentication token is not valid");
                assert_eq!(answer.headers("www-authenticate").len(), 2);
            }
        }
        let jwt = app.token(&ann).await;
        let by_jwt = app.post(PATH, &jwt, json!({ "name": "x", "scope": "read" })).await;
        assert_eq!(by_jwt.status, 201, "a token that was got with the password makes others");
    }

    async fn an_expired_token_has_its_own_message(app: TestApp) {
        let ann = app.register("ann").await;
        let token = make_token(&app, &ann, "write").await;
        app.connect().batch_execute("UPDATE personal_tokens SET expires_at = 1767225600000").unwrap();
        let expired = app.get("/api/me", &token.bearer).await;
        assert_refused(&expired, 401, "unauthenticated", "Your authentication token period has expired");
        assert_eq!(app.get(PATH, &ann).await.column("expires_at"), ["Thu, 01 Jan 2026 00:00:00 -0000"]);
    }

    async fn a_new_password_ends_tokens_unless_the_user_keeps_them(app: TestApp) {
        let ann = app.register("ann").await;
        let token = make_token(&app, &ann, "write").await;
        let answer = change_password(&app, &ann, json!({ "revoke_tokens": "no" })).await;
        assert_refused(&answer, 400, "bad_request", json!({ "revoke_tokens": "Must be true or false" }));
        assert_eq!(change_password(&app, &ann, json!({ "revoke_tokens": false })).await.status, 202);
        assert!(is_valid(&app, &token.bearer).await);
        let ann = TestUser { password: NEW.to_owned(), ..ann };
        assert_eq!(change_password(&app, &ann, json!({})).await.status, 202);
        assert!(!is_valid(&app, &token.bearer).await);
        assert_eq!(app.get(PATH, &ann).await.json()["data"], json!([]));
    }

    async fn a_reset_password_and_a_deleted_account_end_tokens(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (of_ann, of_ben) = (make_token(&app, &ann, "read").await, make_token(&app, &ben, "read").await);
        assert_eq!(app.post("/api/forgot-password", &Nobody, json!({ "email": ann.email })).await.status, 200);
        let token = token_of_mail(&app.environment().data_dir(), 0).await;
        let reset = json!({ "token": token, "password": NEW });
        assert_eq!(app.post("/api/reset-password", &Nobody, reset).await.status, 202);
        assert!(!is_valid(&app, &of_ann.bearer).await && is_valid(&app, &of_ben.bearer).await);
        app.delete_account(&ben).await;
        let refused = app.get("/api/me", &of_ben.bearer).await;
        assert_refused(&refused, 401, "unauthenticated", "Authentication token is not valid");
    }

    async fn terms_out_of_bounds_are_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let (length, characters) =
            ("Name length must be between 1 and 64 chars", "Name contains characters that are not allowed");
        let lifetime = "Must be null or a number of seconds from 1 to 315360000 (ten years)";
        for (terms, message) in [
            (json!({}), json!({ "name": MISSING, "scope": MISSING })),
            (
                json!({ "name": 5, "scope": null, "expires_in": "1" }),
                json!({ "name": NO_STRING, "scope": NO_STRING, "expires_in": "Must be an integer" }),
            ),
            (json!({ "name": " ", "scope": "read" }), json!({ "name": length })),
            (json!({ "name": "x".repeat(65), "scope": "read" }), json!({ "name": length })),
            (json!({ "name": "a\u{0}b", "scope": "read" }), json!({ "name": characters })),
            (json!({ "name": "x", "scope": "admin" }), json!({ "scope": "Must be \"read\" or \"write\"" })),
            (json!({ "name": "x", "scope": "read", "expires_in": 0 }), json!({ "expires_in": lifetime })),
            (json!({ "name": "x", "scope": "read", "expires_in": u64::MAX }), json!({ "expires_in": lifetime })),
        ] {
            let answer = app.post(PATH, &ann, terms).await;
            assert_eq!(answer.refusal(), (400, message, "bad_request".to_owned()));
        }
        for terms in [
            json!({ "name": "x", "scope": "read", "expires_in": 315_360_000 }),
            json!({ "name": "ä".repeat(64), "scope": "write" }),
        ] {
            assert_eq!(app.post(PATH, &ann, terms).await.status, 201);
        }
    }
}
