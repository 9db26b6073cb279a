//! `POST /api/register`.

use super::support::{assert_answer, assert_posts_refused, assert_refused, with};
use serde_json::{Value, json};
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/api/register";

fn form() -> Value {
    json!({ "email": "docs@gmail.com", "username": "docs_user", "name": "docs", "password": "12345678" })
}

on_one_and_on_two_instances! {
    async fn who_registers_gets_the_address_back_and_can_log_in(app: TestApp) {
        assert_answer("register", &app.post(PATH, &Nobody, form()).await);
        let docs = simple_chats_tests::app::basic("docs@gmail.com", "12345678");
        assert_answer("me", &app.get("/api/me", &docs).await);
    }

    async fn the_rules_are_checked_in_the_order_of_the_fields(app: TestApp) {
        app.post(PATH, &Nobody, form()).await;
        let wrong: [(&str, &str, Value); 4] = [
            ("email", "docs@gmail", json!("E-mail 'docs@gmail' is not valid")),
            ("username", "ab", json!("Username length must be between 3 and 25 chars")),
            ("name", " ", json!("Name length must be between 1 and 25 chars")),
            ("password", "1234567", json!("Password is too short")),
        ];
        for first in 0..wrong.len() {
            let faults: Vec<(&str, &str)> =
                wrong[first..].iter().map(|(key, value, _)| (*key, *value)).collect();
            let answer = app.post(PATH, &Nobody, with(&form(), &faults)).await;
            assert_refused(&answer, 400, "bad_request", wrong[first].2.clone());
        }
        let taken = app.post(PATH, &Nobody, form()).await;
        assert_refused(&taken, 400, "conflict", "User 'docs@gmail.com' has been registered!");
    }

    async fn addresses_and_usernames_are_taken_in_any_case(app: TestApp) {
        app.post(PATH, &Nobody, form()).await;
        assert_posts_refused(
            &app,
            PATH,
            &Nobody,
            &[
                (
                    with(&form(), &[("email", "DOCS@Gmail.com"), ("username", "another")]),
                    400,
                    "conflict",
                    json!("User 'DOCS@Gmail.com' has been registered!"),
                ),
                (
                    with(&form(), &[("email", "other@gmail.com"), ("username", "Docs_USER")]),
                    400,
                    "conflict",
                    json!("Username 'Docs_USER' is busy! Try putting another one"),
                ),
            ],
        )
        .await;
    }

    async fn every_rule_has_its_text(app: TestApp) {
        let characters = "Username may contain only letters, digits, \"_\", \".\" and \"-\"";
        let name_characters = "Name contains characters that are not allowed";
        let (long, long_password) = ("a".repeat(26), "é".repeat(513));
        let cases = [
            ("email", "", "E-mail '' is not valid"),
            ("email", "docs", "E-mail 'docs' is not valid"),
            ("email", "docs@g mail.com", "E-mail 'docs@g mail.com' is not valid"),
            ("email", "docs@gmail.com\u{0}", "E-mail 'docs@gmail.com\u{0}' is not valid"),
            ("email", "a@b.com, c@d.com", "E-mail 'a@b.com, c@d.com' is not valid"),
            ("username", &long, "Username length must be between 3 and 25 chars"),
            ("username", "docs user", characters),
            ("username", "dócs", characters),
            ("username", "docs@x", characters),
            ("username", "doc\u{0}s", characters),
            ("username", "...", characters),
            ("name", &long, "Name length must be between 1 and 25 chars"),
            ("name", "    ", "Name length must be between 1 and 25 chars"),
            ("name", "do\u{0}cs", name_characters),
            ("name", "do\ncs", name_characters),
            ("name", "do\u{202e}cs", name_characters),
            ("name", "\u{200b}\u{200b}\u{200b}", name_characters),
            ("password", &long_password, "Password is too long"),
            ("password", "", "Password is too short"),
        ];
        for (key, value, message) in cases {
            let answer = app.post(PATH, &Nobody, with(&form(), &[(key, value)])).await;
            assert_eq!(answer.refusal(), (400, json!(message), "bad_request".to_owned()), "{key}: {value:?}");
        }
        assert_eq!(app.post(PATH, &Nobody, form()).await.status, 201, "nothing was registered by the others");
    }

    async fn lengths_count_characters(app: TestApp) {
        let name = "д".repeat(25);
        let answer =
            app.post(PATH, &Nobody, with(&form(), &[("name", &name), ("password", "пароль12")])).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let docs = simple_chats_tests::app::basic("docs_user", "пароль12");
        assert_eq!(app.get("/api/me", &docs).await.json()["data"]["name"], name);
    }
}

on_both_databases! {
    async fn on_a_public_server_common_and_personal_passwords_are_refused(environment: TestEnvironment) {
        let app = environment.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        for password in ["12345678", "docs_user", "Docs@Gmail.com", "PASSWORD123"] {
            let answer = app.post(PATH, &Nobody, with(&form(), &[("password", password)])).await;
            assert_refused(&answer, 400, "bad_request", "Password is too common");
        }
        let answer = app.post(PATH, &Nobody, with(&form(), &[("password", "wandering-otter")])).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
}

on_one_and_on_two_instances! {
    async fn the_shortest_password_can_be_set(environment: TestEnvironment) {
        let app = environment.spawn(&[("REQUIRED_MIN_PASSWORD_LENGTH", "12")]).await;
        let short = app.post(PATH, &Nobody, with(&form(), &[("password", "elevenchars")])).await;
        assert_refused(&short, 400, "bad_request", "Password is too short");
        let long = app.post(PATH, &Nobody, with(&form(), &[("password", "twelve chars")])).await;
        assert_eq!(long.status, 201, "{}", long.body);
    }
}
