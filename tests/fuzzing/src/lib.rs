//! Fuzz targets are unit tests whose input a fuzzer chooses. `cargo test` gives them random bytes and the files of their
//! corpus; `tests/fuzz` lets libFuzzer look for bytes that reach more code.
//!
//! Random bytes are hardly ever a name or a frame. So targets take them as instructions: which texts to write
//! ([`texts`]), what to decide ([`Decisions`]), and how to damage something whole ([`damaged`]).

mod damage;
mod decisions;

pub use bolero;
pub use damage::damaged;
pub use decisions::Decisions;

/// How many random inputs a target gets in `cargo test`.
pub const ITERATIONS: usize = 400;

/// How many bytes an input has at most.
pub const MAX_BYTES: usize = 160;

/// Checks that something holds for all inputs: `fuzz!(|input: &[u8]| …)`. A target whose runs take long names a smaller
/// number of them: `fuzz!(20, |input: &[u8]| …)`.
#[macro_export]
macro_rules! fuzz {
    ($property:expr) => {
        $crate::fuzz!($crate::ITERATIONS, $property)
    };
    ($iterations:expr, $property:expr) => {
        $crate::bolero::check!()
            .with_iterations($iterations)
            .with_max_len($crate::MAX_BYTES)
            .for_each($property)
    };
}

/// Two readings of an input: as the text that it is, which suits the files of a corpus, and as the numbers of characters and
/// of `pieces`, which suits random bytes.
#[must_use]
pub fn texts(input: &[u8], pieces: &[&str]) -> [String; 2] {
    let spelled = input.iter().map(|byte| spelled(*byte, pieces)).collect();
    [String::from_utf8_lossy(input).into_owned(), spelled]
}

/// A character of ASCII, or one of the pieces.
pub(crate) fn spelled(byte: u8, pieces: &[&str]) -> String {
    let number = usize::from(byte.saturating_sub(128));
    let piece = number.checked_rem(pieces.len()).and_then(|index| pieces.get(index));
    match piece {
        Some(piece) if byte >= 128 => (*piece).to_owned(),
        _ => char::from(byte & 127).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_read_as_a_text_and_as_instructions() {
        assert_eq!(texts(b"a\x80\x81\x82", &["one", "two"]), ["a\u{FFFD}\u{FFFD}\u{FFFD}", "aonetwoone"]);
        assert_eq!(texts(b"\xE1", &[])[1], "a");
    }

    #[test]
    fn a_target_gets_its_number_of_inputs() {
        let count = std::sync::atomic::AtomicUsize::new(0);
        let most = std::sync::atomic::AtomicUsize::new(0);
        fuzz!(50, |input: &[u8]| {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            most.fetch_max(input.len(), std::sync::atomic::Ordering::Relaxed);
        });
        assert_eq!(count.into_inner(), 50);
        assert!((1..=MAX_BYTES).contains(&most.into_inner()));
    }
}
