//! The subscriptions to topics of other instances. Each has a small task that passes its messages on to the hub; a single
//! task would have to poll thousands of streams.

use super::messages::Incoming;
use super::sealed::SealedMessages;
use super::subjects::{Topic, read};
use async_nats::Client;
use futures_util::StreamExt;
use std::collections::HashMap;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

pub(super) struct Subscriptions {
    client: Client,
    messages: SealedMessages,
    incoming: mpsc::Sender<Incoming>,
    tasks: HashMap<Topic, AbortHandle>,
}

impl Subscriptions {
    pub(super) fn new(client: Client, messages: SealedMessages, incoming: mpsc::Sender<Incoming>) -> Self {
        Self { client, messages, incoming, tasks: HashMap::new() }
    }

    pub(super) async fn add(&mut self, topic: Topic, subject: String) {
        let Ok(mut published) = self.client.subscribe(subject.clone()).await else { return };
        let (messages, incoming) = (self.messages.clone(), self.incoming.clone());
        let task = tokio::spawn(async move {
            while let Some(message) = published.next().await {
                let opened = messages.open(&subject, &message.payload);
                let Some(message) = opened.and_then(|payload| read(topic, payload)) else { continue };
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
