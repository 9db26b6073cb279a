//! Presence: sent to those who watch, and "offline" only some seconds after the last socket closed.

use super::{Pair, enter, take_time};
use serde_json::{Value, json};
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, OnBackend, TestApp, on_both_databases};
use std::time::Duration;

fn watch(user_ids: &[i64]) -> Value {
    json!({"type": "watch", "user_ids": user_ids})
}

fn presence(user_id: i64, online: bool, last_seen: &Value) -> Value {
    json!({"type": "presence", "users": [{"user_id": user_id, "online": online, "last_seen": last_seen}]})
}

on_both_databases! {
    async fn a_watch_is_answered_and_followed_by_changes(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let ben = pair.ben.user_id;
        let online = presence(ben, true, &Value::Null);
        assert_eq!(pair.of_ann.ask(watch(&[ben])).await, online);
        // A page change closes a socket too.
        pair.of_ben.leave().await;
        let again = enter(&app, &pair.ben).await;
        pair.of_ann.is_silent().await;

        let begin = timing::start();
        again.leave().await;
        let mut gone = pair.of_ann.next().await;
        let waited = begin.elapsed();
        assert!(waited > Duration::from_secs(9), "announced after {waited:?}");
        timing::assert_kept(Duration::from_secs(14), begin, waited, || "the news".to_owned());
        take_time(&mut gone["users"][0]["last_seen"]);
        assert_eq!(gone, presence(ben, false, &json!("now")));

        // A later watch gets the same answer.
        let mut other_tab = enter(&app, &pair.ann).await;
        let mut answer = other_tab.ask(watch(&[ben])).await;
        while answer["users"][0]["last_seen"].is_null() {
            // It is announced first and stored then.
            answer = other_tab.ask(watch(&[ben])).await;
        }
        take_time(&mut answer["users"][0]["last_seen"]);
        assert_eq!(answer, gone);
        enter(&app, &pair.ben).await;
        assert_eq!(pair.of_ann.next().await, online);
        assert_eq!(other_tab.next().await, online);
    }

    async fn a_watch_replaces_the_one_before(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cid = app.register("cid").await;
        app.open_chat(&pair.ann, &cid).await;
        pair.of_ann.expect("chat_created").await;
        let away = presence(cid.user_id, false, &Value::Null);
        assert_eq!(pair.of_ann.ask(watch(&[cid.user_id])).await, away);
        assert_eq!(pair.of_ann.ask(watch(&[])).await, json!({"type": "presence", "users": []}));
        let mut of_cid = enter(&app, &cid).await;
        of_cid.is_silent().await;
        pair.of_ann.is_silent().await;
    }

    async fn only_companions_can_be_watched(app: TestApp) {
        let mut pair = Pair::meet(&app).await;
        let cid = app.register("cid").await;
        let mut of_cid = enter(&app, &cid).await;
        let answer = of_cid.ask(watch(&[pair.ann.user_id, 999_999_999])).await;
        assert_eq!(answer, json!({"type": "presence", "users": []}));
        let many: Vec<i64> = (1..=101).collect();
        assert_eq!(pair.of_ann.ask_refused(watch(&many)).await, "bad_request");
        let answer = pair.of_ann.ask(watch(&many[..100])).await;
        assert_eq!(answer, presence(pair.ben.user_id, true, &Value::Null), "the others are passed over");
    }
}

#[tokio::test]
async fn the_last_seen_time_survives_a_restart() {
    let app = TestApp::start(Backend::Sqlite).await;
    let mut pair = Pair::meet(&app).await;
    pair.of_ben.leave().await;
    while pair.of_ann.ask(watch(&[pair.ben.user_id])).await["users"][0]["last_seen"].is_null() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(pair.of_ann);
    let app = app.stop().await.spawn(&[]).await;
    let mut of_ann = enter(&app, &pair.ann).await;
    let mut answer = of_ann.ask(watch(&[pair.ben.user_id])).await;
    take_time(&mut answer["users"][0]["last_seen"]);
    assert_eq!(answer, presence(pair.ben.user_id, false, &json!("now")));
}
