//! Rows of the table `users`.

use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::schema::users;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{Language, NewUser, User, UserId};
use std::fmt;

/// A user with the credentials, which no other user may see.
#[derive(Clone)]
pub struct Account {
    /// The user.
    pub user: User,
    /// The hash of the password.
    pub password_hash: String,
    /// Grows with each change of the password, and with the first second factor.
    pub credentials_version: i64,
    /// Whether the user manages the accounts of others.
    pub is_administrator: bool,
    /// Whether the address was confirmed, or needn't be. Until then, nobody finds the user.
    pub email_confirmed: bool,
    /// Whether the password alone isn't enough to log in.
    pub has_second_factor: bool,
    /// When the account was suspended, if it is.
    pub suspended_at: Option<DateTime<Utc>>,
    /// The language that the user has chosen; `None` for the one that each browser asks for.
    pub language: Option<Language>,
}

impl fmt::Debug for Account {
    /// Without the hash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("user_id", &self.user.user_id).finish_non_exhaustive()
    }
}

/// The columns that reads need. The folded texts are left out.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub(crate) struct UserRow {
    pub(crate) user_id: i64,
    username: Option<String>,
    email: Option<String>,
    name: Option<String>,
    password_hash: Option<String>,
    credentials_version: i64,
    date_joined: Millis,
    is_administrator: bool,
    email_confirmed: bool,
    has_second_factor: bool,
    suspended_at: Option<Millis>,
    language: Option<String>,
}

/// All columns.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
#[expect(clippy::struct_excessive_bools, reason = "columns of the table")]
pub(crate) struct FullUserRow {
    #[diesel(embed)]
    pub(crate) row: UserRow,
    username_key: Option<String>,
    username_skeleton: Option<String>,
    email_key: Option<String>,
    name_key: Option<String>,
    name_search: Option<String>,
    last_seen: Option<Millis>,
    deleted_at: Option<Millis>,
    has_logged_in: bool,
    show_presence: bool,
    send_read_marks: bool,
    send_typing: bool,
    findable_by_all: bool,
    writable_by_all: bool,
}

impl FullUserRow {
    /// The row of a user who registered elsewhere, with the defaults of a new one.
    pub(crate) fn new(user_id: UserId, new: &NewUser, password_hash: String) -> Self {
        Self {
            row: UserRow {
                user_id: user_id.get(),
                username: Some(new.username.as_str().to_owned()),
                email: Some(new.email.as_str().to_owned()),
                name: Some(new.name.as_str().to_owned()),
                password_hash: Some(password_hash),
                credentials_version: 1,
                date_joined: Millis::from(new.date_joined),
                is_administrator: false,
                email_confirmed: true,
                has_second_factor: false,
                suspended_at: None,
                language: None,
            },
            username_key: Some(new.username.key()),
            username_skeleton: Some(new.username.skeleton()),
            email_key: Some(new.email.key()),
            name_key: Some(new.name.key()),
            name_search: Some(new.name.search_key()),
            last_seen: None,
            deleted_at: None,
            has_logged_in: false,
            show_presence: true,
            send_read_marks: true,
            send_typing: true,
            findable_by_all: true,
            writable_by_all: true,
        }
    }
}

impl TryFrom<UserRow> for Account {
    type Error = StoreError;

    /// Fails with [`StoreError::NotFound`] for a deleted user, whose columns are empty.
    fn try_from(row: UserRow) -> Result<Self> {
        let (Some(username), Some(name), Some(email)) = (row.username, row.name, row.email) else {
            return Err(StoreError::NotFound);
        };
        Ok(Self {
            user: User {
                user_id: UserId::stored(row.user_id),
                username,
                name,
                email,
                date_joined: row.date_joined.time(),
            },
            password_hash: row.password_hash.unwrap_or_default(),
            credentials_version: row.credentials_version,
            is_administrator: row.is_administrator,
            email_confirmed: row.email_confirmed,
            has_second_factor: row.has_second_factor,
            suspended_at: row.suspended_at.map(Millis::time),
            language: row.language.and_then(|tag| tag.parse().ok()),
        })
    }
}
