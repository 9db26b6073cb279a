//! Users: who is registered, how they are found, and what happens to a row when its user leaves.

mod last_seen;

pub use last_seen::{
    LastSeen, last_seen, list_credentials_versions, list_last_seen, raise_last_seen, set_last_seen,
};

use crate::connection::DbConnection;
use crate::error::StoreError;
use crate::schema::{chats, users};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use simple_chats_domain::{
    Direction, NewUser, Page, Person, ProfileChange, User, UserColumn, UserFilter, UserId, UserQuery, fold,
};
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// A user with what proves an identity. Not for others' eyes.
#[derive(Clone)]
pub struct Account {
    /// The user.
    pub user: User,
    /// What the password is checked against.
    pub password_hash: String,
    /// Grows with each change of the password.
    pub credentials_version: i64,
}

impl fmt::Debug for Account {
    /// Without the hash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("user_id", &self.user.user_id).finish_non_exhaustive()
    }
}

#[derive(Queryable)]
pub(crate) struct UserRow {
    user_id: i64,
    username: Option<String>,
    name: Option<String>,
    email: Option<String>,
    password_hash: Option<String>,
    credentials_version: i64,
    date_joined: NaiveDateTime,
}

/// The columns of a [`UserRow`], in its order.
pub(crate) const USER_COLUMNS: (
    users::user_id,
    users::username,
    users::name,
    users::email,
    users::password_hash,
    users::credentials_version,
    users::date_joined,
) = (
    users::user_id,
    users::username,
    users::name,
    users::email,
    users::password_hash,
    users::credentials_version,
    users::date_joined,
);

impl UserRow {
    /// The account; a deleted user, whose columns are empty, has none.
    pub(crate) fn into_account(self) -> Result<Account, StoreError> {
        let (Some(username), Some(name), Some(email)) = (self.username, self.name, self.email) else {
            return Err(StoreError::NotFound);
        };
        Ok(Account {
            user: User {
                user_id: UserId::stored(self.user_id),
                username,
                name,
                email,
                date_joined: self.date_joined.and_utc(),
            },
            password_hash: self.password_hash.unwrap_or_default(),
            credentials_version: self.credentials_version,
        })
    }
}

/// Registers a user. Fails with [`StoreError::Conflict`] where the address or the username is taken.
pub fn insert(conn: &mut DbConnection, new: &NewUser, password_hash: &str) -> Result<User, StoreError> {
    let user_id: i64 = diesel::insert_into(users::table)
        .values((
            users::username.eq(new.username.as_str()),
            users::username_key.eq(new.username.key()),
            users::email.eq(new.email.as_str()),
            users::email_key.eq(new.email.key()),
            users::name.eq(new.name.as_str()),
            users::name_key.eq(new.name.key()),
            users::password_hash.eq(password_hash),
            users::date_joined.eq(new.date_joined.naive_utc()),
        ))
        .returning(users::user_id)
        .get_result(conn)?;
    find(conn, UserId::stored(user_id))
}

/// The account of a user who is not deleted.
pub fn find_account(conn: &mut DbConnection, user_id: UserId) -> Result<Account, StoreError> {
    users::table.find(user_id.get()).select(USER_COLUMNS).first::<UserRow>(conn)?.into_account()
}

/// A user who is not deleted.
pub fn find(conn: &mut DbConnection, user_id: UserId) -> Result<User, StoreError> {
    Ok(find_account(conn, user_id)?.user)
}

/// The account that a login names: an e-mail address where it has an `@`, else a username.
pub fn find_by_login(conn: &mut DbConnection, login: &str) -> Result<Account, StoreError> {
    let key = fold(login.trim());
    if !can_be_stored(&key) {
        return Err(StoreError::NotFound);
    }
    let row: UserRow = if key.contains('@') {
        users::table.filter(users::email_key.eq(key)).select(USER_COLUMNS).first(conn)?
    } else {
        users::table.filter(users::username_key.eq(key)).select(USER_COLUMNS).first(conn)?
    };
    row.into_account()
}

/// What others see of a user, who may be deleted.
pub fn find_person(conn: &mut DbConnection, user_id: UserId) -> Result<Person, StoreError> {
    let (username, name) =
        users::table.find(user_id.get()).select((users::username, users::name)).first(conn)?;
    Ok(Person::from_row(user_id, username, name))
}

/// What others see of many users, deleted ones among them.
pub(crate) fn find_people(
    conn: &mut PgConnection,
    user_ids: BTreeSet<UserId>,
) -> Result<HashMap<UserId, Person>, StoreError> {
    let ids: Vec<i64> = user_ids.into_iter().map(UserId::get).collect();
    let rows: Vec<(i64, Option<String>, Option<String>)> = users::table
        .filter(users::user_id.eq_any(ids))
        .select((users::user_id, users::username, users::name))
        .load(conn)?;
    let person = |(user_id, username, name)| {
        let user_id = UserId::stored(user_id);
        (user_id, Person::from_row(user_id, username, name))
    };
    Ok(rows.into_iter().map(person).collect())
}

/// Whether an address is registered by somebody, and a username, in this order.
pub fn are_taken(
    conn: &mut DbConnection,
    email_key: &str,
    username_key: &str,
) -> Result<(bool, bool), StoreError> {
    let email = diesel::select(diesel::dsl::exists(users::table.filter(users::email_key.eq(email_key))));
    let username =
        diesel::select(diesel::dsl::exists(users::table.filter(users::username_key.eq(username_key))));
    Ok((email.get_result(conn)?, username.get_result(conn)?))
}

/// The users who match, without deleted ones.
pub fn list(conn: &mut DbConnection, query: &UserQuery) -> Result<Page<User>, StoreError> {
    let mut rows = users::table.filter(users::deleted_at.is_null()).select(USER_COLUMNS).into_boxed();
    for filter in &query.filters {
        use UserFilter::{Name, NameLike, Username, UsernameLike};
        rows = match filter {
            Username(text) | UsernameLike(text) | Name(text) | NameLike(text) if !can_be_stored(text) => {
                return Ok(Page { items: Vec::new(), more: false });
            }
            UserFilter::Id(id) => rows.filter(users::user_id.eq(*id)),
            // By the key as well, which is indexed; the column itself tells upper from lower case.
            UserFilter::Username(text) => {
                rows.filter(users::username_key.eq(fold(text))).filter(users::username.eq(text))
            }
            UserFilter::UsernameLike(text) => {
                rows.filter(users::username_key.like(part_of(text)).escape('\\'))
            }
            UserFilter::Name(text) => rows.filter(users::name.eq(text)),
            UserFilter::NameLike(text) => rows.filter(users::name_key.like(part_of(text)).escape('\\')),
            UserFilter::Joined(range) => rows
                .filter(users::date_joined.ge(range.from.naive_utc()))
                .filter(users::date_joined.lt(range.until.naive_utc())),
            UserFilter::After(id) => rows.filter(users::user_id.gt(*id)),
        };
    }
    for (column, direction) in &query.order {
        use Direction::{Ascending, Descending};
        rows = match (column, direction) {
            (UserColumn::Id, Ascending) => rows.then_order_by(users::user_id.asc()),
            (UserColumn::Id, Descending) => rows.then_order_by(users::user_id.desc()),
            (UserColumn::Username, Ascending) => rows.then_order_by(users::username_key.asc()),
            (UserColumn::Username, Descending) => rows.then_order_by(users::username_key.desc()),
            (UserColumn::Name, Ascending) => rows.then_order_by(users::name_key.asc()),
            (UserColumn::Name, Descending) => rows.then_order_by(users::name_key.desc()),
            (UserColumn::DateJoined, Ascending) => rows.then_order_by(users::date_joined.asc()),
            (UserColumn::DateJoined, Descending) => rows.then_order_by(users::date_joined.desc()),
        };
    }
    rows = match query.order.last() {
        Some((_, Direction::Descending)) => rows.then_order_by(users::user_id.desc()),
        _ => rows.then_order_by(users::user_id.asc()),
    };
    let rows: Vec<UserRow> = rows.limit(query.paging.limit + 1).offset(query.paging.offset).load(conn)?;
    let found = rows.into_iter().map(|row| row.into_account().map(|account| account.user));
    Ok(Page::cut(found.collect::<Result<_, _>>()?, query.paging.limit))
}

/// People whose name or username has one of the words in it, in order of name, without the one who asks.
pub fn search(
    conn: &mut DbConnection,
    asking: UserId,
    words: &[String],
    limit: i64,
) -> Result<Page<Person>, StoreError> {
    type Condition = Box<
        dyn BoxableExpression<
                users::table,
                crate::connection::MultiBackend,
                SqlType = diesel::sql_types::Nullable<diesel::sql_types::Bool>,
            >,
    >;
    let matches = |word: &String| -> Condition {
        let part = part_of(word);
        Box::new(
            users::username_key.like(part.clone()).escape('\\').or(users::name_key.like(part).escape('\\')),
        )
    };
    let Some(any_word) = words
        .iter()
        .filter(|word| can_be_stored(word))
        .map(matches)
        .reduce(|some: Condition, other: Condition| -> Condition { Box::new(some.or(other)) })
    else {
        return Ok(Page { items: Vec::new(), more: false });
    };
    let rows: Vec<(i64, Option<String>, Option<String>)> = users::table
        .filter(users::deleted_at.is_null())
        .filter(users::user_id.ne(asking.get()))
        .filter(any_word)
        .order((users::name_key.asc(), users::user_id.asc()))
        .limit(limit + 1)
        .select((users::user_id, users::username, users::name))
        .load(conn)?;
    let person = |(user_id, username, name)| Person::from_row(UserId::stored(user_id), username, name);
    Ok(Page::cut(rows.into_iter().map(person).collect(), limit))
}

/// Whether a row can have a text in it: PostgreSQL takes none with a zero byte, and SQLite ends a pattern there.
pub(crate) fn can_be_stored(text: &str) -> bool {
    !text.contains('\0')
}

/// A pattern that finds a text anywhere, in any case; `%`, `_` and `\` in it mean themselves.
pub(crate) fn part_of(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in fold(text).chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// Changes a profile. Fails with [`StoreError::Conflict`] where the username is taken; then nothing changes.
pub fn update_profile(
    conn: &mut DbConnection,
    user_id: UserId,
    change: &ProfileChange,
) -> Result<User, StoreError> {
    if change.username.is_some() || change.name.is_some() {
        let username = change.username.as_ref();
        let name = change.name.as_ref();
        diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
            .set((
                username.map(|username| users::username.eq(username.as_str())),
                username.map(|username| users::username_key.eq(username.key())),
                name.map(|name| users::name.eq(name.as_str())),
                name.map(|name| users::name_key.eq(name.key())),
            ))
            .execute(conn)?;
    }
    find(conn, user_id)
}

/// Sets another password, which voids every token. Returns the new version of the credentials.
pub fn set_password(conn: &mut DbConnection, user_id: UserId, hash: &str) -> Result<i64, StoreError> {
    let version = diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
        .set((users::password_hash.eq(hash), users::credentials_version.eq(users::credentials_version + 1)))
        .returning(users::credentials_version)
        .get_result(conn)?;
    Ok(version)
}

/// Stores the same password under another hash, where it is still the one that the old hash is of.
pub fn replace_hash(
    conn: &mut DbConnection,
    user_id: UserId,
    old: &str,
    new: &str,
) -> Result<(), StoreError> {
    let row = users::table.find(user_id.get()).filter(users::password_hash.eq(old));
    diesel::update(row).set(users::password_hash.eq(new)).execute(conn)?;
    Ok(())
}

/// Takes all that is personal out of a user's row, which stays for the sake of the companions' chats. Name and address
/// are free again.
pub fn delete(conn: &mut DbConnection, user_id: UserId, at: DateTime<Utc>) -> Result<(), StoreError> {
    let nothing: Option<String> = None;
    let changed = diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
        .set((
            users::username.eq(&nothing),
            users::username_key.eq(&nothing),
            users::email.eq(&nothing),
            users::email_key.eq(&nothing),
            users::name.eq(&nothing),
            users::name_key.eq(&nothing),
            users::password_hash.eq(&nothing),
            users::credentials_version.eq(users::credentials_version + 1),
            users::last_seen.eq(None::<NaiveDateTime>),
            users::date_joined.eq(at.naive_utc()),
            users::deleted_at.eq(at.naive_utc()),
        ))
        .execute(conn)?;
    if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Everybody who has a chat with a user.
pub fn list_companions(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<UserId>, StoreError> {
    let mut ids: Vec<i64> =
        chats::table.filter(chats::user1_id.eq(user_id.get())).select(chats::user2_id).load(conn)?;
    ids.extend(
        chats::table.filter(chats::user2_id.eq(user_id.get())).select(chats::user1_id).load::<i64>(conn)?,
    );
    Ok(ids.into_iter().map(UserId::stored).collect())
}
