//! Damage of something whole.

use crate::Decisions;

/// A copy with up to four changes at places that the input chooses: another byte, a turned bit, something left out, doubled,
/// or put in, or the end cut off. Without any input, it is whole.
#[must_use]
pub fn damaged(whole: &[u8], input: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let mut decisions = Decisions::of(input);
    for _ in 0..4 {
        if decisions.rest().is_empty() {
            break;
        }
        damage(&mut bytes, &mut decisions);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, decisions: &mut Decisions<'_>) {
    let kind = decisions.below(7);
    let (high, low) = (usize::from(decisions.byte()), usize::from(decisions.byte()));
    // Anywhere, also in something long.
    let place = (high * 256 + low) * bytes.len() / 65_536;
    let byte = decisions.byte();
    let length = usize::from(byte % 16) + 1;
    let end = (place + length).min(bytes.len());
    match (kind, bytes.get_mut(place)) {
        (0, Some(there)) => *there = byte,
        (1, Some(there)) => *there ^= 1 << (byte % 8),
        (2, _) => drop(bytes.drain(place..end)),
        (3, _) => {
            let doubled = bytes.get(place..end).unwrap_or_default().to_vec();
            bytes.splice(place..place, doubled);
        }
        (4, _) => bytes.insert(place, byte),
        (5, _) => bytes.truncate(place),
        (_, _) => {
            bytes.splice(place..end, std::iter::repeat_n(byte, length));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_damage_is_done_at_its_place() {
        let with = |input: &[u8]| damaged(b"0123456789", input);
        assert_eq!(with(&[]), b"0123456789");
        assert_eq!(with(&[0, 0x80, 0, b'x']), b"01234x6789");
        assert_eq!(with(&[1, 0x80, 0, 0]), b"0123446789");
        assert_eq!(with(&[2, 0x80, 0, 1]), b"01234789");
        assert_eq!(with(&[3, 0x80, 0, 1]), b"012345656789");
        assert_eq!(with(&[4, 0x80, 0, b'x']), b"01234x56789");
        assert_eq!(with(&[5, 0x80, 0, 0]), b"01234");
        assert_eq!(with(&[6, 0x80, 0, 33]), b"01234!!789");
        assert_eq!(damaged(b"", &[0, 1, 2, 3, 2, 9, 9, 9, 5, 9, 9, 9, 6, 9, 9, 1]), [1, 1]);
    }
}
