//! Accounts with a second factor: HTTP Basic alone is not enough.

use super::support::assert_refused;
use reqwest::Method;
use serde_json::json;
use simple_chats_auth::{ApiTokens, Keyring};
use simple_chats_domain::UserId;
use simple_chats_persistence::users;
use simple_chats_tests::app::{PASSWORD, SECRET_KEY, basic};
use simple_chats_tests::second_factor::SecondFactor;
use simple_chats_tests::{
    Bearer, Caller, TestApp, TestEnvironment, TestResponse, TestUser, on_both_databases,
    on_one_and_on_two_instances,
};

const NEEDED: &str = "This account needs a second factor: send X-OTP or use an API token";
const WRONG_CODE: &str = "Wrong code! Try again";
const WRONG_PASSWORD: &str = "Wrong login or password! Try again";

#[track_caller]
fn assert_needed(answer: &TestResponse) {
    assert_refused(answer, 401, "unauthenticated", NEEDED);
    assert_eq!(answer.headers("www-authenticate").len(), 2);
}

async fn with_code(app: &TestApp, path: &str, caller: &dyn Caller, code: &str) -> TestResponse {
    app.answer_to(app.request(Method::GET, path, caller).header("x-otp", code)).await
}

async fn leave(app: &TestApp, caller: &dyn Caller, password: &str, code: Option<&str>) -> TestResponse {
    let request = app.request(Method::DELETE, "/api/me", caller).json(&json!({ "password": password }));
    let request = match code {
        Some(code) => request.header("x-otp", code),
        None => request,
    };
    app.answer_to(request).await
}

on_one_and_on_two_instances! {
    async fn a_password_alone_opens_nothing(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200, "so that the credentials are cached");
        SecondFactor::give(&app, &ann);
        for path in ["/api/me", "/api/token", "/api/users", "/api/chats", "/api/sessions", "/api/invitations"] {
            for _ in 0..2 {
                assert_needed(&app.get(path, &ann).await);
                assert_needed(&app.get(path, &basic("ANN", PASSWORD)).await);
            }
        }
        let text = json!({ "texts": ["hello"] });
        assert_needed(&app.post(&format!("/api/chats/{chat}/messages"), &ann, text).await);
        assert_needed(&app.post("/api/update", &ann, json!({ "name": "Anna" })).await);
        let change = json!({ "old_password": PASSWORD, "new_password": "wandering otter" });
        assert_needed(&app.post("/api/change-password", &ann, change).await);
        assert_needed(&leave(&app, &ann, PASSWORD, None).await);
        assert_eq!(app.dial().basic(&ann.email, PASSWORD).refused().await.status(), 401);
        assert_eq!(app.get("/api/me", &ben).await.status, 200, "others don't need one");
    }

    async fn a_wrong_password_is_refused_before_a_word_of_the_second_factor(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let wrong = basic(&ann.email, "wrong");
        assert_refused(&app.get("/api/me", &wrong).await, 401, "unauthenticated", WRONG_PASSWORD);
        for code in [factor.code(), factor.wrong_code(), factor.recovery_codes[0].clone()] {
            let answer = with_code(&app, "/api/token", &wrong, &code).await;
            assert_refused(&answer, 401, "unauthenticated", WRONG_PASSWORD);
        }
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.code()).await.status, 200, "it wasn't used up");
        let recovered = with_code(&app, "/api/token", &ann, &factor.recovery_codes[0]).await;
        assert_eq!(recovered.status, 200, "nor was this one");
    }

    async fn a_code_beside_the_password_gets_a_token_once(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let code = factor.code();
        let answer = with_code(&app, "/api/token", &ann, &code).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let token = Bearer(answer.json()["token"].as_str().unwrap().to_owned());
        assert_eq!(app.get("/api/me", &token).await.status, 200);
        assert_eq!(app.get("/api/token", &token).await.status, 200);
        app.dial().bearer(&token.0).enter().await;
        for used in [code, factor.code_in(-1)] {
            let again = with_code(&app, "/api/token", &ann, &used).await;
            assert_refused(&again, 401, "unauthenticated", WRONG_CODE);
        }
        let next = with_code(&app, "/api/token", &ann, &factor.code_in(1)).await;
        assert_eq!(next.status, 200, "the clock of the app may be fast");
        let other = with_code(&app, "/api/token", &ann, &factor.wrong_code()).await;
        assert_refused(&other, 401, "unauthenticated", WRONG_CODE);
    }

    async fn a_code_beside_the_password_makes_an_api_token(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let terms = json!({ "name": "robot", "scope": "read", "expires_in": null });
        assert_needed(&app.post("/api/tokens", &ann, terms.clone()).await);
        let request = app.request(Method::POST, "/api/tokens", &ann).json(&terms);
        let made = app.answer_to(request.header("x-otp", factor.code())).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let token = made.json()["token"].as_str().unwrap().to_owned();
        assert_eq!(app.get("/api/me", &Bearer(token)).await.status, 200);
        assert_eq!(with_code(&app, "/api/tokens", &ann, &factor.recovery_codes[0]).await.status, 200);
    }

    async fn each_recovery_code_is_good_once(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let factor = SecondFactor::give(&app, &ann);
        SecondFactor::give(&app, &ben);
        let code = &factor.recovery_codes[3];
        let of_another = with_code(&app, "/api/token", &ben, code).await;
        assert_refused(&of_another, 401, "unauthenticated", WRONG_CODE);
        assert_eq!(with_code(&app, "/api/token", &ann, &code.to_uppercase()).await.status, 200);
        let again = with_code(&app, "/api/token", &ann, code).await;
        assert_refused(&again, 401, "unauthenticated", WRONG_CODE);
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.recovery_codes[4]).await.status, 200);
    }

    async fn other_addresses_take_no_code(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        for path in ["/api/me", "/api/users", "/api/chats", "/api/sessions"] {
            assert_needed(&with_code(&app, path, &ann, &factor.code()).await);
        }
        let socket = app.dial().basic(&ann.email, PASSWORD).header("x-otp", &factor.code());
        assert_eq!(socket.refused().await.status(), 401);
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.code()).await.status, 200, "it wasn't used up");
    }

    async fn an_account_is_deleted_with_a_code(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let token = with_code(&app, "/api/token", &ann, &factor.code()).await;
        let token = Bearer(token.json()["token"].as_str().unwrap().to_owned());
        assert_needed(&leave(&app, &ann, PASSWORD, None).await);
        assert_needed(&leave(&app, &token, PASSWORD, None).await);
        let wrong = leave(&app, &ann, PASSWORD, Some(&factor.wrong_code())).await;
        assert_refused(&wrong, 401, "unauthenticated", WRONG_CODE);
        let wrong = leave(&app, &token, PASSWORD, Some(&factor.wrong_code())).await;
        assert_refused(&wrong, 401, "unauthenticated", WRONG_CODE);
        let wrong = leave(&app, &token, "wrong", Some(&factor.recovery_codes[0])).await;
        assert_refused(&wrong, 403, "forbidden", "Wrong password! Try again");
        let left = leave(&app, &ann, PASSWORD, Some(&factor.recovery_codes[0])).await;
        assert_eq!(left.status, 200, "{}", left.body);
        for table in ["authenticators", "recovery_codes", "passkeys", "login_attempts"] {
            let count = format!("SELECT COUNT(*) AS value FROM {table}");
            assert_eq!(simple_chats_tests::sql::number(&mut app.connect(), &count), 0, "{table}");
        }
        let ben = app.register("ben").await;
        let factor = SecondFactor::give(&app, &ben);
        let token = with_code(&app, "/api/token", &ben, &factor.code()).await;
        let token = Bearer(token.json()["token"].as_str().unwrap().to_owned());
        let left = leave(&app, &token, PASSWORD, Some(&factor.code_in(1))).await;
        assert_eq!(left.status, 200, "{}", left.body);
    }

    async fn of_the_same_code_at_once_one_is_good(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        for code in [factor.code(), factor.recovery_codes[0].clone()] {
            let tries = (0..6).map(|_| with_code(&app, "/api/token", &ann, &code));
            let answers = futures_util::future::join_all(tries).await;
            let good = answers.iter().filter(|answer| answer.status == 200).count();
            assert_eq!(good, 1);
        }
    }

    async fn after_many_wrong_codes_only_recovery_codes_are_good_for_a_while(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        for _ in 0..20 {
            let stranger = with_code(&app, "/api/token", &basic("ann", "wrong"), &factor.wrong_code()).await;
            assert_refused(&stranger, 401, "unauthenticated", WRONG_PASSWORD);
        }
        for _ in 0..10 {
            let wrong = with_code(&app, "/api/token", &ann, &factor.wrong_code()).await;
            assert_refused(&wrong, 401, "unauthenticated", WRONG_CODE);
        }
        let limited = with_code(&app, "/api/token", &ann, &factor.code()).await;
        assert_eq!((limited.status, limited.json()["code"].as_str()), (429, Some("rate_limited")));
        let seconds: u64 = limited.header("retry-after").unwrap().parse().unwrap();
        assert!((30..=61).contains(&seconds), "{seconds}");
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.recovery_codes[0]).await.status, 200);
        factor.let_time_pass(&app);
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.code()).await.status, 200);
        let wrong = with_code(&app, "/api/token", &ann, &factor.wrong_code()).await;
        assert_refused(&wrong, 401, "unauthenticated", WRONG_CODE);
    }

    async fn a_code_is_ignored_where_there_is_no_second_factor(app: TestApp) {
        let ann = app.register("ann").await;
        assert_eq!(with_code(&app, "/api/token", &ann, "123456").await.status, 200);
    }

    async fn password_and_address_change_with_a_code_or_soon_after_the_login(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let logged_in = |minutes| {
            let at = chrono::Utc::now() - chrono::TimeDelta::minutes(minutes);
            let version = users::find_account(&mut app.connect(), UserId::stored(ann.user_id)).unwrap().credentials_version;
            let tokens = ApiTokens::new(&Keyring::new(SECRET_KEY, None), 3_600);
            Bearer(tokens.issue(UserId::stored(ann.user_id), version, at).token)
        };
        let change = async |what: &str, caller: &Bearer, code: Option<&str>| {
            let body = match what {
                "email" => json!({ "email": "new@example.org", "password": PASSWORD }),
                _ => json!({ "old_password": PASSWORD, "new_password": PASSWORD }),
            };
            let request = app.request(Method::POST, &format!("/api/change-{what}"), caller).json(&body);
            let request = code.into_iter().fold(request, |request, code| request.header("x-otp", code));
            app.answer_to(request).await
        };
        for (what, number) in [("email", 0), ("password", 1)] {
            assert_needed(&change(what, &logged_in(6), None).await);
            let wrong = change(what, &logged_in(6), Some(&factor.wrong_code())).await;
            assert_refused(&wrong, 401, "unauthenticated", WRONG_CODE);
            let wrong = change(what, &logged_in(1), Some(&factor.wrong_code())).await;
            assert_refused(&wrong, 401, "unauthenticated", WRONG_CODE);
            let changed = change(what, &logged_in(6), Some(&factor.recovery_codes[number])).await;
            assert_eq!(changed.status, 202, "{}", changed.body);
            let changed = change(what, &logged_in(1), None).await;
            assert_eq!(changed.status, 202, "{}", changed.body);
        }
    }

    async fn a_new_password_leaves_the_second_factor_in_place(app: TestApp) {
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let link = crate::pages::support::mailed_link(&app, &ann.email).await;
        let token = link.rsplit('/').next().unwrap();
        let reset = json!({ "token": token, "password": "wandering otter" });
        assert_eq!(app.post("/api/reset-password", &simple_chats_tests::Nobody, reset).await.status, 202);
        let ann = TestUser { password: "wandering otter".to_owned(), ..ann };
        assert_needed(&app.get("/api/me", &ann).await);
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.code()).await.status, 200);
    }
}

on_both_databases! {
    async fn secrets_survive_a_new_secret_key(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let factor = SecondFactor::give(&app, &ann);
        let stored = "SELECT sealed_secret AS value FROM authenticators";
        let before = simple_chats_tests::sql::text(&mut app.connect(), stored);
        let (old, next) = (simple_chats_tests::app::SECRET_KEY, "the next secret of the tests, also of 32 bytes");
        let app = app.stop().await.spawn(&[("SECRET_KEY", next), ("SECRET_KEY_PREVIOUS", old)]).await;
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.code()).await.status, 200);
        let is_resealed = async || simple_chats_tests::sql::text(&mut app.connect(), stored) != before;
        simple_chats_tests::timing::until(|| "the secret is encrypted with the new key".to_owned(), is_resealed).await;
        let app = app.stop().await.spawn(&[("SECRET_KEY", next)]).await;
        factor.let_time_pass(&app);
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.code()).await.status, 200);
        let app = app.stop().await.spawn(&[]).await;
        factor.let_time_pass(&app);
        let unreadable = with_code(&app, "/api/token", &ann, &factor.code()).await;
        assert_refused(&unreadable, 401, "unauthenticated", WRONG_CODE);
        assert_eq!(with_code(&app, "/api/token", &ann, &factor.recovery_codes[0]).await.status, 200);
    }
}
