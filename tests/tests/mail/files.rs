//! Without a mail server, mails are files in the data folder.

use super::support::{assert_mail, file, files, forget, token_in, until};
use simple_chats_tests::fixtures::register_as;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};

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
}
