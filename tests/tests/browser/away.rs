//! The connection goes and comes back: what the page says meanwhile, and what becomes of what is written.

use super::scenario::{BrowserScenario, OWN, OWN_STATES, Person, THEIRS, browsers, has_browsers};
use crate::PROGRAM;
use serde_json::{Value, json};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{Backend, Nobody, OnBackend, TestApp, TestUser};

/// The texts of the open chat that wait for the connection.
pub(super) const WAITING: &str = "
    return [...document.querySelectorAll('[data-messages] .message-mine')]
        .filter(message => message.querySelector('.bubble-meta').title === 'waiting for the connection')
        .map(message => message.querySelector('.bubble-text').textContent)";

/// The banner's words; nothing if there is none.
const BANNER: &str = "const banner = document.querySelector('[data-notice]');
    return banner.hidden ? '' : banner.innerText.replace(/\\s+/g, ' ')";

#[tokio::test]
async fn what_is_written_without_a_network_waits_survives_a_reload_and_goes_out_once_in_order() {
    if !has_browsers() {
        return;
    }
    let app = TestApp::start(Backend::Sqlite).await;
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let chat_id = app.open_chat(&ann, &ben).await;
    let network = Proxy::before(app.address()).await;
    let site = format!("http://{}", network.address());
    let [ann] = Person::sign_all_in(&site, [ann], browsers().await).await;
    ann.open_chat(chat_id).await;
    ann.write("before").await;
    ann.until_shown(OWN_STATES, "sent").await;

    network.close();
    ann.cut_network().await;
    for text in ["one", "two", "three"] {
        ann.write(text).await;
    }
    ann.until_returns(WAITING, &[], &json!(["one", "two", "three"])).await;
    // The banner counts down, and offers not to wait.
    let counted = ["No connection. Reconnecting in", "s…"];
    let shows = "const banner = document.querySelector('[data-notice]').innerText.replace(/\\s+/g, ' ');
        return arguments[0].every(part => banner.includes(part))";
    ann.until(shows, &[json!(counted)]).await;
    ann.until_shown("[data-notice] button", "Try now").await;
    app.send(&ben, chat_id, &["from ben"]).await;

    // The page is left, and opened again when the network is back.
    ann.go("about:blank").await;
    network.open();
    ann.restore_network().await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["before", "from ben", "one", "two", "three"]).await;
    ann.until_returns(WAITING, &[], &json!([])).await;
    ann.until_returns(BANNER, &[], &json!("")).await;
    ann.until_count("[data-messages] .message-mine [href$='#check']", 4).await;
    let texts = stored_texts(&app, chat_id, &ben).await;
    assert_eq!(texts, ["before", "from ben", "one", "two", "three"]);
}

/// All texts of a chat, in the order of the server.
pub(super) async fn stored_texts(app: &TestApp, chat_id: i64, user: &TestUser) -> Vec<String> {
    let path = format!("/api/chats/{chat_id}/messages?ordered-by=message_id&per-page=100");
    let answer = app.get(&path, user).await.json();
    let messages = answer["data"].as_array().expect("messages");
    messages.iter().map(|message| message["text"].as_str().expect("a text").to_owned()).collect()
}

#[tokio::test]
async fn a_server_that_is_killed_and_started_again_loses_and_doubles_nothing() {
    if !has_browsers() {
        return;
    }
    let site = ServerDir::new(PROGRAM);
    let server = site.start().await;
    let mut users = Vec::new();
    for username in ["ann", "ben"] {
        let email = format!("{username}@example.com");
        let form = json!({"email": email, "username": username, "name": username, "password": PASSWORD});
        server.post("/api/register", &Nobody, form, 201).await;
        users.push(TestUser {
            user_id: 0,
            username: username.to_owned(),
            email,
            password: PASSWORD.to_owned(),
        });
    }
    let users: [TestUser; 2] = users.try_into().expect("two");
    let address = server.address();
    let [ann, ben] = Person::sign_all_in(&format!("http://{address}"), users, browsers().await).await;
    ann.visit("/chats/begin/ben").await;
    ann.write("before").await;
    ann.until_shown(OWN_STATES, "sent").await;
    ben.visit("/chats/begin/ann").await;
    ben.until_shown(THEIRS, "before").await;
    for person in [&ann, &ben] {
        person.script("window.wasNotReloaded = true", &[]).await;
    }

    server.kill().await;
    for (person, text) in [(&ann, "from ann"), (&ben, "from ben"), (&ann, "again from ann")] {
        person.write(text).await;
        person.until_shown(OWN, text).await;
    }
    let site = site.with("LISTEN", &address.to_string());
    let server = site.start().await;
    for person in [&ann, &ben] {
        person.until_count("[data-messages] .message", 4).await;
        person.until_returns(WAITING, &[], &json!([])).await;
    }
    ann.write("after").await;
    ben.until_shown(THEIRS, "after").await;
    let texts = ann.texts().await;
    assert_eq!(ben.texts().await, texts, "one order on both screens");
    let of_ann: Vec<_> = texts.iter().filter(|text| *text != "from ben").collect();
    assert_eq!(of_ann, ["before", "from ann", "again from ann", "after"], "each once, in order");
    for person in [&ann, &ben] {
        let is_marked = person.script("return window.wasNotReloaded", &[]).await;
        assert_eq!(is_marked, Value::Bool(true), "the page was reloaded");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_message_that_comes_while_the_connection_is_away_is_caught_up_with() {
    let Some(scenario) = BrowserScenario::with(["ann", "ben"]).await else { return };
    let [ann, ben] = &scenario.people;
    let chat_id = scenario.in_their_chat().await;
    ann.write("one").await;
    ben.until_texts(&["one"]).await;
    ann.until_shown(OWN_STATES, "seen").await;
    let BrowserScenario { app, people: [ann, ben] } = scenario;

    // The server goes in order, as for a new version, and what happens meanwhile happens to its database alone.
    let address = app.address().to_string();
    let environment = app.stop().await;
    let elsewhere = environment.spawn(&[]).await;
    let messages = elsewhere.send(&ben.user, chat_id, &["two", "three", "four"]).await;
    let path = format!("/api/chats/{chat_id}/messages/{}", messages[1]);
    assert_eq!(elsewhere.delete(&path, &ben.user).await.status / 100, 2);
    elsewhere.stop().await;
    ann.write("five").await;
    let app = environment.spawn(&[("LISTEN", &address)]).await;
    for person in [&ann, &ben] {
        person.until_texts(&["one", "two", "four", "five"]).await;
    }
    ann.until_shown("[data-chat-status]", "online").await;
    drop(app);
}
