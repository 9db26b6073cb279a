//! Users: registration, lookups, changes, and deletion.

mod directory;
mod grams;
mod last_seen;
mod lists;
mod row;
mod search;
pub(crate) mod search_keys;
mod suspension;

pub use directory::{
    AccountCounts, Alive, Storage, UserSummary, count, find_summary, list_summaries, storage_of,
};
pub(crate) use grams::FILL as FILL_GRAMS;
pub use last_seen::{LastSeen, last_seen, list_watchable, raise_last_seen, set_last_seen};
pub use lists::list;
pub use row::Account;
pub(crate) use row::{FullUserRow, UserRow};
pub use search::{find_by_exact, search};
pub use suspension::{Standing, list_administrators, lock_administrators, set_suspended, standing};

use crate::connection::{Backend, DbConnection, by_backend, id_chunks, on_each_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::row_batch::{RowStatement, id_rows};
use crate::schema::{chats, users};
use crate::text_search::can_be_stored;
use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use simple_chats_domain::{EmailAddress, Language, NewUser, Person, ProfileChange, User, UserId, login_key};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Registers a user. Fails with [`StoreError::Conflict`] if the username, one that looks like it, or the address is taken.
pub fn insert(conn: &mut DbConnection, new: &NewUser, password_hash: &str) -> Result<User> {
    let user_id: i64 = diesel::insert_into(users::table)
        .values((
            users::username.eq(new.username.as_str()),
            users::username_key.eq(new.username.key()),
            users::username_skeleton.eq(new.username.skeleton()),
            users::email.eq(new.email.as_str()),
            users::email_key.eq(new.email.key()),
            users::name.eq(new.name.as_str()),
            users::name_key.eq(new.name.key()),
            users::name_search.eq(new.name.search_key()),
            users::password_hash.eq(password_hash),
            users::date_joined.eq(Millis::from(new.date_joined)),
        ))
        .returning(users::user_id)
        .get_result(conn)?;
    let user_id = UserId::stored(user_id);
    grams::add_new(conn, user_id, [&new.username.key(), &new.name.key(), &new.name.search_key()])?;
    find(conn, user_id)
}

/// Finds the account of a user who is not deleted.
pub fn find_account(conn: &mut DbConnection, user_id: UserId) -> Result<Account> {
    let row: UserRow = on_each_backend!(conn, |inner| users::table
        .find(user_id.get())
        .select(UserRow::as_select())
        .first(inner))?;
    row.try_into()
}

/// Finds a user whom another may find: a companion, the same user, or one whom everybody may find; and whose address is
/// confirmed.
pub fn find_findable(conn: &mut DbConnection, me: UserId, user_id: UserId) -> Result<User> {
    let row: UserRow = on_each_backend!(conn, |inner| users::table
        .find(user_id.get())
        .filter(lists::is_findable_by(me.get()))
        .filter(users::email_confirmed.eq(true))
        .select(UserRow::as_select())
        .first(inner))?;
    Account::try_from(row).map(|account| account.user)
}

/// As [`find_account`], with the user's row locked until the transaction ends: until then, nobody can create a chat with the
/// user. Messages in existing chats go on; their rows refer to the user's row in a mode that this lock allows.
pub fn lock_account(conn: &mut DbConnection, user_id: UserId) -> Result<Account> {
    by_backend!(conn,
        Postgres(conn) => {
            let row = users::table.find(user_id.get()).select(users::user_id);
            row.for_no_key_update().first::<i64>(conn)?;
        },
        // The transaction holds the only write lock already.
        Sqlite(_) => {},
    );
    find_account(conn, user_id)
}

/// Finds a user who is not deleted.
pub fn find(conn: &mut DbConnection, user_id: UserId) -> Result<User> {
    Ok(find_account(conn, user_id)?.user)
}

/// Finds the account of a login: an email address if it has an `@`, else a username.
pub fn find_by_login(conn: &mut DbConnection, login: &str) -> Result<Account> {
    let key = login_key(login);
    if !can_be_stored(&key) {
        return Err(StoreError::NotFound);
    }
    let accounts = users::table.select(UserRow::as_select());
    let row = if key.contains('@') {
        accounts.filter(users::email_key.eq(key)).first(conn)?
    } else {
        accounts.filter(users::username_key.eq(key)).first(conn)?
    };
    row.try_into()
}

/// Finds the public part of a user, who may be deleted.
pub fn find_person(conn: &mut DbConnection, user_id: UserId) -> Result<Person> {
    let (username, name) = on_each_backend!(conn, |inner| users::table
        .find(user_id.get())
        .select((users::username, users::name))
        .first(inner))?;
    Ok(Person::from_row(user_id, username, name))
}

/// Finds the public part of a user who sends, and whether the account is suspended.
pub(crate) fn find_sender(conn: &mut DbConnection, user_id: UserId) -> Result<(Person, bool)> {
    let (username, name, suspended_at): (_, _, Option<Millis>) = users::table
        .find(user_id.get())
        .select((users::username, users::name, users::suspended_at))
        .first(conn)?;
    Ok((Person::from_row(user_id, username, name), suspended_at.is_some()))
}

#[derive(Queryable, QueryableByName, Selectable)]
#[diesel(table_name = users)]
struct PersonRow {
    user_id: i64,
    username: Option<String>,
    name: Option<String>,
    suspended_at: Option<Millis>,
}

static FIND_PEOPLE: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new("SELECT user_id, username, name, suspended_at FROM users WHERE user_id {among ids}")
});

/// Finds the public part of many users, who may be deleted.
pub(crate) fn find_people(
    conn: &mut DbConnection,
    user_ids: BTreeSet<UserId>,
) -> Result<HashMap<UserId, Person>> {
    Ok(find_people_and_suspended(conn, user_ids)?.0)
}

/// As `find_people`, and which of them are suspended.
pub fn find_people_and_suspended(
    conn: &mut DbConnection,
    user_ids: BTreeSet<UserId>,
) -> Result<(HashMap<UserId, Person>, HashSet<UserId>)> {
    if user_ids.is_empty() {
        return Ok((HashMap::new(), HashSet::new()));
    }
    let rows: Vec<PersonRow> = match conn.backend() {
        Backend::Postgres => FIND_PEOPLE.load(conn, &id_rows(user_ids.into_iter().map(UserId::get)))?,
        // It is in this process, and a statement for each costs less than ids in JSON.
        Backend::Sqlite => {
            let mut row = |user_id: UserId| {
                on_each_backend!(&mut *conn, |inner| users::table
                    .find(user_id.get())
                    .select(PersonRow::as_select())
                    .first(inner))
                .optional()
            };
            user_ids.into_iter().filter_map(|user_id| row(user_id).transpose()).collect::<QueryResult<_>>()?
        }
    };
    let suspended = rows.iter().filter(|row| row.suspended_at.is_some());
    let suspended = suspended.map(|row| UserId::stored(row.user_id)).collect();
    let person = |row: PersonRow| {
        let user_id = UserId::stored(row.user_id);
        (user_id, Person::from_row(user_id, row.username, row.name))
    };
    Ok((rows.into_iter().map(person).collect(), suspended))
}

/// The language that a user has chosen; `None` for a user without one, or who was deleted.
pub fn language_of(conn: &mut DbConnection, user_id: UserId) -> Result<Option<Language>> {
    let tag: Option<Option<String>> = on_each_backend!(conn, |inner| users::table
        .find(user_id.get())
        .select(users::language)
        .first(inner)
        .optional())?;
    Ok(tag.flatten().and_then(|tag| tag.parse().ok()))
}

/// Sets the language that a user has chosen; `None` for the one that each browser asks for. Fails with
/// [`StoreError::NotFound`] if the user was deleted.
pub fn set_language(conn: &mut DbConnection, user_id: UserId, language: Option<Language>) -> Result<()> {
    let user = users::table.find(user_id.get()).filter(users::deleted_at.is_null());
    let set = users::language.eq(language.map(Language::tag));
    match diesel::update(user).set(set).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Whether an address is taken, and whether a username is, in this order. Both are given in their folded form.
pub fn are_taken(conn: &mut DbConnection, email_key: &str, username_key: &str) -> Result<(bool, bool)> {
    let email = diesel::select(exists(users::table.filter(users::email_key.eq(email_key))));
    let username = diesel::select(exists(users::table.filter(users::username_key.eq(username_key))));
    Ok((email.get_result(conn)?, username.get_result(conn)?))
}

/// Whether a user has a username that looks like this one.
pub fn is_like_taken(conn: &mut DbConnection, skeleton: &str) -> Result<bool> {
    let alike = exists(users::table.filter(users::username_skeleton.eq(skeleton)));
    Ok(diesel::select(alike).get_result(conn)?)
}

/// Changes a profile. Fails with [`StoreError::Conflict`] if the username, or one that looks like it, is taken; then nothing
/// changes.
pub fn update_profile(conn: &mut DbConnection, user_id: UserId, change: &ProfileChange) -> Result<User> {
    if change.username.is_some() || change.name.is_some() {
        let username = change.username.as_ref();
        let name = change.name.as_ref();
        grams::keep_current(conn, user_id, |conn| {
            diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
                .set((
                    username.map(|username| users::username.eq(username.as_str())),
                    username.map(|username| users::username_key.eq(username.key())),
                    username.map(|username| users::username_skeleton.eq(username.skeleton())),
                    name.map(|name| users::name.eq(name.as_str())),
                    name.map(|name| users::name_key.eq(name.key())),
                    name.map(|name| users::name_search.eq(name.search_key())),
                ))
                .execute(conn)?;
            Ok(())
        })?;
    }
    find(conn, user_id)
}

/// Sets a new password, which voids every token. Returns the new version of the credentials.
pub fn set_password(conn: &mut DbConnection, user_id: UserId, hash: &str) -> Result<i64> {
    let version = diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
        .set((users::password_hash.eq(hash), users::credentials_version.eq(users::credentials_version + 1)))
        .returning(users::credentials_version)
        .get_result(conn)?;
    Ok(version)
}

/// Sets the address of a user. Fails with [`StoreError::Conflict`] if it is taken.
pub fn set_email(conn: &mut DbConnection, user_id: UserId, email: &EmailAddress) -> Result<()> {
    let row = users::table.find(user_id.get()).filter(users::deleted_at.is_null());
    let columns = (users::email.eq(email.as_str()), users::email_key.eq(email.key()));
    match diesel::update(row).set(columns).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Those of the given users whose address isn't confirmed.
pub(crate) fn filter_unconfirmed(conn: &mut DbConnection, people: &[UserId]) -> Result<HashSet<UserId>> {
    let mut found = HashSet::new();
    for ids in id_chunks(people) {
        let rows: Vec<i64> = users::table
            .filter(users::user_id.eq_any(ids))
            .filter(users::email_confirmed.eq(false))
            .select(users::user_id)
            .load(conn)?;
        found.extend(rows.into_iter().map(UserId::stored));
    }
    Ok(found)
}

/// Sets whether the address of a user is confirmed.
pub fn set_email_confirmed(conn: &mut DbConnection, user_id: UserId, is_confirmed: bool) -> Result<()> {
    let row = users::table.find(user_id.get()).filter(users::email_confirmed.ne(is_confirmed));
    diesel::update(row).set(users::email_confirmed.eq(is_confirmed)).execute(conn)?;
    Ok(())
}

/// Makes all addresses count as confirmed. Returns how many were not.
pub fn confirm_all(conn: &mut DbConnection) -> Result<usize> {
    let unconfirmed = users::table.filter(diesel::dsl::not(users::email_confirmed));
    Ok(diesel::update(unconfirmed).set(users::email_confirmed.eq(true)).execute(conn)?)
}

/// Some of the users who registered before a time and whose address isn't confirmed.
pub fn list_unconfirmed_since(conn: &mut DbConnection, time: DateTime<Utc>) -> Result<Vec<UserId>> {
    // The index holds rows of which SQLite must see that they match: a bound value wouldn't do.
    let ids: Vec<i64> = users::table
        .filter(diesel::dsl::not(users::email_confirmed))
        .filter(users::date_joined.lt(Millis::from(time)))
        .order(users::date_joined)
        .limit(100)
        .select(users::user_id)
        .load(conn)?;
    Ok(ids.into_iter().map(UserId::stored).collect())
}

/// Notes that a user has logged in with a browser. Returns whether it was the first time.
pub fn note_login(conn: &mut DbConnection, user_id: UserId) -> Result<bool> {
    let row = users::table.find(user_id.get()).filter(users::has_logged_in.eq(false));
    Ok(diesel::update(row).set(users::has_logged_in.eq(true)).execute(conn)? > 0)
}

/// Makes a user an administrator, or no longer one.
pub fn set_administrator(conn: &mut DbConnection, user_id: UserId, is_administrator: bool) -> Result<()> {
    let row = users::table.find(user_id.get()).filter(users::deleted_at.is_null());
    match diesel::update(row).set(users::is_administrator.eq(is_administrator)).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Notes whether a user has a second factor.
pub fn set_has_second_factor(conn: &mut DbConnection, user_id: UserId, has: bool) -> Result<()> {
    let row = users::table.find(user_id.get()).filter(users::deleted_at.is_null());
    match diesel::update(row).set(users::has_second_factor.eq(has)).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Voids every token, though the password stays. Returns the new version of the credentials.
pub fn renew_credentials(conn: &mut DbConnection, user_id: UserId) -> Result<i64> {
    let version = diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
        .set(users::credentials_version.eq(users::credentials_version + 1))
        .returning(users::credentials_version)
        .get_result(conn)?;
    Ok(version)
}

/// Whether nobody has ever registered. Until the transaction ends, nobody else can.
pub fn is_first(conn: &mut DbConnection) -> Result<bool> {
    // SQLite has one writer anyway.
    if conn.backend() == Backend::Postgres {
        diesel::sql_query("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE").execute(conn)?;
    }
    is_empty(conn)
}

/// Whether nobody has ever registered.
pub fn is_empty(conn: &mut DbConnection) -> Result<bool> {
    Ok(users::table.select(users::user_id).limit(1).first::<i64>(conn).optional()?.is_none())
}

/// Replaces the hash of an unchanged password; does nothing if the old hash is no longer stored.
pub fn replace_hash(conn: &mut DbConnection, user_id: UserId, old: &str, new: &str) -> Result<()> {
    let row = users::table.find(user_id.get()).filter(users::password_hash.eq(old));
    diesel::update(row).set(users::password_hash.eq(new)).execute(conn)?;
    Ok(())
}

/// The given users who are not deleted.
pub fn list_existing(conn: &mut DbConnection, people: &[UserId]) -> Result<HashSet<UserId>> {
    let mut found = HashSet::new();
    for ids in id_chunks(people) {
        let rows: Vec<i64> = users::table
            .filter(users::user_id.eq_any(ids))
            .filter(users::deleted_at.is_null())
            .select(users::user_id)
            .load(conn)?;
        found.extend(rows.into_iter().map(UserId::stored));
    }
    Ok(found)
}

/// The version of the credentials of each of these users who is neither deleted nor suspended.
pub fn list_credentials_versions(conn: &mut DbConnection, people: &[UserId]) -> Result<HashMap<UserId, i64>> {
    let mut versions = HashMap::new();
    for ids in id_chunks(people) {
        let rows: Vec<(i64, i64)> = users::table
            .filter(users::user_id.eq_any(ids))
            .filter(users::deleted_at.is_null())
            .filter(users::suspended_at.is_null())
            .select((users::user_id, users::credentials_version))
            .load(conn)?;
        versions.extend(rows.into_iter().map(|(user_id, version)| (UserId::stored(user_id), version)));
    }
    Ok(versions)
}

/// Deletes all personal data of a user. The row stays for the chats of the companions; username and address become free.
pub fn delete(conn: &mut DbConnection, user_id: UserId, at: DateTime<Utc>) -> Result<()> {
    let nothing: Option<String> = None;
    grams::keep_current(conn, user_id, |conn| {
        let changed = diesel::update(users::table.find(user_id.get()).filter(users::deleted_at.is_null()))
            .set((
                users::username.eq(&nothing),
                users::username_key.eq(&nothing),
                users::username_skeleton.eq(&nothing),
                users::email.eq(&nothing),
                users::email_key.eq(&nothing),
                users::name.eq(&nothing),
                users::name_key.eq(&nothing),
                users::name_search.eq(&nothing),
                users::password_hash.eq(&nothing),
                users::credentials_version.eq(users::credentials_version + 1),
                users::last_seen.eq(None::<Millis>),
                users::date_joined.eq(Millis::from(at)),
                users::deleted_at.eq(Millis::from(at)),
                users::is_administrator.eq(false),
                users::email_confirmed.eq(true),
                users::has_second_factor.eq(false),
                users::suspended_at.eq(None::<Millis>),
                users::language.eq(None::<String>),
            ))
            .execute(conn)?;
        if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    })
}

/// All users who have a chat with a user, without those of whom one has blocked the other, and without those whose requests
/// the user has not accepted.
pub fn list_unblocked_companions(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<UserId>> {
    let me = user_id.get();
    let unblocked =
        chats::user1_blocks.eq(false).and(chats::user2_blocks.eq(false)).and(chats::request_to.ne(me));
    let above = chats::table.filter(chats::user1_id.eq(me)).filter(unblocked);
    let below = chats::table.filter(chats::user2_id.eq(me)).filter(unblocked);
    let mut ids: Vec<i64> = above.select(chats::user2_id).load(conn)?;
    ids.extend(below.select(chats::user1_id).load::<i64>(conn)?);
    Ok(ids.into_iter().map(UserId::stored).collect())
}

/// All users who have a chat with a user.
pub fn list_companions(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<UserId>> {
    let me = user_id.get();
    let mut ids: Vec<i64> = chats::table.filter(chats::user1_id.eq(me)).select(chats::user2_id).load(conn)?;
    ids.extend(chats::table.filter(chats::user2_id.eq(me)).select(chats::user1_id).load::<i64>(conn)?);
    Ok(ids.into_iter().map(UserId::stored).collect())
}
