//! Attachments on the screens of two people: a script draws them as the server does.

use super::scenario::BrowserChat;
use diesel::connection::SimpleConnection;
use serde_json::json;

/// The elements of all attachments with their attributes. Icons are elsewhere for scripts.
const DRAWN: &str = "return [...document.querySelectorAll('[data-messages] .attachments *')].map((node) => [ \
    node.localName, ...[...node.attributes].map(({ name, value }) => `${name}=${value.replace(/^.*#/, '#')}`).sort(), \
    node.children.length ? '' : node.textContent])";

#[tokio::test]
async fn a_script_draws_attachments_as_the_server_does() {
    let Some(scenario) = BrowserChat::of_both().await else { return };
    let BrowserChat { app, ann, ben, chat_id } = &scenario;
    let names = ["a\"<b>.jpg", "b.jpg", "video.mp4", "voice.ogg", "report.pdf"];
    let ids = names.map(|name| app.upload(&ann.user, name));
    app.connect()
        .batch_execute(
            "UPDATE attachments SET kind = 'video' WHERE name = 'video.mp4'; \
             UPDATE attachments SET kind = 'voice', width = NULL, height = NULL WHERE name = 'voice.ogg'; \
             UPDATE attachments SET kind = 'file', width = NULL, height = NULL WHERE name = 'report.pdf'",
        )
        .unwrap();
    let path = format!("/api/chats/{chat_id}/messages");
    for body in [json!({ "attachment_ids": ids }), json!({ "texts": "look", "attachment_ids": [ids[4]] })] {
        assert_eq!(app.post(&path, &ann.user, body).await.status, 201);
    }
    for person in [ann, ben] {
        person.until_count("[data-messages] .attachments", 2).await;
        person.until_count("[data-messages] .picture img", 2).await;
        person.until_shown("[data-messages] .file bdi", "report.pdf").await;
        let drawn = person.script(DRAWN).await;
        person.reload().await;
        // Scripts take over what the server has drawn.
        person.until_count("[data-messages] .message-more[aria-haspopup]", 2).await;
        assert_eq!(person.script(DRAWN).await, drawn);
    }
    let newest = "return document.querySelector('[data-chat-id] .row-text bdi')?.textContent";
    ben.until_equals(newest, "look").await;
    assert_eq!(app.post(&path, &ann.user, json!({ "attachment_ids": [ids[0]] })).await.status, 201);
    for person in [ann, ben] {
        person.until_equals(newest, "📷 Photo").await;
    }
}
