//! The broker goes and comes back: each instance goes on by itself in the meantime, and afterwards sockets have to resync.

use super::{TwoInstances, enter};
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::nats::Broker;
use simple_chats_tests::timing;
use std::time::Duration;

/// How long a revocation may take to reach a socket without the broker.
const WITHOUT_BROKER: Duration = Duration::from_secs(30);

#[tokio::test]
async fn without_the_broker_instances_go_on_and_with_it_sockets_catch_up() {
    let Ok(broker) = Broker::start() else { return drop(TwoInstances::start().await) };
    let Some(instances) = TwoInstances::start_with(&broker).await else { return };
    let [ann, ben, cleo] = instances.one.register_all(["ann", "ben", "cleo"]).await;
    let chat = instances.one.open_chat(&ann, &ben).await;
    let mut of_ann = enter(&instances.one, &ann).await;
    let mut of_ann_too = enter(&instances.one, &ann).await;
    let mut of_ben = enter(&instances.other, &ben).await;
    let mut of_cleo = enter(&instances.other, &cleo).await;
    broker.kill();
    instances.wait_for_broker("unavailable").await;

    let begin = timing::start();
    let send = json!({"type": "send", "client_id": "1", "text": "Are you there?", "chat_id": chat});
    assert_eq!(of_ann.ask(send).await["revision"], 1);
    assert_eq!(of_ann_too.expect("message").await["revision"], 1);
    let mut late = enter(&instances.other, &ben).await;
    let state = late.ask(json!({"type": "resume", "have": {}})).await;
    assert_eq!(state["chats"][0]["revision"], 1, "who comes finds it");
    of_ben.is_silent().await;

    let change = json!({"old_password": PASSWORD, "new_password": "another password"});
    assert_eq!(instances.one.post("/api/change-password", &cleo, change).await.status, 202);
    let changed = timing::start();
    assert_eq!(of_cleo.close_code().await, 4401);
    timing::assert_within(WITHOUT_BROKER, changed);
    of_ben.is_silent().await;

    broker.start_again();
    for socket in [&mut of_ann, &mut of_ben, &mut late] {
        socket.expect("resync").await;
    }
    let have = json!({"type": "resume", "have": {chat.to_string(): [0, 0, 0]}});
    assert_eq!(of_ben.ask(have).await["chats"][0]["last_message"]["text"], "Are you there?");
    instances.wait_for_broker("ok").await;
    instances.one.send(&ann, chat, &["Here again"]).await;
    // An instance that was back first may have had the sockets of the other resync once more.
    let mut frame = of_ben.next().await;
    while frame["type"] == "resync" {
        frame = of_ben.next().await;
    }
    assert_eq!(frame["message"]["text"], "Here again");
    timing::assert_within(Duration::from_mins(1), begin);
}
