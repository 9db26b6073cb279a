//! With a mail server, mails go there.

use super::support::{assert_mail, files, forget, reset, token_in, until};
use simple_chats_tests::smtp::MailServer;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};

/// A server that hands its mails to this mail server, with more settings if they are given.
async fn with_mail(environment: &TestEnvironment, port: u16, more: &[(&str, &str)]) -> TestApp {
    let port = port.to_string();
    let mut vars = vec![("MAIL_SERVER", "127.0.0.1"), ("MAIL_PORT", &port), ("MAIL_USE_TLS", "false")];
    vars.extend(more);
    environment.spawn(&vars).await
}

on_both_databases! {
    async fn a_mail_is_handed_over_and_its_token_works(environment: TestEnvironment) {
        let post = MailServer::start().await;
        let app = with_mail(&environment, post.port(), &[]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        let mail = post.next_mail().await;
        assert_eq!(
            (mail.from.as_str(), mail.to.as_slice()),
            ("simple-chats@localhost", &[ann.email.clone()][..])
        );
        assert_eq!((mail.header("Auto-Submitted"), mail.login.as_ref()), (Some("auto-generated"), None));
        assert_mail("reset_mail_by_smtp", &mail.content);
        assert_eq!(reset(&app, &token_in(&mail.content), "another one").await.status, 202);
        assert_eq!(files(&app).len(), 0);
    }

    async fn name_and_password_are_used_where_they_are_set(environment: TestEnvironment) {
        let post = MailServer::start().await;
        let login = [("MAIL_USERNAME", "chats@example.org"), ("MAIL_PASSWORD", "a mail password")];
        let app = with_mail(&environment, post.port(), &login).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        let mail = post.next_mail().await;
        assert_eq!(mail.login, Some(("chats@example.org".to_owned(), "a mail password".to_owned())));
        assert_eq!(mail.from, "chats@example.org", "the sender, where no other is set");
        assert!(!app.log().contains("a mail password"));
    }

    async fn without_starttls_no_mail_goes_where_it_is_demanded(environment: TestEnvironment) {
        let post = MailServer::start().await;
        let app = with_mail(&environment, post.port(), &[("MAIL_USE_TLS", "true")]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        until("the mail is put off", || app.log().contains("failed to send a mail").then_some(())).await;
        assert_eq!(post.waiting(), []);
    }

    async fn an_address_of_nobody_gets_no_mail(environment: TestEnvironment) {
        let post = MailServer::start().await;
        let app = with_mail(&environment, post.port(), &[]).await;
        let ann = app.register("ann").await;
        forget(&app, "nobody@example.com").await;
        forget(&app, &ann.email).await;
        assert_eq!(post.next_mail().await.to, [ann.email]);
        assert_eq!(post.waiting(), []);
    }
}
