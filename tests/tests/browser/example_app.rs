//! The client of `examples/browser_app` at an origin of its own, over a network that is cut: everything is shown and sent once.

use super::scenario::{browsers, server_for_browsers};
use serde_json::json;
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::timing;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const PAGE: &str = include_str!("../../../examples/browser_app/index.html");
const SCRIPT: &str = include_str!("../../../examples/browser_app/app.js");

const TEXTS: &str = "return [...document.querySelectorAll('#messages li')].map(item => item.textContent)";

/// Serves the files as any web server would. Returns the origin.
async fn serve_app() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    origin
}

async fn answer(mut stream: TcpStream) {
    let (request, mut response) = stream.split();
    let mut head = BufReader::new(request).lines();
    let first = head.next_line().await.ok().flatten().unwrap_or_default();
    while head.next_line().await.is_ok_and(|line| line.is_some_and(|line| !line.is_empty())) {}
    let (kind, body) = if first.contains("/app.js") {
        ("text/javascript", SCRIPT)
    } else {
        ("text/html; charset=utf-8", PAGE)
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    response.write_all(format!("{head}{body}").as_bytes()).await.ok();
}

#[tokio::test]
async fn the_example_shows_and_sends_everything_once_through_cuts() {
    let origin = serve_app().await;
    let Some(app) = server_for_browsers(&[("CORS_ORIGINS", &origin)]).await else { return };
    let (ann, ben, chat_id) = app.chat_of_two().await;
    app.send(&ben, chat_id, &["before"]).await;
    let proxy = Proxy::before(app.address()).await;
    let [browser] = browsers().await;
    browser.go(&origin).await;
    browser.fill("site", &format!("http://{}", proxy.address())).await;
    browser.fill("username", &ann.username).await;
    browser.fill("password", &ann.password).await;
    browser.enter("password").await;
    browser.until_shown("#status", "Connected").await;
    browser.fill("companion", &ben.username).await;
    browser.enter("companion").await;
    browser.until_equals(TEXTS, json!(["before"])).await;

    let write = async |text: &str| {
        browser.fill("text", text).await;
        browser.enter("text").await;
    };
    write("one").await;
    browser.until_count("#messages .mine:not(.waiting)", 1).await;
    app.send(&ben, chat_id, &["two <b>"]).await;
    browser.until_equals(TEXTS, json!(["before", "one", "two <b>"])).await;

    // Away: what is written waits, and what others write is fetched afterwards.
    proxy.close();
    browser.until_shown("#status", "Connecting again").await;
    write("three").await;
    browser.until_count("#messages .waiting", 1).await;
    let written = app.send(&ben, chat_id, &["four", "gone"]).await;
    let path = format!("/api/chats/{chat_id}/messages/{}", written[1]);
    assert_eq!(app.delete(&path, &ben).await.status, 200);
    proxy.open();
    browser.until_equals(TEXTS, json!(["before", "one", "two <b>", "four", "three"])).await;
    browser.until_count("#messages .waiting", 0).await;

    // Cut between the message and its acknowledgment.
    proxy.hold_answers();
    write("five").await;
    timing::until(|| "the message".to_owned(), async || app.texts(chat_id, &ben).await.len() == 6).await;
    proxy.cut();
    proxy.speak();
    browser.until_count("#messages .mine:not(.waiting)", 3).await;
    let expected = ["before", "one", "two <b>", "four", "three", "five"];
    browser.until_equals(TEXTS, json!(expected)).await;
    assert_eq!(app.texts(chat_id, &ben).await, expected, "each was stored once");
}
