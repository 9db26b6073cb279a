//! A bucket: storing, listing, and deleting its objects.

use super::checksum::with_checksum;
use super::error::ServiceError;
use super::multipart;
use super::object::Object;
use super::service::{Call, Content, Service};
use super::settings::S3Settings;
use super::statistics::S3Statistics;
use jiff::Timestamp;
use rusty_s3::Method;
use rusty_s3::actions::ListObjectsV2;
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

/// A bucket, or the part of one whose keys begin with a prefix.
#[derive(Debug, Clone)]
pub struct Bucket(Arc<Service>);

/// An object, as [`Bucket::list`] finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its key without the prefix of the bucket.
    pub(crate) name: String,
    pub(crate) length: u64,
    pub(crate) modified: SystemTime,
}

impl Bucket {
    /// A bucket, of which nothing is asked yet. Fails with a reason if it has no address.
    pub fn new(settings: S3Settings) -> Result<Self, String> {
        Service::new(settings).map(|service| Self(Arc::new(service)))
    }

    /// The bucket, its prefix, and the host of the service, for people.
    #[must_use]
    pub fn shown(&self) -> String {
        self.0.shown()
    }

    /// What was asked of the service so far.
    #[must_use]
    pub fn statistics(&self) -> &S3Statistics {
        &self.0.statistics
    }

    /// Stores, reads, and deletes a small object under a name.
    pub fn probe(&self, name: &str) -> io::Result<()> {
        const TEXT: &[u8] = b"Simple Chats tries whether it can store files here.\n";
        self.put_bytes(name, TEXT)?;
        let read = self.open(name).and_then(|mut object| object.read(0, TEXT.len() as u64));
        let found = self.list(name, |_| {});
        self.delete(name)?;
        found?;
        if read? == TEXT {
            return Ok(());
        }
        Err(io::Error::other("the service has returned other bytes than were stored"))
    }

    /// Stores a file under a name. On return, the service has said that it has all of it.
    pub(crate) fn put_file(&self, name: &str, file: &File) -> io::Result<()> {
        let length = file.metadata()?.len();
        match multipart::part_size(length) {
            Some(size) => multipart::put(&self.0, &self.key(name), file, length, size),
            None => self.put(name, Content::Part { file, start: 0, length }),
        }
    }

    /// Stores bytes under a name, as [`Bucket::put_file`].
    pub(crate) fn put_bytes(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(name, Content::Bytes(bytes))
    }

    fn put(&self, name: &str, content: Content<'_>) -> io::Result<()> {
        let key = self.key(name);
        let call = Call { content, ..Call::new("put", Method::Put, &key) };
        self.0.ask_for_text(&with_checksum(call)?).map(drop)
    }

    /// Opens an object. Fails with [`io::ErrorKind::NotFound`] if there is none.
    pub(crate) fn open(&self, name: &str) -> io::Result<Object> {
        Object::open(&self.0, self.key(name))
    }

    /// Deletes an object; nothing is fine, too.
    pub(crate) fn delete(&self, name: &str) -> io::Result<()> {
        match self.0.ask_for_text(&Call::new("delete", Method::Delete, &self.key(name))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            deleted => deleted.map(drop),
        }
    }

    /// Visits all objects whose names begin with a text, in the order of their names.
    pub(crate) fn list(&self, beginning: &str, mut visit: impl FnMut(Listed)) -> io::Result<()> {
        let prefix = self.key(beginning);
        let mut token = None;
        loop {
            let mut call = Call::of_bucket("list").with("list-type", "2").with("prefix", prefix.as_str());
            if let Some(token) = token {
                call = call.with("continuation-token", token);
            }
            let text = self.0.ask_for_text(&call)?;
            let unreadable = || io::Error::from(ServiceError::unreadable("list", "it is no list"));
            let page = ListObjectsV2::parse_response(&text).map_err(|_| unreadable())?;
            for object in page.contents {
                let Some(name) = object.key.strip_prefix(self.0.prefix()) else { continue };
                let modified = object.last_modified.and_then(|text| text.parse::<Timestamp>().ok());
                visit(Listed {
                    name: name.to_owned(),
                    length: object.size.ok_or_else(unreadable)?,
                    modified: modified.ok_or_else(unreadable)?.into(),
                });
            }
            token = page.next_continuation_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(());
            }
        }
    }

    /// Gives up what has been sent of large files since before a time, because the program that sent them was killed.
    pub(crate) fn abort_interrupted(&self, since: SystemTime) -> io::Result<()> {
        multipart::abort_older(&self.0, since)
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.0.prefix())
    }
}
