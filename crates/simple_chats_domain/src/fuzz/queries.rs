//! Queries of lists.

use super::{SPECIAL, TIMES, is_printable};
use crate::{
    DateRange, Direction, ListQuery, MAX_PAGE, MessageColumn, MessageFilter, MessageQuery, UserColumn,
    UserFilter, UserQuery, parse_time, rfc3339_millis,
};
use simple_chats_fuzzing::{Decisions, fuzz};

const NAMES: &[&str] = &[
    "limit",
    "offset",
    "after",
    "before",
    "ordered-by",
    "ordered-by-desc",
    "user_id",
    "username",
    "username-like",
    "name",
    "name-like",
    "date_joined",
    "message_id",
    "chat_id",
    "datetime_writing",
    "text",
    "text-like",
    "sender_id",
    "receiver_id",
    "password_hash",
    "",
];

const COLUMNS: &[&str] = &[
    "user_id",
    "username",
    "name",
    "date_joined",
    "message_id",
    "chat_id",
    "datetime_writing",
    "text",
    "sender_id",
    "receiver_id",
    "password_hash",
];

fn parameter(decisions: &mut Decisions<'_>) -> (String, String) {
    let name = (*decisions.one_of(NAMES)).to_owned();
    let value = match decisions.below(4) {
        0 => decisions.number().to_string(),
        1 => (*decisions.one_of(COLUMNS)).to_owned(),
        2 => {
            let time = *decisions.one_of(&[
                "2021-05-20T11:52:17",
                "Thu, 20 May 2021 11:52:17",
                "2016-12-31T23:59:60",
            ]);
            format!("{time}{}", decisions.one_of(&["Z", ".123Z", " -0000", "+02:00", " (a.b)", ""]))
        }
        _ => decisions.text(&[SPECIAL, TIMES].concat()),
    };
    (name, value)
}

/// What is understood of a query says the same when it is written down again.
#[test]
fn list_queries() {
    fuzz!(|input: &[u8]| {
        let pairs = Decisions::of(input).list(9, parameter);
        if pairs.iter().any(|(_, value)| parse_time(value).is_some_and(|time| !is_printable(time))) {
            return;
        }
        let (users, messages) = (UserQuery::parse(&pairs), MessageQuery::parse(&pairs));
        assert_eq!(UserQuery::parse(&written(&users, user_filter, user_column)), users);
        assert_eq!(MessageQuery::parse(&written(&messages, message_filter, message_column)), messages);
        let twice = [pairs.clone(), pairs].concat();
        assert_eq!(
            (UserQuery::parse(&twice), MessageQuery::parse(&twice)),
            (users, messages),
            "the first counts"
        );
    });
}

fn written<F, C: Copy>(
    query: &ListQuery<F, C>,
    filter: fn(&F) -> (&'static str, String),
    column: fn(C) -> &'static str,
) -> Vec<(String, String)> {
    let paging = [("limit", query.paging.limit.to_string()), ("offset", query.paging.offset.to_string())];
    assert!((0..=MAX_PAGE).contains(&query.paging.limit) && query.paging.offset >= 0);
    let order = query.order.iter().map(|(by, direction)| match direction {
        Direction::Ascending => ("ordered-by", column(*by).to_owned()),
        Direction::Descending => ("ordered-by-desc", column(*by).to_owned()),
    });
    let pairs = query.filters.iter().map(filter).chain(order).chain(paging);
    pairs.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn id(id: i64) -> String {
    assert!(id >= 0);
    id.to_string()
}

fn range(range: &DateRange) -> String {
    let text = rfc3339_millis(range.from);
    match (range.until - range.from).num_milliseconds() {
        1 => text,
        1000 => text.replace(".000Z", "Z"),
        other => panic!("{other} ms"),
    }
}

fn user_filter(filter: &UserFilter) -> (&'static str, String) {
    match filter {
        UserFilter::Id(number) => ("user_id", id(*number)),
        UserFilter::Username(text) => ("username", text.clone()),
        UserFilter::UsernameLike(text) => ("username-like", text.clone()),
        UserFilter::Name(text) => ("name", text.clone()),
        UserFilter::NameLike(text) => ("name-like", text.clone()),
        UserFilter::Joined(dates) => ("date_joined", range(dates)),
        UserFilter::After(number) => ("after", id(*number)),
    }
}

fn user_column(column: UserColumn) -> &'static str {
    match column {
        UserColumn::Id => "user_id",
        UserColumn::Username => "username",
        UserColumn::Name => "name",
        UserColumn::DateJoined => "date_joined",
    }
}

fn message_filter(filter: &MessageFilter) -> (&'static str, String) {
    match filter {
        MessageFilter::Id(number) => ("message_id", id(*number)),
        MessageFilter::Chat(number) => ("chat_id", id(*number)),
        MessageFilter::Written(dates) => ("datetime_writing", range(dates)),
        MessageFilter::Text(text) => ("text", text.clone()),
        MessageFilter::TextLike(text) => ("text-like", text.clone()),
        MessageFilter::Sender(number) => ("sender_id", id(*number)),
        MessageFilter::Receiver(number) => ("receiver_id", id(*number)),
        MessageFilter::After(number) => ("after", id(*number)),
        MessageFilter::Before(number) => ("before", id(*number)),
    }
}

fn message_column(column: MessageColumn) -> &'static str {
    match column {
        MessageColumn::Id => "message_id",
        MessageColumn::Chat => "chat_id",
        MessageColumn::Written => "datetime_writing",
        MessageColumn::Text => "text",
        MessageColumn::Sender => "sender_id",
        MessageColumn::Receiver => "receiver_id",
    }
}
