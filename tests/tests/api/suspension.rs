//! Suspended accounts, as they and others notice it.

use super::support::assert_refused;
use reqwest::Method;
use serde_json::json;
use simple_chats_domain::{
    ChatId, ClientId, Destination, InvitationId, InvitationTerms, MessageId, MessageText, SendRequest, UserId,
};
use simple_chats_persistence::{mail_outbox, users};
use simple_chats_server::accounts::{GivenCode, KeptAccess, Requester};
use simple_chats_server::error::AppError;
use simple_chats_server::{accounts, messaging};
use simple_chats_tests::fixtures::{moment, sign_in};
use simple_chats_tests::mail_files::{mail_files, token_of_mail};
use simple_chats_tests::{
    Bearer, Caller, Nobody, TestApp, TestUser, on_both_databases, on_one_and_on_two_instances, timing,
};

const TEXT: &str = "This account is suspended";

fn id_of(user: &TestUser) -> UserId {
    UserId::new(user.user_id).unwrap()
}

/// As the use case does it, but for what it tells the other parts of the server.
fn suspend(app: &TestApp, user: &TestUser) {
    let mut conn = app.connect();
    conn.write_transaction(|conn| users::set_suspended(conn, id_of(user), Some(moment(1)))).unwrap();
}

fn request(sender: &TestUser, destination: impl Into<Destination>, client_id: Option<&str>) -> SendRequest {
    SendRequest {
        sender_id: id_of(sender),
        written_at: moment(2),
        destination: destination.into(),
        reply_to: None,
        attachment_ids: Vec::new(),
        texts: vec![MessageText::parse("hello").unwrap()],
        client_id: client_id.map(|client_id| ClientId::parse(client_id).unwrap()),
        origin: None,
    }
}

on_one_and_on_two_instances! {
    async fn right_credentials_get_403_and_a_wrong_password_401(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let token = app.token(&ann).await;
        // The password is cached as right, and that of the other user isn't.
        suspend(&app, &ann);
        let by_name = TestUser { email: "ann".to_owned(), ..ann.clone() };
        for caller in [&ann as &dyn Caller, &by_name, &token] {
            for (method, path) in [
                (Method::GET, "/api/me"),
                (Method::GET, "/api/token"),
                (Method::GET, "/api/me/export"),
                (Method::POST, "/api/update"),
                (Method::DELETE, "/api/me"),
                (Method::GET, "/api/chats/999"),
            ] {
                let answer = app.answer_to(app.request(method, path, caller).json(&json!({}))).await;
                assert_refused(&answer, 403, "forbidden", TEXT);
            }
            let handshake = app.dial().header("authorization", &caller.authorization().unwrap()).refused().await;
            assert_eq!(handshake.status(), 403);
        }
        let wrong = TestUser { password: "not mine at all".to_owned(), ..ann.clone() };
        let answer = app.get("/api/me", &wrong).await;
        assert_refused(&answer, 401, "unauthenticated", "Wrong login or password! Try again");
        let forged = Bearer(format!("{}x", token.0));
        assert_eq!(app.get("/api/me", &forged).await.status, 401);
        assert_eq!(app.get("/api/me", &ben).await.status, 200);

        app.connect().write_transaction(|conn| users::set_suspended(conn, id_of(&ann), None)).unwrap();
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
        assert_eq!(app.get("/api/me", &token).await.status, 200, "the token is valid again");
    }

    async fn a_session_of_a_suspended_user_is_over(app: TestApp) {
        let ann = app.register("ann").await;
        let cookie = sign_in(&mut app.connect(), id_of(&ann));
        suspend(&app, &ann);
        let page = app.request(Method::GET, "/account", &simple_chats_tests::Nobody);
        let answer = app.answer_to(page.header("cookie", format!("simple_chats_session={cookie}"))).await;
        assert_eq!(answer.header("location"), Some("/authentication/login?next=%2Faccount"));
    }
}

on_both_databases! {
    async fn invitations_of_a_suspended_user_are_not_valid(app: TestApp) {
        let ann = app.register("ann").await;
        let terms = json!({"accounts": 5, "expires_in": 3600});
        let made = app.post("/api/invitations", &ann, terms).await.json();
        let url = made["data"]["url"].as_str().unwrap();
        let token = url.split_once("invitation=").unwrap().1;
        let register = async |username: &str| {
            let email = format!("{username}@example.com");
            let fields = json!({
                "email": email, "username": username, "name": username, "password": "correct horse battery",
                "invitation": token,
            });
            app.post("/api/register", &Nobody, fields).await
        };
        let page = async || {
            let path = format!("/authentication/register?invitation={token}");
            app.answer_to(app.request(Method::GET, &path, &Nobody)).await
        };
        let before = page().await.status;
        suspend(&app, &ann);
        assert_refused(&register("ben").await, 403, "forbidden", "This invitation is not valid");
        assert_ne!(page().await.status, before);
        app.connect().write_transaction(|conn| users::set_suspended(conn, id_of(&ann), None)).unwrap();
        assert_eq!(page().await.status, before);
        let registered = register("ben").await;
        assert_eq!(registered.status, 201, "{}", registered.body);
    }

    async fn a_suspended_user_gets_no_mail_and_can_not_use_an_earlier_one(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let mails = || mail_files(&app.environment().data_dir()).len();
        let forget = async |email: &str| {
            assert_eq!(app.post("/api/forgot-password", &Nobody, json!({"email": email})).await.status, 200);
        };
        forget(&ann.email).await;
        let token = token_of_mail(&app.environment().data_dir(), 0).await;
        suspend(&app, &ann);
        forget(&ann.email).await;
        forget(&ben.email).await;
        // Mails go in their order: once the second one is there, the first one has been looked at.
        timing::until(|| "the mail of ben".to_owned(), async || mails() == 2).await;
        timing::until(|| "no mail waits".to_owned(), async || {
            !mail_outbox::is_due(&mut app.connect(), chrono::Utc::now() + chrono::TimeDelta::days(2)).unwrap()
        })
        .await;
        assert_eq!(mails(), 2);
        let new = json!({"token": token, "password": "another password"});
        let answer = app.post("/api/reset-password", &Nobody, new.clone()).await;
        assert_refused(&answer, 403, "forbidden", TEXT);
        let path = format!("/authentication/reset_password/{token}");
        assert_eq!(app.answer_to(app.request(Method::GET, &path, &Nobody)).await.status, 403);
        app.connect().write_transaction(|conn| users::set_suspended(conn, id_of(&ann), None)).unwrap();
        assert_eq!(app.post("/api/reset-password", &Nobody, new).await.status, 202);
    }

    async fn a_suspended_user_sends_nothing_however_the_request_came_through(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cat = app.register("cat").await;
        let sent = MessageId::stored(app.send(&ann, chat, &["before"]).await[0]);
        let chat_id = ChatId::stored(chat);
        let account = users::find_account(&mut app.connect(), id_of(&ann)).unwrap();
        let requester = Requester::new(app.address().ip(), "");
        suspend(&app, &ann);
        // As if the requests had been authenticated just before.
        let (state, me) = (app.state(), id_of(&ann));
        let is_refused = |error: AppError| matches!(error, AppError::Suspended);
        for request in [
            request(&ann, chat_id, None),
            request(&ann, chat_id, Some("key")),
            request(&ann, id_of(&ben), None),
            request(&ann, id_of(&cat), None),
        ] {
            assert!(is_refused(messaging::send(state, request).await.unwrap_err()));
        }
        let text = MessageText::parse("edited").unwrap();
        assert!(is_refused(messaging::edit_message(state, me, None, sent, text, None).await.unwrap_err()));
        assert!(is_refused(messaging::delete_message(state, me, None, sent, None).await.unwrap_err()));
        assert!(is_refused(messaging::mark_read(state, me, chat_id, sent, None).await.unwrap_err()));
        assert!(is_refused(messaging::delete_chat(state, me, chat_id).await.unwrap_err()));
        assert!(is_refused(accounts::start_session(state, &account, &requester, true).await.unwrap_err()));
        let update = accounts::update_profile(state, me, Some("anna"), None).await;
        assert!(is_refused(update.unwrap_err()));
        let terms = InvitationTerms::new(1, 3_600, None).unwrap();
        assert!(is_refused(accounts::invite(state, me, terms).await.unwrap_err()));
        let any = InvitationId::stored(1);
        assert!(is_refused(accounts::revoke_invitation(state, me, any).await.unwrap_err()));
        assert!(is_refused(accounts::end_device(state, me, &"0".repeat(32)).await.unwrap_err()));
        assert!(is_refused(accounts::end_devices(state, me, None).await.unwrap_err()));
        let (new, kept) = (state.password_rules.check("another password", &[]), KeptAccess::default());
        let change = accounts::change_password(state, &requester, me, (&ann.password, GivenCode::None), new, kept).await;
        assert!(is_refused(change.unwrap_err()));
        assert_eq!(app.texts(chat, &ben).await, ["before"]);
        assert_eq!(app.chat_ids(&cat).await, [0; 0], "no chat was made");
        // Others still write to the account.
        app.send(&ben, chat, &["hello"]).await;
    }
}
