//! The pool of connections for reads. It doesn't test them: a read notices by itself that its connection is broken.

use crate::address::DatabaseAddress;
use crate::connection::{Access, DbConnection};
use crate::error::{Result, StoreError};
use diesel::RunQueryDsl;
use std::time::Duration;

/// A pool that waits so long for a connection.
pub(super) fn build(address: &DatabaseAddress, size: u32, timeout: Duration) -> Pool {
    r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .connection_timeout(timeout)
        .test_on_check_out(false)
        .error_handler(Box::new(LogErrors))
        .build_unchecked(Manager { address: address.clone() })
}

/// Checks that the database responds.
pub(crate) fn ping(conn: &mut DbConnection) -> Result<()> {
    diesel::sql_query("SELECT 1").execute(conn)?;
    Ok(())
}

pub(super) type Pool = r2d2::Pool<Manager>;

pub(super) type PooledConnection = r2d2::PooledConnection<Manager>;

/// A connection of the pool.
pub(super) struct Connection {
    pub(super) inner: DbConnection,
    /// Then it doesn't return to the pool.
    pub(super) is_broken: bool,
}

#[derive(Debug)]
pub(super) struct Manager {
    address: DatabaseAddress,
}

impl r2d2::ManageConnection for Manager {
    type Connection = Connection;
    type Error = StoreError;

    fn connect(&self) -> Result<Connection> {
        Ok(Connection { inner: DbConnection::open_for(&self.address, Access::ReadOnly)?, is_broken: false })
    }

    fn is_valid(&self, conn: &mut Connection) -> Result<()> {
        ping(&mut conn.inner)
    }

    fn has_broken(&self, conn: &mut Connection) -> bool {
        conn.is_broken
    }
}

#[derive(Debug)]
struct LogErrors;

impl r2d2::HandleError<StoreError> for LogErrors {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "a connection to the database failed");
    }
}
