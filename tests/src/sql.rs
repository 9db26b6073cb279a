//! Values by SQL, around the repositories. The column is called `value`.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use simple_chats_persistence::DbConnection;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    value: String,
}

pub fn number(conn: &mut DbConnection, statement: &str) -> i64 {
    sql_query(statement).get_result::<Number>(conn).expect("a row with a number").value
}

pub fn text(conn: &mut DbConnection, statement: &str) -> String {
    sql_query(statement).get_result::<Line>(conn).expect("a row with a text").value
}

pub fn texts(conn: &mut DbConnection, statement: &str) -> Vec<String> {
    let rows: Vec<Line> = sql_query(statement).load(conn).expect("rows with a text");
    rows.into_iter().map(|row| row.value).collect()
}
