//! Revocation closes the sockets of a credential at once with 4401, and no others.

use super::{Pair, dial, enter};
use futures_util::future::join_all;
use serde_json::json;
use simple_chats_auth::hash_token;
use simple_chats_domain::UserId;
use simple_chats_server::accounts::{self, GivenCode, Requester};
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::mail_files::token_of_mail;
use simple_chats_tests::socket::Socket;
use simple_chats_tests::timing;
use simple_chats_tests::{
    Backend, Bearer, Nobody, TestApp, TestUser, on_both_databases, on_one_and_on_two_instances,
};
use std::time::{Duration, Instant};

/// How long a revocation may take to reach a socket.
const AT_ONCE: Duration = Duration::from_secs(1);

fn id_of(user: &TestUser) -> UserId {
    UserId::new(user.user_id).unwrap()
}

/// A new session's cookie, and a socket of that session.
async fn enter_logged_in(app: &TestApp, user: &TestUser) -> (String, Socket) {
    let cookie = sign_in(&mut app.connect(), id_of(user));
    let socket = app.dial().cookie(&cookie).own_origin().enter().await;
    (cookie, socket)
}

/// A socket by password, one by token, and one by session.
async fn with_every_credential(app: &TestApp, user: &TestUser) -> Vec<Socket> {
    let by_token = app.dial().bearer(&app.token(user).await.0).enter().await;
    vec![enter(app, user).await, by_token, enter_logged_in(app, user).await.1]
}

/// Ann with sockets by every credential, and the socket of a companion.
async fn pair_with_every_credential(app: &TestApp) -> (TestUser, Vec<Socket>, Socket) {
    let pair = Pair::meet(app).await;
    let mut sockets = with_every_credential(app, &pair.ann).await;
    sockets.push(pair.of_ann);
    (pair.ann, sockets, pair.of_ben)
}

async fn assert_closed(sockets: &mut [Socket], since: Instant) {
    for socket in sockets {
        assert_eq!(socket.close_code().await, 4401);
    }
    timing::assert_within(AT_ONCE, since);
}

on_one_and_on_two_instances! {
    async fn a_changed_password_closes_all_sockets_of_that_user(app: TestApp) {
        let (ann, mut sockets, mut of_ben) = pair_with_every_credential(&app).await;
        let token = app.token(&ann).await.0;
        let begin = timing::start();
        let change = json!({"old_password": ann.password, "new_password": "another password"});
        assert_eq!(app.post("/api/change-password", &ann, change).await.status, 202);
        assert_closed(&mut sockets, begin).await;
        of_ben.is_silent().await;
        for void in [dial(&app, &ann), app.dial().bearer(&token)] {
            assert_eq!(void.refused().await.status(), 401);
        }
        let ann = TestUser { password: "another password".to_owned(), ..ann };
        enter(&app, &ann).await.is_silent().await;
    }

    async fn a_reset_password_closes_all_sockets_of_that_user(app: TestApp) {
        let (ann, mut sockets, mut of_ben) = pair_with_every_credential(&app).await;
        let token = reset_token(&app, &ann).await;
        let begin = timing::start();
        let reset = json!({"token": token, "password": "another password"});
        assert_eq!(app.post("/api/reset-password", &Nobody, reset).await.status, 202);
        assert_closed(&mut sockets, begin).await;
        of_ben.is_silent().await;
    }

    async fn a_deleted_account_closes_all_sockets_of_that_user(app: TestApp) {
        let (ann, mut sockets, mut of_ben) = pair_with_every_credential(&app).await;
        let begin = timing::start();
        app.delete_account(&ann).await;
        assert_closed(&mut sockets, begin).await;
        of_ben.expect("user_changed").await;
        of_ben.is_silent().await;
    }
}

on_both_databases! {
    async fn logging_out_closes_only_the_sockets_of_that_session(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let mut others = with_every_credential(&app, &ann).await;
        others.extend(with_every_credential(&app, &ben).await);
        let (cookie, socket) = enter_logged_in(&app, &ann).await;
        let second = app.dial().cookie(&cookie).own_origin().enter().await;
        let begin = timing::start();
        accounts::end_session(app.state(), id_of(&ann), hash_token(&cookie)).await.unwrap();
        assert_closed(&mut [socket, second], begin).await;
        for socket in &mut others {
            socket.is_silent().await;
        }
        let mut late = app.dial().cookie(&cookie).own_origin().open().await;
        assert_eq!(late.close_code().await, 4401, "the cookie is void");
    }

    async fn a_session_that_goes_on_through_a_change_keeps_its_sockets(app: TestApp) {
        let ann = app.register("ann").await;
        let mut others = with_every_credential(&app, &ann).await;
        let (cookie, mut kept) = enter_logged_in(&app, &ann).await;
        let session = accounts::KeptSession { old_key: hash_token(&cookie), new_key: hash_token("renewed") };
        let kept_access = accounts::KeptAccess { session: Some(session), tokens: false };
        let begin = timing::start();
        let home = Requester::new(app.address().ip(), "");
        let new = app.state().password_rules.check("another password", &[]);
        let changed =
            accounts::change_password(app.state(), &home, id_of(&ann), (&ann.password, GivenCode::None), new, kept_access);
        changed.await.unwrap();
        assert_closed(&mut others, begin).await;
        kept.is_silent().await;
        // It is closed with the session under its new key.
        let begin = timing::start();
        accounts::end_session(app.state(), id_of(&ann), hash_token("renewed")).await.unwrap();
        assert_closed(&mut [kept], begin).await;
    }

    async fn a_socket_that_is_opened_at_the_moment_of_a_revocation_is_closed_too(app: TestApp) {
        let ann = app.register("ann").await;
        for _ in 0..20 {
            let (cookie, first) = enter_logged_in(&app, &ann).await;
            let dials = (0..8).map(|_| app.dial().cookie(&cookie).own_origin().open());
            let ending = accounts::end_session(app.state(), id_of(&ann), hash_token(&cookie));
            let (mut sockets, ended) = futures_util::future::join(join_all(dials), ending).await;
            ended.unwrap();
            sockets.push(first);
            assert_closed(&mut sockets, Instant::now()).await;
        }
    }
}

/// Requests a reset mail, and takes the token out of it.
async fn reset_token(app: &TestApp, user: &TestUser) -> String {
    let answer = app.post("/api/forgot-password", &Nobody, json!({"email": user.email})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    token_of_mail(&app.environment().data_dir(), 0).await
}

#[tokio::test]
async fn a_token_that_expires_takes_its_socket_with_it() {
    let app = TestApp::spawn(Backend::Sqlite, &[("AUTHENTICATION_TOKEN_DEFAULT_EXPIRES_IN", "3")]).await;
    let ann = app.register("ann").await;
    let token = app.token(&ann).await.0;
    let begin = timing::start();
    let mut by_token = app.dial().bearer(&token).enter().await;
    let mut by_password = enter(&app, &ann).await;
    let mut by_session = enter_logged_in(&app, &ann).await.1;
    assert_eq!(by_token.close_code().await, 4401);
    let waited = begin.elapsed();
    assert!(waited > Duration::from_secs(1), "it took {waited:?}");
    timing::assert_kept(Duration::from_secs(10), begin, waited, || "the end of the token".to_owned());
    assert_eq!(app.get("/api/me", &Bearer(token)).await.status, 401);
    by_password.is_silent().await;
    by_session.is_silent().await;
}

#[tokio::test]
async fn a_session_at_its_end_takes_its_sockets_with_it() {
    let app = TestApp::spawn(Backend::Sqlite, &[("SESSION_MAX_AGE", "3"), ("SESSION_EXPIRES_IN", "3")]).await;
    let ann = app.register("ann").await;
    let mut by_session = enter_logged_in(&app, &ann).await.1;
    let mut by_password = enter(&app, &ann).await;
    assert_eq!(by_session.close_code().await, 4401);
    by_password.is_silent().await;
}
