//! Presence and typing: the hub knows the users connected to this instance, the database those of other instances.

use super::chats::find_chat;
use crate::delivery::SocketKey;
use crate::error::{AppError, AppResult};
use crate::state::AppState;
use simple_chats_domain::{ChatId, Event, Origin, UserId};
use simple_chats_persistence::{DbConnection, StoreError, instances, users};
use std::collections::HashSet;
use std::time::Instant;

/// Subscribes a socket to the presence of those people who have a chat with its user, and sends their current presence.
pub(crate) async fn watch(
    state: &AppState,
    me: UserId,
    origin: Origin,
    people: Vec<UserId>,
) -> AppResult<()> {
    state.rate_limiter.read(me)?;
    let asked_at = Instant::now();
    let read = move |conn: &mut DbConnection| -> Result<_, StoreError> {
        let watchable = users::list_watchable(conn, me, &people)?;
        let ids: Vec<UserId> = watchable.keys().copied().collect();
        Ok((watchable, users::last_seen(conn, &ids)?))
    };
    let (watchable, people) = state.database.read(read).await?;
    let watched: Vec<_> = people.iter().map(|(id, _)| (*id, watchable.get(id) == Some(&true))).collect();
    let ids: Vec<UserId> = people.iter().map(|(user_id, _)| *user_id).collect();
    // Subscribing before reading the current state loses no change between the two.
    state.hub.watch(SocketKey { user_id: me, socket: origin.socket }, watched, asked_at).await;
    let elsewhere = online_elsewhere(state, ids).await?;
    state.hub.send_presence(me, origin, people, elsewhere);
    Ok(())
}

/// Those of these people who are online. The caller leaves out those whose presence is hidden.
pub(crate) async fn online_among(state: &AppState, people: Vec<UserId>) -> AppResult<HashSet<UserId>> {
    let here = state.hub.online_among(people.clone()).await;
    let mut online = online_elsewhere(state, people).await?;
    online.extend(here);
    Ok(online)
}

/// Tells the companion that the user is typing in their chat. Nothing is stored.
pub(crate) async fn typing(state: &AppState, me: UserId, chat_id: ChatId) -> AppResult<()> {
    state.rate_limiter.read(me)?;
    let chat = find_chat(state, me, chat_id).await?;
    let companion = chat.companion_of(me).map_err(|error| AppError::of_chat(error, chat_id))?;
    if chat.shows_typing() {
        state.hub.send_event(companion, Event::Typing { chat_id, user_id: me });
    }
    Ok(())
}

async fn online_elsewhere(state: &AppState, people: Vec<UserId>) -> Result<HashSet<UserId>, StoreError> {
    if state.hub.broker().is_none() || people.is_empty() {
        return Ok(HashSet::new());
    }
    let instance_id = state.instance_id.clone();
    state.database.read(move |conn| instances::online_elsewhere(conn, &instance_id, &people)).await
}
