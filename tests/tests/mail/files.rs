//! Without a mail server, mails are files in the data folder.

use super::support::{assert_mail, file, files, forget, token_in, until};
use chrono::Utc;
use simple_chats_domain::UserId;
use simple_chats_persistence::{mail_outbox, users};
use simple_chats_tests::fixtures::register_as;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};
use std::collections::BTreeSet;

on_both_databases! {
    async fn a_reset_mail_is_written_as_a_file_whose_path_is_logged(app: TestApp) {
        let ann = app.register("ann").await;
        forget(&app, "ANN@example.com").await;
        let (path, mail) = file(&app, 1).await;
        assert_mail("reset_mail", &mail);
        assert!(
            mail.contains(&format!("\nTo: {}", ann.email)),
            "to the address as it was registered: {mail}"
        );
        let link = app.url(&format!("/authentication/reset_password/{}", token_in(&mail)));
        assert!(mail.lines().any(|line| line == link), "{mail}");
        until("the path is logged", || app.log().contains(&path.display().to_string()).then_some(())).await;
        assert!(!app.log().contains(&token_in(&mail)), "a token is no line for a log");
    }

    async fn names_of_every_script_can_be_read_in_the_file(app: TestApp) {
        register_as(&mut app.connect(), "dima", "Дмитро \"A\" Афанасьєв");
        forget(&app, "dima@example.com").await;
        assert_mail("reset_mail_in_another_script", &file(&app, 1).await.1);
    }

    async fn links_begin_with_the_public_address_and_tell_how_long_they_work(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        app.register("ann").await;
        let sender = "Chats <chats@example.org>";
        let vars = [
            ("PUBLIC_URL", "https://chat.example.org"),
            ("PASSWORD_DEFAULT_EXPIRES_IN", "7200"),
            ("MAIL_DEFAULT_SENDER", sender),
        ];
        let app = app.stop().await.spawn(&vars).await;
        forget(&app, "ann@example.com").await;
        assert_mail("reset_mail_of_a_public_server", &file(&app, 1).await.1);
    }

    async fn an_unknown_address_gets_no_mail(app: TestApp) {
        app.register("ann").await;
        forget(&app, "nobody@example.com").await;
        forget(&app, "ann@example.com").await;
        // Mails go in their order: once the second one is there, the first one has been looked at.
        file(&app, 1).await;
        assert_eq!(files(&app).len(), 1);
    }

    async fn the_mails_of_a_deleted_user_are_deleted_and_no_others(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for user in [&ann, &ben, &ann] {
            let number = files(&app).len() + 1;
            forget(&app, &user.email).await;
            file(&app, number).await;
        }
        app.delete_account(&ann).await;
        let left = files(&app);
        assert_eq!(left.len(), 1, "{left:?}");
        assert!(std::fs::read_to_string(&left[0]).unwrap().contains(&ben.email));
    }

    /// The server was killed in between, or another one has deleted the account.
    async fn the_mails_of_users_who_are_deleted_already_are_deleted_at_the_start(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for (number, user) in [&ann, &ben].into_iter().enumerate() {
            forget(&app, &user.email).await;
            file(&app, number + 1).await;
        }
        let environment = app.stop().await;
        users::delete(&mut environment.connect(), UserId::stored(ann.user_id), Utc::now()).unwrap();
        let app = environment.spawn(&[]).await;
        until("the mail is deleted", || (files(&app).len() == 1).then_some(())).await;
        assert!(std::fs::read_to_string(&files(&app)[0]).unwrap().contains(&ben.email));
    }

    async fn a_mail_that_waits_is_forgotten_with_its_user(environment: TestEnvironment) {
        // Nobody listens there.
        let app = environment.spawn(&[("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", "9"), ("MAIL_USE_TLS", "false")]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for email in ["ANN@example.com", &ben.email] {
            forget(&app, email).await;
        }
        app.delete_account(&ann).await;
        let later = Utc::now() + chrono::TimeDelta::days(2);
        // The server claims them, too, so one may be seen again.
        let mut conn = app.connect();
        let seen = [(); 4].map(|()| mail_outbox::claim(&mut conn, later, later).unwrap());
        let addresses: BTreeSet<String> = seen.into_iter().flatten().map(|mail| mail.address).collect();
        assert_eq!(addresses, [ben.email].into());
    }
}
