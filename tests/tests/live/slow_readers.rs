//! A reader that is too slow is dropped, and harms nobody.

use super::{Pair, enter, integer};
use simple_chats_tests::raw_socket::RawSocket;
use simple_chats_tests::timing;
use simple_chats_tests::{Backend, OnBackend, TestApp};
use std::time::Duration;

/// More than all buffers on the way hold, and more than may wait.
const BATCHES: usize = 30;
const BATCH: usize = 100;

#[tokio::test]
async fn a_socket_that_reads_nothing_is_dropped_while_all_others_get_everything() {
    let app = TestApp::start(Backend::Sqlite).await;
    let mut pair = Pair::meet(&app).await;
    let unread = RawSocket::enter(app.address(), &pair.ben.email, &pair.ben.password).await;
    // 16 KB each.
    let text = "🍐".repeat(4000);
    let texts = vec![text.as_str(); BATCH];
    for batch in 0..BATCHES {
        let begin = timing::start();
        app.send(&pair.ann, pair.chat_id, &texts).await;
        for number in 1..=BATCH {
            let expected = i64::try_from(batch * BATCH + number).unwrap();
            for socket in [&mut pair.of_ann, &mut pair.of_ben] {
                assert_eq!(integer(&socket.expect("message").await["revision"]), expected);
            }
        }
        // Nobody waits for the socket that reads nothing.
        timing::assert_within(Duration::from_secs(10), begin);
    }
    // The code has come through if the client was there in time for it.
    let (received, code) = unread.read_to_end().await;
    assert!(received < BATCHES * BATCH, "it got all {received}");
    assert!(code.is_none_or(|code| code == 4409), "{code:?}");
    enter(&app, &pair.ben).await.is_silent().await;
}
