//! The subscriptions to topics of other instances. Each has a small task that passes its messages on to the hub; a single
//! task would have to poll thousands of streams.

use super::messages::Incoming;
use super::subjects::{Topic, read};
use async_nats::Client;
use futures_util::StreamExt;
use std::collections::HashMap;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

pub(super) struct Subscriptions {
    client: Client,
    incoming: mpsc::Sender<Incoming>,
    tasks: HashMap<Topic, AbortHandle>,
}

impl Subscriptions {
    pub(super) fn new(client: Client, incoming: mpsc::Sender<Incoming>) -> Self {
        Self { client, incoming, tasks: HashMap::new() }
    }

    pub(super) async fn add(&mut self, topic: Topic, subject: String) {
        let Ok(mut messages) = self.client.subscribe(subject).await else { return };
        let incoming = self.incoming.clone();
        let task = tokio::spawn(async move {
            while let Some(message) = messages.next().await {
                let Some(message) = read(topic, message.payload) else { continue };
                if incoming.send(message).await.is_err() {
                    break;
                }
            }
        });
        if let Some(former) = self.tasks.insert(topic, task.abort_handle()) {
            former.abort();
        }
    }

    pub(super) fn remove(&mut self, topic: Topic) {
        if let Some(task) = self.tasks.remove(&topic) {
            task.abort();
        }
    }
}
