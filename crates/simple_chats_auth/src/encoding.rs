//! Encodings of bytes: base64url (RFC 4648, section 5, without padding) and hexadecimal; and random bytes.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Encodes to letters, digits, `-`, and `_` only, which are safe in cookies, URLs, and JWTs.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes base64url. Only the canonical encoding of the bytes is accepted.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Encodes in base64 with padding (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Encodes each byte as two lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Decodes exactly `2 * N` hexadecimal digits.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    bytes.try_into().ok()
}

/// Random bytes for secrets, from a generator that the operating system seeds.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes[..]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_encoded_and_decoded() {
        assert_eq!(hex(&[0x00, 0x9f, 0xa0, 0xff]), "009fa0ff");
        assert_eq!(from_hex::<4>("009fa0ff"), Some([0x00, 0x9f, 0xa0, 0xff]));
        assert_eq!(from_hex::<4>("009FA0FF"), Some([0x00, 0x9f, 0xa0, 0xff]));
    }

    #[test]
    fn other_characters_and_lengths_are_not_hexadecimal() {
        for text in ["", "0", "009fa0f", "009fa0ff0", "009fa0fg", "009fa0ff00", "009fa0é"] {
            assert_eq!(from_hex::<4>(text), None, "{text}");
        }
    }

    #[test]
    fn only_canonical_base64url_is_accepted() {
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
        assert_eq!(from_base64url("-_8"), Some(vec![0xfb, 0xff]));
        for other in ["-_9", "-_8=", "+/8", "-_8 "] {
            assert_eq!(from_base64url(other), None, "{other}");
        }
    }
}
