//! The two databases, and how one test body becomes a test on each.

use crate::skipped::skipped;
use crate::{nats, postgres};
use std::future::Future;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// A server that the tests start themselves.
    Postgres,
}

impl Backend {
    /// Whether tests can run on it here. Where they can't, that is said (see [`skipped`]).
    pub fn is_here(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Postgres => match postgres::shared() {
                Ok(_) => true,
                Err(why) => {
                    skipped("the tests on PostgreSQL", why);
                    false
                }
            },
        }
    }
}

/// What a test gets for itself, made afresh on a backend.
pub trait OnBackend: Sized {
    /// Makes one.
    fn start(backend: Backend) -> impl Future<Output = Self>;
}

/// For a test that makes by itself what it needs.
impl OnBackend for Backend {
    async fn start(backend: Backend) -> Self {
        backend
    }
}

/// What a test gets for itself, served by two instances on PostgreSQL, each a process of its own, behind a proxy that leads
/// each connection to the other one.
pub trait OnCluster: Sized {
    /// Makes one, of this program.
    fn start_cluster(program: &str) -> impl Future<Output = Self>;
}

/// Runs a test's body on a backend; see [`on_both_databases`](crate::on_both_databases).
pub async fn run_on<T: OnBackend, F: Future<Output = ()>>(backend: Backend, body: impl FnOnce(T) -> F) {
    if backend.is_here() {
        body(T::start(backend).await).await;
    }
}

/// Runs a test's body on two instances; see [`on_one_and_on_two_instances`](crate::on_one_and_on_two_instances). If that
/// can't be done here, it is said.
pub async fn run_on_cluster<T: OnCluster, F: Future<Output = ()>>(program: &str, body: impl FnOnce(T) -> F) {
    match nats::shared() {
        Ok(_) if Backend::Postgres.is_here() => body(T::start_cluster(program).await).await,
        Ok(_) => {}
        Err(why) => skipped("the tests of several instances", why),
    }
}

/// Makes of each body two tests, `NAME::sqlite` and `NAME::postgres`. The argument is of any type that is
/// [`OnBackend`](crate::OnBackend).
///
/// ```ignore
/// on_both_databases! {
///     /// A sentence on what isn't plain from the name.
///     async fn a_sentence_that_the_test_proves(store: TestStore) {
///         assert!(store.database.ping().await.is_ok());
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($($subject:ident)+: $type:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn body($($subject)+: $type) $body
            $crate::run_body_on_both_databases!();
        }
    )+};
}

/// Makes of each body three tests: those of [`on_both_databases`](crate::on_both_databases), and `NAME::cluster`, in which
/// each request and each socket finds the other of two instances. The argument is of any type that is
/// [`OnBackend`](crate::OnBackend) and [`OnCluster`](crate::OnCluster).
///
/// It is not for tests that look behind the server, that are about what one instance does (its limits, its order of
/// events), or that are about single requests that leave nothing behind.
#[macro_export]
macro_rules! on_one_and_on_two_instances {
    ($($(#[$meta:meta])* async fn $name:ident($($subject:ident)+: $type:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn body($($subject)+: $type) $body
            $crate::run_body_on_both_databases!();

            #[tokio::test]
            async fn cluster() {
                let program = env!("CARGO_BIN_EXE_simple-chats-under-test");
                $crate::backends::run_on_cluster(program, body).await;
            }
        }
    )+};
}

/// The tests `sqlite` and `postgres` of a function `body` beside them.
#[doc(hidden)]
#[macro_export]
macro_rules! run_body_on_both_databases {
    () => {
        #[tokio::test]
        async fn sqlite() {
            $crate::backends::run_on($crate::Backend::Sqlite, body).await;
        }

        #[tokio::test]
        async fn postgres() {
            $crate::backends::run_on($crate::Backend::Postgres, body).await;
        }
    };
}
