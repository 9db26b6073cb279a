//! The search for people by parts of their names and usernames.

use super::lists::{has_rare_gram, is_findable_by};
use crate::cached::cached;
use crate::connection::{Backend, DbConnection, MultiBackend, on_each_backend};
use crate::error::Result;
use crate::schema::users;
use crate::text_search::{can_be_stored, pattern_containing_key};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use simple_chats_domain::{ExactPerson, Page, PeopleQuery, Person, UserId};
use std::collections::HashSet;

type Row = (i64, Option<String>, Option<String>);
type Rank = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Integer>>;
type People = users::BoxedQuery<'static, MultiBackend>;

/// The people whose name or username contains each word of a search, without the searching user and those whom that user may
/// not find. First come those who have the text as name or username, then those whose name begins with it, then those whose
/// username does, and then the rest in order of name.
pub fn search(
    conn: &mut DbConnection,
    searching: UserId,
    query: &PeopleQuery,
    limit: i64,
) -> Result<Page<Person>> {
    if query.words().is_empty() || !query.words().iter().all(|word| can_be_stored(word)) {
        return Ok(Page::empty());
    }
    let words: Vec<&str> = query.words().iter().map(String::as_str).collect();
    let rows = match has_rare_gram(conn, &words)? {
        Some(rare) => {
            let order = (rank(query.key()), users::name_search.asc(), users::user_id.asc());
            load(conn, query, matching(searching, query).filter(rare).order(order).limit(limit + 1))?
        }
        None => list_among_many(conn, searching, query, limit + 1)?,
    };
    let person = |(user_id, username, name)| Person::from_row(UserId::stored(user_id), username, name);
    Ok(Page::cut(rows.into_iter().map(person).collect(), limit))
}

/// The person whom a whole username or address means.
pub fn find_by_exact(conn: &mut DbConnection, exact: &ExactPerson) -> Result<Person> {
    let people = users::table
        .filter(users::deleted_at.is_null())
        .filter(users::email_confirmed.eq(true))
        .select((users::user_id, users::username, users::name));
    let (user_id, username, name): Row = on_each_backend!(conn, |inner| match exact {
        ExactPerson::Username(key) => people.filter(users::username_key.eq(key)).first(inner)?,
        ExactPerson::Email(key) => people.filter(users::email_key.eq(key)).first(inner)?,
    });
    Ok(Person::from_row(UserId::stored(user_id), username, name))
}

fn findable(searching: UserId) -> People {
    users::table
        .filter(users::deleted_at.is_null())
        .filter(users::email_confirmed.eq(true))
        .filter(users::user_id.ne(searching.get()))
        .filter(is_findable_by(searching.get()))
        .into_boxed()
}

fn matching(searching: UserId, query: &PeopleQuery) -> People {
    query.words().iter().fold(findable(searching), |people, word| {
        let pattern = pattern_containing_key(word);
        let in_username = users::username_key.like(pattern.clone()).escape('\\');
        people.filter(in_username.or(users::name_search.like(pattern).escape('\\')))
    })
}

/// How well a user matches: the smaller, the better.
fn rank(key: &str) -> Rank {
    let (key, end) = (key.to_owned(), after_all_with(key));
    Box::new(
        sql::<Integer>("CASE WHEN users.name_search = ")
            .bind::<Text, _>(key.clone())
            .sql(" OR users.username_key = ")
            .bind::<Text, _>(key.clone())
            .sql(" THEN 0 WHEN users.name_search >= ")
            .bind::<Text, _>(key.clone())
            .sql(" AND users.name_search < ")
            .bind::<Text, _>(end.clone())
            .sql(" THEN 1 WHEN users.username_key >= ")
            .bind::<Text, _>(key)
            .sql(" AND users.username_key < ")
            .bind::<Text, _>(end)
            .sql(" THEN 2 ELSE 3 END"),
    )
}

/// If each part of the words is common: the names and usernames that begin with the text are together in an index, and so the
/// rest is read only until the page is full.
fn list_among_many(
    conn: &mut DbConnection,
    searching: UserId,
    query: &PeopleQuery,
    wanted: i64,
) -> Result<Vec<Row>> {
    let (key, end) = (query.key().to_owned(), after_all_with(query.key()));
    let by_name = (users::name_search.asc(), users::user_id.asc());
    let names = users::name_search.ge(key.clone()).and(users::name_search.lt(end.clone()));
    let mut found = load(conn, query, findable(searching).filter(names).order(by_name).limit(wanted))?;
    if count(&found) < wanted {
        let usernames = users::username_key.ge(key).and(users::username_key.lt(end));
        let people = findable(searching).filter(usernames).order(users::username_key.asc()).limit(wanted);
        add_new(&mut found, load(conn, query, people)?);
    }
    if count(&found) < wanted {
        let rest = matching(searching, query).order(by_name).limit(wanted + count(&found));
        add_new(&mut found, load(conn, query, rest)?);
    }
    Ok(found)
}

fn count(rows: &[Row]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

fn add_new(found: &mut Vec<Row>, rows: Vec<Row>) {
    let known: HashSet<i64> = found.iter().map(|(user_id, _, _)| *user_id).collect();
    found.extend(rows.into_iter().filter(|(user_id, _, _)| !known.contains(user_id)));
}

/// Greater than every text that begins with this one: no name has this character.
fn after_all_with(key: &str) -> String {
    format!("{key}{}", char::MAX)
}

/// The statements for one word are the usual ones, and stay prepared; those for several are too many for that, and PostgreSQL
/// would plan them without knowing how many rows their values pick.
fn load(conn: &mut DbConnection, query: &PeopleQuery, people: People) -> Result<Vec<Row>> {
    let people = people.select((users::user_id, users::username, users::name));
    let is_usual = query.words().len() == 1 && conn.backend() == Backend::Sqlite;
    Ok(if is_usual { cached(people).load(conn)? } else { people.load(conn)? })
}
