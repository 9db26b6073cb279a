//! JPEG (ITU-T T.81): a sequence of segments, and after each start of a scan, its compressed data.

use crate::bytes::{be16, byte, vector};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::media_type::MediaType;
use crate::orientation::Orientation;
use std::io::{BufRead, Write};

const START_OF_IMAGE: u8 = 0xD8;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
const COLOR_PROFILE: u8 = 0xE2;
const ADOBE: u8 = 0xEE;

/// Progressive pictures have about ten. Each may work on all of the picture.
const MAX_SCANS: usize = 100;

#[derive(Debug, Clone, Copy)]
struct Frame {
    width: u16,
    height: u16,
    bytes_per_pixel: u64,
}

/// Copies the picture up to its end. Of EXIF, the orientation is kept.
pub(super) fn clean(input: &mut impl BufRead, output: &mut impl Write) -> Result<Facts, MediaError> {
    let mut frame = None;
    let mut orientation = None;
    let mut scans = 0;
    let mut marker = next_marker(input)?;
    if marker != START_OF_IMAGE {
        return Err(Refusal::Damaged.into());
    }
    output.write_all(&[0xFF, START_OF_IMAGE])?;
    marker = next_marker(input)?;
    while marker != END_OF_IMAGE {
        let segment = segment(input, marker)?;
        if is_frame(marker) && frame.replace(frame_of(marker, &segment)?).is_some() {
            return Err(Refusal::Damaged.into());
        }
        if marker == EXIF && orientation.is_none() {
            if let Some(exif) = segment.strip_prefix(b"Exif\0\0") {
                let found = *orientation.insert(Orientation::of_exif(exif));
                write_orientation(output, found)?;
            }
        } else if let Some(kept) = kept(marker, &segment) {
            write_segment(output, marker, &kept)?;
        }
        marker = if marker == START_OF_SCAN {
            scans += 1;
            if scans > MAX_SCANS {
                return Err(Refusal::TooComplex.into());
            }
            copy_scan(input, output)?
        } else {
            next_marker(input)?
        };
    }
    output.write_all(&[0xFF, END_OF_IMAGE])?;
    let frame = frame.filter(|_| scans > 0).ok_or(Refusal::Damaged)?;
    let stored = (frame.width.into(), frame.height.into());
    let is_sideways = orientation.is_some_and(Orientation::is_sideways);
    Ok(Facts::of_picture(MediaType::Jpeg, stored, frame.bytes_per_pixel, is_sideways)?)
}

/// The next marker. Bytes between segments mean nothing.
fn next_marker(input: &mut impl BufRead) -> Result<u8, MediaError> {
    while byte(input)? != 0xFF {}
    loop {
        match byte(input)? {
            0xFF => {}
            0 => return Err(Refusal::Damaged.into()),
            marker => return Ok(marker),
        }
    }
}

fn segment(input: &mut impl BufRead, marker: u8) -> Result<Vec<u8>, MediaError> {
    let is_known = matches!(marker, 0xC0..=0xCF | 0xDA | 0xDB | 0xDD | 0xE0..=0xEF | 0xFE) && marker != 0xC8;
    let length = if is_known { be16(input)?.checked_sub(2) } else { None };
    Ok(vector(input, length.ok_or(Refusal::Damaged)?.into())?)
}

const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// A decoder holds the pixels and, of all but sequential pictures, the coefficients.
fn frame_of(marker: u8, segment: &[u8]) -> Result<Frame, Refusal> {
    let [_, h1, h0, w1, w0, components, ..] = *segment else { return Err(Refusal::Damaged) };
    let components = u64::from(components.clamp(1, 4));
    let coefficients = if marker > 0xC1 { 2 * components } else { 0 };
    let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
    Ok(Frame { width, height, bytes_per_pixel: components + coefficients })
}

/// What is kept of a segment.
fn kept(marker: u8, segment: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Without the thumbnail: its width, height, and pixels.
        JFIF => match segment.get(..12) {
            Some(start) if start.starts_with(b"JFIF\0") => Some([start, &[0, 0]].concat()),
            _ => None,
        },
        COLOR_PROFILE => segment.starts_with(b"ICC_PROFILE\0").then(|| segment.to_vec()),
        // How the colors are transformed.
        ADOBE => segment.get(..12).filter(|start| start.starts_with(b"Adobe")).map(<[u8]>::to_vec),
        0xE0..=0xEF | 0xFE => None,
        _ => Some(segment.to_vec()),
    }
}

fn write_orientation(output: &mut impl Write, orientation: Orientation) -> Result<(), MediaError> {
    match orientation.to_exif() {
        Some(exif) => write_segment(output, EXIF, &[b"Exif\0\0".as_slice(), &exif].concat()),
        None => Ok(()),
    }
}

fn write_segment(output: &mut impl Write, marker: u8, content: &[u8]) -> Result<(), MediaError> {
    let length = u16::try_from(content.len() + 2).map_err(|_| Refusal::Damaged)?;
    output.write_all(&[0xFF, marker])?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(content)?;
    Ok(())
}

/// Copies compressed data. Returns the marker that ends it.
fn copy_scan(input: &mut impl BufRead, output: &mut impl Write) -> Result<u8, MediaError> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Err(Refusal::Damaged.into());
        }
        let end = memchr::memchr(0xFF, buffer);
        let length = end.unwrap_or(buffer.len());
        output.write_all(buffer.get(..length).unwrap_or_default())?;
        input.consume(length);
        if end.is_none() {
            continue;
        }
        input.consume(1);
        let mut code = byte(input)?;
        while code == 0xFF {
            code = byte(input)?;
        }
        // A byte 0xFF of the data, or a place to begin again after damage.
        if matches!(code, 0 | 0xD0..=0xD7) {
            output.write_all(&[0xFF, code])?;
        } else {
            return Ok(code);
        }
    }
}
