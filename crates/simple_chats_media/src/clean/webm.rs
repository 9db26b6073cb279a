//! WebM: elements of EBML (RFC 8794) as in Matroska (RFC 9559). What isn't needed becomes `Void` elements of the same length.

use crate::bytes::{array, be, byte, erase};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::media_type::MediaType;
use std::io::{Read, Seek, SeekFrom, Write};

/// Usual files have some thousands of blocks.
const MAX_ELEMENTS: usize = 2_000_000;

const HEADER: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const SEEK_HEAD: u32 = 0x114D_9B74;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const CLUSTER: u32 = 0x1F43_B675;
const CUES: u32 = 0x1C53_BB6B;
const CHAPTERS: u32 = 0x1043_A770;
const TAGS: u32 = 0x1254_C367;
const ATTACHMENTS: u32 = 0x1941_A469;
const VOID: u32 = 0xEC;

const NANOSECONDS_PER_UNIT: u32 = 0x2A_D7B1;
const DURATION: u32 = 0x4489;
const MUXING_APP: u32 = 0x4D80;
const WRITING_APP: u32 = 0x5741;

const TRACK_ENTRY: u32 = 0xAE;
const TRACK_TYPE: u32 = 0x83;
const VIDEO: u32 = 0xE0;
const PIXEL_WIDTH: u32 = 0xB0;
const PIXEL_HEIGHT: u32 = 0xBA;

#[derive(Debug, Clone, Copy)]
struct Element {
    id: u32,
    start: u64,
    content: u64,
    /// `None` if the length is unknown, as in a recording that was written while it was made.
    end: Option<u64>,
}

#[derive(Debug, Default)]
struct Found {
    has_video: bool,
    has_sound: bool,
    dimensions: Option<(u32, u32)>,
    duration_ms: Option<u64>,
}

struct Elements<'a, F> {
    file: &'a mut F,
    visited: usize,
}

/// Overwrites tags, chapters, attachments, the title, and the time of the recording. A file with a track of metadata is
/// refused.
pub(super) fn clean(file: &mut (impl Read + Write + Seek), length: u64) -> Result<Facts, MediaError> {
    let mut elements = Elements { file, visited: 0 };
    let header = elements.at(0, length)?;
    let start = header.end.filter(|_| header.id == HEADER).ok_or(Refusal::Damaged)?;
    let segment = elements.at(start, length)?;
    if segment.id != SEGMENT {
        return Err(Refusal::Damaged.into());
    }
    let end = segment.end.unwrap_or(length);
    let found = elements.clean_segment(segment.content, end)?;
    // After the segment, there is nothing to play.
    erase(elements.file, end, length)?;
    let media_type = if found.has_video {
        MediaType::WebM
    } else if found.has_sound {
        MediaType::WebMAudio
    } else {
        return Err(Refusal::Damaged.into());
    };
    Ok(Facts { dimensions: found.dimensions, duration_ms: found.duration_ms, ..Facts::of(media_type) })
}

impl<F: Read + Write + Seek> Elements<'_, F> {
    fn at(&mut self, start: u64, limit: u64) -> Result<Element, MediaError> {
        self.visited += 1;
        if self.visited > MAX_ELEMENTS {
            return Err(Refusal::TooComplex.into());
        }
        self.file.seek(SeekFrom::Start(start))?;
        let first = byte(self.file)?;
        let id_length = first.leading_zeros() + 1;
        if id_length > 4 {
            return Err(Refusal::Damaged.into());
        }
        let rest = usize::try_from(id_length - 1).unwrap_or(0);
        let id = u64::from(first) << (8 * rest) | be(self.file, rest)?;
        let id = u32::try_from(id).map_err(|_| Refusal::Damaged)?;
        let (length, length_length) = self.length()?;
        let content = start + u64::from(id_length) + length_length;
        let end = match length {
            None => None,
            Some(length) => {
                let end = content.checked_add(length).filter(|end| *end <= limit);
                Some(end.ok_or(Refusal::Damaged)?)
            }
        };
        Ok(Element { id, start, content, end })
    }

    /// A length, if it is known, and how many bytes it takes.
    fn length(&mut self) -> Result<(Option<u64>, u64), MediaError> {
        let first = byte(self.file)?;
        let rest = usize::try_from(first.leading_zeros()).unwrap_or(8);
        if rest > 7 {
            return Err(Refusal::Damaged.into());
        }
        let bits = 7 * (rest + 1);
        let number = u64::from(first) << (8 * rest) | be(self.file, rest)?;
        let number = number & ((1 << bits) - 1);
        let is_known = number != (1 << bits) - 1;
        Ok((is_known.then_some(number), u64::from(first.leading_zeros()) + 1))
    }

    fn clean_segment(&mut self, start: u64, end: u64) -> Result<Found, MediaError> {
        let mut found = Found::default();
        let mut place = start;
        while place < end {
            let element = self.at(place, end)?;
            match element.id {
                INFO => self.clean_info(element, &mut found)?,
                TRACKS => self.read_tracks(element, &mut found)?,
                SEEK_HEAD | CUES | CLUSTER | VOID => {}
                // Tags, chapters, attachments, and the checksum of what has been changed.
                _ => self.void(element)?,
            }
            place = match element.end {
                Some(end) => end,
                None if element.id == CLUSTER => self.end_of_cluster(element.content, end)?,
                None => return Err(Refusal::Damaged.into()),
            };
        }
        Ok(found)
    }

    /// A cluster of unknown length ends where an element begins that isn't in clusters.
    fn end_of_cluster(&mut self, start: u64, end: u64) -> Result<u64, MediaError> {
        let mut place = start;
        while place < end {
            let element = self.at(place, end)?;
            if is_in_segments(element.id) {
                return Ok(place);
            }
            place = element.end.ok_or(Refusal::Damaged)?;
        }
        Ok(end)
    }

    /// Leaves the scale, the duration, and the programs that wrote the file, which are required.
    fn clean_info(&mut self, info: Element, found: &mut Found) -> Result<(), MediaError> {
        let end = info.end.ok_or(Refusal::Damaged)?;
        let (mut scale, mut duration) = (1_000_000, None);
        let mut place = info.content;
        while place < end {
            let element = self.at(place, end)?;
            place = element.end.ok_or(Refusal::Damaged)?;
            match element.id {
                NANOSECONDS_PER_UNIT => scale = self.number(element)?,
                DURATION => duration = self.float(element)?,
                MUXING_APP | WRITING_APP | VOID => {}
                _ => self.void(element)?,
            }
        }
        found.duration_ms = duration.and_then(|duration| milliseconds(duration, scale));
        Ok(())
    }

    fn read_tracks(&mut self, tracks: Element, found: &mut Found) -> Result<(), MediaError> {
        let end = tracks.end.ok_or(Refusal::Damaged)?;
        let mut place = tracks.content;
        while place < end {
            let entry = self.at(place, end)?;
            place = entry.end.ok_or(Refusal::Damaged)?;
            if entry.id == TRACK_ENTRY {
                self.read_track(entry.content, place, found)?;
            }
        }
        Ok(())
    }

    fn read_track(&mut self, start: u64, end: u64, found: &mut Found) -> Result<(), MediaError> {
        let mut place = start;
        while place < end {
            let element = self.at(place, end)?;
            place = element.end.ok_or(Refusal::Damaged)?;
            match element.id {
                TRACK_TYPE => match self.number(element)? {
                    1 => found.has_video = true,
                    2 => found.has_sound = true,
                    // Subtitles.
                    0x11 => {}
                    _ => return Err(Refusal::Metadata.into()),
                },
                VIDEO => found.dimensions = self.dimensions(element.content, place)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn dimensions(&mut self, start: u64, end: u64) -> Result<Option<(u32, u32)>, MediaError> {
        let (mut width, mut height) = (0, 0);
        let mut place = start;
        while place < end {
            let element = self.at(place, end)?;
            place = element.end.ok_or(Refusal::Damaged)?;
            match element.id {
                PIXEL_WIDTH => width = self.number(element)?,
                PIXEL_HEIGHT => height = self.number(element)?,
                _ => {}
            }
        }
        let dimensions = u32::try_from(width).ok().zip(u32::try_from(height).ok());
        Ok(dimensions.filter(|(width, height)| *width > 0 && *height > 0))
    }

    fn number(&mut self, element: Element) -> Result<u64, MediaError> {
        let length = element.end.unwrap_or(element.content) - element.content;
        let length = usize::try_from(length).ok().filter(|length| *length <= 8).ok_or(Refusal::Damaged)?;
        self.file.seek(SeekFrom::Start(element.content))?;
        Ok(be(self.file, length)?)
    }

    fn float(&mut self, element: Element) -> Result<Option<f64>, MediaError> {
        self.file.seek(SeekFrom::Start(element.content))?;
        Ok(match element.end.unwrap_or(element.content) - element.content {
            4 => Some(f32::from_be_bytes(array(self.file)?).into()),
            8 => Some(f64::from_be_bytes(array(self.file)?)),
            _ => None,
        })
    }

    fn void(&mut self, element: Element) -> Result<(), MediaError> {
        let end = element.end.ok_or(Refusal::Damaged)?;
        let length = end - element.start;
        self.file.seek(SeekFrom::Start(element.start))?;
        // The length takes one byte or, if that doesn't suffice, eight.
        let content = if length < 64 {
            let rest = u8::try_from(length.saturating_sub(2)).unwrap_or(0);
            self.file.write_all(&[0xEC, 0x80 | rest])?;
            2
        } else {
            self.file.write_all(&[0xEC])?;
            self.file.write_all(&((length - 9) | 1 << 56).to_be_bytes())?;
            9
        };
        erase(self.file, element.start + content, end)?;
        Ok(())
    }
}

const fn is_in_segments(id: u32) -> bool {
    matches!(id, CLUSTER | CUES | TAGS | CHAPTERS | ATTACHMENTS | INFO | TRACKS | SEEK_HEAD)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "checked"
)]
fn milliseconds(duration: f64, nanoseconds_per_unit: u64) -> Option<u64> {
    let milliseconds = duration * nanoseconds_per_unit as f64 / 1_000_000.0;
    (milliseconds.is_finite() && (0.0..1e12).contains(&milliseconds)).then_some(milliseconds as u64)
}
