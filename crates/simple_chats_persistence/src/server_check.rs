//! What a PostgreSQL server must be like, checked before it is used: otherwise some statements fail later, at random.

use crate::address::DatabaseAddress;
use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

/// Checks that a database stores any text, and that each connection has a session of its own. An embedded one always does.
///
/// Fails with [`StoreError::Schema`] and a way out.
pub fn check_server(address: &DatabaseAddress) -> Result<()> {
    if matches!(address, DatabaseAddress::Sqlite(_)) {
        return Ok(());
    }
    let mut one = DbConnection::open(address)?;
    let session = Session::of(&mut one)?;
    if session.encoding != "UTF8" {
        return Err(StoreError::Schema(format!(
            "the database {:?} has the encoding {}, which can't store every text: expected one that was made with CREATE \
             DATABASE ... ENCODING 'UTF8' TEMPLATE template0",
            session.database, session.encoding
        )));
    }
    let mut other = DbConnection::open(address)?;
    // The second time, a pooler may choose the connection that it has not chosen before.
    let (of_other, again) = (Session::of(&mut other)?.process, Session::of(&mut other)?.process);
    let is_kept = of_other == again && session.process == Session::of(&mut one)?.process;
    if !is_kept || session.process == of_other {
        return Err(StoreError::Schema(
            "connections share their sessions, as behind PgBouncer with pool_mode = transaction: expected pool_mode = \
             session, or a DATABASE_URL that leads to PostgreSQL itself"
                .to_owned(),
        ));
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Session {
    #[diesel(sql_type = Integer)]
    process: i32,
    #[diesel(sql_type = Text)]
    database: String,
    #[diesel(sql_type = Text)]
    encoding: String,
}

impl Session {
    /// The session that a connection has during one transaction.
    fn of(conn: &mut DbConnection) -> Result<Self> {
        conn.batch_execute("BEGIN")?;
        let session = diesel::sql_query(
            "SELECT pg_backend_pid() AS process, current_database()::text AS database, \
             current_setting('server_encoding') AS encoding",
        )
        .get_result(conn)?;
        conn.batch_execute("COMMIT")?;
        Ok(session)
    }
}
