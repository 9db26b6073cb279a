//! The format of a file, by its first bytes.

use crate::bytes;
use std::io::{self, Read, Seek};

/// How many bytes are looked at.
const LOOKED_AT: u64 = 4096;

/// A format. What MP4 and WebM contain is seen when they are cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
    Mp4,
    WebM,
    Mp3,
    Ogg,
    Wav,
    Other,
}

pub(crate) fn detect(input: &mut (impl Read + Seek)) -> io::Result<Format> {
    input.rewind()?;
    let mut start = Vec::new();
    input.by_ref().take(LOOKED_AT).read_to_end(&mut start)?;
    if let Some(format) = by_signature(&start) {
        return Ok(format);
    }
    Ok(if is_mp3(input, &start)? { Format::Mp3 } else { Format::Other })
}

fn by_signature(start: &[u8]) -> Option<Format> {
    let at =
        |place: usize, signature: &[u8]| start.get(place..).is_some_and(|rest| rest.starts_with(signature));
    if at(0, b"\xFF\xD8\xFF") {
        Some(Format::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1A\n") {
        Some(Format::Png)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some(Format::Gif)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(Format::WebP)
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Some(Format::Wav)
    } else if at(4, b"ftyp") {
        Some(by_brands(start))
    } else if at(0, b"\x1A\x45\xDF\xA3") {
        Some(if doc_type(start) == Some(b"webm") { Format::WebM } else { Format::Other })
    } else if at(0, b"OggS\0") {
        Some(if is_sound_in_ogg(start) { Format::Ogg } else { Format::Other })
    } else {
        None
    }
}

/// By the brands of an ISO base media file (ISO/IEC 14496-12, 4.3). QuickTime and HEIF have other rules than MP4.
fn by_brands(start: &[u8]) -> Format {
    let length = start.first_chunk().map_or(0, |length| u32::from_be_bytes(*length));
    let length = usize::try_from(length).unwrap_or(0).min(start.len());
    let brands = start.get(8..length).unwrap_or_default();
    let major = brands.get(..4).unwrap_or_default();
    let compatible =
        || brands.chunks_exact(4).enumerate().filter(|(index, _)| *index != 1).map(|(_, brand)| brand);
    let has = |names: &[&[u8]]| compatible().any(|brand| names.contains(&brand));
    if major == b"qt  " {
        Format::Other
    } else if has(&[b"avif", b"avis"]) {
        Format::Avif
    } else if has(&[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"crx ", b"jxl "]) {
        Format::Other
    } else if has(&[b"mp41", b"mp42", b"avc1", b"dash", b"M4A ", b"M4B ", b"M4V ", b"MSNV"])
        || compatible().any(|brand| brand.starts_with(b"iso"))
    {
        Format::Mp4
    } else {
        Format::Other
    }
}

/// The type of document of an EBML header (RFC 8794), which is at the beginning.
fn doc_type(start: &[u8]) -> Option<&[u8]> {
    let place = memchr::memmem::find(start.get(..128).unwrap_or(start), b"\x42\x82")?;
    let (length, rest) = start.get(place + 2..)?.split_first()?;
    rest.get(..usize::from(length & 0x7F))
}

/// By the first packet, which follows a header of 27 bytes and the table of its lengths (RFC 3533).
fn is_sound_in_ogg(start: &[u8]) -> bool {
    let segments = start.get(26).copied().map_or(0, usize::from);
    let packet = start.get(27 + segments..).unwrap_or_default();
    let heads: [&[u8]; 4] = [b"OpusHead", b"\x01vorbis", b"\x7FFLAC", b"Speex   "];
    heads.iter().any(|head| packet.starts_with(head))
}

/// Two frames in a row, after a tag if there is one: one alone occurs by chance.
fn is_mp3(input: &mut (impl Read + Seek), start: &[u8]) -> io::Result<bool> {
    let mut place = id3_length(start);
    for _ in 0..2 {
        input.seek(io::SeekFrom::Start(place))?;
        let header = match bytes::be32(input) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            header => header?,
        };
        let Some(length) = frame_length(header) else { return Ok(false) };
        place += length;
    }
    Ok(true)
}

/// The length of the `ID3v2` tag at the beginning, or 0.
fn id3_length(start: &[u8]) -> u64 {
    match start {
        [b'I', b'D', b'3', 2..=4, _, flags, a, b, c, d, ..] if (a | b | c | d) < 0x80 => {
            let length = [a, b, c, d].into_iter().fold(0, |length, byte| length << 7 | u64::from(*byte));
            length + if flags & 0x10 == 0 { 10 } else { 20 }
        }
        _ => 0,
    }
}

/// The length in bytes of a frame of MPEG audio, layer III, by its header.
fn frame_length(header: u32) -> Option<u64> {
    const VERSION_1: [u64; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const VERSION_2: [u64; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    const HERTZ: [u64; 3] = [44_100, 48_000, 32_000];
    let bits = |from: u32, count: u32| usize::try_from(header >> from & ((1 << count) - 1)).unwrap_or(0);
    if bits(21, 11) != 0x7FF || bits(17, 2) != 1 {
        return None;
    }
    let (bitrates, divisor, samples) = match bits(19, 2) {
        3 => (VERSION_1, 1, 144),
        2 => (VERSION_2, 2, 72),
        0 => (VERSION_2, 4, 72),
        _ => return None,
    };
    let bitrate = bitrates.get(bits(12, 4)).filter(|bitrate| **bitrate > 0)?;
    let hertz = HERTZ.get(bits(10, 2))? / divisor;
    let padding = u64::from(bits(9, 1) == 1);
    Some(samples * bitrate * 1000 / hertz + padding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn format(bytes: &[u8]) -> Format {
        detect(&mut Cursor::new(bytes)).unwrap()
    }

    fn with_brands(brands: &[u8]) -> Vec<u8> {
        let length = u32::try_from(brands.len() + 12).unwrap().to_be_bytes();
        [&length, b"ftyp".as_slice(), &brands[..4], &[0; 4], &brands[4..]].concat()
    }

    fn ogg(packet: &[u8]) -> Vec<u8> {
        [b"OggS\0\x02".as_slice(), &[0; 20], &[1, 30], packet].concat()
    }

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        for (bytes, expected) in [
            (b"\xFF\xD8\xFF\xE0".as_slice(), Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Format::Png),
            (b"GIF89a", Format::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", Format::WebP),
            (b"RIFF\0\0\0\0WAVEfmt ", Format::Wav),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm", Format::WebM),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska", Format::Other),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Format::Other),
            (b"<!doctype html><script>alert(1)</script>", Format::Other),
            (b"%PDF-1.7", Format::Other),
            (b"", Format::Other),
        ] {
            assert_eq!(format(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn the_brands_tell_mp4_from_its_relatives() {
        assert_eq!(format(&with_brands(b"isomiso2avc1")), Format::Mp4);
        assert_eq!(format(&with_brands(b"M4A mp42")), Format::Mp4);
        assert_eq!(format(&with_brands(b"avifmif1miaf")), Format::Avif);
        assert_eq!(format(&with_brands(b"mif1avifmiaf")), Format::Avif);
        assert_eq!(format(&with_brands(b"heicmif1")), Format::Other);
        assert_eq!(format(&with_brands(b"qt  mp42")), Format::Other);
    }

    #[test]
    fn ogg_is_sound_only_with_a_codec_for_sound() {
        assert_eq!(format(&ogg(b"OpusHead")), Format::Ogg);
        assert_eq!(format(&ogg(b"\x01vorbis")), Format::Ogg);
        assert_eq!(format(&ogg(b"\x80theora")), Format::Other);
    }

    #[test]
    fn mp3_needs_two_frames() {
        // 128 kbit/s at 44.1 kHz: 417 bytes.
        let frame = [b"\xFF\xFB\x90\0".as_slice(), &[0; 413]].concat();
        let tag = [b"ID3\x04\0\0\0\0\x02\x01".as_slice(), &[0; 257]].concat();
        let two = [frame.clone(), frame.clone()].concat();
        assert_eq!(format(&two), Format::Mp3);
        assert_eq!(format(&[tag.clone(), two].concat()), Format::Mp3);
        assert_eq!(format(&frame), Format::Other);
        assert_eq!(format(&[tag, b"<script>".to_vec()].concat()), Format::Other);
    }
}
