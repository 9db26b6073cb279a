//! All rows of a database, in a form that doesn't depend on the database.

use simple_chats_persistence::DbConnection;
use simple_chats_tests::sql;

/// A table and expressions of its columns. Those with an `@` are columns for times of the first schema.
pub(super) type Columns = (&'static str, &'static [&'static str]);

/// The rows of tables, each as a line; for each table in an order that doesn't depend on the database.
pub(super) fn contents(conn: &mut DbConnection, tables: &[Columns]) -> Vec<Vec<String>> {
    let text_of = |column: &str, conn: &DbConnection| {
        let value = match (column.strip_prefix('@'), conn) {
            (None, _) => column.to_owned(),
            (Some(time), DbConnection::Sqlite(_)) => {
                format!("CAST(round(unixepoch({time}, 'subsec') * 1000) AS BIGINT)")
            }
            (Some(time), DbConnection::Postgres(_)) => {
                format!("CAST(EXTRACT(EPOCH FROM {time}) * 1000 AS BIGINT)")
            }
        };
        format!("COALESCE(CAST({value} AS TEXT), 'nothing')")
    };
    let lines_of = |(table, columns): &Columns| {
        let texts: Vec<String> = columns.iter().map(|column| text_of(column, conn)).collect();
        let statement = format!("SELECT {} AS value FROM {table}", texts.join(" || ' | ' || "));
        let mut lines = sql::texts(conn, &statement);
        lines.sort();
        lines
    };
    tables.iter().map(lines_of).collect()
}
