//! A message on its way: what is said of it, and what becomes of it if it fails.

use super::scenario::{BrowserScenario, OWN_STATES, Person, browsers, has_browsers};
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{RunQueryDsl, sql_query};
use serde_json::json;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::browser::Key;
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{Backend, OnBackend, TestApp, TestUser};

#[tokio::test]
async fn a_message_is_sending_then_sent_then_seen() {
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
    let mut of_ben = super::scenario::dial(&app, &ben).await;
    ann.write("hello").await;
    ann.until_shown(OWN_STATES, "sent").await;

    network.fall_silent();
    ann.write("on its way").await;
    // At once: the server knows nothing of it yet.
    ann.until_texts(&["hello", "on its way"]).await;
    let states =
        "return [...document.querySelectorAll('.message-mine .bubble-meta')].map(state => state.title)";
    assert_eq!(ann.script(states, &[]).await, json!(["sent", "sending"]));
    network.speak();
    ann.until_returns(states, &[], &json!(["sent", "sent"])).await;

    let newest = loop {
        let event = of_ben.next().await;
        if event["message"]["text"] == "on its way" {
            break event["message"]["message_id"].clone();
        }
    };
    of_ben.ask(json!({ "type": "read", "chat_id": chat_id, "message_id": newest })).await;
    ann.until_returns(states, &[], &json!(["seen", "seen"])).await;
    ann.had_no_complaints().await;
}

#[tokio::test]
async fn what_fails_stays_with_the_choice_to_retry_or_to_discard_it() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    ann.open_chat(chat_id).await;
    ann.write("before").await;
    ann.until_shown(OWN_STATES, "sent").await;

    set_deleted(&scenario.app, &ben, true);
    ann.write("again").await;
    ann.until_shown(".message-failure", "You cannot write to a deleted user").await;
    ann.write("never mind").await;
    ann.until_count(".message-failure", 2).await;
    set_deleted(&scenario.app, &ben, false);
    // A reload forgets neither, nor does it send what failed.
    ann.reload().await;
    ann.until_count(".message-failure", 2).await;
    ann.until_texts(&["before", "again", "never mind"]).await;

    ann.click(".message-failed:last-child .button-danger-quiet").await;
    ann.until_texts(&["before", "again"]).await;
    ann.focus(".message-failed .button-quiet").await;
    ann.press(Key::Enter).await;
    ann.until_count(".message-failure", 0).await;
    ann.until_count("[data-messages] .message-mine [href$='#check']", 2).await;
    ann.until("return document.activeElement.id === 'composer-text'", &[]).await;
    let stored = scenario.app.get(&format!("/api/chats/{chat_id}/messages"), &ben).await;
    assert_eq!(stored.json()["data"].as_array().map(Vec::len), Some(2), "{}", stored.body);
    ann.had_no_complaints().await;
}

/// Has the server refuse messages to somebody, of which nobody is told; or take them again.
fn set_deleted(app: &TestApp, user: &TestUser, is_deleted: bool) {
    let username = if is_deleted { None } else { Some(&user.username) };
    let query = sql_query("UPDATE users SET username = ?1, name = ?1 WHERE user_id = ?2");
    let query = query.bind::<Nullable<Text>, _>(username).bind::<BigInt, _>(user.user_id);
    let DbConnection::Sqlite(conn) = &mut app.connect() else { panic!("these tests run on SQLite") };
    query.execute(conn).expect("the user can be changed");
}
