//! Bytes as text: base64url (RFC 4648, section 5, without padding), hexadecimal, and random ones.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Letters, digits, `-` and `_` only, so that it fits cookies, URLs and JWTs.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a base64url text in its one right spelling; nothing for any other text.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Two lower-case hexadecimal digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes of a hexadecimal text of exactly `2 * N` digits.
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

/// Random bytes from a generator that is fit for secrets and seeded by the operating system.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes[..]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_goes_there_and_back() {
        assert_eq!(hex(&[0x00, 0x9f, 0xa0, 0xff]), "009fa0ff");
        assert_eq!(from_hex::<4>("009fa0ff"), Some([0x00, 0x9f, 0xa0, 0xff]));
        assert_eq!(from_hex::<4>("009FA0FF"), Some([0x00, 0x9f, 0xa0, 0xff]));
    }

    #[test]
    fn what_is_not_hexadecimal_of_the_right_length_is_refused() {
        for text in ["", "0", "009fa0f", "009fa0ff0", "009fa0fg", "009fa0ff00", "009fa0é"] {
            assert_eq!(from_hex::<4>(text), None, "{text}");
        }
    }

    #[test]
    fn base64url_has_one_spelling() {
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
        assert_eq!(from_base64url("-_8"), Some(vec![0xfb, 0xff]));
        for other in ["-_9", "-_8=", "+/8", "-_8 "] {
            assert_eq!(from_base64url(other), None, "{other}");
        }
    }
}
