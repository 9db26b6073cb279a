//! Reading an object: from any place, and as slowly as whoever takes the bytes.

use super::error::ServiceError;
use super::service::{Call, Service, repeat};
use rusty_s3::Method;
use std::io::Read;
use std::sync::Arc;
use std::{fmt, io};
use ureq::http::{Response, StatusCode};
use ureq::{Body, BodyReader};

const OPERATION: &str = "get";

/// How much is read at once, and of each object when it is opened: many are smaller.
const PIECE: u64 = 64 << 10;

/// An object that is being read. If the connection breaks, the next one begins where it broke off.
pub(crate) struct Object {
    service: Arc<Service>,
    key: String,
    length: u64,
    /// The first bytes, until others are asked for.
    first: Vec<u8>,
    /// An answer that is being read, and from which place of the object the next bytes come.
    reading: Option<(u64, BodyReader<'static>)>,
}

impl Object {
    /// Opens an object. Fails with [`io::ErrorKind::NotFound`] if there is none.
    pub(super) fn open(service: &Arc<Service>, key: String) -> io::Result<Self> {
        let opened = repeat(|| match service.ask_once(&get(&key, 0, PIECE)) {
            // It is empty.
            Err(error) if error.is_out_of_range() => Ok((0, Vec::new())),
            answer => first_piece(answer?),
        });
        let (length, first) = opened?;
        Ok(Self { service: Arc::clone(service), key, length, first, reading: None })
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// The next bytes from a place, at least one and at most 64 KiB, and none from `end` on, up to which more will be read.
    pub(crate) fn read(&mut self, place: u64, end: u64) -> io::Result<Vec<u8>> {
        let end = end.min(self.length);
        if place >= end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let first_length = self.first.len() as u64;
        if place < first_length {
            let range = index(place)?..index(end.min(first_length))?;
            return self
                .first
                .get(range)
                .map(<[u8]>::to_vec)
                .ok_or_else(|| io::ErrorKind::UnexpectedEof.into());
        }
        self.first = Vec::new();
        repeat(|| {
            let mut reader = match self.reading.take() {
                Some((at, reader)) if at == place => reader,
                _ => self.reader_from(place, end)?,
            };
            let broken = |error: io::Error| ServiceError::broken(OPERATION, &error);
            let length = index((end - place).min(PIECE)).map_err(broken)?;
            let mut bytes = vec![0; length];
            reader.read_exact(&mut bytes).map_err(broken)?;
            self.reading = Some((place + length as u64, reader));
            Ok(bytes)
        })
    }

    fn reader_from(&self, place: u64, end: u64) -> Result<BodyReader<'static>, ServiceError> {
        let answer = self.service.ask_once(&get(&self.key, place, end))?;
        if answer.status() != StatusCode::PARTIAL_CONTENT || whole_length(&answer) != Some(self.length) {
            return Err(ServiceError::unreadable(OPERATION, "it is not the part that was asked for"));
        }
        Ok(answer.into_body().into_reader())
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object").field("key", &self.key).field("length", &self.length).finish_non_exhaustive()
    }
}

fn get(key: &str, start: u64, end: u64) -> Call<'_> {
    Call::new(OPERATION, Method::Get, key).header("range", format!("bytes={start}-{}", end - 1))
}

/// The length of the object, and its first bytes. A service that knows no ranges sends all of it.
fn first_piece(answer: Response<Body>) -> Result<(u64, Vec<u8>), ServiceError> {
    let broken = |error: io::Error| ServiceError::broken(OPERATION, &error);
    let length = whole_length(&answer);
    let length =
        length.ok_or_else(|| ServiceError::unreadable(OPERATION, "it does not say how long it is"))?;
    let mut first = vec![0; index(length.min(PIECE)).map_err(broken)?];
    answer.into_body().into_reader().read_exact(&mut first).map_err(broken)?;
    Ok((length, first))
}

/// The length of the object of which an answer has a part, or all.
fn whole_length(answer: &Response<Body>) -> Option<u64> {
    let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    match answer.status() {
        StatusCode::PARTIAL_CONTENT => text("content-range")?.rsplit_once('/')?.1.parse().ok(),
        _ => text("content-length")?.parse().ok(),
    }
}

fn index(number: u64) -> io::Result<usize> {
    usize::try_from(number).map_err(io::Error::other)
}
