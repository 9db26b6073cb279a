//! PNG (W3C): a sequence of chunks, each with its length, type, and checksum.

use crate::bytes::{array, be32, copy, skip, vector};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::media_type::MediaType;
use crate::orientation::Orientation;
use std::io::{Read, Write};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";

/// Those that a picture is drawn from. Texts, times, EXIF, and unknown ones are left out.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// EXIF of a camera, with a preview, has some 10 KiB.
const MAX_EXIF_BYTES: u32 = 1024 * 1024;

/// Copies the picture up to its end. Of EXIF, the orientation is kept.
pub(super) fn clean(input: &mut impl Read, output: &mut impl Write) -> Result<Facts, MediaError> {
    if array(input)? != SIGNATURE {
        return Err(Refusal::Damaged.into());
    }
    output.write_all(&SIGNATURE)?;
    let (size, bytes_per_pixel) = copy_header(input, output)?;
    let mut orientation = None;
    loop {
        let length = be32(input)?;
        let kind: [u8; 4] = array(input)?;
        if length > u32::MAX / 2 || &kind == b"IHDR" {
            return Err(Refusal::Damaged.into());
        }
        let with_checksum = u64::from(length) + 4;
        if KEPT.contains(&&kind) {
            output.write_all(&length.to_be_bytes())?;
            output.write_all(&kind)?;
            copy(input, output, with_checksum)?;
        } else if &kind == b"eXIf" && orientation.is_none() && length <= MAX_EXIF_BYTES {
            let exif = vector(input, usize::try_from(length).map_err(|_| Refusal::TooLarge)?)?;
            skip(input, 4)?;
            let found = *orientation.insert(Orientation::of_exif(&exif));
            if let Some(exif) = found.to_exif() {
                write_chunk(output, *b"eXIf", &exif)?;
            }
        } else {
            skip(input, with_checksum)?;
        }
        if &kind == b"IEND" {
            break;
        }
    }
    let is_sideways = orientation.is_some_and(Orientation::is_sideways);
    Ok(Facts::of_picture(MediaType::Png, size, bytes_per_pixel, is_sideways)?)
}

/// Copies the first chunk. Returns the size, and how many bytes a decoded pixel takes.
fn copy_header(input: &mut impl Read, output: &mut impl Write) -> Result<((u32, u32), u64), MediaError> {
    if array(input)? != *b"\0\0\0\x0DIHDR" {
        return Err(Refusal::Damaged.into());
    }
    let header: [u8; 13] = array(input)?;
    let checksum: [u8; 4] = array(input)?;
    let [w3, w2, w1, w0, h3, h2, h1, h0, depth, ..] = header;
    output.write_all(b"\0\0\0\x0DIHDR")?;
    output.write_all(&header)?;
    output.write_all(&checksum)?;
    let size = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    Ok((size, if depth == 16 { 8 } else { 4 }))
}

fn write_chunk(output: &mut impl Write, kind: [u8; 4], content: &[u8]) -> Result<(), MediaError> {
    let length = u32::try_from(content.len()).map_err(|_| Refusal::Damaged)?;
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(&kind);
    checksum.update(content);
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&kind)?;
    output.write_all(content)?;
    output.write_all(&checksum.finalize().to_be_bytes())?;
    Ok(())
}
