//! Webhooks: what their owners do with them, and the worker that delivers events and turns answers into messages.

mod answers;
mod client;
mod management;
mod target;
mod worker;

pub(crate) use client::{Client, Delivery};
pub(crate) use management::{
    MadeWebhook, WebhookChange, delete_webhook, find_webhook, list_deliveries, list_webhooks, make_webhook,
    test_webhook, update_webhook,
};
pub(crate) use target::Target;
pub(crate) use worker::{PausedWebhook, WebhookWorker};
