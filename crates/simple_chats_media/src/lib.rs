//! What happens to the bytes of an upload: its type is recognized by its content ([`MediaType`]), metadata is removed
//! ([`clean`]), pictures are decoded for a thumbnail ([`preview`]), and the result is stored ([`Storage`]):
//! in a folder, or in a bucket of a service that speaks the protocol of S3.
//!
//! Who may upload or read, and what is known of an upload besides its bytes, is left to the callers. Everything here blocks
//! its thread.

mod bucket_partials;
mod bytes;
mod clean;
mod detect;
mod error;
mod facts;
mod folder;
mod folder_partials;
#[cfg(test)]
mod fuzz;
mod incoming;
mod limits;
mod media_type;
mod orientation;
mod partial;
mod partials;
mod preview;
mod s3;
#[cfg(test)]
mod samples;
mod storage;
mod storage_key;

pub use clean::{Cleaned, clean};
pub use error::{MediaError, Refusal};
pub use facts::Facts;
pub use folder::{Folder, Stored};
pub use incoming::Incoming;
pub use limits::{MAX_DECODING_MEMORY, MAX_PIXELS, MAX_THUMBNAIL_SIDE};
pub use media_type::{MediaKind, MediaType};
pub use partial::Partial;
pub use partials::{Appending, Completing, Partials};
pub use preview::{Preview, Thumbnail, preview, type_of_thumbnail};
pub use s3::{Bucket, OPERATIONS, S3Settings, S3Statistics, ServiceError};
pub use storage::{Storage, StoredBytes};
pub use storage_key::StorageKey;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
