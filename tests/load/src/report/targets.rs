//! The targets of the project on two shared cores, with the load generator beside the server.

use super::Subject;
use crate::Storage::{self, Postgres, Sqlite};
use crate::scenarios::Other::{Idle, Pipelined, Post, Soak, Sockets, Start, Steady};
use crate::scenarios::Read::{
    ChatPage, ChatPageCompressed, ListPage, Me, Messages, MessagesByTime, MessagesNotModified, SearchPage,
    Users, UsersLike,
};
use crate::scenarios::{Figure, Scenario};

struct Target {
    scenario: Scenario,
    storage: Storage,
    figure: &'static str,
    limit: f64,
}

const fn read(read: crate::scenarios::Read, figure: &'static str, limit: f64) -> Target {
    Target { scenario: Scenario::Read(read), storage: Sqlite, figure, limit }
}

const fn other(other: crate::scenarios::Other, storage: Storage, figure: &'static str, limit: f64) -> Target {
    Target { scenario: Scenario::Other(other), storage, figure, limit }
}

const TARGETS: &[Target] = &[
    read(Me, "requests", 20_000.0),
    read(Users, "requests", 12_000.0),
    read(UsersLike, "alone, p50", 5.0),
    read(Messages, "requests", 8_000.0),
    read(MessagesByTime, "alone, p50", 5.0),
    read(MessagesNotModified, "requests", 20_000.0),
    read(ChatPage, "requests", 4_000.0),
    read(ChatPage, "body", 20.0),
    read(ChatPageCompressed, "body", 5.0),
    read(ListPage, "requests", 5_000.0),
    read(SearchPage, "alone, p50", 5.0),
    other(Post, Sqlite, "messages", 6_000.0),
    other(Sockets, Sqlite, "messages", 9_000.0),
    other(Sockets, Sqlite, "server", 130.0),
    other(Sockets, Sqlite, "written to disk", 4.0),
    other(Sockets, Postgres, "messages", 8_000.0),
    other(Pipelined, Sqlite, "messages", 13_000.0),
    other(Pipelined, Sqlite, "server", 90.0),
    other(Pipelined, Sqlite, "written to disk", 4.0),
    other(Pipelined, Postgres, "messages", 12_000.0),
    other(Steady, Sqlite, "delay p50", 1.0),
    other(Steady, Sqlite, "delay p99", 5.0),
    other(Steady, Sqlite, "server", 250.0),
    other(Steady, Sqlite, "written to disk", 20.0),
    other(Steady, Postgres, "delay p50", 4.0),
    other(Steady, Postgres, "delay p99", 12.0),
    other(Steady, Postgres, "server", 250.0),
    other(Soak, Sqlite, "delay p99", 6.0),
    other(Soak, Sqlite, "delay max", 20.0),
    other(Idle, Sqlite, "server", 10.0),
    other(Idle, Sqlite, "a minute after closing", 40.0),
    other(Start, Sqlite, "idle server", 15.0),
];

/// The target of a figure, and whether a median reaches it.
pub(super) fn cell(subject: &Subject, figure: &Figure, median: f64) -> String {
    let target = TARGETS.iter().find(|target| {
        (target.scenario, target.storage, target.figure) == (subject.scenario, subject.storage, figure.name)
    });
    let Some(Target { limit, .. }) = target else { return String::new() };
    let is_reached = if figure.unit == "/s" { median >= *limit } else { median <= *limit };
    format!("{limit}: {}", if is_reached { "reached" } else { "missed" })
}
