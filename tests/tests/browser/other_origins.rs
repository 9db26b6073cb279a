//! Pages of other origins in a real browser: what their scripts can do, and what the browser keeps from them.

use super::scenario::{BrowserScenario, server_for_browsers};
use serde_json::{Value, json};
use simple_chats_tests::{Caller, TestApp};
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// Calls the API and opens a socket with a user's credentials; passes what came of it to the last argument.
const WITH_CREDENTIALS: &str = "
    const [site, authorization, companion, done] = arguments;
    const call = async (path, options) => {
        const response = await fetch(site + path, options);
        const header = (name) => response.headers.get(name);
        return { status: response.status, body: await response.json(), header };
    };
    const ready = (token) => new Promise((resolve) => {
        const socket = new WebSocket(site.replace('http:', 'ws:') + '/ws', ['simple-chats.v1', 'bearer.' + token]);
        let first = null;
        socket.onmessage = (event) => { first = JSON.parse(event.data); socket.close(); };
        socket.onclose = (event) => resolve([first?.type, first?.user_id, socket.protocol, first ? 0 : event.code]);
    });
    (async () => {
        const refused = await call('/api/me');
        const { body: { token } } = await call('/api/token', { headers: { authorization } });
        const sent = await call(`/api/users/${companion}/messages`, {
            method: 'POST',
            headers: {
                'authorization': 'Bearer ' + token, 'content-type': 'application/json', 'idempotency-key': 'k',
            },
            body: JSON.stringify({ texts: ['from elsewhere'], e_mail: 1 }),
        });
        const missing = await call('/api/nothing', { method: 'DELETE', headers: { authorization } });
        return {
            refused: [refused.status, refused.body.code],
            sent: [sent.status, sent.header('x-ignored-fields'), sent.header('x-request-id') !== null],
            missing: missing.status,
            socket: await ready(token),
            wrong: await ready(token + 'x'),
        };
    })().catch(String).then(done)";

/// Tries to use the cookie that the browser has for the site. Requests with cookies are for an address that needs no
/// credentials, since a browser asks for a password when it gets a 401.
const WITH_COOKIE: &str = "
    const [site, done] = arguments;
    const status = (path, credentials) =>
        fetch(site + path, { credentials }).then((answer) => answer.status, () => 'kept back');
    const closed = new Promise((resolve) => {
        const socket = new WebSocket(site.replace('http:', 'ws:') + '/ws', ['simple-chats.v1']);
        socket.onmessage = () => resolve('opened');
        socket.onclose = (event) => resolve(event.code);
    });
    Promise.all([status('/api/server', 'include'), status('/api/me', 'omit'), closed]).then(done)";

/// Serves an empty page to everybody who asks, as long as the test runs.
async fn serve_page() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("the listener has an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (request, mut response) = stream.split();
                let mut head = BufReader::new(request).lines();
                while head.next_line().await.is_ok_and(|line| line.is_some_and(|line| !line.is_empty())) {}
                let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<!doctype html><p>Elsewhere";
                response.write_all(page.as_bytes()).await.ok();
            });
        }
    });
    address
}

/// A server that lists one other page, that page, and a page that it doesn't list.
async fn server_and_pages() -> Option<(TestApp, String, String)> {
    let [listed, other] = [serve_page().await, serve_page().await].map(|page| format!("http://{page}"));
    let app = server_for_browsers(&[("CORS_ORIGINS", &listed)]).await?;
    Some((app, listed, other))
}

#[tokio::test]
async fn a_script_of_a_listed_page_calls_the_api_and_opens_a_socket() {
    let Some((app, listed, other)) = server_and_pages().await else { return };
    let site = app.url("");
    let BrowserScenario { app, people: [ann] } = BrowserScenario::on(app, &site, ["ann"]).await;
    let ben = app.register("ben").await;
    let authorization = ann.user.authorization().expect("credentials");
    let arguments = [json!(site), json!(authorization), json!(ben.user_id)];
    ann.go(&listed).await;
    let done = ann.slow_script(WITH_CREDENTIALS, &arguments).await;
    let expected = json!({
        "refused": [401, "unauthenticated"],
        "sent": [201, "e_mail", true],
        "missing": 404,
        "socket": ["ready", ann.user.user_id, "simple-chats.v1", 0],
        "wrong": [null, null, "simple-chats.v1", 4401],
    });
    assert_eq!(done, expected);
    ann.go(&other).await;
    let failed = ann.slow_script(WITH_CREDENTIALS, &arguments).await;
    assert_eq!(failed, json!("TypeError: Failed to fetch"));
}

#[tokio::test]
async fn no_other_page_gets_anything_by_the_cookie_of_the_site() {
    let Some((app, listed, other)) = server_and_pages().await else { return };
    let site = app.url("");
    let BrowserScenario { app: _app, people: [ann] } = BrowserScenario::on(app, &site, ["ann"]).await;
    let arguments = [json!(site)];
    // The browser has the cookie, and sends it to the site from pages of the same host on other ports, too.
    ann.visit("/chats/list").await;
    ann.until_equals("return location.pathname", "/chats/list").await;
    for (page, expected) in [
        (site.as_str(), json!([200, 401, "opened"])),
        (&listed, json!(["kept back", 401, 4401])),
        (&other, json!(["kept back", "kept back", 1006])),
    ] {
        ann.go(page).await;
        let seen: Value = ann.slow_script(WITH_COOKIE, &arguments).await;
        assert_eq!(seen, expected, "{page}");
    }
}
