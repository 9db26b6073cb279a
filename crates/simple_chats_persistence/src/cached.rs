//! Statements in plain SQL that are prepared once for each connection. Diesel prepares those of `sql_query` again at each
//! execution, because it can't know how many different ones a program makes.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::deserialize::{self, QueryableByName};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::RunQueryDsl;
use diesel::query_dsl::methods::LoadQuery;
use diesel::row::NamedRow;
use std::marker::PhantomData;

/// A statement that stays prepared. See [`cached`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cached<Q>(Q);

/// Keeps a statement prepared. Its SQL must not depend on input, as no prepared statement is ever dropped, and must name
/// its columns: PostgreSQL refuses a prepared statement whose columns a migration has changed.
pub(crate) fn cached<Q>(statement: Q) -> Cached<Q> {
    Cached(statement)
}

/// The row of a statement that returns none.
#[derive(Debug)]
pub(crate) enum NoRow {}

impl<DB: Backend> QueryableByName<DB> for NoRow {
    fn build<'a>(_: &impl NamedRow<'a, DB>) -> deserialize::Result<Self> {
        Err("a row of a statement that returns none".into())
    }
}

impl<Q> Cached<Q> {
    /// Runs a statement that returns no rows. `execute` would prepare it again each time: it takes a reference to the
    /// statement, and references don't know that it may stay prepared.
    pub(crate) fn run<'query, Conn>(self, conn: &mut Conn) -> QueryResult<()>
    where
        Self: LoadQuery<'query, Conn, NoRow>,
    {
        self.load(conn).map(|_| ())
    }
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Cached<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Cached<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

/// A statement that stays prepared and whose columns are read by position. See [`by_position`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct ByPosition<ST, Q>(Cached<Q>, PhantomData<ST>);

/// As [`cached`], for rows whose columns have these types in this order.
pub(crate) fn by_position<ST, Q>(statement: Q) -> ByPosition<ST, Q> {
    ByPosition(cached(statement), PhantomData)
}

impl<DB: Backend, ST, Q: QueryFragment<DB>> QueryFragment<DB> for ByPosition<ST, Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, backend: &DB) -> QueryResult<bool> {
        self.0.is_safe_to_cache_prepared(backend)
    }
}

impl<ST, Q> QueryId for ByPosition<ST, Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST: 'static, Q> Query for ByPosition<ST, Q> {
    type SqlType = ST;
}

impl<Conn, ST, Q> RunQueryDsl<Conn> for ByPosition<ST, Q> {}

impl<Q: Query> Query for Cached<Q> {
    type SqlType = Q::SqlType;
}

impl<Conn, Q> RunQueryDsl<Conn> for Cached<Q> {}
