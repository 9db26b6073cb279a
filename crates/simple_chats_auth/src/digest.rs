//! Digests of anything that can be hashed.

use crate::encoding::base64url;
use ring::digest::{Context, SHA256};
use std::fmt;
use std::hash::Hasher;

/// A SHA-256 digest of everything that is hashed into it. The standard library's hashers have 64 bits, which can be made to
/// collide; two inputs never have the same digest.
#[derive(Clone)]
pub struct Digest(Context);

impl Digest {
    /// The digest of what was hashed so far, in 43 letters, digits, `-`, and `_`.
    #[must_use]
    pub fn into_text(self) -> String {
        base64url(self.0.finish().as_ref())
    }
}

impl Default for Digest {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finish();
        digest.as_ref().first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digest").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::Hash;

    fn digest_of(value: impl Hash) -> String {
        let mut digest = Digest::default();
        value.hash(&mut digest);
        digest.into_text()
    }

    #[test]
    fn equal_values_have_one_digest_and_the_parts_of_a_value_are_kept_apart() {
        assert_eq!(digest_of(("ab", 1)), digest_of(("ab".to_owned(), 1)));
        let others =
            [digest_of(("a", "bc")), digest_of(("ab", "c")), digest_of(("abc", "")), digest_of("abc")];
        let distinct: std::collections::HashSet<&String> = others.iter().collect();
        assert_eq!(distinct.len(), others.len());
        assert!(others.iter().all(|text| text.len() == 43));
    }

    #[test]
    fn bytes_are_hashed_with_sha_256() {
        let mut digest = Digest::default();
        digest.write(b"abc");
        assert_eq!(digest.into_text(), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
