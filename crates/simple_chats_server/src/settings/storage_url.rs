//! Where attachments are stored, unless that is the data folder: a bucket, and who may use it.

use super::error::SettingsError;
use super::reader::Reader;
use super::report::Origin;
use super::table::{self, Setting};
use super::{broker_ca, parse};
use simple_chats_media::{Bucket, S3Settings};
use url::Url;

/// `STORAGE_URL` and, with it, the variables that programs for AWS have in common.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Option<Bucket>, SettingsError> {
    let Some((name, prefix)) = reader.optional(&table::STORAGE_URL, name_and_prefix)? else {
        pass_over(reader);
        return Ok(None);
    };
    let access_key_id = reader.optional(&table::AWS_ACCESS_KEY_ID, parse::secret)?;
    let secret_access_key = reader.optional(&table::AWS_SECRET_ACCESS_KEY, parse::secret)?;
    let session_token = reader.optional(&table::AWS_SESSION_TOKEN, parse::secret)?;
    let default_region = reader.optional(&table::AWS_DEFAULT_REGION, region)?;
    let (implied, implied_by) = match &default_region {
        Some(region) => (region.as_str(), Origin::Setting(table::AWS_DEFAULT_REGION.name)),
        None => ("us-east-1", Origin::Default),
    };
    let region = reader.value_or(&table::AWS_REGION, implied, implied_by, region)?;
    let general = reader.optional(&table::AWS_ENDPOINT_URL, endpoint)?;
    let endpoint = reader.optional(&table::AWS_ENDPOINT_URL_S3, endpoint)?.or(general);
    let ca = reader.optional(&table::AWS_CA_BUNDLE, broker_ca::file)?;
    let needed = |setting: &Setting, value: Option<super::Secret>| {
        let name = setting.name;
        let missing =
            format!("STORAGE_URL is set, and {name} is not: expected the key that may use the bucket");
        value.map(|value| value.expose().to_owned()).ok_or(SettingsError::Combination(missing))
    };
    let settings = S3Settings {
        bucket: name,
        prefix,
        region,
        endpoint,
        access_key_id: needed(&table::AWS_ACCESS_KEY_ID, access_key_id)?,
        secret_access_key: needed(&table::AWS_SECRET_ACCESS_KEY, secret_access_key)?,
        session_token: session_token.map(|token| token.expose().to_owned()),
        ca,
    };
    let refused = |reason| SettingsError::Combination(format!("STORAGE_URL has no address: {reason}"));
    Bucket::new(settings).map(Some).map_err(refused)
}

/// Other programs may need what this one doesn't: it is not even read.
fn pass_over(reader: &mut Reader<'_>) {
    for setting in [
        &table::AWS_ACCESS_KEY_ID,
        &table::AWS_SECRET_ACCESS_KEY,
        &table::AWS_SESSION_TOKEN,
        &table::AWS_REGION,
        &table::AWS_DEFAULT_REGION,
        &table::AWS_ENDPOINT_URL_S3,
        &table::AWS_ENDPOINT_URL,
        &table::AWS_CA_BUNDLE,
    ] {
        reader.report.note(setting, setting.default.to_owned(), Origin::Default);
    }
}

/// The name of a bucket, and what keys in it begin with.
fn name_and_prefix(text: &str) -> Result<(String, String), String> {
    let expected = || "s3://BUCKET or s3://BUCKET/PREFIX, with letters, digits, and . _ - in both".to_owned();
    let (bucket, prefix) = text
        .trim()
        .strip_prefix("s3://")
        .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
        .ok_or_else(expected)?;
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    let is_word = |word: &str| {
        !word.starts_with('.')
            && !word.is_empty()
            && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
    };
    let is_bucket = is_word(bucket) && (3..=63).contains(&bucket.len());
    if !is_bucket || prefix.len() > 500 || !(prefix.is_empty() || prefix.split('/').all(is_word)) {
        return Err(expected());
    }
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    Ok((bucket.to_owned(), prefix))
}

fn region(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_region =
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_region { Ok(text.to_owned()) } else { Err("a region, such as us-east-1".to_owned()) }
}

/// The address of a service. The operator names it, so that it may be in a private network, and plain http.
fn endpoint(text: &str) -> Result<Url, String> {
    let is_address = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    };
    Url::parse(text.trim()).ok().filter(is_address).ok_or_else(|| {
        "http:// or https:// and a host, without credentials, such as https://s3.example.org".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_has_a_name_and_perhaps_a_prefix() {
        for (text, expected) in [
            ("s3://chats", ("chats", "")),
            ("s3://chats/", ("chats", "")),
            (" s3://my.chats/a/b-c ", ("my.chats", "a/b-c/")),
            ("s3://chats/a/", ("chats", "a/")),
        ] {
            let (name, prefix) = name_and_prefix(text).unwrap();
            assert_eq!((name.as_str(), prefix.as_str()), expected, "{text}");
        }
        for text in [
            "",
            "chats",
            "s3://",
            "s3://ab",
            "s3://a b c",
            "s3://chats//a",
            "s3://chats/../a",
            "s3://chats/a//",
            "s3://key:secret@chats",
            "https://chats",
            "s3://chats?x",
            "s3:///chats",
        ] {
            assert!(name_and_prefix(text).unwrap_err().starts_with("s3://BUCKET"), "{text}");
        }
    }

    #[test]
    fn an_endpoint_has_no_credentials_and_a_region_is_a_word() {
        for text in ["http://127.0.0.1:9000", "https://s3.example.org", "http://minio:9000/s3"] {
            assert!(endpoint(text).is_ok(), "{text}");
        }
        for text in ["", "minio:9000", "ftp://a", "https://u:p@a", "https://a?x", "https://"] {
            assert!(endpoint(text).is_err(), "{text}");
        }
        assert!(region("eu-west-1").is_ok() && region("a/b").is_err() && region("").is_err());
    }
}
