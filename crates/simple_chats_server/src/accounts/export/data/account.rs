//! What `data.json` says of the account.

use super::super::account::AccountData;
use chrono::{DateTime, Utc};
use serde::Serialize;
use simple_chats_domain::{
    ChatId, Invitation, InvitationId, Language, MessageId, NotificationSettings, Person, PersonalToken,
    PersonalTokenId, Privacy, PushSubscription, PushSubscriptionId, ReportId, TokenScope, UserId, Webhook,
    WebhookEvent, WebhookId, rfc3339_millis,
};
use simple_chats_persistence::Account;
use simple_chats_persistence::blocks::BlockedUser;
use simple_chats_persistence::passkeys::Passkey;
use simple_chats_persistence::reports::MadeReport;
use simple_chats_persistence::sessions::Session;

/// The version of the schema, which grows if a program that knows it could misread a later one.
const VERSION: u32 = 1;

/// All but the lists that may be long.
#[derive(Serialize)]
pub(super) struct Profile<'a> {
    format: &'static str,
    version: u32,
    exported_at: String,
    user: UserData<'a>,
    privacy: Privacy,
    notifications: NotificationSettings,
    authenticator_added_at: Option<String>,
    recovery_codes_left: i64,
    passkeys: Vec<PasskeyData<'a>>,
    tokens: Vec<TokenData<'a>>,
    webhooks: Vec<WebhookData<'a>>,
    push_subscriptions: Vec<PushData<'a>>,
    sessions: Vec<SessionData<'a>>,
    invitations: Vec<InvitationData<'a>>,
}

#[derive(Serialize)]
struct UserData<'a> {
    user_id: UserId,
    username: &'a str,
    name: &'a str,
    email: &'a str,
    date_joined: String,
    last_seen: Option<String>,
    is_administrator: bool,
    language: Option<&'static str>,
}

#[derive(Serialize)]
struct PasskeyData<'a> {
    name: &'a str,
    added_at: String,
    last_used_at: Option<String>,
}

#[derive(Serialize)]
struct TokenData<'a> {
    token_id: PersonalTokenId,
    name: &'a str,
    scope: TokenScope,
    created_at: String,
    last_used_at: Option<String>,
    expires_at: Option<String>,
}

#[derive(Serialize)]
struct WebhookData<'a> {
    webhook_id: WebhookId,
    url: &'a str,
    events: Vec<WebhookEvent>,
    chat_id: Option<ChatId>,
    paused: bool,
}

/// Without the endpoint and the keys: who knows them could send pushes to the browser.
#[derive(Serialize)]
struct PushData<'a> {
    subscription_id: PushSubscriptionId,
    label: &'a str,
    created_at: String,
    last_used_at: Option<String>,
}

#[derive(Serialize)]
struct SessionData<'a> {
    session_id: &'a str,
    user_agent: &'a str,
    address: &'a str,
    signed_in_at: String,
    last_seen_at: String,
}

#[derive(Serialize)]
struct InvitationData<'a> {
    invitation_id: InvitationId,
    accounts: i64,
    used: i64,
    email: Option<&'a str>,
    created_at: String,
    expires_at: String,
}

#[derive(Serialize)]
pub(super) struct BlockData<'a> {
    #[serde(flatten)]
    user: &'a Person,
    blocked_at: String,
}

#[derive(Serialize)]
pub(super) struct ReportData<'a> {
    report_id: ReportId,
    chat_id: ChatId,
    message_id: MessageId,
    sender: &'a Person,
    text: &'a str,
    text_since: Option<&'a str>,
    reason: &'a str,
    written_at: String,
    reported_at: String,
    done_at: Option<String>,
}

impl<'a> Profile<'a> {
    pub(super) fn of(data: &'a AccountData, at: DateTime<Utc>) -> Self {
        Self {
            format: "simple-chats-export",
            version: VERSION,
            exported_at: rfc3339_millis(at),
            user: UserData::of(&data.account, data.last_seen),
            privacy: data.privacy,
            notifications: data.notifications,
            authenticator_added_at: data.authenticator_added_at.map(rfc3339_millis),
            recovery_codes_left: data.recovery_codes_left,
            passkeys: data.passkeys.iter().map(PasskeyData::from).collect(),
            tokens: data.tokens.iter().map(TokenData::from).collect(),
            webhooks: data.webhooks.iter().map(WebhookData::from).collect(),
            push_subscriptions: data.push_subscriptions.iter().map(PushData::from).collect(),
            sessions: data.sessions.iter().map(SessionData::from).collect(),
            invitations: data.invitations.iter().map(InvitationData::from).collect(),
        }
    }
}

impl<'a> UserData<'a> {
    fn of(account: &'a Account, last_seen: Option<DateTime<Utc>>) -> Self {
        let user = &account.user;
        Self {
            user_id: user.user_id,
            username: &user.username,
            name: &user.name,
            email: &user.email,
            date_joined: rfc3339_millis(user.date_joined),
            last_seen: last_seen.map(rfc3339_millis),
            is_administrator: account.is_administrator,
            language: account.language.map(Language::tag),
        }
    }
}

impl<'a> From<&'a Passkey> for PasskeyData<'a> {
    /// Without the key and what names it, which are of no use to anybody else.
    fn from(passkey: &'a Passkey) -> Self {
        Self {
            name: &passkey.name,
            added_at: rfc3339_millis(passkey.added_at),
            last_used_at: passkey.last_used_at.map(rfc3339_millis),
        }
    }
}

impl<'a> From<&'a PersonalToken> for TokenData<'a> {
    fn from(token: &'a PersonalToken) -> Self {
        Self {
            token_id: token.token_id,
            name: &token.name,
            scope: token.scope,
            created_at: rfc3339_millis(token.created_at),
            last_used_at: token.last_used_at.map(rfc3339_millis),
            expires_at: token.expires_at.map(rfc3339_millis),
        }
    }
}

impl<'a> From<&'a Webhook> for WebhookData<'a> {
    fn from(webhook: &'a Webhook) -> Self {
        Self {
            webhook_id: webhook.webhook_id,
            url: &webhook.url,
            events: webhook.events.kinds(),
            chat_id: webhook.chat_id,
            paused: webhook.paused,
        }
    }
}

impl<'a> From<&'a PushSubscription> for PushData<'a> {
    fn from(subscription: &'a PushSubscription) -> Self {
        Self {
            subscription_id: subscription.subscription_id,
            label: &subscription.label,
            created_at: rfc3339_millis(subscription.created_at),
            last_used_at: subscription.last_used_at.map(rfc3339_millis),
        }
    }
}

impl<'a> From<&'a Session> for SessionData<'a> {
    /// Without the key, which only the server knows.
    fn from(session: &'a Session) -> Self {
        Self {
            session_id: &session.session_id,
            user_agent: &session.user_agent,
            address: &session.address,
            signed_in_at: rfc3339_millis(session.created_at),
            last_seen_at: rfc3339_millis(session.last_seen_at),
        }
    }
}

impl<'a> From<&'a Invitation> for InvitationData<'a> {
    fn from(invitation: &'a Invitation) -> Self {
        Self {
            invitation_id: invitation.invitation_id,
            accounts: invitation.accounts,
            used: invitation.used,
            email: invitation.email.as_deref(),
            created_at: rfc3339_millis(invitation.created_at),
            expires_at: rfc3339_millis(invitation.expires_at),
        }
    }
}

impl<'a> From<&'a BlockedUser> for BlockData<'a> {
    fn from((user, at): &'a BlockedUser) -> Self {
        Self { user, blocked_at: rfc3339_millis(*at) }
    }
}

impl<'a> From<&'a MadeReport> for ReportData<'a> {
    fn from(report: &'a MadeReport) -> Self {
        Self {
            report_id: report.report_id,
            chat_id: report.chat_id,
            message_id: report.message_id,
            sender: &report.reported,
            text: &report.text,
            text_since: report.text_since.as_deref(),
            reason: &report.reason,
            written_at: rfc3339_millis(report.written_at),
            reported_at: rfc3339_millis(report.created_at),
            done_at: report.done_at.map(rfc3339_millis),
        }
    }
}
