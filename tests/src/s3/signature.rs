//! AWS Signature Version 4 in the query of a request, as its documentation describes it, and MD5.

use super::{KEY_ID, REGION, SECRET};
use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use actix_web::web::Query;
use chrono::{NaiveDateTime, TimeDelta, Utc};
use ring::{digest, hmac};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Returns the query without what belongs to the signature; fails with a code of the service.
pub(super) fn check(request: &HttpRequest) -> Result<BTreeMap<String, String>, &'static str> {
    let raw: BTreeMap<&str, &str> = request
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    let mut decoded: BTreeMap<String, String> = web_pairs(request.query_string()).ok_or("InvalidURI")?;
    let mut taken = |name: &str| decoded.remove(name).ok_or("AccessDenied");
    let (algorithm, credential) = (taken("X-Amz-Algorithm")?, taken("X-Amz-Credential")?);
    let (date, expires) = (taken("X-Amz-Date")?, taken("X-Amz-Expires")?);
    let (signed, given) = (taken("X-Amz-SignedHeaders")?, taken("X-Amz-Signature")?);
    let time = NaiveDateTime::parse_from_str(&date, "%Y%m%dT%H%M%SZ").map_err(|_| "AccessDenied")?.and_utc();
    if algorithm != "AWS4-HMAC-SHA256" || (Utc::now() - time).abs() > TimeDelta::minutes(15) {
        return Err("RequestTimeTooSkewed");
    }
    let lifetime = expires.parse().ok().and_then(TimeDelta::try_seconds).ok_or("AccessDenied")?;
    if Utc::now() > time + lifetime {
        return Err("AccessDenied");
    }
    let scope = format!("{}/{REGION}/s3/aws4_request", &date[..8]);
    if credential != format!("{KEY_ID}/{scope}") {
        return Err("InvalidAccessKeyId");
    }
    let query: Vec<String> = raw
        .iter()
        .filter(|(name, _)| **name != "X-Amz-Signature")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mut headers = String::new();
    for name in signed.split(';') {
        let value =
            request.headers().get(name).and_then(|value| value.to_str().ok()).ok_or("AccessDenied")?;
        writeln!(headers, "{name}:{}", value.trim()).expect("a text can be written to");
    }
    // What changes the meaning of a request has to be signed.
    let is_signed = |name: &str| signed.split(';').any(|known| known == name);
    let must_be = request
        .headers()
        .keys()
        .map(HeaderName::as_str)
        .filter(|name| name.starts_with("x-amz-") || matches!(*name, "content-md5" | "host" | "range"));
    if !must_be.into_iter().all(is_signed) {
        return Err("AccessDenied");
    }
    let canonical = [
        request.method().as_str(),
        request.uri().path(),
        &query.join("&"),
        &headers,
        &signed,
        "UNSIGNED-PAYLOAD",
    ]
    .join("\n");
    let hash = hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref());
    let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}");
    let mut key = format!("AWS4{SECRET}").into_bytes();
    for part in [&date[..8], REGION, "s3", "aws4_request", &to_sign] {
        key = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), part.as_bytes()).as_ref().to_vec();
    }
    if hex(&key) == given { Ok(decoded) } else { Err("SignatureDoesNotMatch") }
}

fn web_pairs(query: &str) -> Option<BTreeMap<String, String>> {
    // A space is `%20` here, and never `+`.
    if query.contains('+') {
        return None;
    }
    Query::<BTreeMap<String, String>>::from_query(query).ok().map(Query::into_inner)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text can be written to");
        text
    })
}

/// MD5 (RFC 1321), written out once more so that a mistake of a crate shows.
pub(super) fn md5(bytes: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 8).next_multiple_of(64), 0);
    let place = padded.len() - 8;
    padded[place..].copy_from_slice(&(bytes.len() as u64 * 8).to_le_bytes());
    for block in padded.chunks_exact(64) {
        let words: Vec<u32> = block
            .chunks_exact(4)
            .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
            .collect();
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64_usize {
            let (mixed, word) = match step / 16 {
                0 => ((b & c) | (!b & d), step),
                1 => ((d & b) | (!d & c), (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), (7 * step) % 16),
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "as MD5 says"
            )]
            let constant = (((step + 1) as f64).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mixed).wrapping_add(constant).wrapping_add(words[word]);
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(SHIFTS[step / 16][step % 4]));
        }
        for (sum, part) in state.iter_mut().zip([a, b, c, d]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut result = [0; 16];
    for (place, part) in result.chunks_exact_mut(4).zip(state) {
        place.copy_from_slice(&part.to_le_bytes());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn md5_is_that_of_the_standard() {
        assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(&md5(b"message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
    }
}
