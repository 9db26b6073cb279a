//! The state of a message while it is sent, and after it has failed.

use super::scenario::{BrowserChat, BrowserScenario, OWN_STATES, SENT, dial};
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{RunQueryDsl, sql_query};
use serde_json::json;
use simple_chats_persistence::DbConnection;
use simple_chats_tests::browser::Key;
use simple_chats_tests::{TestApp, TestUser};

#[tokio::test]
async fn a_message_is_sending_then_sent_then_seen() {
    let Some((scenario, network)) = BrowserScenario::behind_proxy(["ann"]).await else { return };
    let BrowserChat { app, ann, ben, chat_id } = scenario.with_ben().await;
    ann.open_chat(chat_id).await;
    let mut of_ben = dial(&app, &ben).await;
    ann.write("hello").await;
    ann.until_shown(OWN_STATES, "sent").await;

    network.fall_silent();
    ann.write("on its way").await;
    // It appears at once, before the server has received it.
    ann.until_texts(&["hello", "on its way"]).await;
    let states =
        "return [...document.querySelectorAll('.message-mine .bubble small')].map(state => state.title)";
    assert_eq!(ann.script(states).await, json!(["sent", "sending"]));
    network.speak();
    ann.until_equals(states, json!(["sent", "sent"])).await;

    let newest = loop {
        let event = of_ben.next().await;
        if event["message"]["text"] == "on its way" {
            break event["message"]["message_id"].clone();
        }
    };
    of_ben.ask(json!({ "type": "read", "chat_id": chat_id, "message_id": newest })).await;
    ann.until_equals(states, json!(["seen", "seen"])).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn a_failed_message_stays_until_the_user_retries_or_discards_it() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    ann.open_chat(chat_id).await;
    ann.write("before").await;
    ann.until_shown(OWN_STATES, "sent").await;

    set_deleted(&app, &ben, true);
    ann.write("again").await;
    ann.until_shown(".message-failure", "You cannot write to a deleted user").await;
    ann.write("never mind").await;
    ann.until_count(".message-failure", 2).await;
    set_deleted(&app, &ben, false);
    // A reload neither forgets failed messages nor sends them.
    ann.reload().await;
    ann.until_count(".message-failure", 2).await;
    ann.until_texts(&["before", "again", "never mind"]).await;

    ann.click(".message-failed:last-child .button-danger-quiet").await;
    ann.until_texts(&["before", "again"]).await;
    ann.focus(".message-failed .button-quiet").await;
    ann.press(Key::Enter).await;
    ann.until_count(".message-failure", 0).await;
    ann.until_count(SENT, 2).await;
    ann.until("return document.activeElement.id === 'composer-text'").await;
    assert_eq!(app.texts(chat_id, &ben).await, ["before", "again"]);
    ann.had_no_errors().await;
}

/// Makes the server refuse messages to a user, without notifying clients; or accept them again.
fn set_deleted(app: &TestApp, user: &TestUser, is_deleted: bool) {
    let username = if is_deleted { None } else { Some(&user.username) };
    let query = sql_query("UPDATE users SET username = ?1, name = ?1 WHERE user_id = ?2");
    let query = query.bind::<Nullable<Text>, _>(username).bind::<BigInt, _>(user.user_id);
    let DbConnection::Sqlite(conn) = &mut app.connect() else { panic!("these tests run on SQLite") };
    query.execute(conn).expect("the user can be changed");
}
