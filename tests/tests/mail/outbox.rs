//! Mails that don't go out at the first try: put off, given up, or sent by the next server.

use super::support::{forget, until, with_mail};
use chrono::Utc;
use diesel::connection::SimpleConnection;
use simple_chats_persistence::mail_outbox;
use simple_chats_tests::smtp::MailServer;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_postgres};
use std::time::Duration;

/// Waits for something while the pauses between tries are cut short. A mail that is being sent is not touched: it is put off for
/// two minutes meanwhile.
async fn without_pauses<T>(app: &TestApp, waiting: impl Future<Output = T>) -> T {
    let hurrying = async {
        loop {
            let soon = Utc::now().timestamp_millis() + 60_000;
            let hurry =
                format!("UPDATE mail_outbox SET next_try_at = 1767225600000 WHERE next_try_at < {soon}");
            app.connect().batch_execute(&hurry).unwrap();
            app.state().mail_queued.notify_one();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        seen = waiting => seen,
        () = hurrying => unreachable!("it has no end"),
    }
}

/// Whether the outbox is empty, as of the day after tomorrow.
fn is_empty(app: &TestApp) -> bool {
    !mail_outbox::is_due(&mut app.connect(), Utc::now() + chrono::TimeDelta::days(2)).unwrap()
}

async fn until_empty(app: &TestApp) {
    until("the outbox is empty", || is_empty(app).then_some(())).await;
}

on_both_databases! {
    async fn a_mail_that_is_refused_for_now_is_tried_again(environment: TestEnvironment) {
        let server = MailServer::start().await;
        server.refuse_next(["451 Try later", "421 Too busy"]);
        let app = with_mail(&environment, server.port(), &[]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        server.until_refused(1).await;
        until("it is put off", || app.log().contains("failed to send a mail").then_some(())).await;
        assert_eq!(without_pauses(&app, server.next_mail()).await.to, [ann.email]);
        server.until_refused(2).await;
        until_empty(&app).await;
        assert_eq!(server.waiting(), [], "once");
    }

    async fn a_mail_that_is_refused_permanently_is_dropped(environment: TestEnvironment) {
        let server = MailServer::start().await;
        server.refuse_next(["550 No such mailbox"]);
        let app = with_mail(&environment, server.port(), &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        forget(&app, &ann.email).await;
        server.until_refused(1).await;
        until("it is given up", || app.log().contains("giving up on a mail").then_some(())).await;
        forget(&app, &ben.email).await;
        assert_eq!(server.next_mail().await.to, [ben.email], "other mails still go");
        until_empty(&app).await;
        let given_up = mail_outbox::list_given_up(&mut app.connect(), 10).unwrap();
        let [given_up] = given_up.as_slice() else { panic!("{given_up:?}") };
        assert_eq!((given_up.mail.address.as_str(), given_up.mail.kind.as_str()), (ann.email.as_str(), "reset"));
        assert_eq!(given_up.failure, "mail rejected permanently: the SMTP server answered 550");
        app.delete_account(&ann).await;
        assert_eq!(mail_outbox::list_given_up(&mut app.connect(), 10).unwrap(), [], "it goes with its account");
    }

    async fn a_mail_waits_while_the_server_refuses_our_name_or_our_sender(environment: TestEnvironment) {
        let server = MailServer::start().await;
        server.refuse_next_greetings(["504 5.5.2 need fully-qualified hostname"]);
        server.refuse_next(["553 5.7.1 not your address"]);
        let app = with_mail(&environment, server.port(), &[]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        server.until_refused(1).await;
        until("the name is said to be wrong", || app.log().contains("MAIL_HELLO_NAME").then_some(())).await;
        assert_eq!(without_pauses(&app, server.next_mail()).await.to, [ann.email]);
        server.until_refused(2).await;
        until_empty(&app).await;
    }

    async fn a_slow_mail_holds_up_no_other(environment: TestEnvironment) {
        let server = MailServer::start().await;
        server.answer_together(3);
        let app = with_mail(&environment, server.port(), &[]).await;
        let users = app.register_all(["ann", "ben", "cleo"]).await;
        for user in &users {
            forget(&app, &user.email).await;
        }
        for _ in &users {
            server.next_mail().await;
        }
        until_empty(&app).await;
    }

    async fn a_mail_waits_for_a_mail_server_that_is_away(environment: TestEnvironment) {
        let port = {
            let reserved = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            reserved.local_addr().unwrap().port()
        };
        let app = with_mail(&environment, port, &[]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        until("it is put off", || app.log().contains("failed to send a mail").then_some(())).await;
        assert!(!is_empty(&app));
        let server = MailServer::start().await;
        let app = with_mail(&app.stop().await, server.port(), &[]).await;
        assert_eq!(without_pauses(&app, server.next_mail()).await.to, [ann.email]);
        until_empty(&app).await;
    }

    async fn queued_mails_survive_a_restart_and_are_sent_once(environment: TestEnvironment) {
        let app = with_mail(&environment, 9, &[]).await;
        let ann = app.register("ann").await;
        let environment = app.stop().await;
        for _ in 0..2 {
            mail_outbox::insert(&mut environment.connect(), "reset", &ann.email, Utc::now()).unwrap();
        }
        let server = MailServer::start().await;
        let app = with_mail(&environment, server.port(), &[]).await;
        let (first, second) = (server.next_mail().await, server.next_mail().await);
        assert_eq!((first.to, second.to), (vec![ann.email.clone()], vec![ann.email]));
        until_empty(&app).await;
        let app = with_mail(&app.stop().await, server.port(), &[]).await;
        assert!(app.is_alive().await);
        assert_eq!(server.waiting(), []);
    }

    async fn a_mail_in_the_outbox_holds_no_secret(environment: TestEnvironment) {
        let app = with_mail(&environment, 9, &[]).await;
        let ann = app.register("ann").await;
        forget(&app, &ann.email).await;
        until("it is put off", || app.log().contains("failed to send a mail").then_some(())).await;
        let mail =
            mail_outbox::claim(&mut app.connect(), Utc::now() + chrono::TimeDelta::days(2), Utc::now())
                .unwrap();
        let mail = mail.expect("it is still there");
        assert_eq!((mail.kind.as_str(), mail.address, mail.tries), ("reset", ann.email, 2));
        assert!(!app.log().contains("example.com"), "addresses are personal: {}", app.log());
    }
}

on_postgres! {
    async fn servers_on_one_database_share_the_work_and_send_each_mail_once(environment: TestEnvironment) {
        const MAILS: usize = 10;
        let server = MailServer::start().await;
        let (one, other) = (with_mail(&environment, server.port(), &[]).await, with_mail(&environment, server.port(), &[]).await);
        let ann = one.register("ann").await;
        for number in 0..MAILS {
            forget(if number % 2 == 0 { &one } else { &other }, &ann.email).await;
        }
        for _ in 0..MAILS {
            assert_eq!(server.next_mail().await.to, std::slice::from_ref(&ann.email));
        }
        until_empty(&one).await;
        assert_eq!(server.waiting(), []);
    }
}
