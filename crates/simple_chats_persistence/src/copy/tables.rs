//! The tables that are copied, and how a copy is compared with its original.

use super::error::{CopyError, of_source, of_target};
use crate::chats::NEXT_ID_ON_SQLITE;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

/// The tables that are copied, each after those to which its rows refer. Online users are left out: they become known
/// again when clients connect.
pub(super) const TABLES: [Table; 29] = [
    Table { name: "meta", id: None, numbers: "0" },
    Table { name: "users", id: Some("user_id"), numbers: "0" },
    Table {
        name: "chats",
        id: Some("chat_id"),
        numbers: "revision + user1_unread + user2_unread + request_to + lifetime_revision",
    },
    Table { name: "messages", id: Some("message_id"), numbers: "revision + attachment_count" },
    Table { name: "lifetime_changes", id: None, numbers: "revision + lifetime + behind" },
    Table { name: "attachments", id: None, numbers: "size + position + uploaded_at" },
    Table { name: "file_deletions", id: Some("deletion_id"), numbers: "0" },
    Table { name: "chat_preferences", id: None, numbers: "version + pinned_at + cleared_up_to" },
    Table { name: "notification_settings", id: None, numbers: "missed_mail_after + told_until" },
    Table { name: "sessions", id: None, numbers: "0" },
    Table { name: "reset_tokens", id: None, numbers: "0" },
    Table { name: "email_confirmations", id: None, numbers: "credentials_version" },
    Table { name: "invitations", id: Some("invitation_id"), numbers: "accounts + used" },
    Table { name: "former_usernames", id: None, numbers: "0" },
    Table { name: "personal_tokens", id: Some("token_id"), numbers: "user_id" },
    Table { name: "authenticators", id: None, numbers: "last_step + wrong_codes" },
    Table { name: "recovery_codes", id: None, numbers: "0" },
    Table { name: "passkeys", id: None, numbers: "0" },
    Table { name: "answered_challenges", id: None, numbers: "0" },
    Table { name: "login_attempts", id: None, numbers: "wrong_codes" },
    Table { name: "audit", id: Some("audit_id"), numbers: "subject_id" },
    Table { name: "blocks", id: None, numbers: "created_at" },
    Table { name: "reports", id: Some("report_id"), numbers: "created_at" },
    Table { name: "mail_outbox", id: Some("mail_id"), numbers: "0" },
    Table { name: "webhooks", id: Some("webhook_id"), numbers: "events" },
    Table { name: "webhook_outbox", id: Some("outbox_id"), numbers: "webhook_id + chat_id + attempts" },
    Table { name: "webhook_deliveries", id: Some("delivery_id"), numbers: "webhook_id + attempt" },
    Table { name: "push_subscriptions", id: Some("subscription_id"), numbers: "user_id + failures" },
    Table { name: "push_queue", id: None, numbers: "subscription_id + chat_id + message_id + shown_id" },
];

pub(super) struct Table {
    pub(super) name: &'static str,
    /// The column whose values the database generates, each only once.
    id: Option<&'static str>,
    /// An expression whose sum over all rows is compared.
    numbers: &'static str,
}

/// A table that was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopiedTable {
    /// Its name.
    pub table: &'static str,
    /// Its number of rows.
    pub rows: i64,
}

/// The number of rows of a table, and the sum of their numbers.
#[derive(QueryableByName, PartialEq, Eq)]
struct Checksum {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    sum: i64,
}

impl Table {
    fn checksum(&self) -> String {
        let Self { name, numbers, .. } = self;
        format!("SELECT COUNT(*) AS count, CAST(COALESCE(SUM({numbers}), 0) AS BIGINT) AS sum FROM {name}")
    }
}

pub(super) fn compare(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
) -> Result<Vec<CopiedTable>, CopyError> {
    let compare = |table: &Table| {
        let original: Checksum = diesel::sql_query(table.checksum()).get_result(source).map_err(of_source)?;
        let copy: Checksum = diesel::sql_query(table.checksum()).get_result(target).map_err(of_target)?;
        if original == copy {
            Ok(CopiedTable { table: table.name, rows: original.count })
        } else {
            Err(CopyError::Differs(table.name))
        }
    };
    TABLES.iter().map(compare).collect()
}

/// The greatest id that a table ever had.
pub(crate) struct LastId {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) value: i64,
}

/// The last ids of the tables that have had rows, including ids of deleted rows.
pub(super) fn last_ids(source: &mut SqliteConnection) -> Result<Vec<LastId>, CopyError> {
    #[derive(QueryableByName)]
    struct Sequence {
        #[diesel(sql_type = BigInt)]
        seq: i64,
    }
    let mut found = Vec::new();
    for table in &TABLES {
        let Some(column) = table.id else { continue };
        let last_id = match table.name {
            "messages" => format!("SELECT {NEXT_ID_ON_SQLITE} - 1 AS seq"),
            name => format!("SELECT seq FROM sqlite_sequence WHERE name = '{name}'"),
        };
        let sequence: Option<Sequence> =
            diesel::sql_query(last_id).get_result(source).optional().map_err(of_source)?;
        found.extend(sequence.map(|Sequence { seq }| LastId { table: table.name, column, value: seq }));
    }
    Ok(found)
}
