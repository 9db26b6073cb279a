//! Stored passwords: of any length, and with other costs and schemes than the current one.

use simple_chats_domain::UserId;
use simple_chats_persistence::users;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::fixtures::new_user;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

/// [`PASSWORD`] as the original application stored it.
const OF_THE_ORIGINAL: &str =
    "pbkdf2:sha256:150000$saltsalt$cc5bcdf9f423a1d9acd520090f19310f2f6e3353288b741adb0a3ec9d538642f";

fn hash_of(app: &TestApp, user_id: i64) -> String {
    users::find_account(&mut app.connect(), UserId::stored(user_id)).unwrap().password_hash
}

on_one_and_on_two_instances! {
    async fn every_byte_of_a_long_password_counts(app: TestApp) {
        let long = "x".repeat(1023);
        app.register_with("ann", &format!("{long}a")).await;
        assert_eq!(app.get("/api/me", &basic("ann", &format!("{long}b"))).await.status, 401);
        assert_eq!(app.get("/api/me", &basic("ann", &long)).await.status, 401);
        assert_eq!(app.get("/api/me", &basic("ann", &format!("{long}a"))).await.status, 200);
    }

    async fn a_password_hash_of_the_original_is_accepted_and_replaced(app: TestApp) {
        let user = users::insert(&mut app.connect(), &new_user("ann", "Ann"), OF_THE_ORIGINAL).unwrap();
        let user_id = user.user_id.get();
        assert_eq!(app.get("/api/me", &basic("ann", "12345679")).await.status, 401);
        assert_eq!(hash_of(&app, user_id), OF_THE_ORIGINAL);
        let token = app.get("/api/token", &basic("ann", PASSWORD)).await.json()["token"].clone();
        assert!(hash_of(&app, user_id).starts_with("hmac-sha256-bcrypt:"));
        assert_eq!(app.get("/api/me", &basic("ann", PASSWORD)).await.status, 200);
        let bearer = format!("Bearer {}", token.as_str().unwrap());
        let status = app.get("/api/me", &bearer).await.status;
        assert_eq!(status, 200, "the password hasn't changed, so the token is valid");
    }

    async fn an_invalid_hash_matches_no_password(app: TestApp) {
        for (number, hash) in
            ["", "hash", "hmac-sha256-bcrypt:", "pbkdf2:sha256:x$y$z", "$2b$04$x", "plain:12345678"]
                .iter()
                .enumerate()
        {
            let username = format!("user-{number}");
            users::insert(&mut app.connect(), &new_user(&username, "Ann"), hash).unwrap();
            for password in [PASSWORD, "", hash] {
                assert_eq!(app.get("/api/me", &basic(&username, password)).await.status, 401, "{hash}");
            }
        }
    }
}

on_both_databases! {
    async fn a_hash_with_another_cost_is_replaced_at_the_next_login(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        assert!(hash_of(&app, ann.user_id).contains("$04$"));
        let app = app.stop().await.spawn(&[("BCRYPT_COST", "5")]).await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
        assert!(hash_of(&app, ann.user_id).contains("$05$"));
        let hashed = app.state().hasher.hashes_computed();
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
        assert_eq!(app.state().hasher.hashes_computed(), hashed, "the new hash is cached");
    }
}
