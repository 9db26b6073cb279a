//! A lost connection: the banner, the messages written meanwhile, and the recovery.

use super::scenario::{
    BrowserChat, BrowserScenario, OWN, OWN_STATES, Person, SENT, STATUS, THEIRS, browsers, has_browsers,
};
use crate::PROGRAM;
use serde_json::json;
use simple_chats_tests::process::ServerDir;

/// The texts of the open chat that wait for the connection.
pub(super) const WAITING: &str = "
    return [...document.querySelectorAll('[data-messages] .message-mine')]
        .filter(message => message.querySelector('small').title === 'waiting for the connection')
        .map(message => message.querySelector('.bubble > span').textContent)";

/// The banner's text; empty if there is none.
const BANNER: &str = "const banner = document.querySelector('[data-notice]');
    return banner.hidden ? '' : banner.innerText.replace(/\\s+/g, ' ')";

#[tokio::test]
async fn messages_written_offline_survive_a_reload_and_are_sent_once_in_order() {
    let Some((scenario, network)) = BrowserScenario::behind_proxy(["ann"]).await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario.with_ben().await;
    ann.open_chat(chat_id).await;
    ann.write("before").await;
    ann.until_shown(OWN_STATES, "sent").await;

    network.close();
    ann.cut_network().await;
    for text in ["one", "two", "three"] {
        ann.write(text).await;
    }
    ann.until_equals(WAITING, json!(["one", "two", "three"])).await;
    // The banner counts down, and offers to reconnect now.
    let countdown = ["No connection. Reconnecting in", "s…"];
    let shows = "const banner = document.querySelector('[data-notice]').innerText.replace(/\\s+/g, ' ');
        return arguments[0].every(part => banner.includes(part))";
    ann.until_with(shows, &[json!(countdown)]).await;
    ann.until_shown("[data-notice] button", "Try now").await;
    app.send(&ben, chat_id, &["from ben"]).await;

    // The user leaves the page, and opens it again when the network is back.
    ann.go("about:blank").await;
    network.open();
    ann.restore_network().await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["before", "from ben", "one", "two", "three"]).await;
    ann.until_equals(WAITING, json!([])).await;
    ann.until_equals(BANNER, "").await;
    ann.until_count(SENT, 4).await;
    assert_eq!(app.texts(chat_id, &ben).await, ["before", "from ben", "one", "two", "three"]);
}

#[tokio::test]
async fn no_message_is_lost_or_doubled_when_the_server_is_killed_and_restarted() {
    if !has_browsers() {
        return;
    }
    let server_dir = ServerDir::new(PROGRAM);
    let server = server_dir.start().await;
    let (users, address) = ([server.register("ann").await, server.register("ben").await], server.address());
    let site = format!("http://{address}");
    let [ann, ben] = Person::log_all_in(&site, &mut server_dir.connect(), users, browsers().await).await;
    ann.visit("/chats/begin/ben").await;
    ann.write("before").await;
    ann.until_shown(OWN_STATES, "sent").await;
    ben.visit("/chats/begin/ann").await;
    ben.until_shown(THEIRS, "before").await;
    for person in [&ann, &ben] {
        person.script("window.wasNotReloaded = true").await;
    }

    server.kill().await;
    for (person, text) in [(&ann, "from ann"), (&ben, "from ben"), (&ann, "again from ann")] {
        person.write(text).await;
        person.until_shown(OWN, text).await;
    }
    let server_dir = server_dir.with("LISTEN", &address.to_string());
    let server = server_dir.start().await;
    for person in [&ann, &ben] {
        person.until_count("[data-messages] .message", 4).await;
        person.until_equals(WAITING, json!([])).await;
    }
    ann.write("after").await;
    ben.until_shown(THEIRS, "after").await;
    let texts = ann.texts().await;
    assert_eq!(ben.texts().await, texts, "one order on both screens");
    let anns: Vec<_> = texts.iter().filter(|text| *text != "from ben").collect();
    assert_eq!(anns, ["before", "from ann", "again from ann", "after"], "each once, in order");
    for person in [&ann, &ben] {
        assert_eq!(person.script("return window.wasNotReloaded").await, true, "the page was reloaded");
    }
    server.stop().await;
}

#[tokio::test]
async fn messages_sent_while_the_connection_is_lost_appear_afterwards() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_both().await else { return };
    ann.write("one").await;
    ben.until_texts(&["one"]).await;
    ann.until_shown(OWN_STATES, "seen").await;

    // The server shuts down, as for a new version; meanwhile only its database changes.
    let address = app.address().to_string();
    let environment = app.stop().await;
    let other_server = environment.spawn(&[]).await;
    let messages = other_server.send(&ben.user, chat_id, &["two", "three", "four"]).await;
    let path = format!("/api/chats/{chat_id}/messages/{}", messages[1]);
    assert_eq!(other_server.delete(&path, &ben.user).await.status / 100, 2);
    other_server.stop().await;
    ann.write("five").await;
    let app = environment.spawn(&[("LISTEN", &address)]).await;
    for person in [&ann, &ben] {
        person.until_texts(&["one", "two", "four", "five"]).await;
    }
    ann.until_shown(STATUS, "online").await;
    drop(app);
}
