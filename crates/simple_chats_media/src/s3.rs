//! Storage in a bucket of a service that speaks the protocol of S3.
//!
//! `rusty_s3` signs requests and reads answers, and `ureq` makes the requests, in the thread of the caller.

mod bucket;
mod checksum;
mod error;
mod multipart;
mod object;
mod service;
mod settings;
mod statistics;
mod tls;

pub use bucket::Bucket;
pub(crate) use bucket::Listed;
pub use error::ServiceError;
pub(crate) use object::Object;
pub use settings::S3Settings;
pub use statistics::{OPERATIONS, S3Statistics};
