//! Errors, named for what the caller can do about them.

use crate::s3::ServiceError;
use std::io;
use thiserror::Error;

/// The reason why an upload was not prepared.
#[derive(Debug, Error)]
pub enum MediaError {
    /// The upload itself is unusable; trying again doesn't help.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A file could not be read or written.
    #[error("a file could not be read or written")]
    Io(#[source] io::Error),
    /// The service that stores files has failed. Another attempt may succeed.
    #[error(transparent)]
    Service(ServiceError),
}

/// What is wrong with an upload. The texts are shown to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It begins as a file of its type, but doesn't go on as one.
    #[error("The file is damaged or incomplete")]
    Damaged,
    /// It has more than [`MAX_PIXELS`](crate::MAX_PIXELS), or takes more than
    /// [`MAX_DECODING_MEMORY`](crate::MAX_DECODING_MEMORY).
    #[error("The picture has too many pixels")]
    TooLarge,
    /// It has far more parts than such files usually have, or decoding it takes too long.
    #[error("The file is too complex")]
    TooComplex,
    /// It has metadata, such as locations, that can't be removed.
    #[error("The file has metadata, such as a location, that can't be removed")]
    Metadata,
}

/// A file that ends too early is damaged.
impl From<io::Error> for MediaError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Refusal::Damaged.into(),
            _ => match error.get_ref().and_then(|inner| inner.downcast_ref::<ServiceError>()) {
                Some(failure) => Self::Service(failure.clone()),
                None => Self::Io(error),
            },
        }
    }
}
