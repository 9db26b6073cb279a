//! A user whose socket moves between instances. That each kind of event reaches the sockets at both is tested with the live
//! protocol.

use super::{TwoInstances, enter};

#[tokio::test]
async fn a_socket_that_reconnects_to_another_instance_gets_later_events() {
    let Some(instances) = TwoInstances::start().await else { return };
    let [ann, ben] = instances.one.register_all(["ann", "ben"]).await;
    let chat = instances.one.open_chat(&ann, &ben).await;
    for round in 0..10 {
        let (from, to) = if round % 2 == 0 {
            (&instances.one, &instances.other)
        } else {
            (&instances.other, &instances.one)
        };
        let mut of_ben = enter(to, &ben).await;
        from.send(&ann, chat, &[&format!("round {round}")]).await;
        assert_eq!(of_ben.expect("message").await["revision"], round + 1);
        of_ben.leave().await;
    }
}
