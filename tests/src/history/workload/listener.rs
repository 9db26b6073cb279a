//! Records the updates of a client, and counts its connections.

use crate::history::recorder::Recorder;
use simple_chats_client::{Update, Updates};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Knows how many connections a client has had. Copies share it.
#[derive(Clone)]
pub(super) struct Listener {
    connections: Arc<AtomicUsize>,
    questions: mpsc::UnboundedSender<oneshot::Sender<()>>,
}

impl Listener {
    /// Begins to listen. The task ends when the client has ended and all listeners are gone.
    pub(super) fn of(updates: Updates, recorder: Recorder, client: usize) -> (Self, JoinHandle<()>) {
        let (questions, received) = mpsc::unbounded_channel();
        let connections = Arc::new(AtomicUsize::new(0));
        let task = Task { updates, recorder, client, connections: Arc::clone(&connections) };
        (Self { connections, questions }, tokio::spawn(task.run(received)))
    }

    /// How many connections are known; there may have been more.
    pub(super) fn so_far(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many connections there have been until now.
    pub(super) async fn until_now(&self) -> usize {
        let (reply, replied) = oneshot::channel();
        self.questions.send(reply).expect("the task lives as long as a listener");
        replied.await.expect("the task answers");
        self.so_far()
    }
}

struct Task {
    updates: Updates,
    recorder: Recorder,
    client: usize,
    connections: Arc<AtomicUsize>,
}

impl Task {
    async fn run(mut self, mut questions: mpsc::UnboundedReceiver<oneshot::Sender<()>>) {
        let mut lives = true;
        loop {
            tokio::select! {
                update = self.updates.next(), if lives => match update {
                    Some(update) => self.take(&update),
                    None => lives = false,
                },
                question = questions.recv() => {
                    // The updates from before the question are there already.
                    while let Some(update) = self.updates.try_next() {
                        self.take(&update);
                    }
                    match question {
                        Some(reply) => drop(reply.send(())),
                        None => break,
                    }
                }
            }
        }
    }

    fn take(&self, update: &Update) {
        if let Update::Connected { .. } = update {
            self.connections.fetch_add(1, Ordering::SeqCst);
        }
        self.recorder.update(self.client, update);
    }
}
