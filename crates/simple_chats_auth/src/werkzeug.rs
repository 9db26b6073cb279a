//! Password hashes of Werkzeug (Flask) from a database of the original application: `pbkdf2:sha256:ITERATIONS$SALT$HEX`
//! and, from Werkzeug 3 on, `scrypt:N:R:P$SALT$HEX`. They are only verified, never generated.

use crate::encoding::from_hex;
use ring::pbkdf2;
use std::num::NonZeroU32;
use subtle::ConstantTimeEq;

/// A limit, as one malformed row could keep a core busy for seconds. Werkzeug's defaults have been 1,000,000 or less.
const MAX_ITERATIONS: u32 = 2_000_000;

/// A limit for the same reason, and for that of memory: 128 MB. Werkzeug's default is 32,768 with blocks of 8 and takes 32 MB.
const MAX_SCRYPT_BYTES: u64 = 128 << 20;

/// Whether a stored hash is one of Werkzeug that can be verified.
#[must_use]
pub fn is_werkzeug_hash(stored: &str) -> bool {
    WerkzeugHash::parse(stored).is_some()
}

#[derive(Debug)]
pub(crate) struct WerkzeugHash<'a> {
    method: Method,
    salt: &'a str,
}

#[derive(Debug)]
enum Method {
    Pbkdf2 { iterations: NonZeroU32, hash: [u8; 32] },
    Scrypt { params: scrypt::Params, hash: [u8; 64] },
}

impl<'a> WerkzeugHash<'a> {
    /// Parses a hash; one that takes too much work or memory is rejected.
    pub(crate) fn parse(stored: &'a str) -> Option<Self> {
        let (method, rest) = stored.split_once('$')?;
        let (salt, hash) = rest.split_once('$')?;
        let method = if let Some(iterations) = method.strip_prefix("pbkdf2:sha256:") {
            let iterations =
                iterations.parse().ok().filter(|count: &NonZeroU32| count.get() <= MAX_ITERATIONS)?;
            Method::Pbkdf2 { iterations, hash: from_hex(hash)? }
        } else {
            Method::Scrypt { params: scrypt_params(method.strip_prefix("scrypt:")?)?, hash: from_hex(hash)? }
        };
        Some(Self { method, salt })
    }

    /// Whether it takes little work to verify a password.
    #[cfg(test)]
    pub(crate) fn is_quick(&self) -> bool {
        match &self.method {
            Method::Pbkdf2 { iterations, .. } => iterations.get() <= 2_000,
            Method::Scrypt { params, .. } => params.log_n() <= 4 && params.r() <= 8 && params.p() <= 8,
        }
    }

    /// Whether the password matches, compared in constant time.
    pub(crate) fn matches(&self, password: &str) -> bool {
        let (salt, password) = (self.salt.as_bytes(), password.as_bytes());
        match &self.method {
            Method::Pbkdf2 { iterations, hash } => {
                pbkdf2::verify(pbkdf2::PBKDF2_HMAC_SHA256, *iterations, salt, password, hash).is_ok()
            }
            Method::Scrypt { params, hash } => {
                let mut computed = [0; 64];
                scrypt::scrypt(password, salt, params, &mut computed).is_ok()
                    && bool::from(computed.ct_eq(hash))
            }
        }
    }
}

/// Parses `N:R:P`: the number of blocks, which is a power of two; their size; and how often all of them are used.
fn scrypt_params(text: &str) -> Option<scrypt::Params> {
    let mut numbers = text.split(':').map(|number| number.parse::<u32>().ok());
    let (n, r, p) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let bytes = u64::from(n).checked_mul(128)?.checked_mul(u64::from(r))?.checked_mul(u64::from(p))?;
    if numbers.next().is_some() || !n.is_power_of_two() || !(1..=MAX_SCRYPT_BYTES).contains(&bytes) {
        return None;
    }
    scrypt::Params::new(u8::try_from(n.ilog2()).ok()?, r, p).ok()
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

    /// `hashlib.scrypt(b"12345678", salt=b"saltsalt", n=1024, r=8, p=1).hex()` of Python.
    const SCRYPT_OF_12345678: &str = "scrypt:1024:8:1$saltsalt$8350201047d49aa39e2454f431e85c8e85c9b4ec5a05ed492c3b62a87a83f1df012452bb5beee20eca13aa608b801eb47535839d6c92205b7569d1c277d953d8";
    /// The same for "pässwörd 🦀" with another salt and n=16.
    const SCRYPT_OF_UNICODE: &str = "scrypt:16:8:1$Fz3kQ0wP$5c8ada80054da5b96d499b81c2a8e1667c59372ebedace981c33e5164a078737bf92702b5b811f63cce44f9a96a857e533058415135e32ad2a71cd1ece0041bf";

    #[test]
    fn hashes_by_scrypt_are_verified() {
        assert!(WerkzeugHash::parse(SCRYPT_OF_12345678).unwrap().matches("12345678"));
        assert!(!WerkzeugHash::parse(SCRYPT_OF_12345678).unwrap().matches("12345679"));
        assert!(WerkzeugHash::parse(SCRYPT_OF_UNICODE).unwrap().matches("pässwörd 🦀"));
        assert!(!WerkzeugHash::parse(SCRYPT_OF_UNICODE).unwrap().matches(""));
        assert!(is_werkzeug_hash(SCRYPT_OF_UNICODE) && !is_werkzeug_hash("scrypt:16:8:1$Fz3kQ0wP$00"));
    }

    #[test]
    fn work_and_memory_of_scrypt_are_bounded() {
        let with = |parameters: &str| SCRYPT_OF_UNICODE.replace("16:8:1", parameters);
        for parameters in ["32768:8:1", "131072:8:1", "32768:8:4", "2:1:1"] {
            assert!(WerkzeugHash::parse(&with(parameters)).is_some(), "{parameters}");
        }
        for parameters in [
            "262144:8:1",
            "131072:16:1",
            "131072:8:2",
            "16:8:4294967295",
            "4294967295:4294967295:4294967295",
            "15:8:1",
            "0:8:1",
            "16:0:1",
            "16:8:0",
            "16:8",
            "16:8:1:1",
            "16:8:-1",
            "",
        ] {
            assert!(WerkzeugHash::parse(&with(parameters)).is_none(), "{parameters}");
        }
    }

    #[test]
    fn iterations_are_bounded() {
        let with = |iterations: &str| OF_UNICODE.replace("1000", iterations);
        assert!(WerkzeugHash::parse(&with("2000000")).is_some());
        for iterations in ["0", "2000001", "-1", "", "4294967296", "1e3"] {
            assert!(WerkzeugHash::parse(&with(iterations)).is_none(), "{iterations}");
        }
    }

    #[test]
    fn other_texts_are_rejected() {
        let truncated = &OF_UNICODE[..OF_UNICODE.len() - 1];
        for stored in
            ["", "pbkdf2:sha256:1000$salt", "pbkdf2:sha1:1000$salt$00", "scrypt:32768:8:1$a$b", truncated]
        {
            assert!(WerkzeugHash::parse(stored).is_none(), "{stored}");
        }
    }
}
