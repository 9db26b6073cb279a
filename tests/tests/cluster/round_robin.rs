//! Two instances behind a proxy that leads each connection to the other one: the sockets of each get the events of both.

use crate::PROGRAM;
use serde_json::json;
use simple_chats_tests::backends::run_on_cluster;
use simple_chats_tests::socket::Socket;
use simple_chats_tests::{TestApp, TestUser};

/// How many messages go each way.
const ROUNDS: usize = 10;

/// A socket of a user at each instance.
async fn enter_both(app: &TestApp, user: &TestUser) -> [Socket; 2] {
    let before = app.connections();
    let dial = || app.dial().basic(&user.username, &user.password).enter();
    let sockets = [dial().await, dial().await];
    assert_eq!(app.connections(), before.map(|count| count + 1), "one at each");
    sockets
}

#[tokio::test]
async fn each_instance_delivers_what_was_done_at_the_other() {
    async fn body(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat_id = app.open_chat(&ann, &ben).await;
        let (mut of_ann, mut of_ben) = (enter_both(&app, &ann).await, enter_both(&app, &ben).await);
        // By the API, at one and the other in turn.
        let before = app.connections();
        for number in 0..2 * ROUNDS {
            app.send(&ann, chat_id, &[&number.to_string()]).await;
        }
        assert_eq!(app.connections(), before.map(|count| count + ROUNDS));
        for socket in of_ann.iter_mut().chain(&mut of_ben) {
            for number in 0..2 * ROUNDS {
                let event = socket.expect("message").await;
                assert_eq!(event["message"]["text"], number.to_string());
            }
        }
        // By socket likewise: three others get each message.
        for number in 0..2 * ROUNDS {
            let name = format!("by socket {number}");
            let request = json!({"type": "send", "chat_id": chat_id, "client_id": name, "text": name});
            let ack = of_ben[number % 2].ask(request).await;
            assert_eq!(ack["revision"], 2 * ROUNDS + number + 1);
            let [one, other] = &mut of_ben;
            let silent = if number % 2 == 0 { other } else { one };
            for socket in of_ann.iter_mut().chain([silent]) {
                assert_eq!(socket.expect("message").await["message"], ack["message"]);
            }
        }
        for socket in of_ann.iter_mut().chain(&mut of_ben) {
            socket.is_silent().await;
        }
    }
    run_on_cluster(PROGRAM, body).await;
}
