//! List queries: the filters, order, and paging of a query string. Unknown names and invalid values are
//! ignored, as in the original application.

use crate::times::{cut_to_millis, parse_time};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;

/// The most rows that a page has.
pub const MAX_PAGE: i64 = 1000;

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Whether more rows follow.
    pub more: bool,
}

impl<T> Page<T> {
    /// A page without rows, and with none behind it.
    #[must_use]
    pub const fn empty() -> Self {
        Self { items: Vec::new(), more: false }
    }

    /// Makes a page of up to `limit` rows; the caller has read one row more to learn whether more follow.
    #[must_use]
    pub fn cut(mut items: Vec<T>, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = items.len() > limit;
        items.truncate(limit);
        Self { items, more }
    }

    /// Converts each row.
    #[must_use]
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(convert).collect(), more: self.more }
    }
}

/// The part of a list to return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// How many rows to return, up to [`MAX_PAGE`].
    pub limit: i64,
    /// How many rows to skip.
    pub offset: i64,
}

/// The direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest value first.
    Ascending,
    /// The greatest value first.
    Descending,
}

/// A half-open range of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The first moment in it.
    pub from: DateTime<Utc>,
    /// The first moment after it.
    pub until: DateTime<Utc>,
}

impl DateRange {
    /// The range that a date in a filter means: one millisecond if it has a fraction, else the whole second.
    fn parse(text: &str) -> Option<Self> {
        let time = parse_time(text)?;
        // A time of a mail has no fraction, and may end with a comment in brackets (RFC 5322, section 3.2.2).
        let has_fraction = text.split('(').next().is_some_and(|time| time.contains('.'));
        let width = if has_fraction { 1 } else { 1000 };
        let from = cut_to_millis(time);
        Some(Self { from, until: from.checked_add_signed(TimeDelta::milliseconds(width))? })
    }
}

/// The filters, order, and paging of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery<F, C> {
    /// Conditions that every row meets.
    pub filters: Vec<F>,
    /// The columns to order by, the most significant first. Ties are ordered by id, in the direction of the last column.
    pub order: Vec<(C, Direction)>,
    /// The part of the list.
    pub paging: Paging,
}

impl<F, C> ListQuery<F, C> {
    fn from_pairs(
        pairs: &[(String, String)],
        filter: fn(&str, &str) -> Option<F>,
        column: fn(&str) -> Option<C>,
    ) -> Self {
        let pairs = first_of_each(pairs);
        let order = |(name, value): &(&str, &str)| {
            let direction = match *name {
                "ordered-by" => Direction::Ascending,
                "ordered-by-desc" => Direction::Descending,
                _ => return None,
            };
            column(value).map(|column| (column, direction))
        };
        Self {
            filters: pairs.iter().filter_map(|(name, value)| filter(name, value)).collect(),
            order: pairs.iter().filter_map(order).collect(),
            paging: paging_of(&pairs),
        }
    }
}

/// Defines the columns by which a list can be ordered, with their names in a query string.
macro_rules! columns {
    ($(#[$attribute:meta])* $columns:ident { $($column:ident = $name:literal),+ $(,)? }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $columns {
            $(
                #[doc = concat!("`", $name, "`")]
                $column,
            )+
        }

        impl $columns {
            /// The names in a query string.
            pub const NAMES: &[&str] = &[$($name),+];

            fn parse(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$column),)+
                    _ => None,
                }
            }
        }
    };
}

/// A query for users.
pub type UserQuery = ListQuery<UserFilter, UserColumn>;

impl UserQuery {
    /// Parses the parameters of a query string; of a repeated name the first counts.
    #[must_use]
    pub fn parse(pairs: &[(String, String)]) -> Self {
        Self::from_pairs(pairs, UserFilter::parse, UserColumn::parse)
    }
}

columns! {
    /// A column by which users can be ordered.
    UserColumn { Id = "user_id", Username = "username", Name = "name", DateJoined = "date_joined" }
}

/// A condition on users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserFilter {
    /// `user_id=`
    Id(i64),
    /// `username=`
    Username(String),
    /// `username-like=`
    UsernameLike(String),
    /// `name=`
    Name(String),
    /// `name-like=`
    NameLike(String),
    /// `date_joined=`
    Joined(DateRange),
    /// `after=`: ids greater than this one.
    After(i64),
}

impl UserFilter {
    fn parse(name: &str, value: &str) -> Option<Self> {
        match name {
            "user_id" => not_negative(value).map(Self::Id),
            "username" => Some(Self::Username(value.to_owned())),
            "username-like" => Some(Self::UsernameLike(value.to_owned())),
            "name" => Some(Self::Name(value.to_owned())),
            "name-like" => Some(Self::NameLike(value.to_owned())),
            "date_joined" => DateRange::parse(value).map(Self::Joined),
            "after" => not_negative(value).map(Self::After),
            _ => None,
        }
    }
}

/// A query for messages of a chat.
pub type MessageQuery = ListQuery<MessageFilter, MessageColumn>;

impl MessageQuery {
    /// Parses the parameters of a query string; of a repeated name the first counts.
    #[must_use]
    pub fn parse(pairs: &[(String, String)]) -> Self {
        Self::from_pairs(pairs, MessageFilter::parse, MessageColumn::parse)
    }
}

columns! {
    /// A column by which messages can be ordered.
    MessageColumn {
        Id = "message_id",
        Chat = "chat_id",
        Written = "datetime_writing",
        Text = "text",
        Sender = "sender_id",
        Receiver = "receiver_id",
    }
}

/// A condition on messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageFilter {
    /// `message_id=`
    Id(i64),
    /// `chat_id=`
    Chat(i64),
    /// `datetime_writing=`
    Written(DateRange),
    /// `text=`
    Text(String),
    /// `text-like=`
    TextLike(String),
    /// `sender_id=`
    Sender(i64),
    /// `receiver_id=`
    Receiver(i64),
    /// `after=`: ids greater than this one.
    After(i64),
    /// `before=`: ids smaller than this one.
    Before(i64),
}

impl MessageFilter {
    fn parse(name: &str, value: &str) -> Option<Self> {
        match name {
            "message_id" => not_negative(value).map(Self::Id),
            "chat_id" => not_negative(value).map(Self::Chat),
            "datetime_writing" => DateRange::parse(value).map(Self::Written),
            "text" => Some(Self::Text(value.to_owned())),
            "text-like" => Some(Self::TextLike(value.to_owned())),
            "sender_id" => not_negative(value).map(Self::Sender),
            "receiver_id" => not_negative(value).map(Self::Receiver),
            "after" => not_negative(value).map(Self::After),
            "before" => not_negative(value).map(Self::Before),
            _ => None,
        }
    }
}

/// A query for a user's chats, or for the people whom a user has blocked, which come in order of id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatQuery {
    /// Ids greater than this one; 0 for all.
    pub after: i64,
    /// How many rows to return, up to [`MAX_PAGE`].
    pub limit: i64,
    /// Whether the chats are archived; `None` for both kinds.
    pub archived: Option<bool>,
}

impl ChatQuery {
    /// Rows after an id, whether archived or not.
    #[must_use]
    pub const fn after(after: i64, limit: i64) -> Self {
        Self { after, limit, archived: None }
    }

    /// Parses the parameters of a query string.
    #[must_use]
    pub fn parse(pairs: &[(String, String)]) -> Self {
        let pairs = first_of_each(pairs);
        let archived = pairs.iter().find(|(name, _)| *name == "archived");
        Self {
            after: number_at(&pairs, "after").unwrap_or(0),
            limit: paging_of(&pairs).limit,
            archived: archived.and_then(|(_, value)| value.parse().ok()),
        }
    }
}

fn first_of_each(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut seen = HashSet::new();
    pairs
        .iter()
        .filter(|(name, _)| seen.insert(name))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn paging_of(pairs: &[(&str, &str)]) -> Paging {
    Paging {
        limit: number_at(pairs, "limit").unwrap_or(MAX_PAGE).min(MAX_PAGE),
        offset: number_at(pairs, "offset").unwrap_or(0),
    }
}

fn number_at(pairs: &[(&str, &str)], wanted: &str) -> Option<i64> {
    pairs.iter().find(|(name, _)| *name == wanted).and_then(|(_, value)| not_negative(value))
}

fn not_negative(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| *number >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(query: &[(&str, &str)]) -> Vec<(String, String)> {
        query.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn filters_orders_and_paging_combine() {
        let query = UserQuery::parse(&pairs(&[
            ("username-like", "an"),
            ("ordered-by-desc", "name"),
            ("ordered-by", "user_id"),
            ("limit", "5"),
            ("offset", "10"),
        ]));
        assert_eq!(query.filters, [UserFilter::UsernameLike("an".into())]);
        let order = [(UserColumn::Name, Direction::Descending), (UserColumn::Id, Direction::Ascending)];
        assert_eq!(query.order, order);
        assert_eq!(query.paging, Paging { limit: 5, offset: 10 });
    }

    #[test]
    fn unknown_names_and_invalid_values_are_ignored() {
        let query = MessageQuery::parse(&pairs(&[
            ("limit", "abc"),
            ("offset", "-1"),
            ("colour", "red"),
            ("datetime_writing", "yesterday"),
            ("sender_id", "x"),
            ("receiver_id", "-1"),
            ("sender_id-like", "1"),
            ("ordered-by", "password_hash"),
        ]));
        let nothing =
            MessageQuery { filters: vec![], order: vec![], paging: Paging { limit: MAX_PAGE, offset: 0 } };
        assert_eq!(query, nothing);
    }

    #[test]
    fn the_first_of_a_repeated_key_counts() {
        let query = UserQuery::parse(&pairs(&[("limit", "x"), ("limit", "5"), ("name", "a"), ("name", "b")]));
        assert_eq!(query.paging.limit, MAX_PAGE);
        assert_eq!(query.filters, [UserFilter::Name("a".into())]);
    }

    #[test]
    fn a_date_without_a_fraction_means_the_whole_second() {
        let width = |text: &str| {
            let range = DateRange::parse(text).unwrap();
            (range.until - range.from).num_milliseconds()
        };
        assert_eq!(width("Thu, 20 May 2021 11:52:17 -0000"), 1000);
        assert_eq!(width("2021-05-20T11:52:17Z"), 1000);
        assert_eq!(width("2016-12-31T23:59:60Z"), 1000, "a leap second");
        assert_eq!(width("Thu, 20 May 2021 11:52:17 -0000 (approx.)"), 1000);
        assert_eq!(width("2021-05-20T11:52:17.000Z"), 1);
        assert_eq!(width("2021-05-20T11:52:17.123456Z"), 1);
    }

    proptest! {
        #[test]
        fn any_query_is_read_without_a_panic(query in prop::collection::vec((".*", ".*"), 0..8)) {
            let (users, messages) = (UserQuery::parse(&query), MessageQuery::parse(&query));
            prop_assert!((0..=MAX_PAGE).contains(&users.paging.limit) && messages.paging.offset >= 0);
        }

        #[test]
        fn any_value_of_a_known_key_is_read_without_a_panic(
            key in prop::sample::select(vec!["limit", "offset", "user_id", "date_joined", "after", "ordered-by"]),
            value in "[-0-9:TZ.+]{0,40}|.*",
        ) {
            let _ = UserQuery::parse(&[(key.to_owned(), value)]);
        }
    }
}
