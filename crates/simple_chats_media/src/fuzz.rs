//! Fuzz target: anything may be uploaded.

use crate::samples::{self, cleaned};
use crate::{MAX_PIXELS, MediaError, preview};
use simple_chats_fuzzing::{Decisions, damaged, fuzz};

/// Whatever is uploaded, it is refused, or what is stored stays as it is when it is cleaned again, and is of the same type.
/// What is decoded is within the limits.
#[test]
fn uploads() {
    let samples = [
        samples::jpeg(6),
        samples::png(6),
        samples::webp(6),
        samples::gif(),
        samples::mp4(b"isomiso2", &[b"vide", b"soun"]),
        samples::avif(),
        samples::webm(&[1, 2]),
        samples::wav(20),
        Vec::new(),
    ];
    fuzz!(120, |input: &[u8]| {
        let mut decisions = Decisions::of(input);
        let sample = decisions.one_of(&samples).clone();
        let bytes = match decisions.below(4) {
            0 => [&sample[..sample.len().min(16)], decisions.rest()].concat(),
            _ => damaged(&sample, decisions.rest()),
        };
        match cleaned(&bytes) {
            Err(MediaError::Refused(_)) => {}
            Err(error) => panic!("{error:?}"),
            Ok((_folder, file, after)) => {
                let (_folder, again, twice) = cleaned(&after).unwrap();
                assert_eq!(again.facts, file.facts);
                assert_eq!(twice, after);
                let decoded = preview(&file.file, &file.facts);
                assert!(!matches!(decoded, Err(MediaError::Io(_))), "{decoded:?}");
                if let Some((width, height)) =
                    file.facts.dimensions.filter(|_| file.facts.decoding_memory > 0)
                {
                    assert!(u64::from(width) * u64::from(height) <= MAX_PIXELS);
                }
            }
        }
    });
}
