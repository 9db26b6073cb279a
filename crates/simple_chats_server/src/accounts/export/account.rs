//! What an export says of the account itself, except for lists that may be long.

use super::super::sessions::SessionLifetime;
use crate::error::{AppResult, MissingRow};
use chrono::{DateTime, Utc};
use simple_chats_domain::{
    Invitation, NotificationSettings, PersonalToken, Privacy, PushSubscription, Webhook,
};
use simple_chats_persistence::passkeys::{self, Passkey};
use simple_chats_persistence::sessions::{self, Session};
use simple_chats_persistence::{
    Account, DbConnection, authenticators, invitations, notification_settings, personal_tokens, privacy,
    push, recovery_codes, users, webhooks,
};

/// An account, and what belongs to it.
pub(super) struct AccountData {
    pub(super) account: Account,
    pub(super) last_seen: Option<DateTime<Utc>>,
    pub(super) privacy: Privacy,
    pub(super) notifications: NotificationSettings,
    pub(super) authenticator_added_at: Option<DateTime<Utc>>,
    pub(super) recovery_codes_left: i64,
    pub(super) passkeys: Vec<Passkey>,
    pub(super) tokens: Vec<PersonalToken>,
    pub(super) webhooks: Vec<Webhook>,
    pub(super) push_subscriptions: Vec<PushSubscription>,
    pub(super) sessions: Vec<Session>,
    pub(super) invitations: Vec<Invitation>,
}

impl AccountData {
    /// Reads it as it is at a time, when sessions may have ended by themselves.
    pub(super) fn read(
        conn: &mut DbConnection,
        account: Account,
        lifetime: SessionLifetime,
        at: DateTime<Utc>,
    ) -> AppResult<Self> {
        let me = account.user.user_id;
        let mut sessions = sessions::list_of(conn, me)?;
        sessions.retain(|session| lifetime.lasts(session, at));
        let authenticator = authenticators::find(conn, me).or_none()?;
        Ok(Self {
            account,
            last_seen: users::last_seen(conn, &[me])?.into_iter().next().and_then(|(_, at)| at),
            privacy: privacy::find(conn, me)?,
            notifications: notification_settings::find(conn, me)?,
            authenticator_added_at: authenticator.map(|authenticator| authenticator.added_at),
            recovery_codes_left: recovery_codes::count_of(conn, me)?,
            passkeys: passkeys::list_of(conn, me)?,
            tokens: personal_tokens::list_of(conn, me)?,
            webhooks: webhooks::list_of(conn, me)?,
            push_subscriptions: push::list_of(conn, me)?,
            sessions,
            invitations: invitations::list_of(conn, me)?,
        })
    }

    /// How many rows of lists it has.
    pub(super) fn rows(&self) -> usize {
        let lists = [self.passkeys.len(), self.tokens.len(), self.webhooks.len(), self.sessions.len()];
        lists.iter().sum::<usize>() + self.invitations.len() + self.push_subscriptions.len()
    }
}
