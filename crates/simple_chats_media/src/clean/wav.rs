//! WAV: chunks in a RIFF container.

use crate::bytes::{array, skip};
use crate::facts::Facts;
use crate::media_type::MediaType;
use std::io::{self, Read};

/// How many chunks may come before the sound.
const MAX_CHUNKS: usize = 100;

/// With the duration, if the chunks before the sound say how many bytes a second has.
pub(super) fn facts(input: &mut impl Read) -> io::Result<Facts> {
    let duration_ms = match duration_ms(input) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => None,
        duration => duration?,
    };
    Ok(Facts { duration_ms, ..Facts::of(MediaType::Wav) })
}

fn duration_ms(input: &mut impl Read) -> io::Result<Option<u64>> {
    skip(input, 12)?;
    let mut bytes_per_second = None;
    for _ in 0..MAX_CHUNKS {
        let kind: [u8; 4] = array(input)?;
        let length = u64::from(u32::from_le_bytes(array(input)?));
        let padded = length + length % 2;
        match &kind {
            b"fmt " if length >= 12 => {
                let [_, _, _, _, _, _, _, _, b0, b1, b2, b3]: [u8; 12] = array(input)?;
                bytes_per_second = Some(u64::from(u32::from_le_bytes([b0, b1, b2, b3])));
                skip(input, padded - 12)?;
            }
            b"data" => return Ok(bytes_per_second.and_then(|each| (length * 1000).checked_div(each))),
            _ => skip(input, padded)?,
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_duration_is_that_of_the_sound() {
        let facts = facts(&mut samples::wav(1500).as_slice()).unwrap();
        assert_eq!(facts.duration_ms, Some(1500));
    }

    #[test]
    fn a_strange_header_has_no_duration() {
        for bytes in [b"RIFF\0\0\0\0WAVE".as_slice(), b"RIFF\0\0\0\0WAVEdata\xFF\xFF\xFF\xFF"] {
            assert_eq!(facts(&mut &*bytes).unwrap().duration_ms, None);
        }
        let mut silent = samples::wav(1500);
        silent[28..32].fill(0);
        assert_eq!(facts(&mut silent.as_slice()).unwrap().duration_ms, None);
    }
}
