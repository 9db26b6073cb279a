//! Lists of users and searches among them.

use super::grams::rare_gram_of;
use super::row::{Account, UserRow};
use crate::cached::cached;
use crate::connection::{DbConnection, MultiBackend, on_each_backend};
use crate::error::{Result, StoreError};
use crate::millis::Millis;
use crate::ordering::order_by;
use crate::schema::{chats, users};
use crate::text_search::{can_be_stored, pattern_containing};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};
use simple_chats_domain::{Page, Paging, Person, User, UserColumn, UserFilter, UserId, UserQuery, fold};

type Condition = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Bool>>;

/// The condition that a user has a rare gram of one of the folded texts, if each of them has one: then few rows are read.
fn has_rare_gram(
    conn: &mut DbConnection,
    keys: impl IntoIterator<Item = String>,
) -> Result<Option<Condition>> {
    // PostgreSQL would rather read all users than look up this many, unless it doesn't know how many there are.
    let (begin, end) = match conn {
        DbConnection::Postgres(_) => ("users.user_id = ANY (ARRAY(", "))"),
        DbConnection::Sqlite(_) => ("users.user_id IN (", ")"),
    };
    let mut any: Option<Condition> = None;
    for key in keys {
        let Some((from, until)) = rare_gram_of(conn, &key)? else { return Ok(None) };
        let condition: Condition = Box::new(
            sql::<Bool>(begin)
                .sql("SELECT user_grams.user_id FROM user_grams WHERE gram >= ")
                .bind::<Text, _>(from)
                .sql(" AND gram < ")
                .bind::<Text, _>(until)
                .sql(end),
        );
        any = Some(match any {
            Some(others) => Box::new(others.or(condition)),
            None => condition,
        });
    }
    Ok(any)
}

/// The condition that a user may find another other than by the exact username or address: everybody may, or it is the user,
/// or a companion who has not yet to accept the chat.
#[diesel::dsl::auto_type]
pub(super) fn is_findable_by(me: i64) -> _ {
    let second = chats::table.filter(chats::request_to.ne(chats::user2_id)).filter(chats::user1_id.eq(me));
    let first = chats::table.filter(chats::request_to.ne(chats::user1_id)).filter(chats::user2_id.eq(me));
    users::findable_by_all
        .or(users::user_id.eq(me))
        .or(users::user_id.eq_any(second.select(chats::user2_id)))
        .or(users::user_id.eq_any(first.select(chats::user1_id)))
}

/// The users that match, without deleted ones, those whose address isn't confirmed, and those whom user `me` may
/// not find.
pub fn list(conn: &mut DbConnection, me: UserId, query: &UserQuery) -> Result<Page<User>> {
    let rows = match after(query) {
        Some(after) => list_by_id(conn, me, after, query.paging)?,
        None => list_matching(conn, me, query)?,
    };
    let found = rows.into_iter().map(|row| Account::try_from(row).map(|account| account.user));
    Ok(Page::cut(found.collect::<Result<_, _>>()?, query.paging.limit))
}

/// The id after which a query lists all users in order of id, unless it asks for something else.
fn after(query: &UserQuery) -> Option<i64> {
    let from = |filter: &UserFilter| if let UserFilter::After(id) = filter { Some(*id) } else { None };
    let bounds = query.filters.iter().map(from).collect::<Option<Vec<_>>>()?;
    query.order.is_empty().then(|| bounds.into_iter().max().unwrap_or(0))
}

fn list_by_id(conn: &mut DbConnection, me: UserId, after: i64, paging: Paging) -> Result<Vec<UserRow>> {
    Ok(on_each_backend!(conn, |inner| users::table
        .filter(users::deleted_at.is_null())
        .filter(users::email_confirmed.eq(true))
        .filter(is_findable_by(me.get()))
        .filter(users::user_id.gt(after))
        .order(users::user_id)
        .limit(paging.limit + 1)
        .offset(paging.offset)
        .select(UserRow::as_select())
        .load(inner))?)
}

fn list_matching(conn: &mut DbConnection, me: UserId, query: &UserQuery) -> Result<Vec<UserRow>> {
    let mut rows = users::table
        .filter(users::deleted_at.is_null())
        .filter(users::email_confirmed.eq(true))
        .filter(is_findable_by(me.get()))
        .select(UserRow::as_select())
        .into_boxed();
    for filter in &query.filters {
        use UserFilter::{After, Id, Joined, Name, NameLike, Username, UsernameLike};
        rows = match filter {
            Username(text) | UsernameLike(text) | Name(text) | NameLike(text) if !can_be_stored(text) => {
                return Ok(Vec::new());
            }
            Id(id) => rows.filter(users::user_id.eq(*id)),
            // The key is indexed; the column itself distinguishes case.
            Username(text) => {
                rows.filter(users::username_key.eq(fold(text))).filter(users::username.eq(text))
            }
            UsernameLike(text) => match has_rare_gram(conn, [fold(text)])? {
                Some(rare) => rows.filter(rare),
                None => rows,
            }
            .filter(users::username_key.like(pattern_containing(text)).escape('\\')),
            Name(text) => rows.filter(users::name.eq(text)),
            NameLike(text) => match has_rare_gram(conn, [fold(text)])? {
                Some(rare) => rows.filter(rare),
                None => rows,
            }
            .filter(users::name_key.like(pattern_containing(text)).escape('\\')),
            Joined(range) => rows
                .filter(users::date_joined.ge(Millis::from(range.from)))
                .filter(users::date_joined.lt(Millis::from(range.until))),
            After(id) => rows.filter(users::user_id.gt(*id)),
        };
    }
    let rows = order_by!(rows, query.order, ties by users::user_id, {
        UserColumn::Id => users::user_id,
        UserColumn::Username => users::username_key,
        UserColumn::Name => users::name_key,
        UserColumn::DateJoined => users::date_joined,
    });
    let rows = rows.limit(query.paging.limit + 1).offset(query.paging.offset);
    // The usual statements stay prepared. Those with filters are too many for that, and PostgreSQL would plan them without
    // knowing how many rows their values pick.
    let is_usual = match query.filters.len() {
        0 => query.order.len() <= 1,
        1 => query.order.is_empty() && matches!(conn, DbConnection::Sqlite(_)),
        _ => false,
    };
    Ok(if is_usual { cached(rows).load(conn)? } else { rows.load(conn)? })
}

/// The users whose name or username contains one of the words, in order of name, without the searching user and those whom
/// that user may not find.
pub fn search(
    conn: &mut DbConnection,
    searching: UserId,
    words: &[String],
    limit: i64,
) -> Result<Page<Person>> {
    type Match = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Nullable<Bool>>>;
    let matches = |word: &String| -> Match {
        let pattern = pattern_containing(word);
        let in_username = users::username_key.like(pattern.clone()).escape('\\');
        Box::new(in_username.or(users::name_key.like(pattern).escape('\\')))
    };
    let any_word = words
        .iter()
        .filter(|word| can_be_stored(word))
        .map(matches)
        .reduce(|some, other| -> Match { Box::new(some.or(other)) });
    let Some(any_word) = any_word else { return Ok(Page::empty()) };
    let keys = words.iter().filter(|word| can_be_stored(word)).map(|word| fold(word));
    let mut people = users::table
        .filter(users::deleted_at.is_null())
        .filter(users::email_confirmed.eq(true))
        .filter(users::user_id.ne(searching.get()))
        .filter(any_word)
        .filter(is_findable_by(searching.get()))
        .into_boxed();
    if let Some(rare) = has_rare_gram(conn, keys)? {
        people = people.filter(rare);
    }
    let people = people.order((users::name_key.asc(), users::user_id.asc())).limit(limit + 1).select((
        users::user_id,
        users::username,
        users::name,
    ));
    // The statement for one word is the usual one; see `list_matching`.
    let is_usual = words.len() == 1 && matches!(conn, DbConnection::Sqlite(_));
    let rows: Vec<(i64, Option<String>, Option<String>)> =
        if is_usual { cached(people).load(conn)? } else { people.load(conn)? };
    let person = |(user_id, username, name)| Person::from_row(UserId::stored(user_id), username, name);
    Ok(Page::cut(rows.into_iter().map(person).collect(), limit))
}

/// A user whom strangers find only by the exact username or address, given in its folded form: an address if it has an `@`,
/// else a username.
pub fn find_by_exact(conn: &mut DbConnection, key: &str) -> Result<Person> {
    if !can_be_stored(key) {
        return Err(StoreError::NotFound);
    }
    let hidden = users::table
        .filter(users::findable_by_all.eq(false))
        .filter(users::deleted_at.is_null())
        .filter(users::email_confirmed.eq(true))
        .select((users::user_id, users::username, users::name));
    let (user_id, username, name): (i64, Option<String>, Option<String>) = if key.contains('@') {
        on_each_backend!(conn, |inner| hidden.filter(users::email_key.eq(key)).first(inner))?
    } else {
        on_each_backend!(conn, |inner| hidden.filter(users::username_key.eq(key)).first(inner))?
    };
    Ok(Person::from_row(UserId::stored(user_id), username, name))
}
