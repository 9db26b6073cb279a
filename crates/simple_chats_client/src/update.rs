//! Updates from a client to its program.

use crate::error::EndReason;
use simple_chats_domain::{ChatId, ChatOverview, Event, UserId};
use std::time::Duration;

/// An update for the program.
///
/// The events of a chat arrive in order of revision, each once, whether they arrived live or were loaded later. They
/// include those that the program itself has requested.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// The server has accepted the client.
    Connected {
        /// The user who is logged in.
        user_id: UserId,
    },
    /// The view is up to date, and queued requests are sent from now on.
    Synced,
    /// The connection was lost. The client reconnects by itself.
    Disconnected {
        /// The reason, for people.
        reason: String,
        /// The delay before the client reconnects.
        retry_in: Duration,
    },
    /// The client has ended and does not reconnect. The last update.
    Ended(EndReason),
    /// The view has a chat that it did not have before. Messages that are already in it are not reported one by one:
    /// `unread` says whether there are any to load.
    ChatAdded(ChatOverview),
    /// A chat was loaded again because the server's revision was behind the client's.
    ChatReloaded(ChatId),
    /// The server's database has another history (a restored backup). The view was emptied and all queued requests
    /// failed, because ids may have other meanings now.
    EpochChanged,
    /// A change of a chat, of a user, or of presence.
    ///
    /// A message that was edited before the client received it arrives as [`Event::Message`] with the edited text, and one
    /// whose reactions changed while the client was away as [`Event::Edited`]. A
    /// deletion may concern a message that the client never received. Two kinds of events never arrive here:
    /// [`Update::ChatAdded`] replaces [`Event::ChatCreated`], and the client itself follows [`Event::Resync`].
    Event(Event),
}
