//! What goes wrong with a service, without anything secret: addresses of requests are signed, so they are never in a text.

use std::{fmt, io};
use thiserror::Error;
use ureq::Timeout;
use ureq::http::StatusCode;

/// Why a service for objects has not done what it was asked for. [`io::Error::get_ref`] of an error of
/// [`Storage`](crate::Storage) holds it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{operation}: {reason}")]
pub struct ServiceError {
    operation: &'static str,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    /// A status, and the code in the answer, if there is one.
    Answered(u16, String),
    /// The connection.
    Broken(String),
    /// The answer makes no sense.
    Unreadable(String),
}

impl ServiceError {
    pub(super) fn answered(operation: &'static str, status: StatusCode, body: &str) -> Self {
        let reason = Reason::Answered(status.as_u16(), code_in(body).to_owned());
        Self { operation, reason }
    }

    pub(super) fn unreadable(operation: &'static str, what: impl fmt::Display) -> Self {
        Self { operation, reason: Reason::Unreadable(what.to_string()) }
    }

    pub(super) fn broken(operation: &'static str, error: &io::Error) -> Self {
        Self { operation, reason: Reason::Broken(error.to_string()) }
    }

    /// Of the errors of the client, these show an address: `BadUri` and `RequireHttpsOnly`.
    pub(super) fn of_client(operation: &'static str, error: &ureq::Error) -> Self {
        let text = match error {
            ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => "the address is unusable".to_owned(),
            ureq::Error::HostNotFound => "the host of the service is unknown".to_owned(),
            ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => "no connection in time".to_owned(),
            ureq::Error::Timeout(_) => "no answer in time".to_owned(),
            ureq::Error::Io(error) => error.to_string(),
            other => other.to_string(),
        };
        Self { operation, reason: Reason::Broken(text) }
    }

    /// Whether there is no such object, as opposed to no such bucket.
    pub(super) fn is_missing(&self) -> bool {
        matches!(&self.reason, Reason::Answered(404, code) if matches!(code.as_str(), "" | "NoSuchKey" | "NoSuchUpload"))
    }

    /// Whether a range was asked for that isn't in the object.
    pub(super) fn is_out_of_range(&self) -> bool {
        matches!(&self.reason, Reason::Answered(416, _))
    }

    /// Whether another attempt may succeed.
    pub(super) fn is_passing(&self) -> bool {
        match &self.reason {
            Reason::Answered(408 | 429 | 500 | 502 | 503 | 504, _) | Reason::Broken(_) => true,
            // The service has waited for the body, or counts a request as too many, or noticed that bytes were damaged.
            Reason::Answered(_, code) => {
                matches!(code.as_str(), "RequestTimeout" | "SlowDown" | "InternalError" | "BadDigest")
            }
            Reason::Unreadable(_) => false,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(status, code) => {
                write!(f, "the service has answered {status}")?;
                if !code.is_empty() {
                    write!(f, " {code}")?;
                }
                f.write_str(hint(*status, code))
            }
            Self::Broken(what) => write!(f, "the service can't be reached or broke off: {what}"),
            Self::Unreadable(what) => write!(f, "the answer of the service can't be read: {what}"),
        }
    }
}

fn hint(status: u16, code: &str) -> &'static str {
    match (status, code) {
        (_, "NoSuchBucket") => ": make the bucket, or correct STORAGE_URL",
        (_, "RequestTimeTooSkewed") => ": set the clock of this machine by NTP",
        (_, "AuthorizationHeaderMalformed" | "PermanentRedirect") | (300..=399, _) => {
            ": correct AWS_REGION and AWS_ENDPOINT_URL_S3"
        }
        (401 | 403, _) => ": check the AWS_... credentials, and what they may do with the bucket",
        _ => "",
    }
}

impl From<ServiceError> for io::Error {
    fn from(error: ServiceError) -> Self {
        let kind = if error.is_missing() { io::ErrorKind::NotFound } else { io::ErrorKind::Other };
        Self::new(kind, error)
    }
}

/// The code of an error, which is a word.
pub(super) fn code_in(body: &str) -> &str {
    let code = body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    let code = code.map_or("", |(code, _)| code);
    let is_word = code.len() <= 60 && code.chars().all(|c| c.is_ascii_alphanumeric());
    if is_word { code } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_word_and_nothing_else() {
        assert_eq!(code_in("<Error><Code>NoSuchKey</Code></Error>"), "NoSuchKey");
        for body in ["", "<Code>", "<Code>a b</Code>", "<Code>\n</Code>", "</Code><Code>"] {
            assert_eq!(code_in(body), "", "{body}");
        }
    }

    #[test]
    fn an_error_says_what_to_do_and_whether_to_try_again() {
        let error = |status: u16, code: &str| {
            let body = format!("<Error><Code>{code}</Code></Error>");
            ServiceError::answered("put", StatusCode::from_u16(status).unwrap(), &body)
        };
        assert!(error(404, "NoSuchKey").is_missing() && !error(404, "NoSuchBucket").is_missing());
        assert!(error(503, "SlowDown").is_passing() && !error(403, "AccessDenied").is_passing());
        for (status, code, text) in [
            (403, "AccessDenied", "credentials"),
            (404, "NoSuchBucket", "make the bucket"),
            (301, "PermanentRedirect", "AWS_REGION"),
            (307, "", "AWS_ENDPOINT_URL_S3"),
            (403, "RequestTimeTooSkewed", "clock"),
        ] {
            let line = error(status, code).to_string();
            assert!(line.starts_with("put: the service has answered ") && line.contains(text), "{line}");
        }
    }
}
