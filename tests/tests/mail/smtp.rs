//! With a mail server, mails go there.

use super::support::{assert_mail, files, forget, reset, token_in, until, with_mail};
use simple_chats_tests::smtp::MailServer;
use simple_chats_tests::{TestEnvironment, on_both_databases};

on_both_databases! {
    async fn a_mail_is_sent_and_its_token_works(environment: TestEnvironment) {
        let server = MailServer::start().await;
        let app = with_mail(&environment, server.port(), &[]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        let mail = server.next_mail().await;
        assert_eq!(
            (mail.from.as_str(), mail.to.as_slice()),
            ("simple-chats@localhost", &[ann.email.clone()][..])
        );
        assert_eq!((mail.header("Auto-Submitted"), mail.login.as_ref()), (Some("auto-generated"), None));
        assert_mail("reset_mail_by_smtp", &mail.content);
        assert_eq!(reset(&app, &token_in(&mail.content), "another one").await.status, 202);
        assert_eq!(files(&app).len(), 0);
    }

    async fn user_name_and_password_are_used_if_they_are_set(environment: TestEnvironment) {
        let server = MailServer::start().await;
        let login = [("MAIL_USERNAME", "chats@example.org"), ("MAIL_PASSWORD", "a mail password")];
        let app = with_mail(&environment, server.port(), &login).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        let mail = server.next_mail().await;
        assert_eq!(mail.login, Some(("chats@example.org".to_owned(), "a mail password".to_owned())));
        assert_eq!(mail.from, "chats@example.org", "the sender, where no other is set");
        assert!(!app.log().contains("a mail password"));
    }

    async fn no_mail_is_sent_without_starttls_if_tls_is_required(environment: TestEnvironment) {
        let server = MailServer::start().await;
        let app = with_mail(&environment, server.port(), &[("MAIL_USE_TLS", "true")]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        until("the mail is put off", || app.log().contains("failed to send a mail").then_some(())).await;
        assert_eq!(server.waiting(), []);
    }

    async fn an_unknown_address_gets_no_mail(environment: TestEnvironment) {
        let server = MailServer::start().await;
        let app = with_mail(&environment, server.port(), &[]).await;
        let ann = app.register("ann").await;
        forget(&app, "nobody@example.com").await;
        forget(&app, &ann.email).await;
        assert_eq!(server.next_mail().await.to, [ann.email]);
        assert_eq!(server.waiting(), []);
    }
}
