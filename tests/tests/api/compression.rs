//! Compressed responses: the same content, under another tag.

use flate2::read::GzDecoder;
use reqwest::Method;
use simple_chats_tests::{TestApp, TestUser, on_both_databases};
use std::io::Read;

/// A response as it was sent.
struct Sent {
    status: u16,
    encoding: Option<String>,
    vary: Option<String>,
    tag: String,
    bytes: Vec<u8>,
}

async fn read(app: &TestApp, caller: &TestUser, path: &str, headers: &[(&str, &str)]) -> Sent {
    let mut request = app.request(Method::GET, path, caller);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("a response");
    let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
    let (encoding, vary, tag) = (header("content-encoding"), header("vary"), header("etag"));
    let status = response.status().as_u16();
    let bytes = response.bytes().await.expect("a body").to_vec();
    Sent { status, encoding, vary, tag: tag.expect("a tag"), bytes }
}

on_both_databases! {
    async fn long_responses_are_compressed_if_the_client_accepts_it(app: TestApp) {
        let (ann, _, chat) = app.chat_of_two().await;
        let texts: Vec<String> = (0..15).map(|number| format!("message {number} of some length")).collect();
        app.send(&ann, chat, &texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let chat = format!("/api/chats/{chat}");
        for path in [format!("{chat}/messages"), format!("{chat}/changes"), "/api/asyncapi.json".to_owned()] {
            let plain = read(&app, &ann, &path, &[]).await;
            let gzip = ("accept-encoding", "br, gzip");
            let compressed = read(&app, &ann, &path, &[gzip]).await;
            assert_eq!((plain.encoding.as_deref(), compressed.encoding.as_deref()), (None, Some("gzip")), "{path}");
            assert!(2 * compressed.bytes.len() < plain.bytes.len(), "{path}: {} bytes", compressed.bytes.len());
            let mut text = Vec::new();
            GzDecoder::new(compressed.bytes.as_slice()).read_to_end(&mut text).expect("gzip");
            assert_eq!(String::from_utf8(text), String::from_utf8(plain.bytes), "{path}");

            assert_ne!(plain.tag, compressed.tag, "a strong tag names the bytes: {path}");
            for (tag, status) in [(&compressed.tag, 304), (&plain.tag, 200)] {
                let again = read(&app, &ann, &path, &[gzip, ("if-none-match", tag.as_str())]).await;
                assert_eq!((again.status, again.vary.as_deref()), (status, Some("Accept-Encoding")), "{path}");
            }
            assert_eq!(read(&app, &ann, &path, &[("if-none-match", plain.tag.as_str())]).await.status, 304, "{path}");
        }
        let short = read(&app, &ann, "/api/me", &[("accept-encoding", "gzip")]).await;
        assert_eq!((short.encoding, short.vary.as_deref()), (None, Some("Accept-Encoding")));
    }
}
