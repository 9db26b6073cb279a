//! Password hashes of Werkzeug (Flask) from a database of the original application:
//! `pbkdf2:sha256:ITERATIONS$SALT$HEX`. They are only verified, never generated.

use crate::encoding::from_hex;
use ring::pbkdf2;
use std::num::NonZeroU32;

/// A limit, as one malformed row could keep a core busy for seconds. Werkzeug's defaults have been 1,000,000 or less.
const MAX_ITERATIONS: u32 = 2_000_000;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WerkzeugHash<'a> {
    iterations: NonZeroU32,
    salt: &'a str,
    hash: [u8; 32],
}

impl<'a> WerkzeugHash<'a> {
    /// Parses a hash; one with too many iterations is rejected.
    pub(crate) fn parse(stored: &'a str) -> Option<Self> {
        let (iterations, rest) = stored.strip_prefix("pbkdf2:sha256:")?.split_once('$')?;
        let (salt, hash) = rest.split_once('$')?;
        let iterations =
            iterations.parse().ok().filter(|count: &NonZeroU32| count.get() <= MAX_ITERATIONS)?;
        Some(Self { iterations, salt, hash: from_hex(hash)? })
    }

    /// How much work it takes to verify a password.
    #[cfg(test)]
    pub(crate) fn iterations(&self) -> u32 {
        self.iterations.get()
    }

    /// Whether the password matches, compared in constant time.
    pub(crate) fn matches(&self, password: &str) -> bool {
        let algorithm = pbkdf2::PBKDF2_HMAC_SHA256;
        let (salt, password) = (self.salt.as_bytes(), password.as_bytes());
        pbkdf2::verify(algorithm, self.iterations, salt, password, &self.hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `hashlib.pbkdf2_hmac("sha256", b"12345678", b"Fz3kQ0wP", 150000).hex()` of Python.
    const OF_12345678: &str =
        "pbkdf2:sha256:150000$Fz3kQ0wP$b7c3cfce57a99a3a2152a2db3cb962a3d09ef182822dc31e15d0030920a6408a";
    /// The same for "pässwörd 🦀" with 1,000 iterations.
    const OF_UNICODE: &str =
        "pbkdf2:sha256:1000$Fz3kQ0wP$372384fa9249a87cee6dbde302758449887449e6eb369640e4cbcbfbc9d51209";

    #[test]
    fn hashes_of_the_original_application_are_verified() {
        assert!(WerkzeugHash::parse(OF_12345678).unwrap().matches("12345678"));
        assert!(!WerkzeugHash::parse(OF_12345678).unwrap().matches("12345679"));
        assert!(WerkzeugHash::parse(OF_UNICODE).unwrap().matches("pässwörd 🦀"));
        assert!(!WerkzeugHash::parse(OF_UNICODE).unwrap().matches(""));
    }

    #[test]
    fn iterations_are_bounded() {
        let with = |iterations: &str| OF_UNICODE.replace("1000", iterations);
        assert!(WerkzeugHash::parse(&with("2000000")).is_some());
        for iterations in ["0", "2000001", "-1", "", "4294967296", "1e3"] {
            assert_eq!(WerkzeugHash::parse(&with(iterations)), None, "{iterations}");
        }
    }

    #[test]
    fn other_texts_are_rejected() {
        let truncated = &OF_UNICODE[..OF_UNICODE.len() - 1];
        for stored in
            ["", "pbkdf2:sha256:1000$salt", "pbkdf2:sha1:1000$salt$00", "scrypt:32768:8:1$a$b", truncated]
        {
            assert_eq!(WerkzeugHash::parse(stored), None, "{stored}");
        }
    }
}
