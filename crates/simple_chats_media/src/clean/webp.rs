//! WebP (RFC 9649): chunks in a RIFF container. Those of an animation contain chunks themselves.

use crate::bytes::{array, copy, vector};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::media_type::MediaType;
use crate::orientation::Orientation;
use std::io::{Read, Seek, SeekFrom, Write};

const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// EXIF of a camera, with a preview, has some 10 KiB.
const MAX_EXIF_BYTES: u64 = 1024 * 1024;

/// A decoder holds the file, the pixels, and up to twice the pixels while it composes them.
const BYTES_PER_PIXEL: u64 = 8;

struct Chunk {
    kind: [u8; 4],
    start: u64,
    length: u64,
}

impl Chunk {
    /// With the byte that makes its length even.
    const fn next(&self) -> u64 {
        self.start + self.length + self.length % 2
    }
}

/// Copies the chunks that the picture is drawn from. Of EXIF, the orientation is kept.
pub(super) fn clean(
    input: &mut (impl Read + Seek),
    output: &mut (impl Write + Seek),
) -> Result<Facts, MediaError> {
    let header: [u8; 12] = array(input)?;
    let [_, _, _, _, l0, l1, l2, l3, ..] = header;
    let end = u64::from(u32::from_le_bytes([l0, l1, l2, l3])) + 8;
    let orientation = orientation(input, end)?;
    output.write_all(&header)?;
    let mut size = None;
    let mut place = 12;
    while place < end {
        let chunk = chunk_at(input, place, end)?;
        place = chunk.next();
        match &chunk.kind {
            b"VP8X" => {
                let content = extended(input, &chunk, orientation)?;
                size = size.or(Some(canvas(content)));
                write_chunk(output, chunk.kind, &content)?;
            }
            b"VP8 " | b"VP8L" if size.is_none() => {
                size = Some(bitstream_size(input, &chunk)?);
                copy_chunk(input, output, &chunk)?;
                // Without the extended header, there is nothing else.
                break;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ICCP" => copy_chunk(input, output, &chunk)?,
            b"ANMF" => copy_frame(input, output, &chunk)?,
            _ => {}
        }
    }
    if let Some(exif) = orientation.to_exif() {
        write_chunk(output, *b"EXIF", &exif)?;
    }
    patch_length(output, 4)?;
    let size = size.ok_or(Refusal::Damaged)?;
    Ok(Facts::of_picture(MediaType::WebP, size, BYTES_PER_PIXEL, orientation.is_sideways())?)
}

fn chunk_at(input: &mut (impl Read + Seek), place: u64, end: u64) -> Result<Chunk, MediaError> {
    input.seek(SeekFrom::Start(place))?;
    let kind = array(input)?;
    let length = u64::from(u32::from_le_bytes(array(input)?));
    let chunk = Chunk { kind, start: place + 8, length };
    if chunk.start + length > end {
        return Err(Refusal::Damaged.into());
    }
    Ok(chunk)
}

/// EXIF follows the picture, but the header says whether there is any. Only an extended file has it.
fn orientation(input: &mut (impl Read + Seek), end: u64) -> Result<Orientation, MediaError> {
    let mut chunk = chunk_at(input, 12, end)?;
    if &chunk.kind != b"VP8X" {
        return Ok(Orientation::UPRIGHT);
    }
    while chunk.next() < end {
        chunk = chunk_at(input, chunk.next(), end)?;
        if &chunk.kind == b"EXIF" && chunk.length <= MAX_EXIF_BYTES {
            let exif = vector(input, usize::try_from(chunk.length).map_err(|_| Refusal::TooLarge)?)?;
            let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(&exif);
            return Ok(Orientation::of_exif(exif));
        }
    }
    Ok(Orientation::UPRIGHT)
}

fn extended(input: &mut impl Read, chunk: &Chunk, orientation: Orientation) -> Result<[u8; 10], MediaError> {
    if chunk.length < 10 {
        return Err(Refusal::Damaged.into());
    }
    let [flags, _, _, _, size @ ..]: [u8; 10] = array(input)?;
    let exif = if orientation == Orientation::UPRIGHT { 0 } else { HAS_EXIF };
    let [w0, w1, w2, h0, h1, h2] = size;
    Ok([flags & !(HAS_EXIF | HAS_XMP) | exif, 0, 0, 0, w0, w1, w2, h0, h1, h2])
}

const fn canvas([_, _, _, _, w0, w1, w2, h0, h1, h2]: [u8; 10]) -> (u32, u32) {
    (u32::from_le_bytes([w0, w1, w2, 0]) + 1, u32::from_le_bytes([h0, h1, h2, 0]) + 1)
}

/// The size that the compressed data begins with: RFC 6386, 9.1, or RFC 9649, 3.4.
fn bitstream_size(input: &mut impl Read, chunk: &Chunk) -> Result<(u32, u32), MediaError> {
    if &chunk.kind == b"VP8L" {
        let [signature, b0, b1, b2, b3]: [u8; 5] = array(input)?;
        let bits = u32::from_le_bytes([b0, b1, b2, b3]);
        if signature != 0x2F {
            return Err(Refusal::Damaged.into());
        }
        return Ok(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1));
    }
    let [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1]: [u8; 10] = array(input)? else {
        return Err(Refusal::Damaged.into());
    };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Ok((side(w0, w1), side(h0, h1)))
}

/// Copies a frame of an animation: its place, and the chunks of its picture.
fn copy_frame(
    input: &mut (impl Read + Seek),
    output: &mut (impl Write + Seek),
    frame: &Chunk,
) -> Result<(), MediaError> {
    let end = frame.start + frame.length;
    input.seek(SeekFrom::Start(frame.start))?;
    let place: [u8; 16] = array(input)?;
    output.write_all(b"ANMF\0\0\0\0")?;
    let start = output.stream_position()?;
    output.write_all(&place)?;
    let mut next = frame.start + 16;
    while next < end {
        let chunk = chunk_at(input, next, end)?;
        next = chunk.next();
        if matches!(&chunk.kind, b"ALPH" | b"VP8 " | b"VP8L") {
            copy_chunk(input, output, &chunk)?;
        }
    }
    patch_length(output, start - 4)
}

fn copy_chunk(
    input: &mut (impl Read + Seek),
    output: &mut impl Write,
    chunk: &Chunk,
) -> Result<(), MediaError> {
    let length = u32::try_from(chunk.length).map_err(|_| Refusal::Damaged)?;
    input.seek(SeekFrom::Start(chunk.start))?;
    output.write_all(&chunk.kind)?;
    output.write_all(&length.to_le_bytes())?;
    copy(input, output, chunk.length)?;
    write_padding(output, chunk.length)
}

fn write_chunk(output: &mut impl Write, kind: [u8; 4], content: &[u8]) -> Result<(), MediaError> {
    let length = u32::try_from(content.len()).map_err(|_| Refusal::Damaged)?;
    output.write_all(&kind)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(content)?;
    write_padding(output, length.into())
}

fn write_padding(output: &mut impl Write, length: u64) -> Result<(), MediaError> {
    if length % 2 == 1 {
        output.write_all(&[0])?;
    }
    Ok(())
}

/// Writes the length of everything after a place into this place.
fn patch_length(output: &mut (impl Write + Seek), place: u64) -> Result<(), MediaError> {
    let end = output.stream_position()?;
    let length = u32::try_from(end - place - 4).map_err(|_| Refusal::Damaged)?;
    output.seek(SeekFrom::Start(place))?;
    output.write_all(&length.to_le_bytes())?;
    output.seek(SeekFrom::Start(end))?;
    Ok(())
}
