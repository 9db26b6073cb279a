//! Query plans: the statements that a repository function really runs, and the steps of their plans that read a whole table
//! or sort rows which an index could return in order.

use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use diesel::sql_types::Text;
use simple_chats_persistence::DbConnection;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// The statements that some work runs on a connection, as its database plans them: SQLite without knowing the values, which
/// may be others the next time (a condition of a partial index must stand in the statement itself, therefore), and
/// PostgreSQL with the values in their places.
pub fn statements_of(conn: &mut DbConnection, work: impl FnOnce(&mut DbConnection)) -> Vec<String> {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let writer = Arc::clone(&log);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            writer.lock().unwrap_or_else(PoisonError::into_inner).push(query.to_string());
        }
    });
    work(conn);
    conn.set_instrumentation(None::<fn(InstrumentationEvent<'_>)>);
    let log = log.lock().unwrap_or_else(PoisonError::into_inner);
    let planned = match conn {
        DbConnection::Sqlite(_) => without_values,
        DbConnection::Postgres(_) => with_values,
    };
    log.iter().filter(|statement| is_explainable(statement)).map(|statement| planned(statement)).collect()
}

fn is_explainable(statement: &str) -> bool {
    ["SELECT", "WITH", "UPDATE", "DELETE", "INSERT"].iter().any(|verb| statement.starts_with(verb))
}

fn without_values(statement: &str) -> String {
    let (sql, _) = statement.rsplit_once(" -- binds: ").expect("Diesel prints a statement's values");
    sql.to_owned()
}

/// Replaces the placeholders of a statement (`?`, `$1`, …) by the values that Diesel prints after it.
pub fn with_values(statement: &str) -> String {
    let (sql, values) = statement.rsplit_once(" -- binds: ").expect("Diesel prints a statement's values");
    let values = values_of(values);
    let (mut filled, mut rest, mut next) = (String::new(), sql.chars().peekable(), 0);
    while let Some(character) = rest.next() {
        let position = match character {
            '?' => next,
            '$' => {
                let mut digits = String::new();
                while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                    digits.push(digit);
                }
                digits.parse::<usize>().expect("a number behind the dollar") - 1
            }
            other => {
                filled.push(other);
                continue;
            }
        };
        next = position + 1;
        filled.push_str(values.get(position).expect("a value for each place"));
    }
    filled
}

/// The values in a list as `Debug` prints it, as SQL writes them.
fn values_of(list: &str) -> Vec<String> {
    let list = list.trim().strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    let list = list.expect("Diesel prints the values as a list");
    let (mut values, mut rest) = (Vec::new(), list);
    while !rest.is_empty() {
        let end = if rest.starts_with('"') {
            let escaped =
                |(at, _): &(usize, &str)| !rest[..*at].ends_with('\\') || rest[..*at].ends_with("\\\\");
            rest.match_indices('"').skip(1).find(escaped).expect("a text ends").0 + 1
        } else if rest.starts_with('[') {
            rest.find(']').expect("a list ends") + 1
        } else {
            rest.find(", ").unwrap_or(rest.len())
        };
        let (value, behind) = rest.split_at(end);
        values.push(as_sql(value));
        rest = behind.trim_start_matches(", ");
    }
    values
}

fn as_sql(value: &str) -> String {
    if value.parse::<i64>().is_ok() {
        return value.to_owned();
    }
    if value == "None" {
        return "NULL".to_owned();
    }
    if value.starts_with('[') {
        // A list of numbers or of texts, which only PostgreSQL takes as one value.
        return format!("ARRAY[{}]", values_of(value).join(", "));
    }
    if let Some(time) = value.strip_prefix("Millis(").and_then(|time| time.strip_suffix(')')) {
        return time.to_owned();
    }
    let text = value.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(value);
    // The last character, at the end of a range.
    let text = text.replace("\\u{10ffff}", "\u{10FFFF}");
    format!("'{}'", text.replace("\\\"", "\"").replace("\\\\", "\\").replace('\'', "''"))
}

#[derive(QueryableByName)]
struct SqliteStep {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresStep {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

/// A database's plan for a statement, line by line.
pub fn plan_of(conn: &mut DbConnection, statement: &str) -> Vec<String> {
    match conn {
        DbConnection::Sqlite(conn) => {
            let steps: Vec<SqliteStep> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {statement}"))
                .load(conn)
                .expect("the statement can be explained");
            steps.into_iter().map(|step| step.detail).collect()
        }
        DbConnection::Postgres(conn) => {
            let steps: Vec<PostgresStep> = diesel::sql_query(format!("EXPLAIN {statement}"))
                .load(conn)
                .expect("the statement can be explained");
            steps.into_iter().map(|step| step.line).collect()
        }
    }
}

/// What speaks against a plan, with the line that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFault<'a> {
    /// A table is read from end to end, in no useful order.
    WholeTable(&'a str),
    /// A table is read in an index's order, but not by a value that picks some of its rows.
    WholeIndex(&'a str),
    /// Rows are sorted, which an index could give in order.
    Sort(&'a str),
}

/// The names of what a statement derives itself, such as the rows of a page: it is small, so that it may be read whole
/// and put into order.
#[derive(Debug, Clone, Copy)]
pub struct Derived<'a>(pub &'a [&'a str]);

impl Derived<'_> {
    fn has(self, name: &str) -> bool {
        self.0.contains(&name.split(['.', ' ']).next().unwrap_or(name))
    }
}

/// What speaks against a plan.
pub fn faults_of<'a>(plan: &'a [String], derived: &Derived<'_>) -> Vec<PlanFault<'a>> {
    let mut faults = Vec::new();
    let mut read = "";
    for (line, next) in plan.iter().zip(plan.iter().skip(1).map(String::as_str).chain([""])) {
        let step = line.trim().trim_start_matches("->").trim();
        if let Some(table) = step.strip_prefix("SCAN ").or_else(|| step.strip_prefix("SEARCH ")) {
            read = table;
        }
        faults.extend(
            sqlite_fault(step, read, *derived).or_else(|| postgres_fault(step, next.trim(), *derived)),
        );
    }
    faults
}

/// `read` is what the step before last read, for a sort stands behind what it sorts.
fn sqlite_fault<'a>(step: &'a str, read: &str, derived: Derived<'_>) -> Option<PlanFault<'a>> {
    if derived.has(read) {
        return None;
    }
    if step.starts_with("SEARCH ") {
        // `(user1_id=? AND chat_id>?)`; without an equation it is a part of the whole in order.
        (!step.contains("=?")).then_some(PlanFault::WholeIndex(step))
    } else if step.starts_with("SCAN ") {
        // Without an index this is the order of the primary key.
        Some(PlanFault::WholeIndex(step))
    } else {
        step.starts_with("USE TEMP B-TREE").then_some(PlanFault::Sort(step))
    }
}

fn postgres_fault<'a>(step: &'a str, next: &str, derived: Derived<'_>) -> Option<PlanFault<'a>> {
    if step.contains("Seq Scan on ") {
        Some(PlanFault::WholeTable(step))
    } else if step.starts_with("Index Scan ") || step.starts_with("Index Only Scan ") {
        let picks = next.strip_prefix("Index Cond: ").is_some_and(|condition| condition.contains(" = "));
        (!picks).then_some(PlanFault::WholeIndex(step))
    } else if step.starts_with("Sort  ") || step.starts_with("Incremental Sort  ") {
        let small = next.strip_prefix("Sort Key: ").is_some_and(|key| derived.has(key));
        (!small).then_some(PlanFault::Sort(step))
    } else {
        None
    }
}

/// A statement with its plan, for people to read.
pub fn shown(statement: &str, plan: &[String]) -> String {
    plan.iter().fold(format!("{statement}\n"), |mut text, line| {
        writeln!(text, "    {line}").expect("a text can be written to");
        text
    })
}
