//! The storage of Simple Chats, in SQLite or PostgreSQL.
//!
//! Repositories are functions of a connection ([`users::find`], [`messages::insert`], …), so that programs can call them in
//! transactions of their own. The types of [`simple_chats_domain`] decide which values may be stored. A server uses a
//! [`Database`]: a few threads for reads, and one writer whose changes share their commits.
//!
//! ```
//! use simple_chats_domain::{EmailAddress, MessageText, Name, NewUser, Pair, SendStamp, Username, cut_to_millis};
//! use simple_chats_persistence::{DatabaseAddress, DbConnection, StoreError, chats, messages, migrate, users};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("chats.sqlite3");
//! let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(path))?;
//! migrate(&mut conn)?;
//! let now = cut_to_millis(chrono::DateTime::UNIX_EPOCH);
//! let mut register = |username: &str| -> Result<_, Box<dyn std::error::Error>> {
//!     let new = NewUser {
//!         username: Username::parse(username)?,
//!         name: Name::parse(username)?,
//!         email: EmailAddress::parse(&format!("{username}@example.com"))?,
//!         date_joined: now,
//!     };
//!     Ok(conn.write_transaction(|conn| users::insert(conn, &new, "no password"))?)
//! };
//! let (ann, ben) = (register("ann")?, register("ben")?);
//!
//! let pair = Pair::of(ann.user_id, ben.user_id)?;
//! let chat = conn.write_transaction(|conn| chats::insert(conn, pair))?;
//! let text = MessageText::parse("Hello!")?;
//! let message = chat.compose(&ann.person(), &ben.person(), text, SendStamp::at(now))?;
//! let stored = conn.write_transaction(|conn| messages::insert(conn, &message))?;
//! assert_eq!(stored.revision, 1);
//! assert_eq!(messages::list_newest(&mut conn, chat.chat_id, None, 30)?.items.len(), 1);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(
    not(all(feature = "sqlite", feature = "postgres")),
    allow(
        dead_code,
        unused_imports,
        reason = "some items serve only copies and imports, which need both databases"
    )
)]

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
compile_error!("simple_chats_persistence needs its feature `sqlite`, `postgres`, or both");

mod address;
pub mod attachments;
pub mod audit;
pub mod authenticators;
#[cfg(feature = "sqlite")]
pub mod backup;
pub mod blocks;
mod cached;
pub mod cause;
pub mod chats;
mod commit_outcome;
mod connection;
mod connection_error;
#[cfg(all(feature = "sqlite", feature = "postgres"))]
pub mod copy;
mod database;
pub mod database_file;
pub mod database_lock;
pub mod database_time;
pub mod diagnosis;
pub mod email_confirmations;
mod error;
pub mod former_usernames;
#[cfg(all(feature = "sqlite", feature = "postgres"))]
pub mod import;
pub mod instances;
pub mod invitations;
mod lifetime_columns;
pub mod lifetimes;
pub mod login_attempts;
pub mod mail_outbox;
#[cfg(feature = "postgres")]
mod message_language;
mod message_parts;
mod message_terms;
pub mod messages;
pub mod meta;
mod migrations;
mod millis;
pub mod notification_settings;
mod ordering;
pub mod passkeys;
mod pending;
pub mod personal_tokens;
mod preference_columns;
pub mod preferences;
pub mod privacy;
pub mod push;
mod readers;
pub mod recovery_codes;
pub mod reports;
pub mod reset_tokens;
mod row_batch;
mod schema;
pub mod send_requests;
mod server_check;
pub mod sessions;
mod statistics;
mod text_search;
pub mod uploads;
pub mod users;
pub mod webhooks;
mod write_probe;
mod writer;

pub use address::DatabaseAddress;
pub use connection::DbConnection;
pub use database::Database;
pub use error::{CallerError, Result, StoreError, UniqueKey};
pub use migrations::{expect_current_schema, migrate};
pub use send_requests::SendFailure;
pub use server_check::check_server;
pub use statistics::{Load, Statistics};
pub use users::Account;
pub use writer::LockScope;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
