//! More at once than there is time for.

use futures_util::future::join_all;
use simple_chats_tests::app::basic;
use simple_chats_tests::{TestEnvironment, on_both_databases};

on_both_databases! {
    async fn more_logins_than_can_be_hashed_are_told_to_come_back(environment: TestEnvironment) {
        let app = environment.spawn(&[("BCRYPT_COST", "9")]).await;
        let logins = (0..120).map(|number| {
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
