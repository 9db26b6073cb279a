//! Messages that disappear while two servers sweep at the same moment.

use super::{TwoInstances, enter};
use diesel::connection::SimpleConnection;
use futures_util::future::join;
use simple_chats_server::messaging::sweep_expired;
use std::collections::BTreeSet;

#[tokio::test]
async fn each_expired_message_is_deleted_once() {
    let Some(instances) = TwoInstances::start().await else { return };
    let TwoInstances { one, other } = &instances;
    let (ann, ben, chat) = one.chat_of_two().await;
    let mut of_ben = enter(other, &ben).await;
    let mut ids = BTreeSet::new();
    for _ in 0..5 {
        ids.extend(one.send(&ann, chat, &["x"; 100]).await);
    }
    for _ in 0..ids.len() {
        of_ben.expect("message").await;
    }
    one.connect().batch_execute("UPDATE messages SET expires_at = 1").unwrap();
    let (here, there) = join(sweep_expired(one.state()), sweep_expired(other.state())).await;
    // A server's own sweep may have come first.
    assert!(here.unwrap() + there.unwrap() <= ids.len());
    let mut revisions = BTreeSet::new();
    while !ids.is_empty() {
        let event = of_ben.expect("deleted").await;
        assert!(ids.remove(&event["message_id"].as_i64().unwrap()), "{event} was told before");
        assert!(revisions.insert(event["revision"].as_i64().unwrap()), "{event} has the revision of another");
    }
    assert_eq!((revisions.first(), revisions.last()), (Some(&501), Some(&1000)));
    of_ben.is_silent().await;
    assert!(one.texts(chat, &ann).await.is_empty());
}
