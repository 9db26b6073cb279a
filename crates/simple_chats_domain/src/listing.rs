//! Lists: filters, orders and paging as a query string names them. What is not valid there is passed over, as the
//! original application did.

use crate::times::parse_time;
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use std::collections::HashSet;

/// How many rows a list gives at most.
pub const MAX_PAGE: i64 = 1000;

/// A part of a list, and whether there is more behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Whether more rows follow.
    pub more: bool,
}

impl<T> Page<T> {
    /// Cuts rows that were read with one more than `limit`.
    #[must_use]
    pub fn cut(mut items: Vec<T>, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = items.len() > limit;
        items.truncate(limit);
        Self { items, more }
    }

    /// The same page with each row turned into something else.
    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), more: self.more }
    }
}

/// How much of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// How many rows, up to [`MAX_PAGE`].
    pub limit: i64,
    /// How many rows to pass over.
    pub offset: i64,
}

/// From a smaller to a greater value, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// A span of time, from `from` up to but without `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The first moment after it.
    pub until: DateTime<Utc>,
}

impl DateRange {
    /// The span that a date in a filter means: a millisecond where it has a fraction, else the whole second.
    fn parse(text: &str) -> Option<Self> {
        let time = parse_time(text)?;
        let width = if time.nanosecond() == 0 && !text.contains('.') { 1000 } else { 1 };
        let from = crate::cut_to_millis(time);
        Some(Self { from, until: from.checked_add_signed(TimeDelta::milliseconds(width))? })
    }
}

/// A column by which users can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserColumn {
    /// `user_id`
    Id,
    /// `username`
    Username,
    /// `name`
    Name,
    /// `date_joined`
    DateJoined,
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
    /// `after=`: ids beyond this one.
    After(i64),
}

/// Which users, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserQuery {
    /// Conditions, all of which hold.
    pub filters: Vec<UserFilter>,
    /// By what to order, the first first; at last by id, in the direction of the last one.
    pub order: Vec<(UserColumn, Direction)>,
    /// How much of the list.
    pub paging: Paging,
}

impl UserQuery {
    /// Reads the parameters of a query string.
    #[must_use]
    pub fn parse(pairs: &[(String, String)]) -> Self {
        let pairs = first_of_each(pairs);
        let filter = |(key, value): &(&str, &str)| {
            let text = || (*value).to_owned();
            match *key {
                "user_id" => not_negative(value).map(UserFilter::Id),
                "username" => Some(UserFilter::Username(text())),
                "username-like" => Some(UserFilter::UsernameLike(text())),
                "name" => Some(UserFilter::Name(text())),
                "name-like" => Some(UserFilter::NameLike(text())),
                "date_joined" => DateRange::parse(value).map(UserFilter::Joined),
                "after" => not_negative(value).map(UserFilter::After),
                _ => None,
            }
        };
        let column = |name: &str| match name {
            "user_id" => Some(UserColumn::Id),
            "username" => Some(UserColumn::Username),
            "name" => Some(UserColumn::Name),
            "date_joined" => Some(UserColumn::DateJoined),
            _ => None,
        };
        Self {
            filters: pairs.iter().filter_map(filter).collect(),
            order: order_of(&pairs, column),
            paging: paging_of(&pairs),
        }
    }
}

/// A column by which messages can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageColumn {
    /// `message_id`
    Id,
    /// `chat_id`, the same for all of a chat
    Chat,
    /// `datetime_writing`
    Written,
    /// `text`
    Text,
    /// `sender_id`
    Sender,
    /// `receiver_id`
    Receiver,
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
    /// `after=`: ids beyond this one.
    After(i64),
    /// `before=`: ids below this one.
    Before(i64),
}

/// Which messages of a chat, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageQuery {
    /// Conditions, all of which hold.
    pub filters: Vec<MessageFilter>,
    /// By what to order, the first first; at last by id, in the direction of the last one.
    pub order: Vec<(MessageColumn, Direction)>,
    /// How much of the list.
    pub paging: Paging,
}

impl MessageQuery {
    /// Reads the parameters of a query string.
    #[must_use]
    pub fn parse(pairs: &[(String, String)]) -> Self {
        let pairs = first_of_each(pairs);
        let filter = |(key, value): &(&str, &str)| {
            let text = || (*value).to_owned();
            match *key {
                "message_id" => not_negative(value).map(MessageFilter::Id),
                "chat_id" => not_negative(value).map(MessageFilter::Chat),
                "datetime_writing" => DateRange::parse(value).map(MessageFilter::Written),
                "text" => Some(MessageFilter::Text(text())),
                "text-like" => Some(MessageFilter::TextLike(text())),
                "sender_id" => not_negative(value).map(MessageFilter::Sender),
                "receiver_id" => not_negative(value).map(MessageFilter::Receiver),
                "after" => not_negative(value).map(MessageFilter::After),
                "before" => not_negative(value).map(MessageFilter::Before),
                _ => None,
            }
        };
        let column = |name: &str| match name {
            "message_id" => Some(MessageColumn::Id),
            "chat_id" => Some(MessageColumn::Chat),
            "datetime_writing" => Some(MessageColumn::Written),
            "text" => Some(MessageColumn::Text),
            "sender_id" => Some(MessageColumn::Sender),
            "receiver_id" => Some(MessageColumn::Receiver),
            _ => None,
        };
        Self {
            filters: pairs.iter().filter_map(filter).collect(),
            order: order_of(&pairs, column),
            paging: paging_of(&pairs),
        }
    }
}

/// Which of a user's chats, in order of id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatQuery {
    /// Ids beyond this one; 0 for all.
    pub after: i64,
    /// How many rows, up to [`MAX_PAGE`].
    pub limit: i64,
}

impl ChatQuery {
    /// Reads the parameters of a query string.
    #[must_use]
    pub fn parse(pairs: &[(String, String)]) -> Self {
        let pairs = first_of_each(pairs);
        Self { after: number_at(&pairs, "after").unwrap_or(0), limit: paging_of(&pairs).limit }
    }
}

fn first_of_each(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut seen = HashSet::new();
    pairs
        .iter()
        .filter(|(key, _)| seen.insert(key))
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect()
}

fn order_of<C>(pairs: &[(&str, &str)], column: impl Fn(&str) -> Option<C>) -> Vec<(C, Direction)> {
    let ordered = |(key, value): &(&str, &str)| match *key {
        "ordered-by" => column(value).map(|column| (column, Direction::Ascending)),
        "ordered-by-desc" => column(value).map(|column| (column, Direction::Descending)),
        _ => None,
    };
    pairs.iter().filter_map(ordered).collect()
}

fn paging_of(pairs: &[(&str, &str)]) -> Paging {
    Paging {
        limit: number_at(pairs, "limit").unwrap_or(MAX_PAGE).min(MAX_PAGE),
        offset: number_at(pairs, "offset").unwrap_or(0),
    }
}

fn number_at(pairs: &[(&str, &str)], name: &str) -> Option<i64> {
    pairs.iter().find(|(key, _)| *key == name).and_then(|(_, value)| not_negative(value))
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
    fn what_is_not_valid_is_passed_over() {
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
