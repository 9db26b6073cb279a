//! The handshake of a socket, and its credentials.

use super::{dial, enter, take_time};
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_protocol::FEATURE_LEVEL;
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::socket::{PROTOCOL, Socket};
use simple_chats_tests::{Backend, TestApp, on_both_databases, on_one_and_on_two_instances};

const NONE: &str = "To access use Basic (base64) or Bearer (jwt) http authorization";
const INVALID: &str = "Authentication token is not valid";

/// The header with the protocols.
const NAME: &str = "sec-websocket-protocol";

on_one_and_on_two_instances! {
    async fn a_socket_is_opened_by_password_token_or_session(app: TestApp) {
        let ann = app.register("ann").await;
        let session = sign_in(&mut app.connect(), UserId::stored(ann.user_id));
        let token = app.token(&ann).await.0;
        let dial = || app.dial();
        for dialled in [
            dial().basic("ann@example.com", &ann.password),
            dial().basic("ann", &ann.password),
            dial().bearer(&token),
            dial().cookie(&session).own_origin(),
            // What the request says itself beats what the browser adds.
            dial().bearer(&token).cookie("nonsense").header("origin", "http://evil.example"),
        ] {
            let socket = dialled.enter().await;
            assert_eq!(socket.user_id(), ann.user_id);
            socket.leave().await;
        }
    }

    async fn missing_and_wrong_credentials_are_refused_before_the_upgrade(app: TestApp) {
        let ann = app.register("ann").await;
        let token = app.token(&ann).await.0;
        let session = sign_in(&mut app.connect(), UserId::stored(ann.user_id));
        let dial = || app.dial();
        for (dialled, message) in [
            (dial(), NONE),
            (dial().cookie(&session), NONE),
            (dial().header("authorization", "Digest nonsense"), NONE),
            (dial().header("authorization", "Digest nonsense").cookie(&session).own_origin(), NONE),
            (dial().basic("ann", "wrong"), "Wrong login or password! Try again"),
            (dial().basic("nobody", &ann.password), "Wrong login or password! Try again"),
            (dial().bearer(&format!("{token}x")), INVALID),
            (dial().bearer(&session), INVALID),
            (dial().bearer("garbled").own_origin(), INVALID),
        ] {
            let response = dialled.clone().refused().await;
            assert_eq!(response.status(), 401, "{dialled:?}");
            let challenges: Vec<_> = response.headers().get_all("www-authenticate").iter().collect();
            assert_eq!(challenges, ["Basic realm=\"simple chats\", charset=\"UTF-8\"", "Bearer"]);
            let body: Value = response.json().await.unwrap();
            assert_eq!(body, json!({"message": message, "code": "unauthenticated"}), "{dialled:?}");
        }
    }

    async fn a_page_of_this_server_without_a_session_gets_a_close_code(app: TestApp) {
        let ann = app.register("ann").await;
        let session = sign_in(&mut app.connect(), UserId::stored(ann.user_id));
        let dial = || app.dial().own_origin();
        for dialled in [dial(), dial().cookie("nonsense"), dial().cookie(&format!("{session}x"))] {
            let mut socket = dialled.open().await;
            let (code, said) = socket.until_closed().await;
            assert_eq!((code, said), (4401, vec![]));
        }
    }

    async fn another_session_cookie_beside_the_own_one_does_not_count(app: TestApp) {
        let [ann, eve] = app.register_all(["ann", "eve"]).await;
        let session = |user_id| sign_in(&mut app.connect(), UserId::stored(user_id));
        let (own, planted) = (session(ann.user_id), session(eve.user_id));
        let dial = |cookies: &str| app.dial().own_origin().header("cookie", cookies);
        for cookies in [
            format!("simple_chats_session=nonsense; simple_chats_session={own}"),
            format!("simple_chats_session={own}; simple_chats_session=; simple_chats_session=nonsense"),
            format!("simple_chats_session={own}; simple_chats_session={own}"),
        ] {
            assert_eq!(dial(&cookies).enter().await.user_id(), ann.user_id, "{cookies}");
        }
        for cookies in
            [format!("simple_chats_session={planted}; simple_chats_session={own}"), format!("simple_chats_session={own}; simple_chats_session={planted}")]
        {
            let mut socket = dial(&cookies).open().await;
            assert_eq!(socket.until_closed().await, (4401, vec![]), "{cookies}");
        }
    }

    async fn a_cookie_from_a_page_of_another_origin_is_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let session = sign_in(&mut app.connect(), UserId::stored(ann.user_id));
        let port = app.address().port();
        for origin in [
            "http://evil.example".to_owned(),
            "null".to_owned(),
            "http://127.0.0.1".to_owned(),
            format!("http://127.0.0.1:{port}.evil.example"),
            format!("http://127.0.0.1:{}", port ^ 1),
        ] {
            let dialled = app.dial().cookie(&session).header("origin", &origin);
            let response = dialled.refused().await;
            assert_eq!(response.status(), 403, "{origin}");
            assert_eq!(response.json::<Value>().await.unwrap()["code"], "forbidden");
        }
    }
}

on_both_databases! {
    async fn the_greeting_comes_first_and_names_user_and_epoch(app: TestApp) {
        let ann = app.register("ann").await;
        let mut ready = enter(&app, &ann).await.ready;
        take_time(&mut ready["server_time"]);
        let epoch = app.state().epoch.clone();
        assert!(!epoch.is_empty());
        let expected = json!({"type": "ready", "user_id": ann.user_id, "epoch": epoch, "server_time": "now",
                              "feature_level": FEATURE_LEVEL});
        assert_eq!(ready, expected);
        assert_eq!(enter(&app, &ann).await.ready["epoch"], ready["epoch"], "it stays");
    }

    async fn a_user_has_up_to_20_sockets(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let mut sockets: Vec<Socket> = Vec::new();
        for _ in 0..20 {
            sockets.push(enter(&app, &ann).await);
        }
        let mut surplus = dial(&app, &ann).open().await;
        assert_eq!(surplus.until_closed().await, (4429, vec![]));
        enter(&app, &ben).await.leave().await;

        let chat_id = app.open_chat(&ann, &ben).await;
        for socket in &mut sockets {
            assert_eq!(socket.expect("chat_created").await["chat_id"], chat_id, "all 20 get it");
        }
        sockets.pop().unwrap().leave().await;
        // The place is free once the server has noticed.
        let mut again = dial(&app, &ann).open().await;
        while again.try_next().await.is_err() {
            again = dial(&app, &ann).open().await;
        }
        assert_eq!(again.ask(json!({"type": "ping"})).await, json!({"type": "pong"}));
    }
}

#[tokio::test]
async fn the_allowed_origin_is_the_public_url_if_that_is_set() {
    let app = TestApp::spawn(Backend::Sqlite, &[("PUBLIC_URL", "https://chat.example/")]).await;
    // With a public address, the most common passwords are refused.
    let form =
        json!({"email": "ann@example.com", "username": "ann", "name": "Ann", "password": "quite unusual"});
    assert_eq!(app.post("/api/register", &simple_chats_tests::Nobody, form).await.status, 201);
    let session = sign_in(&mut app.connect(), UserId::stored(1));
    let dial = || app.dial().header("cookie", &format!("__Host-session={session}"));
    assert_eq!(dial().header("origin", "https://chat.example").enter().await.user_id(), 1);
    let mut without_prefix =
        app.dial().cookie(&session).header("origin", "https://chat.example").open().await;
    assert_eq!(without_prefix.until_closed().await, (4401, vec![]), "anybody may have set that one");
    for origin in ["http://chat.example", "https://chat.example:8443", "https://chat.example.evil.example"] {
        assert_eq!(dial().header("origin", origin).refused().await.status(), 403, "{origin}");
    }
    assert_eq!(dial().own_origin().refused().await.status(), 403);
}

#[tokio::test]
async fn a_page_under_a_further_name_of_the_site_may_connect() {
    let vars = [("PUBLIC_URL", "http://chat.example"), ("ALLOWED_HOSTS", "chat.lan, 127.0.0.1")];
    let app = TestApp::spawn(Backend::Sqlite, &vars).await;
    let form =
        json!({"email": "ann@example.com", "username": "ann", "name": "Ann", "password": "quite unusual"});
    assert_eq!(app.post("/api/register", &simple_chats_tests::Nobody, form).await.status, 201);
    let session = sign_in(&mut app.connect(), UserId::stored(1));
    assert_eq!(app.dial().cookie(&session).own_origin().enter().await.user_id(), 1);
    let other = app.dial().cookie(&session).header("origin", "http://chat.lan").refused().await;
    assert_eq!(other.status(), 403, "it was asked under another name");
}

#[tokio::test]
async fn the_subprotocol_is_negotiated() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let ann = app.register("ann").await;
    assert_eq!(enter(&app, &ann).await.protocol, None, "a client that offers none is served too");
    for offered in [PROTOCOL, "simple-chats.v9, simple-chats.v1", "simple-chats.v1,chat"] {
        let socket = dial(&app, &ann).header(NAME, offered).enter().await;
        assert_eq!(socket.protocol.as_deref(), Some(PROTOCOL), "{offered}");
    }
    let twice = dial(&app, &ann).header(NAME, "chat").header(NAME, PROTOCOL).answer().await;
    assert_eq!((twice.status().as_u16(), twice.headers()[NAME].as_bytes()), (101, PROTOCOL.as_bytes()));
    for unknown in ["simple-chats.v2", "chat, SIMPLE-CHATS.V1", "simple-chats.v10", ","] {
        let response = dial(&app, &ann).header(NAME, unknown).refused().await;
        assert_eq!(response.status(), 400, "{unknown}");
        assert_eq!(response.json::<Value>().await.unwrap()["code"], "bad_request");
    }
}

#[tokio::test]
async fn a_request_that_is_no_handshake_is_refused() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let ann = app.register("ann").await;
    let plain = app.get("/ws", &ann).await;
    assert_eq!((plain.status, &plain.json()["code"]), (400, &json!("bad_request")));
    let posted = app.post("/ws", &ann, json!({})).await;
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET, HEAD, OPTIONS")));
}
