//! The headers `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): how a request stands with the limit
//! that it has come closest to.

use crate::rate_limits::Standing;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use std::fmt::Arguments;
use std::io::Write;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

const STANDING: HeaderName = HeaderName::from_static("ratelimit");

/// More than the longest name and three numbers need.
const MAX_BYTES: usize = 128;

pub(super) fn add_to(headers: &mut HeaderMap, standing: &Standing) {
    let Standing { limit, quota, window, remaining, reset, .. } = standing;
    insert(headers, POLICY, format_args!("\"{limit}\";q={quota};w={window}"));
    insert(headers, STANDING, format_args!("\"{limit}\";r={remaining};t={reset}"));
}

/// Formats on the stack: this is done for nearly each request.
fn insert(headers: &mut HeaderMap, name: HeaderName, value: Arguments<'_>) {
    let mut buffer = [0; MAX_BYTES];
    let mut free = buffer.as_mut_slice();
    if free.write_fmt(value).is_err() {
        return;
    }
    let unused = free.len();
    let written = buffer.get(..MAX_BYTES - unused).unwrap_or_default();
    if let Ok(value) = HeaderValue::from_bytes(written) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_numbers_fit() {
        let standing = Standing {
            limit: "forgot_password_per_address",
            quota: u32::MAX,
            window: u64::MAX,
            remaining: u32::MAX,
            reset: u64::MAX,
            is_refusal: false,
        };
        let mut headers = HeaderMap::new();
        add_to(&mut headers, &standing);
        let policy = "\"forgot_password_per_address\";q=4294967295;w=18446744073709551615";
        assert_eq!(headers.get(POLICY).unwrap(), policy);
        assert_eq!(headers.get(STANDING).unwrap(), &policy.replace("q=", "r=").replace("w=", "t="));
    }
}
