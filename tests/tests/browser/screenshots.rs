//! The screenshots of the README: a realistic conversation, light, dark, and on a phone. They are written to
//! `docs/screenshots` if `SIMPLE_CHATS_SCREENSHOTS=1` is set; their size is checked either way.

use super::scenario::{BrowserScenario, Person, STATUS, put_history};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{Timelike, Utc};
use serde_json::json;
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::{TestApp, TestUser};
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/screenshots");

const MAX_BYTES: usize = 150_000;

/// Whether Nora is the sender, how many minutes ago it was, and the text.
const CONVERSATION: &[(bool, i64, &str)] = &[
    (false, 61, "Hi! Did the new lamps arrive?"),
    (true, 58, "Yes, twelve of them. They look great in the hall."),
    (true, 57, "Two are still in the box, I need a longer ladder 😅"),
    (false, 44, "I have one in the garage. Shall I bring it over around six?"),
    (true, 41, "That would be perfect, thank you!"),
    (
        false,
        12,
        "This is the dimmer that the electrician recommended:\nhttps://example.org/switches/dimmer-4",
    ),
    (true, 6, "Looks good. Order two, please, one for the stairs as well."),
    (false, 3, "Done. They come on Thursday."),
];

/// The other chats, the oldest first: username, name, how many minutes ago, the text, and whether it was read.
const OTHERS: &[(&str, &str, i64, &str, bool)] = &[
    ("lea", "Lea Winter", 10_300, "Happy birthday!", true),
    ("kaito", "Kaito Mori", 3100, "The train leaves at 9:12", true),
    ("oleh", "Олег Коваль", 1600, "Дякую, все отримав", true),
    ("beatriz", "Beatriz Gonçalves", 95, "See you at the station!", false),
    ("ravi", "Ravi Menon", 25, "The slides are ready, have a look when you can", false),
];

/// The hour of day in the pictures.
const HOUR: u32 = 17;

/// A time some minutes ago, in seconds after the first moment of the fixtures.
fn minutes_ago(minutes: i64) -> i64 {
    (Utc::now() - moment(0)).num_seconds() - minutes * 60
}

/// A time zone in which it is that hour of day now.
fn zone() -> String {
    let ahead = (HOUR + 24 - Utc::now().hour()) % 24;
    // The names count westward.
    if ahead > 14 { format!("Etc/GMT+{}", 24 - ahead) } else { format!("Etc/GMT-{ahead}") }
}

async fn rename(app: &TestApp, user: &TestUser, name: &str) {
    let answer = app.post("/api/update", user, json!({ "name": name })).await;
    assert_eq!(answer.status, 202);
}

/// Opens a chat with these messages; the first user has read them if `is_read`.
async fn write(
    app: &TestApp,
    (one, other): (&TestUser, &TestUser),
    messages: impl IntoIterator<Item = (bool, i64, &str)>,
    is_read: bool,
) -> i64 {
    let chat_id = app.open_chat(one, other).await;
    let messages = messages.into_iter().map(|(is_own, minutes, text)| {
        (if is_own { one } else { other }, minutes_ago(minutes), text.to_owned())
    });
    let newest = put_history(app, chat_id, messages);
    if is_read {
        let path = format!("/api/chats/{chat_id}/read");
        app.post(&path, one, json!({ "message_id": newest })).await;
    }
    chat_id
}

async fn write_all(app: &TestApp, nora: &TestUser, sam: &TestUser) -> i64 {
    for (username, name, minutes, text, is_read) in OTHERS {
        let other = app.register(username).await;
        rename(app, &other, name).await;
        write(app, (nora, &other), [(false, *minutes, *text)], *is_read).await;
    }
    write(app, (nora, sam), CONVERSATION.iter().copied(), true).await
}

async fn take(person: &Person, name: &str) {
    let picture = person.devtools("Page.captureScreenshot", json!({ "format": "png" })).await;
    let picture = STANDARD.decode(picture["data"].as_str().expect("a picture")).expect("base64");
    assert!(picture.len() < MAX_BYTES, "{name} has {} bytes", picture.len());
    if std::env::var_os("SIMPLE_CHATS_SCREENSHOTS").is_some() {
        std::fs::create_dir_all(FOLDER).expect("the folder can be made");
        std::fs::write(Path::new(FOLDER).join(name), picture).expect("the picture can be written");
    }
}

#[tokio::test]
async fn screenshots_for_the_readme_are_small() {
    let Some(BrowserScenario { app, people: [nora, sam] }) = BrowserScenario::with(["nora", "sam"]).await
    else {
        return;
    };
    rename(&app, &nora.user, "Nora Lind").await;
    rename(&app, &sam.user, "Sam Okafor").await;
    let chat_id = write_all(&app, &nora.user, &sam.user).await;
    sam.open_chat(chat_id).await;
    nora.allow_notifications(&nora.site).await;
    nora.visit("/").await;
    nora.set_time_zone(&zone()).await;
    nora.resize(1120, 640).await;
    nora.open_chat(chat_id).await;
    nora.until_shown(STATUS, "online").await;
    nora.until_shown("[data-messages] .message-mine .bubble small", "seen").await;
    for (scheme, name) in [("dark", "chat-dark.png"), ("light", "chat-light.png")] {
        nora.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await;
        take(&nora, name).await;
    }
    nora.become_phone().await;
    let screen = json!({ "width": 390, "height": 780, "deviceScaleFactor": 1.5, "mobile": true });
    nora.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    nora.open_chat(chat_id).await;
    nora.until_shown(STATUS, "online").await;
    take(&nora, "phone.png").await;
    nora.had_no_errors().await;
}
