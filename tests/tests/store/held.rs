//! Holds the writer up, so that a test decides what becomes one group.

use futures_util::FutureExt;
use simple_chats_persistence::{Database, StoreError};
use std::future::Future;
use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use tokio::task::JoinHandle;

/// The writer, held in the middle of a change, so that what is queued meanwhile becomes one group.
pub(super) struct Held {
    go_on: Sender<()>,
    change: JoinHandle<Result<(), StoreError>>,
}

impl Held {
    pub(super) async fn hold(database: &Database) -> Self {
        let (go_on, gate) = channel();
        let (holds, held) = tokio::sync::oneshot::channel();
        let mut holds = Some(holds);
        let database = database.clone();
        let change = tokio::spawn(async move {
            database
                .write(move |_, _| {
                    if let Some(holds) = holds.take() {
                        holds.send(()).unwrap();
                        gate.recv().unwrap();
                    }
                    Ok(())
                })
                .await
        });
        held.await.unwrap();
        Self { go_on, change }
    }

    pub(super) async fn let_go(self) {
        self.go_on.send(()).unwrap();
        self.change.await.unwrap().unwrap();
    }
}

/// Puts a change into the queue, without waiting for its answer yet.
pub(super) fn queue<F: Future>(write: F) -> Pin<Box<F>> {
    let mut write = Box::pin(write);
    assert!(write.as_mut().now_or_never().is_none(), "the change waits");
    write
}
