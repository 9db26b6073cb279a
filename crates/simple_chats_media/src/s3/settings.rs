//! Where a bucket is, and who may use it.

use rusty_s3::{Bucket, UrlStyle};
use std::fmt;
use std::path::PathBuf;
use url::Url;

/// A bucket of a service that speaks the protocol of S3.
#[derive(Clone)]
pub struct S3Settings {
    /// The name of the bucket.
    pub bucket: String,
    /// What the keys of all objects begin with: empty, or ending with `/`.
    pub prefix: String,
    /// The region, which is a part of signatures.
    pub region: String,
    /// The address of the service; `None` for that of AWS in the region.
    pub endpoint: Option<Url>,
    /// The id of the key by which requests are signed.
    pub access_key_id: String,
    /// The key by which requests are signed.
    pub secret_access_key: String,
    /// What goes with a key that is valid for some time only.
    pub session_token: Option<String>,
    /// A file of certificates that the service is checked with instead of the system's.
    pub ca: Option<PathBuf>,
}

impl S3Settings {
    /// The bucket's address. A service of one's own needs no name for each bucket.
    pub(super) fn bucket(&self) -> Result<Bucket, String> {
        let region = self.region.clone();
        let (endpoint, style) = if let Some(endpoint) = &self.endpoint {
            (endpoint.clone(), UrlStyle::Path)
        } else {
            let endpoint = Url::parse(&format!("https://s3.{region}.amazonaws.com"));
            // A certificate covers no name with a dot in it.
            let style = if self.bucket.contains('.') { UrlStyle::Path } else { UrlStyle::VirtualHost };
            (endpoint.map_err(|error| error.to_string())?, style)
        };
        Bucket::new(endpoint, style, self.bucket.clone(), region).map_err(|error| error.to_string())
    }
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_of_ones_own_gets_the_bucket_in_the_path() {
        let settings = |bucket: &str, endpoint: Option<&str>| S3Settings {
            bucket: bucket.to_owned(),
            prefix: String::new(),
            region: "eu-west-1".to_owned(),
            endpoint: endpoint.map(|endpoint| endpoint.parse().unwrap()),
            access_key_id: "id".to_owned(),
            secret_access_key: "hush".to_owned(),
            session_token: Some("hush".to_owned()),
            ca: None,
        };
        for (bucket, endpoint, address) in [
            ("chats", None, "https://chats.s3.eu-west-1.amazonaws.com/"),
            ("chats.example", None, "https://s3.eu-west-1.amazonaws.com/chats.example/"),
            ("chats", Some("http://10.0.0.1:9000"), "http://10.0.0.1:9000/chats/"),
            ("chats", Some("https://s3.example/a"), "https://s3.example/a/chats/"),
        ] {
            let settings = settings(bucket, endpoint);
            assert_eq!(settings.bucket().unwrap().base_url().as_str(), address);
            assert!(!format!("{settings:?}").contains("hush"));
        }
    }
}
