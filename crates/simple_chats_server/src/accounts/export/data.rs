//! The objects of `data.json`, which `docs/export.md` describes.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{
    ChatId, ChatOverview, Invitation, InvitationId, MessageId, Person, StoredMessage, UserId, rfc3339_millis,
};
use simple_chats_persistence::Account;
use simple_chats_persistence::sessions::Session;

/// The version of the schema, which grows if a program that knows it could misread a later one.
const VERSION: u32 = 1;

/// All but the chats.
#[derive(Serialize)]
pub(super) struct Profile {
    format: &'static str,
    version: u32,
    exported_at: String,
    user: UserData,
    sessions: Vec<SessionData>,
    invitations: Vec<InvitationData>,
}

#[derive(Serialize)]
struct UserData {
    user_id: UserId,
    username: String,
    name: String,
    email: String,
    date_joined: String,
    last_seen: Option<String>,
    is_administrator: bool,
}

#[derive(Serialize)]
struct SessionData {
    session_id: String,
    user_agent: String,
    address: String,
    signed_in_at: String,
    last_seen_at: String,
}

#[derive(Serialize)]
struct InvitationData {
    invitation_id: InvitationId,
    accounts: i64,
    used: i64,
    email: Option<String>,
    created_at: String,
    expires_at: String,
}

#[derive(Serialize)]
struct ChatData<'a> {
    chat_id: ChatId,
    revision: i64,
    companion: &'a Person,
    read_up_to: i64,
    companion_read_up_to: i64,
}

#[derive(Serialize)]
struct MessageData<'a> {
    message_id: MessageId,
    sender_id: UserId,
    receiver_id: UserId,
    text: &'a str,
    written_at: String,
    edited_at: Option<String>,
    revision: i64,
    client_id: Option<&'a str>,
}

impl Profile {
    pub(super) fn new(
        at: DateTime<Utc>,
        account: Account,
        last_seen: Option<DateTime<Utc>>,
        sessions: Vec<Session>,
        invitations: Vec<Invitation>,
    ) -> Self {
        let user = account.user;
        Self {
            format: "simple-chats-export",
            version: VERSION,
            exported_at: rfc3339_millis(at),
            user: UserData {
                user_id: user.user_id,
                username: user.username,
                name: user.name,
                email: user.email,
                date_joined: rfc3339_millis(user.date_joined),
                last_seen: last_seen.map(rfc3339_millis),
                is_administrator: account.is_administrator,
            },
            sessions: sessions.into_iter().map(SessionData::from).collect(),
            invitations: invitations.into_iter().map(InvitationData::from).collect(),
        }
    }
}

impl From<Session> for SessionData {
    /// Without the key, which only the server knows.
    fn from(session: Session) -> Self {
        Self {
            session_id: session.session_id,
            user_agent: session.user_agent,
            address: session.address,
            signed_in_at: rfc3339_millis(session.created_at),
            last_seen_at: rfc3339_millis(session.last_seen_at),
        }
    }
}

impl From<Invitation> for InvitationData {
    fn from(invitation: Invitation) -> Self {
        Self {
            invitation_id: invitation.invitation_id,
            accounts: invitation.accounts,
            used: invitation.used,
            email: invitation.email,
            created_at: rfc3339_millis(invitation.created_at),
            expires_at: rfc3339_millis(invitation.expires_at),
        }
    }
}

/// The beginning of `data.json` as far as the first chat.
pub(super) fn begin(profile: &Profile) -> AppResult<String> {
    Ok(open(&json(profile)?, "chats"))
}

/// The beginning of a chat as far as its first message.
pub(super) fn chat(chat: &ChatOverview) -> AppResult<String> {
    let data = ChatData {
        chat_id: chat.chat_id,
        revision: chat.revision,
        companion: &chat.companion,
        read_up_to: chat.read_up_to,
        companion_read_up_to: chat.companion_read_up_to,
    };
    Ok(open(&json(&data)?, "messages"))
}

pub(super) fn message(stored: &StoredMessage) -> AppResult<String> {
    let message = &stored.message;
    json(&MessageData {
        message_id: message.message_id,
        sender_id: message.sender_id,
        receiver_id: message.receiver_id,
        text: &message.text,
        written_at: rfc3339_millis(message.written_at),
        edited_at: message.edited_at.map(rfc3339_millis),
        revision: stored.revision,
        client_id: message.client_id.as_deref(),
    })
}

/// What ends a chat, or the file.
pub(super) const END: &str = "\n]}";

/// The object with a list at its end, which stays open.
fn open(object: &str, list: &str) -> String {
    format!("{},\"{list}\":[", object.strip_suffix('}').unwrap_or(object))
}

fn json(value: &impl Serialize) -> AppResult<String> {
    serde_json::to_string(value).map_err(AppError::internal)
}
