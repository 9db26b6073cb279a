//! Rate limits of the API, and its limit of concurrent logins.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, TestResponse, on_both_databases};

#[track_caller]
fn assert_limited(answer: &TestResponse) {
    let message = json!(format!("Too many requests. Try again in {} s", answer.retry_after()));
    assert_eq!(answer.refusal(), (429, message, "rate_limited".to_owned()));
}

on_both_databases! {
    async fn login_attempts_are_limited_by_account_before_a_password_is_hashed(environment: TestEnvironment) {
        let app = environment.spawn_limited("login_per_account", &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let wrong = basic(&ann.email, "wrong");
        for _ in 0..2 {
            assert_eq!(app.get("/api/me", &wrong).await.status, 401);
        }
        let hashed = app.state().hasher.hashes_computed();
        assert_limited(&app.get("/api/me", &wrong).await);
        assert_limited(&app.get("/api/me", &basic("ANN@example.com", "wrong")).await);
        assert_limited(&app.get("/api/me", &basic("ann", "wrong")).await);
        assert_eq!(app.state().hasher.hashes_computed(), hashed);
        assert_eq!(app.get("/api/me", &ann).await.status, 200, "cached credentials are no attempt");
        assert_eq!(app.get("/api/me", &basic("ben", PASSWORD)).await.status, 200, "others aren't limited");
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
    }

    async fn login_attempts_are_limited_by_network_over_all_accounts(environment: TestEnvironment) {
        let app = environment.spawn_limited("login_per_network", &[]).await;
        for login in ["ann", "ben", "cat"] {
            assert_eq!(app.get("/api/me", &basic(login, "wrong")).await.status, 401);
        }
        assert_limited(&app.get("/api/me", &basic("dora", "wrong")).await);
        assert_limited(&app.get("/api/token", &basic("dora", "wrong")).await);
    }

    async fn attempts_at_the_current_password_count_as_login_attempts(environment: TestEnvironment) {
        let app = environment.spawn_limited("login_per_account", &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let change = |old: &str| json!({ "old_password": old, "new_password": "wandering otter" });
        let leave = |password: &str| {
            app.request(Method::DELETE, "/api/me", &ann).json(&json!({ "password": password }))
        };
        assert_eq!(app.post("/api/change-password", &ann, change("wrong")).await.status, 403);
        assert_eq!(app.answer_to(leave("wrong")).await.status, 403);
        let hashed = app.state().hasher.hashes_computed();
        assert_limited(&app.post("/api/change-password", &ann, change(PASSWORD)).await);
        assert_limited(&app.answer_to(leave(PASSWORD)).await);
        assert_limited(&app.get("/api/me", &basic("ann", "wrong")).await);
        assert_eq!(app.state().hasher.hashes_computed(), hashed, "before a password is hashed");
        assert_eq!(app.post("/api/change-password", &ben, change(PASSWORD)).await.status, 202);
    }

    async fn searching_for_a_part_of_a_name_is_limited(environment: TestEnvironment) {
        let app = environment.spawn_limited("search_per_user", &[]).await;
        let ann = app.register("ann").await;
        for path in ["/api/users?name-like=a", "/api/users?username-like=a", "/api/users?name-like=b"] {
            assert_eq!(app.get(path, &ann).await.status, 200);
        }
        assert_limited(&app.get("/api/users?name-like=a", &ann).await);
        let exact = app.get("/api/users?username=ann", &ann).await;
        assert_eq!(exact.status, 200, "a filter for a whole name is no search");
    }

    async fn registrations_are_limited_by_network(environment: TestEnvironment) {
        let app = environment.spawn_limited("register_per_network", &[]).await;
        let bad = json!({ "email": "x", "username": "x", "name": "x", "password": "x" });
        for _ in 0..5 {
            let answer = app.post("/api/register", &Nobody, bad.clone()).await;
            assert_eq!(answer.status, 400, "mistakes don't count");
        }
        app.register_all(["ann", "ben", "cat"]).await;
        let form =
            json!({ "email": "d@example.com", "username": "dora", "name": "Dora", "password": PASSWORD });
        assert_limited(&app.post("/api/register", &Nobody, form).await);
    }

    async fn requests_for_a_reset_mail_are_limited_by_network(environment: TestEnvironment) {
        let app = environment.spawn_limited("forgot_password_per_network", &[]).await;
        for name in ["ann", "ben", "cat", "dora"] {
            let email = json!({ "email": format!("{name}@example.com") });
            let answer = app.post("/api/forgot-password", &Nobody, email).await;
            if name == "dora" { assert_limited(&answer) } else { assert_eq!(answer.status, 200) }
        }
    }

    async fn an_address_gets_few_reset_mails_from_however_many_networks(environment: TestEnvironment) {
        let proxied = [("TRUSTED_PROXIES", "127.0.0.1")];
        let app = environment.spawn_limited("forgot_password_per_address", &proxied).await;
        let ask = async |number: u8, email: &str| {
            let request = app.request(Method::POST, "/api/forgot-password", &Nobody);
            let from = format!("192.0.2.{number}");
            app.answer_to(request.header("x-forwarded-for", from).json(&json!({ "email": email }))).await
        };
        for number in 1..=3 {
            assert_eq!(ask(number, "Ann@example.com").await.status, 200);
        }
        assert_limited(&ask(4, "ann@example.com").await);
        assert_eq!(ask(4, "ben@example.com").await.status, 200);
    }

    async fn each_text_and_each_change_of_a_message_counts(environment: TestEnvironment) {
        let app = environment.spawn_limited("send_per_user", &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        let path = format!("/api/chats/{chat}/messages");
        let sent = app.send(&ann, chat, &["one", "two"]).await;
        let message = format!("{path}/{}", sent[0]);
        let edit = async |text: &str| {
            app.answer_to(app.request(Method::PUT, &message, &ann).json(&json!({ "text": text }))).await
        };
        assert_eq!(edit("first").await.status, 200);
        assert_limited(&edit("second").await);
        assert_limited(&app.answer_to(app.request(Method::DELETE, &message, &ann)).await);
        assert_eq!(app.post(&path, &ann, json!({ "texts": ["three", "four"] })).await.status, 429);
        assert_eq!(app.texts(chat, &ann).await, ["first", "two"]);
        app.send(&ben, chat, &["more", "than", "a", "bucket"]).await;
        let owed = app.post(&path, &ben, json!({ "texts": "the rest is owed" })).await;
        assert_eq!(owed.status, 429, "{}", owed.body);
    }

    async fn reading_is_limited_by_user(environment: TestEnvironment) {
        let app = environment.spawn_limited("read_per_user", &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for path in ["/api/chats", "/api/users?limit=1"] {
            assert_eq!(app.get(path, &ann).await.status, 200);
        }
        for path in ["/api/me", "/api/chats", "/api/users", "/api/chats/1/messages"] {
            assert_limited(&app.get(path, &ann).await);
        }
        assert_eq!(app.get("/api/me", &ben).await.status, 200, "others aren't limited");
    }

    async fn sending_is_limited_by_user_over_all_chats(environment: TestEnvironment) {
        let app = environment.spawn_limited("send_per_user", &[]).await;
        let [ann, ben, cat] = app.register_all(["ann", "ben", "cat"]).await;
        let chat = app.open_chat(&ann, &ben).await;
        for _ in 0..2 {
            app.send(&ann, chat, &["hello"]).await;
        }
        let to_cat = format!("/api/users/{}/messages", cat.user_id);
        assert_eq!(app.post(&to_cat, &ann, json!({ "texts": "hello" })).await.status, 201);
        assert_limited(&app.post(&to_cat, &ann, json!({ "texts": "hello" })).await);
        let path = format!("/api/chats/{chat}/messages");
        assert_limited(&app.post(&path, &ann, json!({ "texts": "hello" })).await);
        app.send(&ben, chat, &["others aren't limited"]).await;
    }

    async fn the_network_comes_from_a_trusted_proxy_or_from_the_peer(environment: TestEnvironment) {
        let log_in = async |app: &TestApp, from: &str| {
            let request = app.request(Method::GET, "/api/me", &basic("nobody", "wrong"));
            app.answer_to(request.header("x-forwarded-for", from)).await
        };
        let app = environment.spawn_limited("login_per_network", &[]).await;
        for number in 1..=3 {
            assert_eq!(log_in(&app, &format!("192.0.2.{number}")).await.status, 401);
        }
        assert_limited(&log_in(&app, "192.0.2.4").await);
        drop(app.stop().await);
        let app = environment.spawn_limited("login_per_network", &[("TRUSTED_PROXIES", "127.0.0.1")]).await;
        for from in ["2001:db8::1", "2001:db8::2", "2001:db8::ffff:1"] {
            assert_eq!(log_in(&app, from).await.status, 401);
        }
        assert_limited(&log_in(&app, "2001:db8::3").await);
        assert_eq!(log_in(&app, "2001:db8:0:1::1").await.status, 401, "another /64");
        assert_eq!(log_in(&app, "2001:db8::3, 192.0.2.1").await.status, 401, "the last one counts");
        for from in ["[2001:db8:0:2::1]:443", "\"[2001:db8:0:2::2]:51000\"", " 2001:db8:0:2::3 "] {
            assert_eq!(log_in(&app, from).await.status, 401, "{from}");
        }
        assert_limited(&log_in(&app, "2001:db8:0:2::4").await);
        for number in 1..=9 {
            let from = format!("203.0.113.{number}:5100{number}");
            assert_eq!(log_in(&app, &from).await.status, 401, "{from} is a network of its own");
        }
        for from in ["unknown", "192.0.2.77, _hidden", "192.0.2.78,a b"] {
            assert_eq!(log_in(&app, from).await.status, 401, "{from}");
        }
        assert_limited(&log_in(&app, "192.0.2.79, unknown").await);
        let peer = app.request(Method::GET, "/api/me", &basic("nobody", "wrong"));
        assert_limited(&app.answer_to(peer).await);
    }

    async fn logins_beyond_the_capacity_of_hashing_get_503_with_retry_after(environment: TestEnvironment) {
        let app = environment.spawn(&[("BCRYPT_COST", "8")]).await;
        let logins = (0..400).map(|number| {
            let credentials = basic(&format!("user-{number}"), "wrong");
            let app = &app;
            async move { app.get("/api/me", &credentials).await }
        });
        let answers = join_all(logins).await;
        let busy: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
        assert!(!busy.is_empty() && busy.len() < answers.len(), "{} of {}", busy.len(), answers.len());
        for answer in busy {
            assert_eq!(answer.header("retry-after"), Some("5"));
            let message = "The server is too busy or a part of it is away. Try again in 5 s";
            assert_eq!(answer.refusal(), (503, message.into(), "unavailable".to_owned()));
        }
        assert!(app.is_alive().await);
    }
}
