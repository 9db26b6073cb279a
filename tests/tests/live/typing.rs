//! "… is typing": passed on to the companion's sockets, at most once a second.

use super::{Pair, assert_silent, enter};
use serde_json::json;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};
use std::time::{Duration, Instant};
use tokio::time::timeout;

on_one_and_on_two_instances! {
    async fn typing_is_passed_on_to_the_companion_alone_at_most_once_a_second(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let mut other_tab = enter(&app, &pair.ann).await;
        let mut other_of_ben = enter(&app, &pair.ben).await;
        let typing = json!({"type": "typing", "chat_id": pair.chat_id});
        let begin = Instant::now();
        for _ in 0..5 {
            pair.of_ann.send(typing.clone()).await;
        }
        pair.of_ann.ask(json!({"type": "ping"})).await;
        let seconds = begin.elapsed().as_secs();
        let event = json!({"type": "typing", "chat_id": pair.chat_id, "user_id": pair.ann.user_id});
        assert_eq!(pair.of_ben.next().await, event);
        assert_eq!(other_of_ben.next().await, event);
        // On a busy machine the requests may have taken longer than a second.
        let mut more = 0;
        while let Ok(frame) = timeout(Duration::from_millis(150), pair.of_ben.next()).await {
            assert_eq!(frame, event);
            more += 1;
        }
        assert!(more <= seconds, "{more} more events within {seconds} s");
        assert_silent([&mut pair.of_ann, &mut other_tab]).await;
        tokio::time::sleep(Duration::from_millis(1100)).await;
        pair.of_ann.send(typing).await;
        assert_eq!(pair.of_ben.next().await, event, "a second later it is passed on again");
    }

    async fn typing_in_chats_of_others_is_refused(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cid = app.register("cid").await;
        let mut of_cid = enter(&app, &cid).await;
        assert_eq!(of_cid.ask_refused(json!({"type": "typing", "chat_id": pair.chat_id})).await, "not_found");
        pair.of_ann.is_silent().await;
        pair.of_ben.is_silent().await;
    }
}
