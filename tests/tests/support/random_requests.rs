//! Random requests, for the API and the pages.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use simple_chats_tests::{Backend, TestApp};
use std::fmt::Debug;
use tokio::runtime::Runtime;

/// Ids, most of which are likely to exist.
pub(crate) fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0_i64..6).prop_map(|id| id.to_string()),
        1 => any::<i64>().prop_map(|id| id.to_string()),
        1 => "[^/?#]{0,8}",
    ]
}

/// Paths, some of them with a parameter.
pub(crate) fn with_query(
    path: impl Strategy<Value = String>,
    keys: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let value = prop_oneof![any::<i64>().prop_map(|number| number.to_string()), "[^&#]{0,12}"];
    let query = prop::option::of((prop::sample::select(keys), value));
    (path, query).prop_map(|(path, query)| match query {
        Some((key, value)) => format!("{path}?{key}={value}"),
        None => path,
    })
}

/// A server for a test that can't be async; nothing if the backend isn't available.
pub(crate) fn start(backend: Backend) -> Option<(Runtime, TestApp)> {
    if !backend.is_here() {
        return None;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = runtime.block_on(TestApp::spawn(backend, &[]));
    Some((runtime, app))
}

/// Asserts that random requests get valid responses, that the server logs no errors, and that it still runs afterwards.
pub(crate) fn assert_valid_responses<R: Debug>(
    (runtime, app): &(Runtime, TestApp),
    cases: u32,
    requests: &impl Strategy<Value = R>,
    send: impl AsyncFn(R) -> Result<(), TestCaseError>,
) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let result = runner.run(requests, |request| runtime.block_on(send(request)));
    assert!(result.is_ok(), "{result:?}");
    assert!(!app.log().contains("ERROR"), "{}", app.log());
    assert!(runtime.block_on(app.is_alive()));
}
