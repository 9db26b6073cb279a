//! A new `SECRET_KEY`: the secrets of authenticator apps and of webhooks are encrypted with it before the previous one is forgotten.

use crate::state::AppState;
use simple_chats_domain::{UserId, WebhookId};
use simple_chats_persistence::authenticators::{self, Authenticator};
use simple_chats_persistence::{DbConnection, StoreError, webhooks};
use std::sync::Arc;

/// How many are encrypted at once.
const RESEALED_AT_ONCE: i64 = 200;

/// Encrypts the secrets anew that were encrypted with the previous `SECRET_KEY`, so that they can be read without it.
pub(crate) async fn reseal_authenticators(state: Arc<AppState>) {
    if state.settings.secret_key_previous.is_none() {
        return;
    }
    match reseal_all(&state).await {
        Ok(count) => {
            tracing::info!(count, "encrypted the secrets of authenticator apps with the new SECRET_KEY");
        }
        Err(error) => tracing::warn!(%error, "failed to encrypt the secrets of authenticator apps anew"),
    }
}

async fn reseal_all(state: &AppState) -> Result<usize, StoreError> {
    let (mut after, mut count) = (0, 0);
    loop {
        let list = move |conn: &mut DbConnection| authenticators::list_after(conn, after, RESEALED_AT_ONCE);
        let found = state.database.read(list).await?;
        let Some(newest) = found.last() else { return Ok(count) };
        after = newest.user_id.get();
        let resealed: Vec<_> =
            found.iter().filter_map(|authenticator| reseal(state, authenticator)).collect();
        count += resealed.len();
        let replace = move |conn: &mut DbConnection, _: &mut _| -> Result<(), StoreError> {
            resealed
                .iter()
                .try_for_each(|(user_id, old, new)| authenticators::replace_secret(conn, *user_id, old, new))
        };
        state.database.write(replace).await?;
    }
}

/// A user's secret as it is stored and as it should be, if they differ.
fn reseal(state: &AppState, authenticator: &Authenticator) -> Option<(UserId, String, String)> {
    let Authenticator { user_id, sealed_secret, .. } = authenticator;
    let opened =
        state.authenticator_secrets.open(*user_id, sealed_secret).filter(|opened| opened.is_outdated)?;
    Some((*user_id, sealed_secret.clone(), state.authenticator_secrets.seal(*user_id, &opened.secret)?))
}

/// As [`reseal_authenticators`], for the secrets of webhooks.
pub(crate) async fn reseal_webhooks(state: Arc<AppState>) {
    if state.settings.secret_key_previous.is_none() {
        return;
    }
    match reseal_all_webhooks(&state).await {
        Ok(count) => tracing::info!(count, "encrypted the secrets of webhooks with the new SECRET_KEY"),
        Err(error) => tracing::warn!(%error, "failed to encrypt the secrets of webhooks anew"),
    }
}

async fn reseal_all_webhooks(state: &AppState) -> Result<usize, StoreError> {
    let (mut after, mut count) = (0, 0);
    loop {
        let list = move |conn: &mut DbConnection| webhooks::list_secrets_after(conn, after, RESEALED_AT_ONCE);
        let found = state.database.read(list).await?;
        let Some((newest, ..)) = found.last() else { return Ok(count) };
        after = newest.get();
        let resealed: Vec<_> = found.into_iter().filter_map(|row| reseal_webhook(state, row)).collect();
        count += resealed.len();
        let replace = move |conn: &mut DbConnection, _: &mut _| -> Result<(), StoreError> {
            resealed.iter().try_for_each(|(id, old, new)| webhooks::replace_secret(conn, *id, old, new))
        };
        state.database.write(replace).await?;
    }
}

/// A webhook's secret as it is stored and as it should be, if they differ.
fn reseal_webhook(
    state: &AppState,
    (webhook_id, user_id, sealed): (WebhookId, UserId, String),
) -> Option<(WebhookId, String, String)> {
    let opened = state.webhook_secrets.open(user_id, &sealed).filter(|opened| opened.is_outdated)?;
    let resealed = state.webhook_secrets.seal(user_id, &opened.secret)?;
    Some((webhook_id, sealed, resealed))
}
