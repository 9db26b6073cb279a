//! MP4: boxes with the description of tracks, and their samples. What is no part of that becomes free space.

use super::boxes::{Boxes, Place, first};
use crate::bytes::{array, be32, be64, byte, skip};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::media_type::MediaType;
use std::io::{Read, Seek, Write};

const TOP: [&[u8; 4]; 9] = [b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"styp", b"sidx", b"ssix", b"pdin"];
const MOVIE: [&[u8; 4]; 4] = [b"mvhd", b"trak", b"mvex", b"iods"];
const TRACK: [&[u8; 4]; 5] = [b"tkhd", b"edts", b"mdia", b"tref", b"tapt"];
const MEDIA: [&[u8; 4]; 4] = [b"mdhd", b"hdlr", b"minf", b"elng"];
const INFORMATION: [&[u8; 4]; 9] =
    [b"vmhd", b"smhd", b"hmhd", b"nmhd", b"sthd", b"gmhd", b"dinf", b"hdlr", b"stbl"];
const SAMPLES: [&[u8; 4]; 20] = [
    b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh",
    b"padb", b"stdp", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"tims",
];
const FRAGMENT: [&[u8; 4]; 2] = [b"mfhd", b"traf"];
const TRACK_FRAGMENT: [&[u8; 4]; 10] =
    [b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"senc", b"sdtp"];

/// Tracks that people see, hear, or read, and codes of time. Others hold data, such as where a camera was.
const TRACK_TYPES: [&[u8; 4]; 8] = [b"vide", b"soun", b"text", b"subt", b"sbtl", b"clcp", b"auxv", b"tmcd"];

/// What the tracks say.
#[derive(Debug, Default)]
struct Found {
    has_sound: bool,
    has_video: bool,
    dimensions: Option<(u32, u32)>,
    duration_ms: Option<u64>,
}

/// Overwrites metadata. A file with a track of metadata is refused.
pub(super) fn clean(file: &mut (impl Read + Write + Seek), length: u64) -> Result<Facts, MediaError> {
    let mut boxes = Boxes::of(file);
    let top = boxes.only_between(0, length, &TOP)?;
    let found = clean_movies(&mut boxes, &top)?;
    let media_type = if found.has_video {
        MediaType::Mp4
    } else if found.has_sound {
        MediaType::M4a
    } else {
        return Err(Refusal::Damaged.into());
    };
    Ok(Facts { dimensions: found.dimensions, duration_ms: found.duration_ms, ..Facts::of(media_type) })
}

/// Cleans what describes tracks and fragments.
fn clean_movies(boxes: &mut Boxes<'_, impl Read + Write + Seek>, top: &[Place]) -> Result<Found, MediaError> {
    let mut found = Found::default();
    for place in top {
        match &place.kind {
            b"moov" => clean_movie(boxes, *place, &mut found)?,
            b"moof" => {
                for fragment in boxes.only(*place, &FRAGMENT)? {
                    if &fragment.kind == b"traf" {
                        boxes.only(fragment, &TRACK_FRAGMENT)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Cleans the sequences of an AVIF file, which are described as those of a video.
pub(super) fn clean_sequences(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    top: &[Place],
) -> Result<(), MediaError> {
    clean_movies(boxes, top).map(drop)
}

fn clean_movie(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    movie: Place,
    found: &mut Found,
) -> Result<(), MediaError> {
    for place in boxes.only(movie, &MOVIE)? {
        match &place.kind {
            b"mvhd" => found.duration_ms = duration_ms(boxes, place)?,
            b"trak" => clean_track(boxes, place, found)?,
            _ => {}
        }
    }
    Ok(())
}

fn clean_track(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    track: Place,
    found: &mut Found,
) -> Result<(), MediaError> {
    let parts = boxes.only(track, &TRACK)?;
    let media = first(&parts, *b"mdia").ok_or(Refusal::Damaged)?;
    let media = boxes.only(media, &MEDIA)?;
    let handler = first(&media, *b"hdlr").ok_or(Refusal::Damaged)?;
    boxes.seek(handler.content + 8)?;
    let track_type: [u8; 4] = array(boxes.file)?;
    if !TRACK_TYPES.contains(&&track_type) {
        return Err(Refusal::Metadata.into());
    }
    if let Some(information) = first(&media, *b"minf") {
        for part in boxes.only(information, &INFORMATION)? {
            if &part.kind == b"stbl" {
                boxes.only(part, &SAMPLES)?;
            }
        }
    }
    found.has_sound |= &track_type == b"soun";
    if &track_type == b"vide" {
        found.has_video = true;
        if let Some(header) = first(&parts, *b"tkhd").filter(|_| found.dimensions.is_none()) {
            found.dimensions = dimensions(boxes, header)?;
        }
    }
    Ok(())
}

/// Of a header of a movie; unknown if it is written in fragments.
fn duration_ms(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    header: Place,
) -> Result<Option<u64>, MediaError> {
    boxes.seek(header.content)?;
    let version = byte(boxes.file)?;
    skip(boxes.file, if version == 1 { 19 } else { 11 })?;
    let per_second = u64::from(be32(boxes.file)?);
    let duration = if version == 1 { be64(boxes.file)? } else { be32(boxes.file)?.into() };
    let is_known = duration != 0 && duration != u64::MAX && duration != u64::from(u32::MAX);
    let milliseconds = duration.checked_mul(1000).and_then(|duration| duration.checked_div(per_second));
    Ok(milliseconds.filter(|_| is_known))
}

/// Of a header of a track: numbers with 16 bits behind the point. A quarter turn swaps them.
fn dimensions(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    header: Place,
) -> Result<Option<(u32, u32)>, MediaError> {
    boxes.seek(header.content)?;
    let version = byte(boxes.file)?;
    skip(boxes.file, if version == 1 { 51 } else { 39 })?;
    let (a, b) = (be32(boxes.file)?, be32(boxes.file)?);
    skip(boxes.file, 28)?;
    let (width, height) = (be32(boxes.file)? >> 16, be32(boxes.file)? >> 16);
    let is_sideways = a == 0 && b != 0;
    let dimensions = if is_sideways { (height, width) } else { (width, height) };
    Ok((width > 0 && height > 0).then_some(dimensions))
}
