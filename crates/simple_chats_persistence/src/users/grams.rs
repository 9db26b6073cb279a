//! The grams of names and usernames, by which searches find the few people who can match: at each character, it and up to
//! two more. So everybody whose name contains a text has each gram of three characters of the text or, if the text is
//! shorter, a gram that begins with it.
//!
//! Grams only narrow a search down; whether a name contains a text is decided by the name itself.

use crate::connection::{DbConnection, by_backend, on_each_backend};
use crate::error::Result;
use crate::row_batch::RowStatement;
use crate::schema::{user_grams, users};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use simple_chats_domain::UserId;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How many people may have a gram that narrows a search down. If more have it, reading people in the order of the list
/// soon fills a page.
const MAX_CANDIDATES: i64 = 1_000;

/// The grams of a text that are looked up to find a rare one.
const MAX_LOOKUPS: usize = 16;

/// The characters of a gram, unless it is at the end of a text.
const LENGTH: usize = 3;

/// Stores the grams of all users. The table must be empty.
pub(crate) const FILL: &str = "INSERT INTO user_grams (gram, user_id) \
     WITH RECURSIVE rests (user_id, rest) AS ( \
         SELECT user_id, key FROM ( \
             SELECT user_id, username_key AS key FROM users UNION ALL SELECT user_id, name_key FROM users \
             UNION ALL SELECT user_id, name_search FROM users \
         ) AS keys WHERE key <> '' \
         UNION ALL SELECT user_id, substr(rest, 2) FROM rests WHERE length(rest) > 1 \
     ) \
     SELECT DISTINCT substr(rest, 1, 3), user_id FROM rests ORDER BY 1, 2";

/// The grams of folded texts.
fn grams_of<'a>(keys: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let grams = |key: &'a str| {
        let starts = key.char_indices().map(|(start, _)| start);
        starts.map(move |start| {
            let rest = key.get(start..).unwrap_or_default();
            let length = rest.chars().take(LENGTH).map(char::len_utf8).sum();
            rest.get(..length).unwrap_or_default()
        })
    };
    keys.into_iter().flat_map(grams).collect()
}

/// The folded username of a user, and the name as it is folded for lists and for searches; the row is locked. Nothing of a
/// deleted user.
fn lock_keys(conn: &mut DbConnection, user_id: UserId) -> Result<Vec<String>> {
    type Keys = (Option<String>, Option<String>, Option<String>);
    let keys = (users::username_key, users::name_key, users::name_search);
    let keys = users::table.find(user_id.get()).select(keys);
    let (username, name, search): Keys = by_backend!(conn,
        Postgres(conn) => keys.for_update().first(conn)?,
        // The transaction holds the only write lock already.
        Sqlite(conn) => keys.first(conn)?,
    );
    Ok(username.into_iter().chain(name).chain(search).collect())
}

/// Changes a user's row, and the user's grams with it.
pub(super) fn keep_current(
    conn: &mut DbConnection,
    user_id: UserId,
    change: impl FnOnce(&mut DbConnection) -> Result<()>,
) -> Result<()> {
    let before = lock_keys(conn, user_id)?;
    change(conn)?;
    let after = lock_keys(conn, user_id)?;
    let before = grams_of(before.iter().map(String::as_str));
    let after = grams_of(after.iter().map(String::as_str));
    let gone: Vec<&str> = before.difference(&after).copied().collect();
    if !gone.is_empty() {
        let rows = user_grams::table.filter(user_grams::user_id.eq(user_id.get()));
        diesel::delete(rows.filter(user_grams::gram.eq_any(gone))).execute(conn)?;
    }
    add(conn, user_id, after.difference(&before).copied())
}

/// Adds the grams of a new user.
pub(super) fn add_new(conn: &mut DbConnection, user_id: UserId, keys: [&str; 3]) -> Result<()> {
    add(conn, user_id, grams_of(keys).into_iter())
}

fn add<'a>(conn: &mut DbConnection, user_id: UserId, grams: impl Iterator<Item = &'a str>) -> Result<()> {
    let rows: Vec<_> =
        grams.map(|gram| (user_grams::gram.eq(gram), user_grams::user_id.eq(user_id.get()))).collect();
    if !rows.is_empty() {
        on_each_backend!(conn, |inner| diesel::insert_into(user_grams::table).values(&rows).execute(inner))?;
    }
    Ok(())
}

/// How many grams are in each range, up to a limit.
static COUNT: LazyLock<RowStatement> = LazyLock::new(|| {
    RowStatement::new(&format!(
        "SELECT value ->> 0 AS gram, (SELECT COUNT(*) FROM (SELECT 1 FROM user_grams \
             WHERE gram >= value ->> 0 AND gram < value ->> 1 LIMIT {MAX_CANDIDATES}) AS counted) AS people FROM {{rows}}"
    ))
});

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    gram: String,
    #[diesel(sql_type = BigInt)]
    people: i64,
}

/// A range of grams: from the first on, and before the second.
pub(super) type GramRange = (String, String);

/// The range of grams of which everybody has one whose name or username contains all of the folded texts, if few people have
/// one.
pub(super) fn rare_gram_of(conn: &mut DbConnection, keys: &[&str]) -> Result<Option<GramRange>> {
    let lookups = MAX_LOOKUPS.checked_div(keys.len()).unwrap_or(0);
    let grams: Vec<GramRange> =
        keys.iter().flat_map(|key| whole_grams_of(key).take(lookups)).map(range_of).collect();
    if grams.is_empty() {
        return Ok(None);
    }
    let counts: Vec<Count> = COUNT.load(conn, &grams)?;
    let rarest = counts.into_iter().min_by_key(|count| count.people);
    Ok(rarest.filter(|count| count.people < MAX_CANDIDATES).map(|count| range_of(&count.gram)))
}

/// The grams of a text that are not cut off by its end, unless all of it is shorter than a gram.
fn whole_grams_of(key: &str) -> impl Iterator<Item = &str> {
    let length = key.chars().count().min(LENGTH);
    grams_of([key]).into_iter().filter(move |gram| gram.chars().count() == length)
}

/// The gram and, if it is short, all grams that begin with it.
fn range_of(gram: &str) -> GramRange {
    let end = if gram.chars().count() == LENGTH { '\u{1}' } else { char::MAX };
    (gram.to_owned(), format!("{gram}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_begins_a_gram() {
        let grams: Vec<&str> = grams_of(["änne", "n日"]).into_iter().collect();
        assert_eq!(grams, ["e", "ne", "nne", "n日", "änn", "日"]);
        assert!(grams_of([""]).is_empty());
    }

    #[test]
    fn the_range_of_a_short_gram_has_all_that_begin_with_it() {
        let contains = |(start, end): GramRange, gram: &str| start.as_str() <= gram && gram < end.as_str();
        for gram in ["a", "ab", "a日\u{10FFFE}"] {
            assert!(contains(range_of("a"), gram), "{gram}");
        }
        assert!(!contains(range_of("a"), "b"));
        assert!(contains(range_of("ann"), "ann") && !contains(range_of("ann"), "ano"));
    }
}
