//! Pushes: the browsers in which a user gets them, and the worker that sends them to the browsers' push services.

mod allowed;
mod management;
mod payload;
mod places;
mod sending;
mod worker;

pub(crate) use management::{
    SubscriptionRequest, list_subscriptions, remove_subscription, subscribe, test_subscription,
};
pub(crate) use worker::PushWorker;
