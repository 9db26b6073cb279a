//! A reader that is too slow is dropped, and harms nobody.

use super::{Pair, enter, integer};
use simple_chats_tests::raw_socket::{RawSocket, opcode};
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
    let deaf = RawSocket::enter(app.address(), &pair.ben.email, &pair.ben.password).await;
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
        // Nobody waits for the deaf one.
        timing::assert_within(Duration::from_secs(10), begin);
    }
    let (heard, code) = read_all(deaf).await;
    assert!(heard < BATCHES * BATCH, "it got all {heard}");
    assert!(code.is_none_or(|code| code == 4409), "{code:?}");
    enter(&app, &pair.ben).await.is_silent().await;
}

/// How many messages come before the end, and the code of the goodbye, if the client was there in time for it.
async fn read_all(mut socket: RawSocket) -> (usize, Option<u16>) {
    let mut heard = 0;
    while let Some(frame) = socket.next_if_whole().await {
        if frame.first & 0x0F == opcode::CLOSE {
            return (heard, frame.close_code());
        }
        heard += 1;
    }
    (heard, None)
}
