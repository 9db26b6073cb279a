//! The two databases, and how one test body becomes a test on each.

use crate::skipped::skipped;
use crate::{nats, postgres};
use std::future::Future;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    /// A server that the tests start themselves.
    Postgres,
}

impl Backend {
    /// Whether tests can run on it here; if they can't, they are reported as [`skipped`].
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

/// A new resource for one test, on a backend.
pub trait OnBackend: Sized {
    fn start(backend: Backend) -> impl Future<Output = Self>;
}

/// For a test that makes its resources itself.
impl OnBackend for Backend {
    async fn start(backend: Backend) -> Self {
        backend
    }
}

/// A new resource for one test, served by two instances on PostgreSQL, each a process of its own, behind a proxy that leads
/// each connection to the other one.
pub trait OnCluster: Sized {
    /// Makes one, of this program.
    fn start_cluster(program: &str) -> impl Future<Output = Self>;
}

/// A new resource for one test on SQLite, whose server stores attachments in a bucket of its own.
pub trait OnBucket: Sized {
    fn start_with_bucket() -> impl Future<Output = Self>;
}

/// Runs a test's body with a bucket; see [`on_all_storages`](crate::on_all_storages).
pub async fn run_with_bucket<T: OnBucket, F: Future<Output = ()>>(body: impl FnOnce(T) -> F) {
    body(T::start_with_bucket().await).await;
}

/// Runs a test's body on a backend; see [`on_both_databases`](crate::on_both_databases).
pub async fn run_on<T: OnBackend, F: Future<Output = ()>>(backend: Backend, body: impl FnOnce(T) -> F) {
    if backend.is_here() {
        body(T::start(backend).await).await;
    }
}

/// Runs a test's body on two instances; see [`on_one_and_on_two_instances`](crate::on_one_and_on_two_instances). If that
/// can't be done here, it is reported as skipped.
pub async fn run_on_cluster<T: OnCluster, F: Future<Output = ()>>(program: &str, body: impl FnOnce(T) -> F) {
    match nats::shared() {
        Ok(_) if Backend::Postgres.is_here() => body(T::start_cluster(program).await).await,
        Ok(_) => {}
        Err(why) => skipped("the tests of several instances", why),
    }
}

/// Makes two tests of each body, `NAME::sqlite` and `NAME::postgres`. The argument is of any type that is
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
    ($($bodies:tt)+) => { $crate::modules_of_tests! { run_on_both_databases $($bodies)+ } };
}

/// Makes three tests of each body: those of [`on_both_databases`](crate::on_both_databases), and `NAME::bucket`, in which
/// attachments are in a bucket instead of a folder. The argument is of any type that is [`OnBackend`](crate::OnBackend) and
/// [`OnBucket`](crate::OnBucket).
#[macro_export]
macro_rules! on_all_storages {
    ($($bodies:tt)+) => { $crate::modules_of_tests! { run_on_all_storages $($bodies)+ } };
}

/// Makes three tests of each body: those of [`on_both_databases`](crate::on_both_databases), and `NAME::cluster`, in which
/// each request and each socket reaches the other of two instances. The argument is of any type that is
/// [`OnBackend`](crate::OnBackend) and [`OnCluster`](crate::OnCluster).
///
/// It is not for tests that look behind the server, that are about what one instance does (its limits, its order of
/// events), or that are about single requests that leave nothing behind.
#[macro_export]
macro_rules! on_one_and_on_two_instances {
    ($($bodies:tt)+) => { $crate::modules_of_tests! { run_on_one_and_on_two_instances $($bodies)+ } };
}

/// Makes a test on PostgreSQL of each body, which keeps its name.
#[macro_export]
macro_rules! on_postgres {
    ($($(#[$meta:meta])* async fn $name:ident($($subject:ident)+: $type:ty) $body:block)+) => {$(
        $(#[$meta])*
        #[tokio::test]
        async fn $name() {
            async fn body($($subject)+: $type) $body
            $crate::backends::run_on($crate::Backend::Postgres, body).await;
        }
    )+};
}

/// A module for each body, with the tests that a macro makes of the function `body`.
#[doc(hidden)]
#[macro_export]
macro_rules! modules_of_tests {
    ($run:ident $($(#[$meta:meta])* async fn $name:ident($($subject:ident)+: $type:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn body($($subject)+: $type) $body
            $crate::$run!();
        }
    )+};
}

#[doc(hidden)]
#[macro_export]
macro_rules! run_on_both_databases {
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

#[doc(hidden)]
#[macro_export]
macro_rules! run_on_all_storages {
    () => {
        $crate::run_on_both_databases!();

        #[tokio::test]
        async fn bucket() {
            $crate::backends::run_with_bucket(body).await;
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! run_on_one_and_on_two_instances {
    () => {
        $crate::run_on_both_databases!();

        #[tokio::test]
        async fn cluster() {
            let program = env!("CARGO_BIN_EXE_simple-chats-under-test");
            $crate::backends::run_on_cluster(program, body).await;
        }
    };
}
