//! What the tests of Simple Chats share: a database of its own for each test, on either backend; people and chats to
//! put into it; the plans of its statements; and a mail server that keeps what it gets.
#![expect(missing_docs, reason = "a comment that only repeats a name helps nobody")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::panic,
    clippy::return_self_not_must_use,
    reason = "only tests use this: they fail if something can't be set up"
)]

pub mod api;
pub mod app;
pub mod backends;
pub mod browser;
pub mod echo;
pub mod fixtures;
pub mod history;
pub mod mail_files;
pub mod modules;
pub mod nats;
pub mod nginx;
pub mod openapi;
pub mod personal_tokens;
pub mod plans;
pub mod pooler;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod push_browser;
pub mod raw_socket;
pub mod s3;
pub mod second_factor;
pub mod skipped;
pub mod smtp;
pub mod socket;
pub mod sql;
pub mod store;
pub mod supervisor;
pub mod texts;
pub mod timing;
pub mod tls;
pub mod webhook_receiver;

pub use app::{Bearer, Caller, Nobody, TestApp, TestEnvironment, TestResponse, TestUser};
pub use backends::{Backend, OnBackend, OnBucket, OnCluster};
pub use store::{TestConnection, TestDatabase, TestStore};

/// How long a test waits for something that has to happen. It is long because the machine may be busy; a test that passes
/// never waits for all of it.
pub const WAIT_TIMEOUT: std::time::Duration = std::time::Duration::from_mins(1);
