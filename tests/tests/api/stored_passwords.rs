//! Passwords as they are stored: of any length, and of other costs and schemes than today's.

use serde_json::json;
use simple_chats_domain::UserId;
use simple_chats_persistence::users;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::fixtures::new_user;
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

/// [`PASSWORD`] as the original application stored it.
const OF_THE_ORIGINAL: &str =
    "pbkdf2:sha256:150000$saltsalt$cc5bcdf9f423a1d9acd520090f19310f2f6e3353288b741adb0a3ec9d538642f";

fn hash_of(app: &TestApp, user_id: i64) -> String {
    users::find_account(&mut app.connect(), UserId::stored(user_id)).unwrap().password_hash
}

on_one_and_on_two_instances! {
    async fn every_byte_of_a_long_password_counts(app: TestApp) {
        let long = "x".repeat(1023);
        let form = json!({
            "email": "ann@example.com", "username": "ann", "name": "Ann", "password": format!("{long}a"),
        });
        assert_eq!(app.post("/api/register", &Nobody, form).await.status, 201);
        assert_eq!(app.get("/api/me", &basic("ann", &format!("{long}b"))).await.status, 401);
        assert_eq!(app.get("/api/me", &basic("ann", &long)).await.status, 401);
        assert_eq!(app.get("/api/me", &basic("ann", &format!("{long}a"))).await.status, 200);
    }

    async fn a_password_of_the_original_opens_and_is_hashed_anew(app: TestApp) {
        let user = users::insert(&mut app.connect(), &new_user("ann", "Ann"), OF_THE_ORIGINAL).unwrap();
        let user_id = user.user_id.get();
        assert_eq!(app.get("/api/me", &basic("ann", "12345679")).await.status, 401);
        assert_eq!(hash_of(&app, user_id), OF_THE_ORIGINAL);
        let token = app.get("/api/token", &basic("ann", PASSWORD)).await.json()["token"].clone();
        assert!(hash_of(&app, user_id).starts_with("hmac-sha256-bcrypt:"));
        assert_eq!(app.get("/api/me", &basic("ann", PASSWORD)).await.status, 200);
        let bearer = format!("Bearer {}", token.as_str().unwrap());
        assert_eq!(
            app.get("/api/me", &bearer).await.status,
            200,
            "the password is the same, so is the token"
        );
    }
}

on_both_databases! {
    async fn a_hash_of_another_cost_is_renewed_at_the_next_login(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        assert!(hash_of(&app, ann.user_id).contains("$04$"));
        let app = app.stop().await.spawn(&[("BCRYPT_COST", "5")]).await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
        assert!(hash_of(&app, ann.user_id).contains("$05$"));
        let hashed = app.state().hasher.hashes_computed();
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
        assert_eq!(app.state().hasher.hashes_computed(), hashed, "the renewed hash is remembered");
    }
}

on_one_and_on_two_instances! {
    async fn what_is_no_hash_opens_to_nobody(app: TestApp) {
        for (number, hash) in
            ["", "hash", "hmac-sha256-bcrypt:", "pbkdf2:sha256:x$y$z", "$2b$04$x", "plain:12345678"]
                .iter()
                .enumerate()
        {
            let username = format!("user-{number}");
            users::insert(&mut app.connect(), &new_user(&username, "Somebody"), hash).unwrap();
            for password in [PASSWORD, "", hash] {
                assert_eq!(app.get("/api/me", &basic(&username, password)).await.status, 401, "{hash}");
            }
        }
    }
}
