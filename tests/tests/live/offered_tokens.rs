//! Tokens in a second subprotocol, for scripts, and sockets of pages of other origins.

use serde_json::Value;
use simple_chats_domain::UserId;
use simple_chats_tests::fixtures::sign_in;
use simple_chats_tests::personal_tokens::make_token;
use simple_chats_tests::socket::{Dial, PROTOCOL};
use simple_chats_tests::{TestApp, TestEnvironment, WAIT_TIMEOUT, on_both_databases};
use tokio::time::timeout;

const LISTED: &str = "https://app.example";

const SETTING: (&str, &str) = ("CORS_ORIGINS", LISTED);

fn offer(app: &TestApp, protocols: &str) -> Dial {
    app.dial().header("sec-websocket-protocol", protocols)
}

/// Asserts that the server upgrades the connection, and closes the socket before it says anything.
async fn assert_told_to_log_in(dialled: Dial) {
    let shown = format!("{dialled:?}");
    let mut socket = dialled.open().await;
    let closed = timeout(WAIT_TIMEOUT, socket.until_closed()).await;
    assert_eq!(closed.expect("the server closes the socket"), (4401, vec![]), "{shown}");
}

on_both_databases! {
    async fn an_offered_token_opens_a_socket_and_is_not_echoed(app: TestApp) {
        let ann = app.register("ann").await;
        for token in [app.token(&ann).await.0, make_token(&app, &ann, "read").await.bearer.0] {
            for protocols in [
                format!("{PROTOCOL}, bearer.{token}"),
                format!("bearer.{token},{PROTOCOL}"),
                format!("other.v2, {PROTOCOL}, bearer.{token}"),
            ] {
                let socket = offer(&app, &protocols).enter().await;
                assert_eq!((socket.user_id(), socket.protocol.as_deref()), (ann.user_id, Some(PROTOCOL)));
                socket.leave().await;
                let response = offer(&app, &protocols).answer().await;
                assert_eq!(response.status(), 101);
                let told = format!("{:?}", response.headers());
                assert!(!told.contains(&token) && !told.contains("bearer"), "{told}");
            }
        }
    }

    async fn an_offered_token_beats_a_cookie_and_yields_to_the_header(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let token = app.token(&ann).await.0;
        let session = sign_in(&mut app.connect(), UserId::stored(ben.user_id));
        let offered = offer(&app, &format!("{PROTOCOL}, bearer.{token}"));
        let own_page = offered.clone().cookie(&session).own_origin().enter().await;
        assert_eq!(own_page.user_id(), ann.user_id);
        let by_header = offered.basic(&ben.email, &ben.password).enter().await;
        assert_eq!(by_header.user_id(), ben.user_id);
        // A wrong token isn't replaced by what the browser adds.
        let wrong = offer(&app, &format!("{PROTOCOL}, bearer.{token}x")).cookie(&session).own_origin();
        assert_told_to_log_in(wrong).await;
    }

    async fn a_wrong_offer_is_refused_without_repeating_it(app: TestApp) {
        let ann = app.register("ann").await;
        let token = app.token(&ann).await.0;
        for (protocols, status) in [
            (format!("{PROTOCOL}, bearer.{token}x"), 401),
            (format!("{PROTOCOL}, bearer."), 401),
            (format!("{PROTOCOL}, bearer.{token}, bearer.{token}"), 400),
            (format!("bearer.{token}"), 400),
            (format!("{PROTOCOL}.{token}"), 400),
        ] {
            let response = offer(&app, &protocols).refused().await;
            assert_eq!(response.status(), status, "{protocols}");
            let headers = format!("{:?}", response.headers());
            let body = response.text().await.unwrap();
            assert!(!headers.contains(&token) && !body.contains(&token), "{headers} {body}");
        }
    }

    async fn a_page_of_a_listed_origin_connects_with_a_token_and_never_with_a_cookie(environment: TestEnvironment) {
        let app = environment.spawn(&[SETTING]).await;
        let ann = app.register("ann").await;
        let token = app.token(&ann).await.0;
        let session = sign_in(&mut app.connect(), UserId::stored(ann.user_id));
        let with_token = || offer(&app, &format!("{PROTOCOL}, bearer.{token}"));
        let without_token = || offer(&app, PROTOCOL).cookie(&session);
        for origin in [LISTED, "HTTPS://APP.example:443"] {
            let socket = with_token().header("origin", origin).enter().await;
            assert_eq!(socket.user_id(), ann.user_id);
            socket.leave().await;
            for dialled in [
                without_token(),
                offer(&app, &format!("{PROTOCOL}, bearer.{token}x")).cookie(&session),
                offer(&app, &format!("{PROTOCOL}, bearer.{session}")).cookie(&session),
            ] {
                assert_told_to_log_in(dialled.header("origin", origin)).await;
            }
        }
        for origin in ["https://evil.example", "https://app.example:8443", "http://app.example", "null"] {
            for dialled in [with_token(), without_token()] {
                let response = dialled.header("origin", origin).refused().await;
                assert_eq!(response.status(), 403, "{origin}");
                assert_eq!(response.json::<Value>().await.unwrap()["code"], "forbidden");
            }
        }
    }

    async fn revoking_an_offered_token_closes_its_socket(app: TestApp) {
        let ann = app.register("ann").await;
        let token = make_token(&app, &ann, "read").await;
        let mut socket = offer(&app, &format!("{PROTOCOL}, bearer.{}", token.bearer.0)).enter().await;
        assert_eq!(app.delete(&token.path(), &ann).await.status, 200);
        let closed = timeout(WAIT_TIMEOUT, socket.close_code()).await;
        assert_eq!(closed.expect("the server closes the socket"), 4401);
    }
}
