//! Copies the rows: reads them in chunks in the order of their keys, and writes each chunk in one statement.

use super::error::{CopyError, of_source, of_target};
use crate::attachments::{AttachmentRow, FileDeletionRow};
use crate::audit::AuditRow;
use crate::authenticators::AuthenticatorRow;
use crate::blocks::BlockRow;
use crate::chats::ChatRow;
use crate::email_confirmations::EmailConfirmationRow;
use crate::former_usernames::FormerUsernameRow;
use crate::invitations::InvitationRow;
use crate::lifetimes::LifetimeRow;
use crate::login_attempts::LoginAttemptRow;
use crate::mail_outbox::MailRow;
use crate::messages::FullMessageRow;
use crate::meta::MetaRow;
use crate::notification_settings::NotificationSettingsRow;
use crate::passkeys::{AnsweredChallengeRow, PasskeyRow};
use crate::personal_tokens::PersonalTokenRow;
use crate::preferences::PreferencesRow;
use crate::push::{QueueRow, SubscriptionRow};
use crate::recovery_codes::RecoveryCodeRow;
use crate::reports::ReportRow;
use crate::reset_tokens::ResetTokenRow;
use crate::schema::{
    answered_challenges, attachments, audit, authenticators, blocks, chat_preferences, chats,
    email_confirmations, file_deletions, former_usernames, invitations, lifetime_changes, login_attempts,
    mail_outbox, messages, meta, notification_settings, passkeys, personal_tokens, push_queue,
    push_subscriptions, recovery_codes, reports, reset_tokens, sessions, users, webhook_deliveries,
    webhook_outbox, webhooks,
};
use crate::sessions::SessionRow;
use crate::users::FullUserRow;
use crate::webhooks::{DeliveryRow, OutboxRow, WebhookRow};
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};

/// How many rows are copied at once. A statement of PostgreSQL takes 65,535 values, and a row has up to 25.
const CHUNK_ROWS: i64 = 500;

/// Copies a table with a unique key; each chunk begins after the last row of the one before.
macro_rules! copy_table {
    ($source:expr, $target:expr, $table:ident by $key:ident as $row:ty: $($last_key:ident).+) => {
        let chunk = || $table::table.order($table::$key).limit(CHUNK_ROWS).select(<$row>::as_select());
        let mut rows: Vec<$row> = chunk().load($source).map_err(of_source)?;
        while let Some(last) = rows.last() {
            diesel::insert_into($table::table).values(&rows).execute($target).map_err(of_target)?;
            rows = chunk().filter($table::$key.gt(&last.$($last_key).+)).load($source).map_err(of_source)?;
        }
    };
}

/// Copies all rows, the ones to which others refer first.
pub(super) fn copy_all(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<(), CopyError> {
    copy_table!(source, target, meta by name as MetaRow: name);
    copy_table!(source, target, users by user_id as FullUserRow: row.user_id);
    copy_table!(source, target, chats by chat_id as ChatRow: chat_id);
    copy_table!(source, target, messages by message_id as FullMessageRow: row.message_id);
    copy_table!(source, target, attachments by attachment_id as AttachmentRow: attachment_id);
    copy_table!(source, target, file_deletions by deletion_id as FileDeletionRow: deletion_id);
    copy_table!(source, target, sessions by session_key as SessionRow: session_key);
    copy_table!(source, target, reset_tokens by token_key as ResetTokenRow: token_key);
    copy_table!(source, target, email_confirmations by token_key as EmailConfirmationRow: token_key);
    copy_table!(source, target, invitations by invitation_id as InvitationRow: invitation_id);
    copy_table!(source, target, former_usernames by username_key as FormerUsernameRow: username_key);
    copy_table!(source, target, personal_tokens by token_id as PersonalTokenRow: token_id);
    copy_table!(source, target, authenticators by user_id as AuthenticatorRow: user_id);
    copy_table!(source, target, recovery_codes by code_key as RecoveryCodeRow: code_key);
    copy_table!(source, target, passkeys by credential_id as PasskeyRow: credential_id);
    copy_table!(source, target, answered_challenges by challenge as AnsweredChallengeRow: challenge);
    copy_table!(source, target, login_attempts by attempt_key as LoginAttemptRow: attempt_key);
    copy_table!(source, target, audit by audit_id as AuditRow: audit_id);
    copy_lifetime_changes(source, target)?;
    copy_preferences(source, target)?;
    copy_table!(source, target, notification_settings by user_id as NotificationSettingsRow: user_id);
    copy_blocks(source, target)?;
    copy_table!(source, target, reports by report_id as ReportRow: report_id);
    copy_table!(source, target, mail_outbox by mail_id as MailRow: mail.mail_id);
    copy_table!(source, target, webhooks by webhook_id as WebhookRow: webhook_id);
    copy_table!(source, target, webhook_outbox by outbox_id as OutboxRow: outbox_id);
    copy_table!(source, target, webhook_deliveries by delivery_id as DeliveryRow: delivery_id);
    copy_table!(source, target, push_subscriptions by subscription_id as SubscriptionRow: subscription_id);
    copy_push_queue(source, target)
}

/// Changes of lifetimes have a key of two columns.
fn copy_lifetime_changes(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<(), CopyError> {
    let mut last = (0, 0);
    loop {
        let (chat_id, revision) = last;
        let after = lifetime_changes::chat_id
            .gt(chat_id)
            .or(lifetime_changes::chat_id.eq(chat_id).and(lifetime_changes::revision.gt(revision)));
        let chunk = lifetime_changes::table
            .filter(after)
            .order((lifetime_changes::chat_id, lifetime_changes::revision));
        let rows: Vec<LifetimeRow> =
            chunk.limit(CHUNK_ROWS).select(LifetimeRow::as_select()).load(source).map_err(of_source)?;
        let Some(row) = rows.last() else { return Ok(()) };
        last = (row.chat_id, row.revision);
        diesel::insert_into(lifetime_changes::table).values(&rows).execute(target).map_err(of_target)?;
    }
}

/// Preferences have a key of two columns.
fn copy_preferences(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<(), CopyError> {
    let mut last = (0, 0);
    loop {
        let (chat_id, user_id) = last;
        let after = chat_preferences::chat_id
            .gt(chat_id)
            .or(chat_preferences::chat_id.eq(chat_id).and(chat_preferences::user_id.gt(user_id)));
        let chunk = chat_preferences::table
            .filter(after)
            .order((chat_preferences::chat_id, chat_preferences::user_id));
        let rows: Vec<PreferencesRow> =
            chunk.limit(CHUNK_ROWS).select(PreferencesRow::as_select()).load(source).map_err(of_source)?;
        let Some(row) = rows.last() else { return Ok(()) };
        last = (row.chat_id, row.user_id);
        diesel::insert_into(chat_preferences::table).values(&rows).execute(target).map_err(of_target)?;
    }
}

/// What waits for subscriptions has a key of two columns.
fn copy_push_queue(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<(), CopyError> {
    let mut last = (0, -1);
    loop {
        let (subscription_id, chat_id) = last;
        let after = push_queue::subscription_id
            .gt(subscription_id)
            .or(push_queue::subscription_id.eq(subscription_id).and(push_queue::chat_id.gt(chat_id)));
        let chunk = push_queue::table.filter(after).order((push_queue::subscription_id, push_queue::chat_id));
        let rows: Vec<QueueRow> =
            chunk.limit(CHUNK_ROWS).select(QueueRow::as_select()).load(source).map_err(of_source)?;
        let Some(row) = rows.last() else { return Ok(()) };
        last = (row.subscription_id, row.chat_id);
        diesel::insert_into(push_queue::table).values(&rows).execute(target).map_err(of_target)?;
    }
}

/// Blocks have a key of two columns.
fn copy_blocks(source: &mut SqliteConnection, target: &mut PgConnection) -> Result<(), CopyError> {
    let mut last = (0, 0);
    loop {
        let (one, other) = last;
        let after =
            blocks::blocker_id.gt(one).or(blocks::blocker_id.eq(one).and(blocks::blocked_id.gt(other)));
        let chunk = blocks::table.filter(after).order((blocks::blocker_id, blocks::blocked_id));
        let rows: Vec<BlockRow> =
            chunk.limit(CHUNK_ROWS).select(BlockRow::as_select()).load(source).map_err(of_source)?;
        let Some(row) = rows.last() else { return Ok(()) };
        last = (row.blocker_id, row.blocked_id);
        diesel::insert_into(blocks::table).values(&rows).execute(target).map_err(of_target)?;
    }
}
