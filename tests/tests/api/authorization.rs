//! HTTP Basic, and headers that count as no credentials.

use super::support::assert_refused;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{
    Nobody, TestApp, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances,
};

const NONE: &str = "To access use Basic (base64) or Bearer (jwt) http authorization";
const WRONG: &str = "Wrong login or password! Try again";

fn assert_challenged(answer: &TestResponse, message: &str) {
    assert_refused(answer, 401, "unauthenticated", message);
    let challenges = [r#"Basic realm="simple chats", charset="UTF-8""#, "Bearer"];
    assert_eq!(answer.headers("www-authenticate"), challenges);
}

on_one_and_on_two_instances! {
    async fn invalid_headers_count_as_no_credentials(app: TestApp) {
        let ann = app.register("ann").await;
        assert_challenged(&app.get("/api/me", &Nobody).await, NONE);
        let good = basic(&ann.email, PASSWORD);
        for value in [
            "",
            "Basic",
            "Bearer",
            "Basic ",
            "Bearer a b",
            "Basic a b",
            "Basic !!!",
            "Basic YW5u",
            "Digest abc",
            "Token abc",
            &format!("{good} x"),
            &good.replace(' ', ""),
            &good.replace("Basic", "Base"),
        ] {
            assert_challenged(&app.get("/api/me", &value).await, NONE);
        }
        let twice = app.request(Method::GET, "/api/me", &good).header("authorization", &good);
        assert_challenged(&app.answer_to(twice).await, NONE);
        let bytes = app.request(Method::GET, "/api/me", &Nobody).header("authorization", &b"Basic \xff"[..]);
        assert_challenged(&app.answer_to(bytes).await, NONE);
    }

    async fn credentials_in_another_encoding_than_utf_8_are_refused_with_a_hint(app: TestApp) {
        let ann = app.register_with("ann", "pässwörd").await;
        let latin_1 = |login: &str| [login.as_bytes(), b":p\xe4ssw\xf6rd"].concat();
        let hint = format!("{NONE}, with login and password in UTF-8");
        for credentials in [latin_1("ann"), latin_1(&ann.email), b"ann:\xff\xfe".to_vec(), b"\xe4nn:x".to_vec()] {
            let value = format!("Basic {}", BASE64_STANDARD.encode(credentials));
            for (method, path) in [(Method::GET, "/api/me"), (Method::POST, "/api/update"), (Method::GET, "/ws")] {
                let answer = app.answer_to(app.request(method, path, &value)).await;
                assert_challenged(&answer, &hint);
            }
        }
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn a_password_is_the_same_however_a_keyboard_composes_it(app: TestApp) {
        let forms = ["pa\u{308}sswo\u{308}rd", "p\u{e4}ssw\u{f6}rd"];
        for (number, set) in forms.into_iter().enumerate() {
            let user = app.register_with(&format!("user{number}"), set).await;
            for _ in 0..2 {
                for typed in forms {
                    let status = app.get("/api/me", &basic(&user.username, typed)).await.status;
                    assert_eq!(status, 200, "{set:?} {typed:?}");
                }
            }
            let change = json!({ "old_password": forms[1 - number], "new_password": "another one" });
            assert_eq!(app.post("/api/change-password", &user, change).await.status, 202);
            for typed in forms.into_iter().chain(["passwo\u{308}rd", "password"]) {
                assert_challenged(&app.get("/api/me", &basic(&user.username, typed)).await, WRONG);
            }
        }
    }

    async fn users_log_in_with_address_or_username_in_any_case(app: TestApp) {
        app.register("Ann.Lee").await;
        for login in ["Ann.Lee@example.com", "ANN.LEE@EXAMPLE.COM", "Ann.Lee", "ann.lee", "ANN.LEE"] {
            let credentials = basic(login, PASSWORD);
            for value in [credentials.clone(), credentials.replace("Basic", "bAsIc")] {
                assert_eq!(app.get("/api/me", &value).await.status, 200, "{value}");
            }
        }
        let unpadded = format!("Basic {}", BASE64_STANDARD_NO_PAD.encode(format!("ann.lee:{PASSWORD}")));
        assert_eq!(app.get("/api/me", &unpadded).await.status, 200);
    }

    async fn a_password_may_contain_colons_spaces_and_any_script(app: TestApp) {
        for (number, password) in
            ["a:b::c:d:", ":starts with one", " spaces ", "пароль-密码-\u{1F511}"].iter().enumerate()
        {
            let user = app.register_with(&format!("user{number}"), password).await;
            assert_eq!(app.get("/api/me", &basic(&user.username, password)).await.status, 200, "{password}");
        }
    }

    async fn cached_credentials_are_invalid_after_a_change(app: TestApp) {
        let ann = app.register("ann").await;
        let by_name = basic("ann", PASSWORD);
        assert_eq!(app.get("/api/me", &by_name).await.status, 200);
        let body = json!({ "old_password": PASSWORD, "new_password": "another one" });
        assert_eq!(app.post("/api/change-password", &ann, body).await.status, 202);
        for value in [&by_name, &basic(&ann.email, PASSWORD)] {
            assert_challenged(&app.get("/api/me", value).await, WRONG);
        }
        let ann = TestUser { password: "another one".to_owned(), ..ann };
        app.post("/api/update", &ann, json!({ "username": "anna" })).await;
        assert_challenged(&app.get("/api/me", &basic("ann", "another one")).await, WRONG);
        assert_eq!(app.get("/api/me", &basic("anna", "another one")).await.status, 200);
    }

    async fn credentials_are_checked_before_everything_else(app: TestApp) {
        let ann = app.register("ann").await;
        let wrong = basic(&ann.email, "not the password");
        for path in ["/api/chats", "/api/chats/99/messages", "/api/users/99/messages", "/api/update"] {
            let broken =
                app.request(Method::POST, path, &wrong).header("content-type", "text/plain").body("{\"a\":");
            assert_challenged(&app.answer_to(broken).await, WRONG);
            let endless = app.request(Method::POST, path, &Nobody).body("x".repeat(3 << 20));
            assert_eq!(app.answer_to(endless).await.status, 401);
        }
        for path in ["/api/users/99", "/api/chats/99", "/api/chats/abc", "/api/chats/99/messages/99"] {
            assert_challenged(&app.get(path, &wrong).await, WRONG);
            assert_challenged(&app.get(path, &Nobody).await, NONE);
        }
    }

    async fn public_endpoints_ignore_credentials(app: TestApp) {
        let wrong = basic("nobody", "wrong");
        let form =
            json!({ "email": "ann@example.com", "username": "ann", "name": "Ann", "password": PASSWORD });
        assert_eq!(app.post("/api/register", &wrong, form).await.status, 201);
        let email = json!({ "email": "ann@example.com" });
        assert_eq!(app.post("/api/forgot-password", &"Digest x", email).await.status, 200);
    }
}

on_both_databases! {
    async fn a_wrong_login_and_a_wrong_password_get_the_same_response_for_the_same_work(app: TestApp) {
        let ann = app.register("ann").await;
        let work = || app.state().hasher.hashes_computed();
        for (login, password) in [
            (ann.email.as_str(), "not the password"),
            ("ann", "12345679"),
            ("ann", "1234567"),
            ("ann", ""),
            ("nobody", PASSWORD),
            ("nobody@example.com", PASSWORD),
            ("", PASSWORD),
            ("", ""),
            ("an\u{0}n", PASSWORD),
            ("\u{0}", PASSWORD),
            ("%", PASSWORD),
        ] {
            let before = work();
            assert_challenged(&app.get("/api/me", &basic(login, password)).await, WRONG);
            assert_eq!(work(), before + 1, "{login:?}");
        }
        for login in ["ann", "nobody"] {
            let before = work();
            assert_challenged(&app.get("/api/me", &basic(login, "pa\u{308}ssword")).await, WRONG);
            assert_eq!(work(), before + 2, "as typed and composed: {login:?}");
        }
    }

    async fn cached_credentials_are_not_hashed_again(app: TestApp) {
        let ann = app.register("ann").await;
        let before = app.state().hasher.hashes_computed();
        for _ in 0..3 {
            assert_eq!(app.get("/api/me", &ann).await.status, 200);
        }
        assert_eq!(app.state().hasher.hashes_computed(), before);
        assert_challenged(&app.get("/api/me", &basic(&ann.email, "wrong")).await, WRONG);
        assert_eq!(app.state().hasher.hashes_computed(), before + 1, "others are");
    }
}
