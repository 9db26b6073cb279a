//! The checksum that every service compares: damaged bytes are refused.

use super::service::Call;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use std::io::{self, Read as _};

/// A call, with the checksum of its content.
pub(super) fn with_checksum(call: Call<'_>) -> io::Result<Call<'_>> {
    let mut digest = Md5::new();
    let mut reader = call.content.reader()?;
    let mut piece = vec![0; 64 << 10];
    loop {
        let count = reader.read(&mut piece)?;
        let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else { break };
        digest.update(read);
    }
    drop(reader);
    Ok(call.header("content-md5", STANDARD.encode(digest.finalize())))
}
