//! Decisions by the bytes of an input.

use crate::spelled;

/// Numbers at which something changes.
const BOUNDS: [i64; 12] = [0, 1, 2, -1, 100, 101, 1000, 1001, (1 << 53) - 1, 1 << 53, i64::MAX, i64::MIN];

/// The decisions of an input, one after the other. Once its bytes are used up, each further decision is the first
/// alternative, the least number, or the empty text.
#[derive(Debug, Clone)]
pub struct Decisions<'a> {
    rest: &'a [u8],
}

impl<'a> Decisions<'a> {
    /// The decisions of an input.
    #[must_use]
    pub fn of(input: &'a [u8]) -> Self {
        Self { rest: input }
    }

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// Yes or no.
    pub fn flag(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    /// A number below `count`, which is at most 256.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()).checked_rem(count).unwrap_or(0)
    }

    /// One of the alternatives, of which there must be one at least.
    ///
    /// # Panics
    ///
    /// Panics if there is none.
    #[expect(clippy::expect_used, reason = "a mistake of the target, which has to fail")]
    pub fn one_of<'b, T>(&mut self, alternatives: &'b [T]) -> &'b T {
        let index = self.below(alternatives.len());
        alternatives.get(index).expect("an alternative")
    }

    /// An integer of up to eight bytes, or one at which something changes.
    pub fn number(&mut self) -> i64 {
        if self.flag() {
            return *self.one_of(&BOUNDS);
        }
        let count = self.below(9);
        (0..count).fold(0, |number: i64, _| number << 8 | i64::from(self.byte()))
    }

    /// An integer within bounds.
    pub fn number_from(&mut self, least: i64, most: i64) -> i64 {
        let span = i128::from(most) - i128::from(least) + 1;
        let offset = i128::from(self.number()).rem_euclid(span);
        i64::try_from(i128::from(least) + offset).unwrap_or(least)
    }

    /// A text of up to 24 characters and pieces.
    pub fn text(&mut self, pieces: &[&str]) -> String {
        let count = self.below(25);
        (0..count).map(|_| spelled(self.byte(), pieces)).collect()
    }

    /// Something or nothing.
    pub fn option<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| make(self))
    }

    /// Up to `most` of something.
    pub fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| make(self)).collect()
    }

    /// The bytes that are left.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_and_nothing_is_left_to_chance() {
        let mut decisions = Decisions::of(&[3, 1, 9, 0, 2, 1, 2, 2, b'x', 129]);
        assert!(decisions.flag());
        assert_eq!(decisions.number(), 1 << 53);
        assert_eq!(decisions.number(), 258);
        assert_eq!(decisions.text(&["a", "bc"]), "xbc");
        assert_eq!(
            (decisions.number(), decisions.text(&["a"]), decisions.rest()),
            (0, String::new(), &[][..])
        );
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        for first in 0..=255 {
            let number = Decisions::of(&[first, first, first, first]).number_from(-3, 4);
            assert!((-3..=4).contains(&number), "{number}");
        }
        for (bound, number) in [(10, -1), (11, 0), (0, i64::MIN)] {
            assert_eq!(Decisions::of(&[1, bound]).number_from(i64::MIN, i64::MAX), number);
        }
    }
}
