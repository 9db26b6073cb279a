//! How often something may be done, with small limits.

use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, TestResponse, on_both_databases};
use std::fmt::Write;

/// A server with one limit of its own, and the others out of reach.
async fn limited(environment: &TestEnvironment, limit: &str, vars: &[(&str, &str)]) -> TestApp {
    let mut limits = String::from("[limits]\n");
    for name in [
        "login_per_account",
        "login_per_network",
        "register_per_network",
        "forgot_password_per_network",
        "send_per_user",
        "search_per_user",
    ] {
        let rate = if name == limit { "3/hour" } else { "1000/second" };
        writeln!(limits, "{name} = \"{rate}\"").expect("a text takes all");
    }
    let vars: Vec<_> = vars.iter().copied().chain([("RATE_LIMITS", "on")]).collect();
    environment.spawn_with_file(&vars, &limits).await
}

fn assert_limited(answer: &TestResponse) {
    let seconds: u64 = answer.header("retry-after").expect("when to try again").parse().expect("seconds");
    assert!((600..=1201).contains(&seconds), "a third of an hour at most, but {seconds} s");
    let message = json!(format!("Too many requests. Try again in {seconds} s"));
    assert_eq!(answer.refusal(), (429, message, "rate_limited".to_owned()));
}

on_both_databases! {
    async fn tries_to_log_in_are_limited_by_account_before_the_password_is_hashed(environment: TestEnvironment) {
        let app = limited(&environment, "login_per_account", &[]).await;
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
        assert_eq!(app.get("/api/me", &ann).await.status, 200, "who is remembered tries nothing");
        assert_eq!(app.get("/api/me", &basic("ben", PASSWORD)).await.status, 200, "others may go on");
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
    }

    async fn tries_to_log_in_are_limited_by_network_over_all_accounts(environment: TestEnvironment) {
        let app = limited(&environment, "login_per_network", &[]).await;
        for login in ["ann", "ben", "cat"] {
            assert_eq!(app.get("/api/me", &basic(login, "wrong")).await.status, 401);
        }
        assert_limited(&app.get("/api/me", &basic("dora", "wrong")).await);
        assert_limited(&app.get("/api/token", &basic("dora", "wrong")).await);
    }

    async fn tries_of_the_present_password_count_as_tries_to_log_in(environment: TestEnvironment) {
        let app = limited(&environment, "login_per_account", &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let change = |old: &str| json!({ "old_password": old, "new_password": "wandering otter" });
        let leave = |password: &str| app.request(Method::DELETE, "/api/me", &ann).json(&json!({ "password": password }));
        assert_eq!(app.post("/api/change-password", &ann, change("wrong")).await.status, 403);
        assert_eq!(app.answer_to(leave("wrong")).await.status, 403);
        let hashed = app.state().hasher.hashes_computed();
        assert_limited(&app.post("/api/change-password", &ann, change(PASSWORD)).await);
        assert_limited(&app.answer_to(leave(PASSWORD)).await);
        assert_limited(&app.get("/api/me", &basic("ann", "wrong")).await);
        assert_eq!(app.state().hasher.hashes_computed(), hashed, "before a password is hashed");
        assert_eq!(app.post("/api/change-password", &ben, change(PASSWORD)).await.status, 202);
    }

    async fn looking_for_a_part_of_a_name_is_limited_as_searching_is(environment: TestEnvironment) {
        let app = limited(&environment, "search_per_user", &[]).await;
        let ann = app.register("ann").await;
        for path in ["/api/users?name-like=a", "/api/users?username-like=a", "/api/users?name-like=b"] {
            assert_eq!(app.get(path, &ann).await.status, 200);
        }
        assert_limited(&app.get("/api/users?name-like=a", &ann).await);
        assert_eq!(app.get("/api/users?username=ann", &ann).await.status, 200, "a whole name is no search");
    }

    async fn registrations_are_limited_by_network(environment: TestEnvironment) {
        let app = limited(&environment, "register_per_network", &[]).await;
        let bad = json!({ "email": "x", "username": "x", "name": "x", "password": "x" });
        for _ in 0..5 {
            assert_eq!(
                app.post("/api/register", &Nobody, bad.clone()).await.status,
                400,
                "mistakes are free"
            );
        }
        app.register_all(["ann", "ben", "cat"]).await;
        let form =
            json!({ "email": "d@example.com", "username": "dora", "name": "Dora", "password": PASSWORD });
        assert_limited(&app.post("/api/register", &Nobody, form).await);
    }

    async fn requests_for_a_reset_mail_are_limited_by_network(environment: TestEnvironment) {
        let app = limited(&environment, "forgot_password_per_network", &[]).await;
        for name in ["ann", "ben", "cat", "dora"] {
            let answer = app
                .post("/api/forgot-password", &Nobody, json!({ "email": format!("{name}@example.com") }))
                .await;
            if name == "dora" { assert_limited(&answer) } else { assert_eq!(answer.status, 200) }
        }
    }

    async fn sending_is_limited_by_user_over_all_chats(environment: TestEnvironment) {
        let app = limited(&environment, "send_per_user", &[]).await;
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
        app.send(&ben, chat, &["others may go on"]).await;
    }

    async fn a_network_is_what_a_trusted_proxy_says_and_else_the_peer(environment: TestEnvironment) {
        let ask = async |app: &TestApp, from: &str| {
            let request = app.request(Method::GET, "/api/me", &basic("nobody", "wrong"));
            app.answer_to(request.header("x-forwarded-for", from)).await
        };
        let app = limited(&environment, "login_per_network", &[]).await;
        for number in 1..=3 {
            assert_eq!(ask(&app, &format!("192.0.2.{number}")).await.status, 401);
        }
        assert_limited(&ask(&app, "192.0.2.4").await);
        drop(app.stop().await);
        let app = limited(&environment, "login_per_network", &[("TRUSTED_PROXIES", "127.0.0.1")]).await;
        for from in ["2001:db8::1", "2001:db8::2", "2001:db8::ffff:1"] {
            assert_eq!(ask(&app, from).await.status, 401);
        }
        assert_limited(&ask(&app, "2001:db8::3").await);
        assert_eq!(ask(&app, "2001:db8:0:1::1").await.status, 401, "another /64");
        assert_eq!(ask(&app, "2001:db8::3, 192.0.2.1").await.status, 401, "the last one counts");
    }
}
