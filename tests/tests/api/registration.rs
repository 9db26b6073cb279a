//! `POST /api/register`.

use super::support::{assert_answer, assert_bad_request, assert_posts_refused, assert_refused, with};
use crate::support::registrations::{Mistake, mistakes};
use serde_json::{Value, json};
use simple_chats_tests::app::basic;
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/api/register";

fn form() -> Value {
    json!({ "email": "docs@gmail.com", "username": "docs_user", "name": "docs", "password": "12345678" })
}

on_one_and_on_two_instances! {
    async fn registered_users_can_log_in(app: TestApp) {
        assert_answer("register", &app.post(PATH, &Nobody, form()).await);
        let docs = basic("docs@gmail.com", "12345678");
        assert_answer("me", &app.get("/api/me", &docs).await);
    }

    async fn the_first_mistake_in_order_of_the_fields_is_reported(app: TestApp) {
        app.post(PATH, &Nobody, form()).await;
        let wrong: [(&str, &str, Value); 4] = [
            ("email", "docs@gmail", json!("E-mail 'docs@gmail' is not valid")),
            ("username", "ab", json!("Username length must be between 3 and 25 chars")),
            ("name", " ", json!("Name length must be between 1 and 25 chars")),
            ("password", "1234567", json!("Password is too short")),
        ];
        for first in 0..wrong.len() {
            let changes: Vec<_> = wrong[first..].iter().map(|(key, value, _)| (*key, *value)).collect();
            let answer = app.post(PATH, &Nobody, with(&form(), &changes)).await;
            assert_bad_request(&answer, wrong[first].2.clone());
        }
        let taken = app.post(PATH, &Nobody, form()).await;
        assert_refused(&taken, 400, "conflict", "User 'docs@gmail.com' has been registered!");
    }

    async fn addresses_and_usernames_are_unique_in_any_case(app: TestApp) {
        app.post(PATH, &Nobody, form()).await;
        let same_email = with(&form(), &[("email", "DOCS@Gmail.com"), ("username", "another")]);
        let same_username = with(&form(), &[("email", "other@gmail.com"), ("username", "Docs_USER")]);
        assert_posts_refused(
            &app,
            PATH,
            &Nobody,
            &[
                (same_email, 400, "conflict", json!("User 'DOCS@Gmail.com' has been registered!")),
                (
                    same_username,
                    400,
                    "conflict",
                    json!("Username 'Docs_USER' is busy! Try putting another one"),
                ),
            ],
        )
        .await;
    }

    async fn a_domain_in_another_script_and_blanks_around_a_username_make_no_other_user(app: TestApp) {
        let form = with(&form(), &[("email", " docs@BÜCHER.example"), ("username", " docs_user\t")]);
        let registered = app.post(PATH, &Nobody, form.clone()).await;
        assert_eq!(registered.status, 201, "{}", registered.body);
        for login in ["docs@bücher.example", "DOCS@xn--bcher-kva.example", " docs_user "] {
            let me = app.get("/api/me", &basic(login, "12345678")).await.json()["data"].clone();
            assert_eq!(me["email"], "docs@xn--bcher-kva.example", "{login}");
            assert_eq!(me["username"], "docs_user");
        }
        let again = with(&form, &[("email", "docs@xn--bcher-kva.example"), ("username", "another")]);
        let taken = json!("User 'docs@xn--bcher-kva.example' has been registered!");
        assert_refused(&app.post(PATH, &Nobody, again).await, 400, "conflict", taken);
        let again = with(&form, &[("email", "other@gmail.com"), ("username", "DOCS_user ")]);
        let busy = json!("Username 'DOCS_user' is busy! Try putting another one");
        assert_refused(&app.post(PATH, &Nobody, again).await, 400, "conflict", busy);
        let renamed = app.post("/api/update", &basic("docs_user", "12345678"), json!({ "username": " docs\n" })).await;
        assert_eq!((renamed.status, &renamed.json()["username"]), (202, &json!("docs")));
    }

    async fn every_mistake_has_a_message(app: TestApp) {
        for Mistake { field, value, api_message, .. } in mistakes() {
            let answer = app.post(PATH, &Nobody, with(&form(), &[(field, &value)])).await;
            let expected = (400, json!(api_message), "bad_request".to_owned());
            assert_eq!(answer.refusal(), expected, "{field}: {value:?}");
        }
        assert_eq!(app.post(PATH, &Nobody, form()).await.status, 201, "nothing has been registered");
    }

    async fn lengths_count_characters(app: TestApp) {
        let name = "д".repeat(25);
        let answer =
            app.post(PATH, &Nobody, with(&form(), &[("name", &name), ("password", "пароль12")])).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let docs = basic("docs_user", "пароль12");
        assert_eq!(app.get("/api/me", &docs).await.json()["data"]["name"], name);
    }

    async fn the_minimum_password_length_can_be_set(environment: TestEnvironment) {
        let app = environment.spawn(&[("REQUIRED_MIN_PASSWORD_LENGTH", "12")]).await;
        let short = app.post(PATH, &Nobody, with(&form(), &[("password", "elevenchars")])).await;
        assert_bad_request(&short, "Password is too short");
        let long = app.post(PATH, &Nobody, with(&form(), &[("password", "twelve chars")])).await;
        assert_eq!(long.status, 201, "{}", long.body);
    }
}

on_both_databases! {
    async fn a_public_server_rejects_common_and_personal_passwords(environment: TestEnvironment) {
        let app = environment.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        for password in ["12345678", "docs_user", "Docs@Gmail.com", "PASSWORD123"] {
            let answer = app.post(PATH, &Nobody, with(&form(), &[("password", password)])).await;
            assert_bad_request(&answer, "Password is too common");
        }
        let answer = app.post(PATH, &Nobody, with(&form(), &[("password", "wandering-otter")])).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
}
