//! The JSON shapes of the API.

use super::message_shapes::{
    AttachmentShape, ExpandedMessageShape, QuoteShape, ReactionShape, ShownMessageShape,
};
use super::person_shapes::PersonShape;
use super::values::{Count, Id, LifetimeSeconds, LiveTime};
use serde::Serialize;
use simple_chats_domain::{
    Attachment, Chat, ChatId, ChatLifetime, ChatOverview, ChatPreferences, Lifetime, LifetimeProposal,
    MessageId, Mute, Person, Quote, Reaction, RestTime, UserId,
};
use utoipa::ToSchema;

/// A chat of two users.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Chat)]
pub(super) struct ChatShape {
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[schema(value_type = Id)]
    user1_id: UserId,
    #[schema(value_type = Id)]
    user2_id: UserId,
    /// Whether a stranger has begun it, and it waits for the user.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    request: bool,
}

impl ChatShape {
    pub(super) fn of(me: UserId, chat: &Chat) -> Self {
        let [user1_id, user2_id] = chat.users();
        Self { chat_id: chat.chat_id, user1_id, user2_id, request: chat.is_request_to(me) }
    }

    pub(super) fn of_overview(me: UserId, chat: &ChatOverview) -> Self {
        let companion = chat.companion.user_id;
        let (user1_id, user2_id) = (me.min(companion), me.max(companion));
        Self { chat_id: chat.chat_id, user1_id, user2_id, request: chat.request }
    }
}

/// A chat with its companion, newest message, and unread count.
#[derive(Debug, Serialize)]
pub(super) struct ExpandedChatShape {
    chat_id: ChatId,
    user1_id: UserId,
    user2_id: UserId,
    companion: Person,
    last_message: Option<ExpandedMessageShape>,
    unread: i64,
    revision: i64,
    read_up_to: i64,
    companion_read_up_to: i64,
    preferences: ChatPreferences,
    lifetime: ChatLifetime,
    /// As in [`ChatShape`].
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    request: bool,
}

impl ExpandedChatShape {
    pub(super) fn of(me: UserId, chat: ChatOverview) -> Self {
        let companion = chat.companion.user_id;
        Self {
            chat_id: chat.chat_id,
            user1_id: me.min(companion),
            user2_id: me.max(companion),
            companion: chat.companion,
            last_message: chat.last_message.map(ExpandedMessageShape::from),
            unread: chat.unread,
            revision: chat.revision,
            read_up_to: chat.read_up_to,
            companion_read_up_to: chat.companion_read_up_to,
            preferences: chat.preferences,
            lifetime: chat.lifetime,
            request: chat.request,
        }
    }
}

/// A chat in a list. What can be absent is there with `expand=true`.
#[derive(ToSchema)]
#[schema(as = ListedChat)]
#[expect(dead_code, reason = "it describes the two kinds of the list")]
pub(super) struct ListedChatShape {
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[schema(value_type = Id)]
    user1_id: UserId,
    #[schema(value_type = Id)]
    user2_id: UserId,
    #[schema(value_type = PersonShape, required = false)]
    companion: Person,
    /// The newest message, if there is one.
    #[schema(required = false)]
    last_message: Option<ShownMessageShape>,
    /// How many messages the caller hasn't read, up to 100.
    #[schema(value_type = Count, required = false)]
    unread: i64,
    #[schema(value_type = Count, required = false)]
    revision: i64,
    /// The newest message that the caller has read; 0 for none.
    #[schema(value_type = Count, required = false)]
    read_up_to: i64,
    /// The newest message that the companion has read; 0 for none.
    #[schema(value_type = Count, required = false)]
    companion_read_up_to: i64,
    #[schema(value_type = PreferencesShape, required = false)]
    preferences: ChatPreferences,
    #[schema(value_type = LifetimeShape, required = false)]
    lifetime: ChatLifetime,
    /// Whether a stranger has begun it, and it waits for the caller.
    #[schema(required = false)]
    request: bool,
}

/// What the caller has set for a chat. The companion never sees it.
#[derive(ToSchema)]
#[schema(as = Preferences)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct PreferencesShape {
    /// Grows with each change; 0 if nothing was ever set.
    #[schema(value_type = Count)]
    version: i64,
    /// Whether the chat stands above the others.
    pinned: bool,
    /// Whether the chat stands apart from the others.
    archived: bool,
    /// Until when the chat is muted: a time, or "forever".
    #[schema(value_type = Option<String>, required)]
    muted_until: Option<Mute>,
    /// Whether the chat looks unread.
    marked_unread: bool,
    /// Messages up to this one are hidden from the caller; 0 if none.
    #[schema(value_type = Count)]
    cleared_up_to: i64,
}

/// How long new messages of a chat live, and what one of its users has proposed.
#[derive(ToSchema)]
#[schema(as = Lifetime)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct LifetimeShape {
    /// Null if messages stay.
    #[schema(value_type = Option<LifetimeSeconds>, required)]
    seconds: Option<Lifetime>,
    /// What waits for the other user, if anything.
    #[schema(value_type = Option<ProposalShape>, required)]
    proposed: Option<LifetimeProposal>,
}

/// A lifetime that a user has proposed.
#[derive(ToSchema)]
#[schema(as = LifetimeProposal)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct ProposalShape {
    #[schema(value_type = LifetimeSeconds)]
    seconds: Lifetime,
    #[schema(value_type = Id)]
    user_id: UserId,
}

/// The changes of a chat since a revision.
#[derive(ToSchema)]
#[schema(as = Changes)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct ChangesShape {
    #[schema(value_type = Id)]
    chat_id: ChatId,
    /// One per message, and each change of the lifetime.
    changes: Vec<ChangeShape>,
    /// Whether more changes follow the last one.
    has_more: bool,
    /// The chat's current revision.
    #[schema(value_type = Count)]
    revision: i64,
    /// The newest message that the caller has read; 0 for none.
    #[schema(value_type = Count)]
    read_up_to: i64,
    /// The newest message that the companion has read; 0 for none.
    #[schema(value_type = Count)]
    companion_read_up_to: i64,
    /// Whether the caller's revision lies beyond the current one, so that the chat has to be loaded again.
    #[schema(required = false)]
    reset: bool,
}

/// A message at its latest revision: sent, edited, or deleted; or a change of the lifetime of new messages.
#[derive(ToSchema)]
#[schema(as = Change)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) enum ChangeShape {
    Message {
        #[schema(value_type = Count)]
        revision: i64,
        message: LiveMessageShape,
    },
    Deleted {
        #[schema(value_type = Count)]
        revision: i64,
        #[schema(value_type = Id)]
        deleted: MessageId,
    },
    Lifetime {
        #[schema(value_type = Count)]
        revision: i64,
        #[schema(value_type = LifetimeShape)]
        lifetime: ChatLifetime,
        /// Who has changed it.
        #[schema(value_type = Id)]
        user_id: UserId,
    },
}

/// A message as the live protocol has it.
#[derive(ToSchema)]
#[schema(as = LiveMessage)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct LiveMessageShape {
    #[schema(value_type = Id)]
    message_id: MessageId,
    #[schema(value_type = Id)]
    chat_id: ChatId,
    #[schema(value_type = Id)]
    sender_id: UserId,
    #[schema(value_type = Id)]
    receiver_id: UserId,
    text: String,
    #[schema(value_type = LiveTime)]
    written_at: RestTime,
    /// When it was last edited, if ever.
    #[schema(value_type = Option<LiveTime>, required)]
    edited_at: Option<RestTime>,
    /// The client id of the request that sent it, if it had one.
    #[schema(required)]
    client_id: Option<String>,
    /// The message that it answers, if it is a reply.
    #[schema(value_type = Option<QuoteShape>, required)]
    reply_to: Option<Quote>,
    /// The attachments, in their order.
    #[schema(value_type = Vec<AttachmentShape>)]
    attachments: Vec<Attachment>,
    /// At most one of each user.
    #[schema(value_type = Vec<ReactionShape>)]
    reactions: Vec<Reaction>,
    /// When it disappears, if ever.
    #[schema(value_type = Option<LiveTime>, required)]
    expires_at: Option<RestTime>,
}
