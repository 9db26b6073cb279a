//! The sizes of pages, compressed and not.

use super::browser::Browser;
use super::support::{chat_path, log_in_as};
use flate2::read::GzDecoder;
use reqwest::Method;
use simple_chats_domain::{ChatId, SendStamp, UserId};
use simple_chats_persistence::{chats, messages};
use simple_chats_tests::fixtures::{compose_as, moment};
use simple_chats_tests::{Backend, TestApp, on_both_databases};
use std::io::Read;

/// A page as it was sent.
struct Sent {
    encoding: Option<String>,
    vary: Option<String>,
    bytes: Vec<u8>,
}

impl Sent {
    async fn with(browser: &Browser<'_>, path: &str, accept_encoding: &str) -> Self {
        let request = browser.request(Method::GET, path).header("accept-encoding", accept_encoding);
        let response = request.send().await.expect("a response");
        let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
        let (encoding, vary) = (header("content-encoding"), header("vary"));
        Self { encoding, vary, bytes: response.bytes().await.expect("a body").to_vec() }
    }

    fn html(&self) -> String {
        let mut html = String::new();
        GzDecoder::new(self.bytes.as_slice()).read_to_string(&mut html).expect("a compressed page");
        html
    }
}

/// Ann, who has a long chat with Ben and seven others. Returns the path of the long one.
async fn with_chats(app: &TestApp) -> (Browser<'_>, String) {
    let (ann, user) = log_in_as(app, "ann").await;
    for number in 1..8 {
        let other = app.register(&format!("other{number}")).await;
        let chat_id = app.open_chat(&user, &other).await;
        app.send(&other, chat_id, &["A message, about as long as messages in a chat usually are."]).await;
    }
    let ben = app.register("ben").await;
    let chat_id = app.open_chat(&user, &ben).await;
    let conn = &mut app.connect();
    let chat = chats::find(conn, ChatId::stored(chat_id)).expect("the chat");
    for number in 0..60_i64 {
        let sender = UserId::stored(if number % 2 == 0 { user.user_id } else { ben.user_id });
        let text = format!("Message {number} of this chat, about as long as messages in a chat usually are.");
        let new = compose_as(conn, &chat, sender, &text, SendStamp::at(moment(number * 60)));
        messages::insert(conn, &new).expect("the message can be stored");
    }
    (ann, chat_path(chat_id))
}

on_both_databases! {
    async fn pages_are_compressed_if_the_browser_accepts_it(app: TestApp) {
        let (ann, path) = with_chats(&app).await;
        for path in ["/", "/account", "/chats/list", &path, "/nothing"] {
            let compressed = Sent::with(&ann, path, "gzip, br;q=0").await;
            assert_eq!(compressed.encoding.as_deref(), Some("gzip"), "{path}");
            assert_eq!(compressed.vary.as_deref(), Some("Accept-Encoding, Accept-Language"), "caches keep both apart: {path}");
            assert!(compressed.html().ends_with("</html>"), "{path}");
            for accepted in ["identity", "br", "gzip;q=0"] {
                let plain = Sent::with(&ann, path, accepted).await;
                assert_eq!((plain.encoding, plain.vary), (None, compressed.vary.clone()), "{path} {accepted}");
                assert!(plain.bytes.ends_with(b"</html>"), "{path} {accepted}");
            }
        }
    }
}

#[tokio::test]
async fn pages_are_small() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, path) = with_chats(&app).await;
    ann.get(&path).await;
    for (path, most, compressed) in
        [(path.as_str(), 20_000, 5_000), ("/chats/list", 8_000, 3_000), ("/", 8_000, 3_000)]
    {
        let plain = Sent::with(&ann, path, "identity").await.bytes.len();
        let small = Sent::with(&ann, path, "gzip").await.bytes.len();
        assert!(plain <= most && small <= compressed, "{path}: {plain} bytes, compressed {small}");
    }
}
