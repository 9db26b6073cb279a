//! The devices that are told of messages while no page is open, as `account/push_devices.html` shows them.

use crate::error::AppResult;
use crate::push;
use crate::views::time::Time;
use crate::views::visitor::LoggedIn;
use serde::Serialize;
use simple_chats_domain::{PushSubscription, PushSubscriptionId};

/// What `account/push_devices.html` shows.
#[derive(Serialize)]
pub(super) struct PushDevices {
    /// The key with which browsers subscribe.
    public_key: String,
    devices: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    subscription_id: PushSubscriptionId,
    label: String,
    added: Time,
    last_used: Option<Time>,
    /// Whether it has to subscribe anew.
    is_outdated: bool,
}

/// The devices of a user.
pub(super) async fn push_devices(caller: &LoggedIn) -> AppResult<PushDevices> {
    let (state, me) = (caller.state(), caller.user_id());
    let found = state.database.read(move |conn| push::list_subscriptions(conn, me)).await?;
    let public_key = state.vapid.current().public_key().to_owned();
    let devices = found.into_iter().map(|found| Row::of(found, &public_key)).collect();
    Ok(PushDevices { public_key, devices })
}

impl Row {
    fn of(subscription: PushSubscription, public_key: &str) -> Self {
        Self {
            subscription_id: subscription.subscription_id,
            label: subscription.label,
            added: Time::of(subscription.created_at),
            last_used: subscription.last_used_at.map(Time::of),
            is_outdated: subscription.server_key != public_key,
        }
    }
}
