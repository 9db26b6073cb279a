//! What happens to the bytes of an upload: its type is recognized by its content ([`MediaType`]), metadata is removed
//! ([`clean`]), pictures are decoded for a thumbnail ([`preview`]), and the result is stored ([`Folder`]).
//!
//! Who may upload or read, and what is known of an upload besides its bytes, is left to the callers. Everything here blocks
//! its thread.

mod bytes;
mod clean;
mod detect;
mod error;
mod facts;
mod folder;
#[cfg(test)]
mod fuzz;
mod incoming;
mod limits;
mod media_type;
mod orientation;
mod partial;
mod preview;
#[cfg(test)]
mod samples;
mod storage_key;

pub use clean::{Cleaned, clean};
pub use error::{MediaError, Refusal};
pub use facts::Facts;
pub use folder::{Folder, Stored};
pub use incoming::Incoming;
pub use limits::{MAX_DECODING_MEMORY, MAX_PIXELS, MAX_THUMBNAIL_SIDE};
pub use media_type::{MediaKind, MediaType};
pub use partial::{Appending, Completing, Partial, Partials};
pub use preview::{Preview, Thumbnail, preview, type_of_thumbnail};
pub use storage_key::StorageKey;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
