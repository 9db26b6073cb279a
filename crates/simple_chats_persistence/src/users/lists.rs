//! Lists of users.

use super::grams::rare_gram_of;
use super::row::{Account, UserRow};
use crate::cached::cached;
use crate::connection::{Backend, DbConnection, MultiBackend, on_each_backend};
use crate::error::Result;
use crate::millis::Millis;
use crate::ordering::order_by;
use crate::schema::{chats, users};
use crate::text_search::{can_be_stored, pattern_containing};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use simple_chats_domain::{Page, Paging, User, UserColumn, UserFilter, UserId, UserQuery, fold};

pub(super) type Condition = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Bool>>;

/// The condition that a user has a rare gram of one of the folded texts that the user has to match, if one of them has one:
/// then few rows are read.
pub(super) fn has_rare_gram(conn: &mut DbConnection, keys: &[&str]) -> Result<Option<Condition>> {
    // PostgreSQL would rather read all users than look up this many, unless it doesn't know how many there are.
    let (begin, end) = match conn.backend() {
        Backend::Postgres => ("users.user_id = ANY (ARRAY(", "))"),
        Backend::Sqlite => ("users.user_id IN (", ")"),
    };
    let condition = |(from, until)| -> Condition {
        Box::new(
            sql::<Bool>(begin)
                .sql("SELECT user_grams.user_id FROM user_grams WHERE gram >= ")
                .bind::<Text, _>(from)
                .sql(" AND gram < ")
                .bind::<Text, _>(until)
                .sql(end),
        )
    };
    Ok(rare_gram_of(conn, keys)?.map(condition))
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
            UsernameLike(text) => match has_rare_gram(conn, &[&fold(text)])? {
                Some(rare) => rows.filter(rare),
                None => rows,
            }
            .filter(users::username_key.like(pattern_containing(text)).escape('\\')),
            Name(text) => rows.filter(users::name.eq(text)),
            NameLike(text) => match has_rare_gram(conn, &[&fold(text)])? {
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
        1 => query.order.is_empty() && conn.backend() == Backend::Sqlite,
        _ => false,
    };
    Ok(if is_usual { cached(rows).load(conn)? } else { rows.load(conn)? })
}
