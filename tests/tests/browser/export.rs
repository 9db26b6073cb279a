//! An export, unpacked into a folder and opened there.

use super::scenario::BrowserChat;
use crate::support::exports::Unpacked;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn an_export_opens_from_a_folder() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    let hostile = "<script>window.hacked = true</script><img src=x onerror='window.hacked = true'>";
    app.post("/api/update", &ben, json!({ "name": "<b>Ben</b>" })).await;
    app.send(&ben, chat_id, &[hostile, "two\nlines"]).await;
    app.send(&ann.user, chat_id, &["hello"]).await;
    let unpacked = Unpacked::of(app.request(Method::GET, "/api/me/export", &ann.user)).await;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in &unpacked.0 {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    ann.go(&format!("file://{}", folder.path().join("index.html").display())).await;
    ann.until_shown("h1", "Simple chats").await;
    ann.until_shown("li a", "<b>Ben</b>").await;
    ann.click("li a").await;
    ann.until_shown(".other .text", hostile).await;
    ann.until_shown(".own .text", "hello").await;
    // The style is applied, and nothing of the texts has run.
    ann.until_equals(
        "return getComputedStyle(document.querySelector('.text')).whiteSpaceCollapse",
        "preserve",
    )
    .await;
    ann.until_equals("return String(window.hacked)", "undefined").await;
    ann.until_count("ol > li", 3).await;
    ann.had_no_errors().await;
    ann.click("a[href='index.html']").await;
    ann.until_shown("h1", "Simple chats").await;
}
