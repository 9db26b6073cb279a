//! A network that lets no WebSocket through: messages travel by HTTP until one does.

use super::scenario::{BrowserScenario, OWN, SENT, STATUS, THEIRS};
use serde_json::json;

/// From the next page on, each `WebSocket` fails at once, until the page says otherwise.
const BLOCK: &str = "
    const Real = WebSocket;
    window.isBlocked = true;
    window.WebSocket = class {
        constructor(...about) {
            if (!window.isBlocked) return new Real(...about);
            setTimeout(() => this.onclose?.({ code: 1006 }));
        }

        close() {}
    }";

const NOTICE: &str = "This network blocks live updates";

#[tokio::test]
async fn without_websockets_messages_travel_by_http() {
    let Some(BrowserScenario { app, people: [ann, ben] }) = BrowserScenario::with(["ann", "ben"]).await
    else {
        return;
    };
    let chat_id = app.open_chat(&ann.user, &ben.user).await;
    ann.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": BLOCK })).await;
    tokio::join!(ann.open_chat(chat_id), ben.open_chat(chat_id));
    ann.until_shown("[data-notice]", NOTICE).await;
    ann.until_shown(STATUS, "online").await;
    ann.write("by HTTP").await;
    ben.until_shown(THEIRS, "by HTTP").await;
    ben.until_shown(STATUS, "online").await;
    ann.until_count(SENT, 0).await;
    ann.until_count(".message-seen", 1).await;
    ben.write("by WebSocket").await;
    ann.until_shown(THEIRS, "by WebSocket").await;
    ben.until_count(".message-seen", 1).await;

    // As soon as one gets through, it is taken.
    ann.script("window.isBlocked = false").await;
    ann.hide().await;
    ann.show().await;
    ann.until("return document.querySelector('[data-notice]').hidden").await;
    ann.write("again").await;
    ben.until_shown(THEIRS, "again").await;
    ann.until_shown(OWN, "again").await;
    // The browser reports nothing else than what was blocked.
    ben.had_no_errors().await;
}
